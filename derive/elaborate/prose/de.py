"""German."""

from derive.elaborate.arrays_german import ARRAYS
from derive.elaborate.cues_german import CUES
from derive.elaborate.language import Language
from derive.elaborate.phrases_german import PHRASES
from derive.elaborate.spoken_german import SPOKEN
from derive.elaborate.told_german import TOLD
from derive.elaborate.turns_german import TURNS

_NUMBER = (
    r"(?: (?P<restricted>positive|negative|nicht-?negative)[srn]?)?"
    r"(?: (?P<whole>ganze Zahl)| (?P<natural>natürliche Zahl)|(?: reelle[srn]?)?(?: Zahl)?)"
)

LANGUAGE = Language(
    name="Deutsch",
    cues=CUES,
    fillers=(
        "aber ein eine einen der die das alle jede jedes jeden reelle reeller komplexe positive negative "
        "außerdem ferner zudem zunächst nun jetzt dann wieder weiter weiterhin stattdessen vektor vektoren "
        "matrix matrizen skalar skalare zahl zahlen konstante konstanten funktion "
        "funktionen ganze natürliche index variable parameter und oder auch beide feste festes "
        "gerade gerades ungerade ungerades positives negatives symmetrische invertierbare orthogonale "
        "beliebig beliebige gegeben dass folgende ungleichung gleichung identität aussage gilt"
    ),
    after=(
        r"\s*,?\s*(?:für(?: alle| jede[sn]?)?|falls|wenn|wobei|mit|sofern|vorausgesetzt,?(?: dass)?)\s*"
        r"(?:(?P<whole>ganzen?(?: Zahlen?)?|natürlichen?(?: Zahlen?)?)|reellen?(?: Zahlen?)?|Zahlen?)?\s*"
    ),
    pointing=r"\s*,?\s*(?:bei|an der Stelle|im Punkt)\s*",
    unless=(
        r"\s*,?\s*(?:außer(?: für| wenn| falls| bei| im Fall| an der Stelle)?|es sei denn,?(?: dass)?"
        r"|ausgenommen(?: für)?|mit Ausnahme von)\s*"
    ),
    exercises=(
        r"(?:aufgabe|übung|abschnitt|teilaufgabe|nr\.)\s*(\d+(?:[.-]\d+)*)"
        r"|(?:aufgabe|übung)\s+([a-z])(?=[.:)]|\*\*|\s*$)"
    ),
    elementwise=(r"\0\s*ist die (?:element|komponenten|eintrags)weise anwendung von\s*\0"),
    sorted=(
        r"(?:ordne|sortiere)\w*[^\0.]*(?P<of>\0)\s*(?:zu|als|nach|in)\s*(?P<sorted>\0)",
        (
            r"(?P<sorted>\0)\s*(?:sind )?die (?:Einträge|Komponenten|Elemente|Werte) von\s*(?P<of>\0)"
            r"\s*,?\s*(?:in (?:\w+ )?Reihenfolge|der Größe nach|sortiert|geordnet)"
        ),
        (
            r"(?P<sorted>\0)\s*(?:sind |bezeichnen |bezeichne )?(?:die )?(?:Ordnungsstatistik(?:en)?"
            r"|(?:sortierten|geordneten) (?:Werte|Einträge|Beobachtungen|Zahlen)) (?:von|zu)\s*(?P<of>\0)"
        ),
    ),
    largest=(r"\0(?P<said>,?\s*(?:ist |sei )?(?:d(?:as|ie|er) größte|das Maximum))(?: von\s*(?P<of>\0))?"),
    smallest=(
        r"\0(?P<said>,?\s*(?:ist |sei )?(?:d(?:as|ie|er) kleinste|das Minimum))"
        r"(?: von\s*(?P<of>\0))?"
    ),
    varying=(
        r"für (?:alle|jede[sn]?|(?:ein )?beliebige[sn]?)(?: reelle[nrs]?)?(?: Zahl(?:en)?)?",
        r"sei(?:en)?|betrachte\w*(?: (?:wir|man))?(?: nun)?|wähle\w*(?: (?:wir|man))?|gegeben",
        r"\s*(?:sei(?:en)? |ist |sind )?beliebig\b",
    ),
    posing=(
        r"setzen?\b[^.]*\bnull|null\s?setzen|nullsetzen|gleich null|bedingung erster ordnung|stationär\w*"
        r"|kritische[nr]? (?:punkte?|stellen?)|normalengleichung(?:en)?|nullstellen?"
    ),
    zeroing=(
        r"setz(?:en?|t)\b(?P<what>[^.]*?)\b(?:null|0)\b|null\s?setzen(?P<what2>[^.\0]*)"
        r"|(?:setz(?:en?|t)(?: wir)?|aus)(?P<what3> ?\0)"
        r"|bedingung(?:en)? erster ordnung|(?:notwendige|optimalitäts)\s?bedingung(?:en)?"
        r"|(?:stationäre[nr]?|kritische[nr]?) (?:punkte?n?|stellen?)"
    ),
    plural=r"\b(?:ableitungen|gradient(?:en)?|partiellen|beide|alle)\b",
    fulfilling=r"erfüll(?:t|en)|genügt|löst|ist (?:eine|die) (?:\w+ )?Lösung (?:von|der(?: \w+gleichung)?)",
    equation=r"(?:gleichungssystem|system|gleichung(?:en)?)",
    reason=r"da|weil|wegen",
    connectives=(
        (r"genau dann,? wenn|(?:ist |sind )?äquivalent zu|ist gleichbedeutend mit", r"\iff"),
        (r"impliziert(?:,? dass)?|nur(?: dann)?,? wenn", r"\implies"),
        (r"(?:und\s*/\s*)?oder", r"\lor"),
    ),
    consequences=(
        (r"(?:daraus |damit |somit )?(?:folgt|ergibt(?: sich)?|liefert|führt (?:auf|zu))", "⇒"),
        (r"(?:und |also |somit |damit )?(?:wir )?(?:erhalten|bekommen|finden)(?: wir)?|und erhält", "⇒"),
        (r"hat (?:die|eine) lösung(?:en)?", "⇐"),
        (r"hat (?:nur |genau )(?:die|eine) lösung", "⇔"),
    ),
    quantifying=(
        (
            (
                r"(?:für|mit) (?:(?:irgend)?ein(?:e[nrsm]?)?|gewisse[nrsm]?|mindestens ein(?:e[nrsm]?)?"
                r"|geeignete[nrsm]?)(?: geeignete[nrsm]?)?"
                r"(?: (?:(?P<restricted>positive|negative|nicht-?negative)[nrsm]? )?"
                r"(?:(?P<whole>ganze[nrsm]? Zahl(?:en)?|ganzzahlige[nrsm]?)"
                r"|(?P<natural>natürliche[nrsm]? Zahl(?:en)?)"
                r"|(?:reelle[nrsm]? )?Zahl(?:en)?|Konstanten?))?"
            ),
            "exists",
        ),
        (r"für (?:alle|jede[sn]?)(?: reelle[nrs]?(?: Zahl(?:en)?)?)?", "forall"),
    ),
    conditional=(
        r"für(?: alle| jede[nsr]?| beliebige[sn]?)?|falls|wenn|im fall|sofern"
        r"|an der stelle|im punkt|solange|vorausgesetzt,?(?: dass)?"
    ),
    place=r"an|am|im|in|bei|dort|falls|wenn|für|wo",
    being=r"ist|sind|liegt|war",
    copula=r"(?:ist|sind|gilt|folgt|wird)|(?:haben|erhalten) wir|(?:erhält|hat) man",
    case=r"\W*(?:\w+\.? )?fall\b",
    inverted=r"ist|sind|gilt|gelte|gelten|liegt|liegen",
    on=(
        r"\s*,?\s*(?:ist )?(?:nur )?(?:definiert )?(?:auf|über|für)(?: (?:dem|der))?"
        r"(?: (?:offenen|abgeschlossenen|halboffenen))?(?: (?:Einheits)?intervall| Menge)?\s*"
    ),
    beside=r"\s*[,;]?\s*(?:und|aber|während)?\s*",
    otherwise=r"\s*,?\s*(?:sonst|andernfalls|anderenfalls|ansonsten|für alle anderen|in allen anderen)\b",
    where=r"\s*,?\s*(?:wobei|mit|hier ist|dabei ist)\s*",
    eigenvalues=tuple(
        (pattern % word, template)
        for word, template in (
            ("kleinste[mnr]?", r"%A - %l I \succeq 0"),
            ("größte[mnr]?", r"%l I - %A \succeq 0"),
        )
        for pattern in (
            r"(?P<of>\0)[^.\0]*mit (?:dem )?%s Eigenwert\s*(?P<value>\0)",
            r"(?P<value>\0)\s*(?:sei |ist )?der %s Eigenwert von\s*(?P<of>\0)",
        )
    ),
    arrays=ARRAYS,
    told=TOLD,
    moments=(
        r"\0[^.\0]*(?P<said>(?:mit|hat)(?: de[mn])? Erwartungswert\s*)\0",
        r"\0[^.\0]*(?:mit|hat)(?: de[mn])? Erwartungswert\s*\0(?P<said>\s*,?\s*und(?: der)? Varianz\s*)\0",
    ),
    apart=r"(?:(?:zwei|drei|vier|alle|paarweise) )*(?:verschieden(?:e[nr]?)?|ungleich(?:e[nr]?)?)(?! von\b)",
    upright=r"(?:paarweise )?(?:orthogonal(?:e Vektoren)?|senkrecht)(?: zueinander| aufeinander)?(?! zu)",
    independent=r"(?:stochastisch |paarweise )?unabhängig\w*(?: zufallsvariablen| ereignisse)?(?! von)",
    events=r"(?:zufalls)?ereignisse?(?!\w)",
    attributes=(
        (r"gerade (?:differenzierbare |glatte |stetige )?Funktion(?:en)?", r"%s(-x) = %s(x)"),
        (r"ungerade (?:differenzierbare |glatte |stetige )?Funktion(?:en)?", r"%s(-x) = -%s(x)"),
        (r"nicht[ -]?negativ\w*", r"%s \ge 0"),
        (r"nicht[ -]?positiv\w*", r"%s \le 0"),
        (r"positiv\w*(?! semi)(?! definit)", r"%s > 0"),
        (r"negativ\w*(?! semi)(?! definit)", r"%s < 0"),
        (r"(?:von (?:null|0) verschieden|ungleich (?:null|0)|nicht (?:null|0))", r"%s \ne 0"),
        (r"positiv definit\w*", r"%s \succ 0"),
        (r"positiv semi-?definit\w*", r"%s \succeq 0"),
        (r"(?:schief|anti)-?symmetrisch\w*", r"%s^T = -%s"),
        (r"symmetrisch\w*", r"%s^T = %s"),
        (r"orthogonal\w*(?! proj)", r"%s^T %s = I"),
        (r"idempotent\w*|Projektionsmatri(?:x|zen)|Projektion(?:en)?|Projektor(?:en)?", r"%s%s = %s"),
        (r"involutorisch\w*", r"%s%s = I"),
        (r"diagonal(?!\w)", r"%s = \operatorname{diag}(\operatorname{diag}(%s))"),
        (r"invertierbar\w*|regulär\w*", r"\det(%s) \ne 0"),
        (r"Einheitsvektor\w*", r"\|%s\| = 1"),
        (r"one-hot", r"\sum_i %s_i = 1, %s_i \in \{0, 1\}"),
        (r"Wahrscheinlichkeits(?:vektor\w*|verteilung)", r"\sum_i %s_i = 1, %s_i \ge 0"),
    ),
    properties=(
        (r"gerade(?: Funktion(?:en)?)?", "even"),
        (r"ungerade(?: Funktion(?:en)?)?", "odd"),
        (r"streng monoton (?:wachsend|steigend)\w*", "rising"),
        (r"streng monoton fallend\w*", "falling"),
        (r"(?<!streng )monoton (?:wachsend|steigend)\w*", "not falling"),
        (r"(?<!streng )monoton fallend\w*", "not rising"),
        (r"(?<!streng )(?<!monoton )(?:wachsend|steigend)(?:e[nrs]?)?(?: Funktion)?", "perhaps not falling"),
        (r"(?<!streng )(?<!monoton )fallend(?:e[nrs]?)?(?: Funktion)?", "perhaps not rising"),
        (r"(?<!strikt )(?<!streng )konvex(?:e[nrs]?)?(?: Funktion(?:en)?)?", "convex"),
        (r"(?<!strikt )(?<!streng )konkav(?:e[nrs]?)?(?: Funktion(?:en)?)?", "concave"),
        (r"additiv(?:e[nrs]?)?", "additive"),
        (r"(?:eine )?linear(?:e (?:Abbildung|Form))?", "linear"),
        (r"konstant(?:e[nrs]?)?(?: Funktion(?:en)?)?", "constant"),
        (r"injektiv(?:e[nrs]?)?", "injective"),
        (r"nicht-?negativ(?:e[nrs]?)?(?: Funktion(?:en)?)?", "not negative"),
        (r"positiv(?:e[nrs]?)?(?: Funktion(?:en)?)?", "positive"),
        (r"negativ(?:e[nrs]?)?(?: Funktion(?:en)?)?", "negative"),
    ),
    valued=(
        (r"periodisch(?:e Funktion)? mit(?: der)? Periode", "period"),
        (r"Lipschitz-?\s?stetig mit(?: der)?(?: Lipschitz-?)? ?Konstanten?", "Lipschitz constant"),
        (r"nach oben(?: durch \0)? beschränkt durch", "upper bound"),
    ),
    comparing=(
        r"\s*,?\s*(?:sei(?:en)?|ist|sind)?\s*(?:beide |alle )?(?:eine? )?"
        r"(?:(?:feste|beliebige|reelle|positive) )*(?:(?:zahl(?:en)?|konstanten?),? ?)?"
        r"(?:(?:die|der|das) )?(?:echt |strikt )?"
    ),
    comparisons=(
        (r"(?:größer|höher) als|oberhalb von", ">"),
        (r"(?:kleiner|niedriger) als|unterhalb von", "<"),
        (r"mindestens|größer(?: oder)? gleich|nicht kleiner als", r"\ge"),
        (r"höchstens|kleiner(?: oder)? gleich|nicht größer als", r"\le"),
        (r"verschieden von|ungleich|außer|ausgenommen", r"\ne"),
    ),
    numerals=(("null", "0"), ("eins", "1"), ("zwei", "2"), ("drei", "3")),
    kinds=(
        (r"gerade natürliche zahl(?:en)?", r"%s \in \mathbb{N}, (-1)^{%s} = 1"),
        (r"ungerade natürliche zahl(?:en)?", r"%s \in \mathbb{N}, (-1)^{%s} = -1"),
        (r"gerade (?:ganze )?zahl(?:en)?", r"%s \in \mathbb{Z}, (-1)^{%s} = 1"),
        (r"ungerade (?:ganze )?zahl(?:en)?", r"%s \in \mathbb{Z}, (-1)^{%s} = -1"),
        (r"ganze(?: zahlen?)?|ganzzahlige[sn]?", r"%s \in \mathbb{Z}"),
        (r"natürliche(?: zahlen?)?", r"%s \in \mathbb{N}"),
    ),
    substitution=r"substitu",
    parity=((r"gerade\w*", r"(-1)^{%s} = 1"), (r"ungerade\w*", r"(-1)^{%s} = -1")),
    verbal=(
        ("even", r"\s*ist (?:auch )?(?P<not>nicht |keine )?(?:eine )?gerade\b"),
        ("odd", r"\s*ist (?:auch )?(?P<not>nicht |keine )?(?:eine )?ungerade\b"),
        (
            "strictly-increasing",
            (
                r"\s*ist (?P<not>nicht )?streng (?:monoton )?(?:wachsend|steigend)\b(?: (?:auf|in|für)"
                r" (?:dem Intervall )?\0)?"
            ),
        ),
        (
            "strictly-decreasing",
            r"\s*ist (?P<not>nicht )?streng (?:monoton )?fallend\b(?: (?:auf|in|für) (?:dem Intervall )?\0)?",
        ),
        (
            "increasing",
            (
                r"\s*ist (?P<not>nicht )?(?:monoton )?(?:wachsend|steigend)\b(?: (?:auf|in|für) (?:dem"
                r" Intervall )?\0)?"
            ),
        ),
        (
            "decreasing",
            r"\s*ist (?P<not>nicht )?(?:monoton )?fallend\b(?: (?:auf|in|für) (?:dem Intervall )?\0)?",
        ),
        ("independent", r"\s*(?:ist (?P<not>nicht )?unabhängig von|hängt nicht ab von)\s*\0"),
        ("periodic", r"\s*ist (?P<not>nicht )?periodisch mit (?:der )?Periode\s*\0"),
        ("range", r"\s*(?:nimmt (?:nur )?Werte in|liegt (?:immer |stets )?in)(?P<not>\Z)?\s*\0"),
        ("invariant", r"\s*ist (?P<not>nicht )?invariant unter\s*\0"),
        ("constant", r"\s*ist (?P<not>nicht |keine )?(?:eine )?(?:konstant|Konstante)\b"),
        *(
            (
                kind,
                rf"\s*ist (?:auch |stets )?(?P<not>nicht |keine )?(?:eine )?(?:{words})(?: Matrix)?\b(?! zu)",
            )
            for kind, words in (
                ("invertible", "invertierbare?|reguläre?"),
                ("singular", "singuläre?"),
                ("orthogonal", "orthogonale?"),
                ("idempotent", "idempotent"),
                ("skew-symmetric", "schiefsymmetrische?|antisymmetrische?"),
            )
        ),
        (
            "unit",
            (
                r"\s*(?:ist (?:wieder |auch )?(?P<not>nicht |kein )?(?:(?:ein )?Einheitsvektor|normiert)"
                r"|hat (?:die )?Länge (?:eins|1))\b"
            ),
        ),
        ("symmetric", r"\s*ist (?P<not>nicht |keine )?(?:eine )?symmetrisch\b"),
        ("divisible", r"\s*ist (?:immer |stets )?(?P<not>nicht )?durch\s*\0\s*teilbar"),
    ),
    spoken=SPOKEN,
    unsaid=(
        r"niemand|nie|kaum|nicht(?! (?:schwer|schwierig))|weder|ob|falls|wenn|angenommen"
        r"|sofern|welche\w*|untersuch\w*|prüf\w*|nicht wahr|falsch|wäre|würde"
        r"|sei|seien|bekannt|unklar|behaupte\w*|annehmen|vorausgesetzt|untersuchen"
    ),
    existential=(
        (rf"(?:gibt es|es gibt|existiert|für) keine?{_NUMBER}", "nexists"),
        (rf"(?:gibt es|es gibt|existiert)(?: (?:mindestens )?eine?)?{_NUMBER}", "exists"),
        (rf"für (?:mindestens )?eine?{_NUMBER}", "exists"),
    ),
    supposing=r"falls|wenn|angenommen|sei|da|weil|sodass|so dass",
    qualifying=r"mit|,? ?sodass|,? ?so dass|,? ?für (?:das|die) gilt:?|mit der Eigenschaft|gilt|ist",
    existence=(
        r"es (?:gibt|existier(?:t|en))|existier(?:t|en)|gibt es|findet man"
        r"|kann man .{0,20}(?:finden|wählen)"
    ),
    repeated=r"einstein|summenkonvention|summationskonvention|über doppelte ind|doppelt auftretende ind",
    induction=r"(?:vollständige[nr]? )?induktions?\w*",
    differential=(
        r"differentialgleichung|differenzialgleichung|\bDGLn?\b|anfangs(?:wert|bedingung)"
        r"|trenn\w+ der variablen|implizit"
    ),
    imaginary=r"imaginären? Einheit",
    laplacian=r"laplace|harmonisch",
    shifting=r"(?:lag|backshift|rückwärtsverschiebungs|verschiebungs|verzögerungs)[- ]?operator",
    differencing=r"differenzenoperator|ersten? differenz(?:en)?",
    doubts=(
        r"größte[nrs]?|kleinste[nrs]?|maximale?[nrs]?|minimale?[nrs]?|Maximum|Minimum|sortiert\w*|geordnet\w*"
        r"|verschieden\w*|paarweise|positiv\w*|negativ\w*|nicht-?negativ\w*|invertierbar\w*|regulär\w*"
        r"|orthogonal\w*|orthonormal\w*|Eigenwert\w*|Singulärwert\w*|symmetrisch\w*"
        r"|definit\w*|Einheits\w*|normiert\w*"
        r"|wachsend\w*|fallend\w*|monoton\w*|gerade\w*|ungerade\w*|prim|unabhängig\w*|zufällig\w*|stetig\w*"
        r"|größer|kleiner|mindestens|höchstens|zwischen|Vielfaches|teilbar|rational\w*|irrational\w*"
        r"|\w*linear\w*|affin\w*|homogen\w*|isometr\w*|holomorph\w*|analytisch\w*|idempotent\w*|nilpotent\w*"
        r"|stochastisch\w*|Projektion\w*|\w*homomorph\w*"
        r"|nicht-?positiv\w*|Intervall|Schranke|alle\b[^.]*\bgleich|gleich groß|identisch"
        r"|konvex\w*|konkav\w*|beschränkt\w*|hinreichend|Ausgabe|zyklisch\w*|modulo|periodisch\w*|diagonal\w*"
        r"|normal\w*|gleichverteilt|poisson\w*|binomial\w*|exponential\w*|bernoulli\w*|verteil\w*|Dichte"
    ),
    phrases=PHRASES,
    turns=TURNS,
    equal=(
        (
            r"Gleichheit (?:gilt |tritt )?(?:ein )?(?:genau dann,? wenn|genau für|dann und nur dann,? wenn)",
            r"\Leftrightarrow",
        ),
        (r"Gleichheit (?:gilt |tritt )?(?:ein )?nur (?:dann,? wenn|für)", r"\Rightarrow"),
        (r"Gleichheit (?:gilt |tritt )?(?:ein )?(?:wenn|falls|für)", r"\Leftarrow"),
    ),
    frequent=(
        "der die das und ist für dass mit wir sei von den ein eine nicht gilt wobei dann zeige auf im "
        "jede jeder jedes keine reelle zahl zahlen erfüllt annahme behauptung"
    ),
)
