"""German sentences that claim without a sign."""

from typing import Final

from derive.elaborate.phrase import Phrases

_IS: Final = (
    r"(?:ist|beträgt|lautet|ist (?:gleich|genau|also|somit|damit|daher|dann|offenbar))(?P<not> nicht)?"
)
_FUNCTION: Final = r"(?:von |der Funktion |des (?:Ausdrucks|Terms|Polynoms) |der Matrix )?"
_BY: Final = r"(?: nach (?:der Variablen )?(?P<x>\0))?"
_TO: Final = r"von (?P<a>\0|-?\d+) bis (?P<b>\0|-?\d+|unendlich)"
_SORT: Final = (
    r"(?P<w>(?:(?:reelle|positive|negative|nicht-?negative|natürliche|ungerade|gerade|ganze)n? )*"
    r"(?:Zahl(?:en)?)?) ?"
)
_AMONG: Final = r"(?P<w>(?:(?:positive|negative|nicht-?negative) )?(?:ganze|natürliche|reelle)? ?(?:Zahl)?) ?"
_HELD: Final = r"(?:Identität|Gleichung|Gleichheit|Ungleichung|Formel|Beziehung|Abschätzung)"
_WITH: Final = r"(?:mit|so ?dass|für (?:das|die))"
_REAL: Final = r"(?:reelle[snr]? )?(?:Zahl )?"
_TRUE: Final = r"(?:gilt|stimmt|ist (?:wahr|richtig|erfüllt))"
_CLEARLY: Final = (
    r"(?:offensichtlich|offenbar|klar|selbstverständlich|natürlich|trivialerweise|insgesamt|zusammengefasst"
    r"|mit anderen Worten|andererseits|man sieht(?: leicht| sofort)?|man rechnet(?: leicht)? nach)"
)
_GROUNDS: Final = (
    r"(?:aus \w*(?:symmetrie|stetigkeits|monotonie|dimensions)gründen|nach (?:voraussetzung|annahme)"
    r"|laut (?:voraussetzung|annahme)|wegen \w+|aufgrund \w+ \w+)"
)
_CASES: Final = "ersten|zweiten|dritten|ersteren|letzteren|letzten|anderen"


def _derivative(words: str, operator: str) -> tuple[tuple[str, str], ...]:
    of = rf"die {words}Ableitung {_FUNCTION}(?P<s>\0){_BY}"
    at = r" (?:an der Stelle|im Punkt|in|bei|für) (?P<p>\0)"
    return (
        (rf"{of} {_IS} (?P<v>\0)", rf"wir haben ${operator}(!s) = !v$"),
        (rf"{of}{at} {_IS} (?P<v>\0)", rf"wir haben $\left. {operator}(!s)\right|_{{!p}} = !v$"),
    )


PHRASES: Final = Phrases(
    trigger=(
        r"\b(?:Ableitung|Integral|Stammfunktion|Grenzwert|Limes|Wert|Quadrat|Kehrwert|Wurzel|Summe|Produkt"
        r"|genau ein(?:e|en)?|Nullstellen?|Eigenwerte|Gradient|Norm|Länge|Betrag|Abstand|Skalarprodukt"
        r"|orthogonal|senkrecht"
        rf"|Differenz|Quotient|Determinante|Spur|Transponierte|erfüll(?:t|en)|modulo|{_HELD}"
        r"|gilt|stimmt|richtig|wahr"
        rf"|im Grenzfall|{_CLEARLY}|aus|nach|laut|wegen|aufgrund|fall|brauchen|benötigen)\b"
        r"|\bauf(?: dem Intervall)?(?: \0|$)|^ ?:$|\0 : \0"
    ),
    leading=(
        r"\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.):]+ )?"
        r"(?:(?:und|aber|also|somit|daher|folglich|denn|offenbar|ferner|außerdem|schließlich|während"
        r"|insbesondere|beachte|es folgt|wir wissen|bekanntlich),? )*"
        r"(?:(?:falls|für|wenn)\b[^.;:\0]*\0[^.;:\0]*, ?)?"
    ),
    ending=(
        r"(?= ?(?:[.;:!]|$)"
        r"|,? (?:und|aber|während) (?:also|somit|daher|der|die|das|wir)\b"
        r"| ?, (?:also|somit|daher|folglich|wie (?:behauptet|gewünscht|verlangt))\b"
        r"|,? (?:für|falls|wenn|sofern) (?:(?:alle|jede[sn]?) )?(?:(?:reellen?|positiven?) )?\0)"
    ),
    labels=r"annahmen?|voraussetzung(?:en)?|gegeben|behauptung",
    alternatives=r"(?:\bfälle\b[^.\0]*|\bentweder )\0(?: ?,? ?(?:und|oder)? ?\0)+",
    ordinals=(("ersten|ersteren", 0), ("zweiten", 1), ("dritten", 2), ("letzten|letzteren|anderen", -1)),
    rows=(
        (r"(?P<d>\0) : (?P<g>\0)", r"sei {d}. es gilt {g}"),
        (rf"{_CLEARLY}[:,]? (?:dass )?(?:ist |gilt )?(?P<g>\0)", r"es gilt {g}"),
        (rf"{_GROUNDS},? (?:ist|gilt|haben wir) (?P<g>\0)", r"aus diesen Gründen gilt {g}"),
        (
            rf"im (?P<j>{_CASES}) Fall,? (?:ist|gilt) (?P<g>\0)",
            r"falls {J}, dann gilt {g}",
        ),
        (
            rf"im (?:{_CASES}|vierten|übrigen) Fall,? (?:ist |gilt )?(?P<g>\0)",
            r"wir erwähnen {g}",
        ),
        (r"in diesem Fall,? (?:ist|gilt) (?P<g>\0)", r"aus diesen Gründen gilt {g}"),
        (r"wir (?:brauchen|benötigen) (?P<h>\0)", r"wir verlangen {h}"),
        *_derivative(r"(?:erste |partielle )?", r"\frac{d}{d !x}"),
        (
            r"(?:die Funktion )?(?P<s>\0) hat die Ableitung (?P<v>\0)",
            r"wir haben $\frac{d}{d !x}(!s) = !v$",
        ),
        (
            r"(?:die Funktion )?(?P<d>\0) hat die Ableitung (?P<g>\0)",
            r"die Funktion {d}. es gilt {g}",
        ),
        *_derivative(r"zweite ", r"\frac{d^2}{d !x^2}"),
        *_derivative(r"dritte ", r"\frac{d^3}{d !x^3}"),
        (
            rf"das (?:bestimmte )?Integral {_FUNCTION}(?P<s>\0){_BY} {_TO} {_IS} (?P<v>\0)",
            r"wir haben $\int_{!a}^{!b} (!s) \, d !x = !v$",
        ),
        (
            rf"das Integral {_FUNCTION}(?P<s>\0) (?:über|auf) (?:das Intervall )?(?P<i>\0) {_IS} (?P<v>\0)",
            r"wir haben $\int_{!P}^{!Q} (!s) \, d !x = !v$",
        ),
        (
            rf"(?:(?:eine|die) Stammfunktion|das unbestimmte Integral) {_FUNCTION}(?P<s>\0) {_IS} (?P<v>\0)",
            r"wir haben $\int (!s) \, d !x = !v$",
        ),
        (
            rf"(?P<v>\0) ist eine Stammfunktion {_FUNCTION}(?P<s>\0)",
            r"wir haben $\int (!s) \, d !x = !v$",
        ),
        (
            rf"der (?:Grenzwert|Limes) {_FUNCTION}(?P<s>\0) (?:für|bei) (?P<l>\0) {_IS} (?P<v>\0)",
            r"wir haben $\lim_{!l} (!s) = !v$",
        ),
        (
            r"im (?:Grenzfall|Limes|Grenzübergang) (?P<l>\0) (?:ist|gilt) (?P<r>\0)",
            r"wir haben $\lim_{!l} (!A) = !B$",
        ),
        (
            rf"der Wert {_FUNCTION}(?P<s>\0) (?:an der Stelle|im Punkt|für|bei) (?P<p>\0) {_IS} (?P<v>\0)",
            r"wir haben $\left. (!s)\right|_{!p} = !v$",
        ),
        (rf"das Quadrat {_FUNCTION}(?P<c>\0) {_IS} (?P<v>\0)", r"wir haben $(!c)^2 = !v$"),
        (rf"der Kehrwert {_FUNCTION}(?P<c>\0) {_IS} (?P<v>\0)", r"wir haben $\frac{1}{!c} = !v$"),
        (rf"die (?:Quadratw|W)urzel {_FUNCTION}(?P<c>\0) {_IS} (?P<v>\0)", r"wir haben $\sqrt{!c} = !v$"),
        (
            rf"die Summe (?:von|aus) (?P<c>\0) und (?P<o>\0) {_IS} (?P<v>\0)",
            r"wir haben $(!c) + (!o) = !v$",
        ),
        (
            rf"das Produkt (?:von|aus) (?P<c>\0) und (?P<o>\0) {_IS} (?P<v>\0)",
            r"wir haben $(!c) (!o) = !v$",
        ),
        (
            rf"die Differenz (?:von|aus) (?P<c>\0) und (?P<o>\0) {_IS} (?P<v>\0)",
            r"wir haben $(!c) - (!o) = !v$",
        ),
        (
            rf"der Quotient (?:von|aus) (?P<c>\0) und (?P<o>\0) {_IS} (?P<v>\0)",
            r"wir haben $\frac{!c}{!o} = !v$",
        ),
        (
            rf"es (?:gibt|existiert) genau ein(?:e|en)? {_REAL}(?P<h>\0) {_WITH} (?P<r>\0)",
            r"{r} und {h} haben genau eine Lösung",
        ),
        (
            rf"es (?:gibt|existiert) genau ein(?:e|en)? {_REAL}(?P<y>\0) {_WITH} (?P<r>\0)",
            r"die Gleichung {r} hat genau eine Lösung",
        ),
        (
            rf"die einzige (?:reelle )?Nullstelle {_FUNCTION}(?P<s>\0) ist (?P<t>\0)",
            r"wir haben $!s = 0 \Leftrightarrow !x = !t$",
        ),
        (
            rf"die (?:reellen )?Nullstellen {_FUNCTION}(?P<s>\0) sind (?P<t>\0) und (?P<u>\0)",
            r"wir haben $!s = 0 \Leftrightarrow !x = !t \text{ or } !x = !u$",
        ),
        (
            rf"die Eigenwerte {_FUNCTION}(?P<s>\0) sind (?P<t>\0) und (?P<u>\0)",
            r"wir haben $\det(!s - \zeta I) = 0 \Leftrightarrow \zeta = !t \text{ or } \zeta = !u$",
        ),
        (
            r"(?:die Matrix )?(?P<s>\0) hat die Eigenwerte (?P<t>\0) und (?P<u>\0)",
            r"wir haben $\det(!s - \zeta I) = 0 \Leftrightarrow \zeta = !t \text{ or } \zeta = !u$",
        ),
        (rf"der Gradient {_FUNCTION}(?P<s>\0) {_IS} (?P<v>\0)", r"wir haben $\nabla (!s) = !v$"),
        (
            rf"(?:die (?:Norm|Länge)|der Betrag) (?:von|des Vektors) (?P<m>\0) {_IS} (?P<v>\0)",
            r"wir haben $\|!m\| = !v$",
        ),
        (
            rf"der Abstand (?:von|zwischen) (?P<m>\0) (?:und|zu) (?P<z>\0) {_IS} (?P<v>\0)",
            r"wir haben $\|!m - !z\| = !v$",
        ),
        (
            rf"das Skalarprodukt von (?P<m>\0) und (?P<z>\0) {_IS} (?P<v>\0)",
            r"wir haben $!m \cdot !z = !v$",
        ),
        (
            (
                r"(?:die Vektoren )?(?P<m>\0) und (?P<z>\0) (?:sind|stehen) (?P<not>nicht )?"
                r"(?:orthogonal|senkrecht)(?: zueinander| aufeinander)?"
            ),
            r"wir haben $!m \cdot !z = 0$",
        ),
        (
            rf"das Integral {_TO} (?:über|von) (?P<s>\0) {_IS} (?P<v>\0)",
            r"wir haben $\int_{!a}^{!b} (!s) \, d !x = !v$",
        ),
        (rf"die Determinante {_FUNCTION}(?P<m>\0) {_IS} (?P<v>\0)", r"wir haben $\det(!m) = !v$"),
        (rf"die Spur {_FUNCTION}(?P<m>\0) {_IS} (?P<v>\0)", r"wir haben $\operatorname{tr}(!m) = !v$"),
        (rf"die Transponierte {_FUNCTION}(?P<m>\0) {_IS} (?P<v>\0)", r"wir haben $(!m)^T = !v$"),
        (
            rf"die Summe der ersten (?P<n>\0) ungeraden (?:natürlichen )?Zahlen {_IS} (?P<v>\0)",
            r"wir haben $\sum_{!k=1}^{!n} (2 !k - 1) = !v$",
        ),
        (
            rf"die Summe der ersten (?P<n>\0) geraden (?:positiven |natürlichen )?Zahlen {_IS} (?P<v>\0)",
            r"wir haben $\sum_{!k=1}^{!n} 2 !k = !v$",
        ),
        (
            rf"die Summe der ersten (?P<n>\0) natürlichen Zahlen {_IS} (?P<v>\0)",
            r"wir haben $\sum_{!k=1}^{!n} !k = !v$",
        ),
        (
            rf"die Summe der ersten (?P<n>\0) Quadratzahlen {_IS} (?P<v>\0)",
            r"wir haben $\sum_{!k=1}^{!n} !k^2 = !v$",
        ),
        (
            rf"(?:jede[sr]?|alle) {_SORT}(?P<e>\0) erfüll(?:t|en) (?P<r>\0)",
            r"für jede {w} {e} gilt {r}",
        ),
        (
            rf"nicht jede {_AMONG}(?P<e>\0) erfüll(?:t|en) (?P<r>\0)",
            r"es gibt eine {w} {e} mit $!R$",
        ),
        (rf"keine {_AMONG}(?P<e>\0) erfüllt (?P<r>\0)", r"es gibt keine {w} {e} mit $!r$"),
        (rf"keine {_AMONG}erfüllt (?P<r>\0)", r"es gibt keine {w} $!x$ mit $!r$"),
        (rf"(?:die {_HELD} )?(?P<r>\0) {_TRUE}(?: nach Definition)?", r"es gilt {r}"),
        (
            rf"die {_HELD} (?P<r>\0) {_TRUE} für (?:alle|jede[sn]?) {_SORT}(?P<e>\0)",
            r"für alle {w} {e} gilt {r}",
        ),
        (
            r"modulo (?P<q>\0|\d+) (?:ist|gilt) (?P<r>\0)",
            r"modulo {q} haben wir $!A \equiv !B \pmod{!q}$",
        ),
        (r"auf (?:dem Intervall )?(?P<i>\0) (?:ist|gilt) (?P<r>\0)", r"für alle $!x \in !i$ gilt {r}"),
    ),
)
