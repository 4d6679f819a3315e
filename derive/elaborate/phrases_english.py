"""English sentences that claim without a sign."""

from typing import Final

from derive.elaborate.phrase import Phrases

_IS: Final = (
    r"(?:is|equals|is (?:just|simply|exactly|therefore|thus|then|also|clearly|again)"
    r"|is(?: \w+ly)? (?:equal to|given by)|comes out as)(?P<not> not)?"
)
_FUNCTION: Final = r"(?:the )?(?:function|expression|polynomial|term|map)? ?"
_BY: Final = r"(?: with respect to (?:the variable )?(?P<x>\0))?"
_TO: Final = r"from (?P<a>\0|-?\d+) to (?P<b>\0|-?\d+|infinity)"
_MATRIX: Final = r"(?:the )?(?:square )?(?:matrix )?"
_SORT: Final = (
    r"(?P<w>(?:(?:real|positive|negative|non-?negative|non-?zero|natural|odd|even|whole) )*"
    r"(?:numbers?|integers?|reals?)?) ?"
)
_AMONG: Final = (
    r"(?P<w>(?:(?:positive|negative|non-?negative|non-?zero) )?"
    r"(?:integers?|whole numbers?|natural numbers?|real numbers?|reals?|numbers?)?) ?"
)
_TRUE: Final = r"(?:is (?:also |always |clearly |indeed )?(?:true|valid|correct|satisfied)|holds(?: true)?)"
_HELD: Final = r"(?:identity|equation|equality|inequality|formula|relation|estimate|bound)"
_ONE: Final = r"(?:a unique|exactly one|precisely one|one and only one|only one)"
_REAL: Final = r"(?:real )?(?:number )?"
_WITH: Final = r"(?:with|such that|satisfying|for which)"
_HAVE: Final = r"(?:(?:we|one) (?:have|has|get|gets|obtain|obtains|find|finds|see|sees)(?: that)? )?"
_THEOREM: Final = (
    r"(?:the )?(?:binomial (?:theorem|formula|formulas)|pythagorean theorem|theorem of pythagoras"
    r"|(?:product|chain|quotient|power|sum) rule|rules? of (?:\w+ )?differentiation|distributive law"
    r"|(?:\w+ )?(?:distributivity|commutativity|associativity)|(?:reverse )?triangle inequality"
    r"|cauchy[- ]schwarz(?: inequality)?|am-gm(?: inequality)?|linearity(?: of \w+(?: \w+)?)?"
    r"|fundamental theorem(?: of calculus| of algebra)?|integration by parts"
    r"|geometric (?:series|sum)(?: formula)?"
    r"|partial fractions|l'h[oô]s?pital(?:'s rule)?)"
)
_CLEARLY: Final = (
    r"(?:clearly|obviously|evidently|trivially|certainly|of course|altogether|in total|in summary"
    r"|in conclusion|in other words|as a (?:consequence|result)|to sum up|on the other hand"
    r"|it is (?:clear|obvious|immediate|well[- ]known|easy to (?:see|check|verify|show)) that"
    r"|one (?:easily |immediately |readily |directly )?(?:sees|checks|verifies|shows|computes)(?: that)?"
    r"|we (?:easily |immediately |readily |directly )?(?:compute|calculate|check|verify|see)(?: that)?)"
)
_PLAIN: Final = (
    r"(?![\w ]*\b(?:no|not|never|hardly|false|wrong|incorrect|mistake|accident|error|abuse|chance"
    r"|contradiction|contrast)\b)"
)
_REASON: Final = r"(?:by|because of|due to|according to|thanks to|in view of)"
_CASES: Final = r"(?:first|second|third|fourth|former|latter|last|other|remaining)"
_NUMBERS: Final = r"(?:natural |positive )?(?:numbers|integers)"


def _derivative(words: str, operator: str) -> tuple[tuple[str, str], ...]:
    of = rf"the {words}derivative of {_FUNCTION}(?P<s>\0){_BY}"
    at = r" (?:at|in|for)(?: the point)? (?P<p>\0)"
    return (
        (rf"{of} {_IS} (?P<v>\0)", rf"we have ${operator}(!s) = !v$"),
        (rf"{of}{at} {_IS} (?P<v>\0)", rf"we have $\left. {operator}(!s)\right|_{{!p}} = !v$"),
        (rf"at (?P<p>\0),? {of} {_IS} (?P<v>\0)", rf"we have $\left. {operator}(!s)\right|_{{!p}} = !v$"),
    )


PHRASES: Final = Phrases(
    trigger=(
        r"\b(?:derivative|integral|antiderivative|primitive|limit|value|square|cube|reciprocal|sum|product"
        r"|difference|quotient|roots?|zeros?|zeroes|eigenvalues|gradient|hessian|norm|length|distance"
        r"|orthogonal|perpendicular|determinant|trace|transpose|inverse|satisf(?:y|ies)|modulo"
        r"|unique|exactly one|precisely one|only one"
        rf"|{_HELD}|holds?|true|valid|correct|by|using|applying|case|given|need|{_CLEARLY})\b"
        r"|\bon(?: the interval)?(?: \0|$)|^ ?:$|\0 : \0"
    ),
    leading=(
        r"\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.):]+ )?"
        r"(?:(?:and|but|so|then|now|hence|thus|therefore|consequently|clearly|obviously|indeed|moreover"
        r"|furthermore|further|also|finally|similarly|likewise|while|whereas|in particular|note that"
        r"|it follows that|we (?:see|know|find|note|have|recall)(?: that)?|recall that|as a check),? )*"
        rf"(?:(?:by|using) {_THEOREM},? )?"
        r"(?:(?:if|for|when)\b[^.;:\0]*\0[^.;:\0]*, ?)?"
    ),
    ending=(
        r"(?= ?(?:[.;:!]|$)"
        r"|,? (?:and|but|while|whereas) (?:so|hence|thus|therefore|the|that|we)\b"
        r"| ?, (?:so|hence|thus|therefore|which (?:is|means|gives|implies|shows)|whence"
        r"|as (?:desired|claimed|required))\b"
        r"|,? (?:for|if|when|whenever|provided) (?:(?:all|every|each|any) )?(?:(?:real|positive) )?\0)"
    ),
    labels=r"assumptions?|hypothesis|given|claim|assertion",
    alternatives=r"(?:\bcases?\b[^.\0]*|\beither )\0(?: ?,? ?(?:and|or)? ?\0)+",
    ordinals=(("first|former", 0), ("second", 1), ("third", 2), ("latter|last|other", -1)),
    rows=(
        (r"(?P<d>\0) : (?P<g>\0)", r"let {d}. we have {g}"),
        (rf"{_CLEARLY},? {_HAVE}(?P<g>\0)", r"we have {g}"),
        (rf"(?:by|using|applying|from) {_THEOREM},? {_HAVE}(?P<g>\0)", r"we have {g}"),
        (
            rf"{_REASON} (?!\w*ing\b){_PLAIN}[\w().'’ -]+? ?, {_HAVE}(?P<g>\0)",
            r"on these grounds we have {g}",
        ),
        (
            r"by (?:symmetry|assumption|hypothesis|periodicity|continuity) (?P<g>\0)",
            r"on these grounds we have {g}",
        ),
        (
            rf"in the (?P<j>first|second|third|former|latter|last|other) case,? {_HAVE}(?P<g>\0)",
            r"if {J} then we have {g}",
        ),
        (
            rf"in (?:the|this|that) {_CASES} case,? (?P<g>\0)",
            r"we mention {g}",
        ),
        (rf"in (?:this|that|such a) case,? {_HAVE}(?P<g>\0)", r"on these grounds we have {g}"),
        (rf"given (?:that )?(?P<e>\0) ?, (?:then )?{_HAVE}(?P<g>\0)", r"if {e}, then we have {g}"),
        (
            rf"given (?:that )?(?P<e>\0) and (?P<f>\0) ?, (?:then )?{_HAVE}(?P<g>\0)",
            r"if {e} and {f}, then we have {g}",
        ),
        (r"we (?:also |now |only )?need (?P<h>\0)", r"we require {h}"),
        *_derivative(r"(?:first |partial )?", r"\frac{d}{d !x}"),
        (
            rf"{_FUNCTION}(?P<s>\0) has (?:the )?derivative (?P<v>\0)",
            r"we have $\frac{d}{d !x}(!s) = !v$",
        ),
        (
            rf"{_FUNCTION}(?P<d>\0) has (?:the )?derivative (?P<g>\0)",
            r"the function {d}. we have {g}",
        ),
        *_derivative(r"second ", r"\frac{d^2}{d !x^2}"),
        *_derivative(r"third ", r"\frac{d^3}{d !x^3}"),
        (
            rf"the (?:definite )?integral of {_FUNCTION}(?P<s>\0){_BY} {_TO} {_IS} (?P<v>\0)",
            r"we have $\int_{!a}^{!b} (!s) \, d !x = !v$",
        ),
        (
            rf"the integral of {_FUNCTION}(?P<s>\0) (?:over|on) (?:the interval )?(?P<i>\0) {_IS} (?P<v>\0)",
            r"we have $\int_{!P}^{!Q} (!s) \, d !x = !v$",
        ),
        (
            rf"the (?:indefinite integral|antiderivative|primitive) of {_FUNCTION}(?P<s>\0) {_IS} (?P<v>\0)",
            r"we have $\int (!s) \, d !x = !v$",
        ),
        (
            rf"an? (?:antiderivative|primitive) of {_FUNCTION}(?P<s>\0) {_IS} (?P<v>\0)",
            r"we have $\int (!s) \, d !x = !v$",
        ),
        (
            rf"(?P<v>\0) is an? (?:antiderivative|primitive) of {_FUNCTION}(?P<s>\0)",
            r"we have $\int (!s) \, d !x = !v$",
        ),
        (
            rf"the limit of {_FUNCTION}(?P<s>\0) (?:as|for|when) (?P<l>\0) {_IS} (?P<v>\0)",
            r"we have $\lim_{!l} (!s) = !v$",
        ),
        (
            rf"as (?P<l>\0),? the limit of {_FUNCTION}(?P<s>\0) {_IS} (?P<v>\0)",
            r"we have $\lim_{!l} (!s) = !v$",
        ),
        (rf"in the limit (?:as |of )?(?P<l>\0),? {_HAVE}(?P<r>\0)", r"we have $\lim_{!l} (!A) = !B$"),
        (
            rf"the value of {_FUNCTION}(?P<s>\0) (?:at|for)(?: the point)? (?P<p>\0) {_IS} (?P<v>\0)",
            r"we have $\left. (!s)\right|_{!p} = !v$",
        ),
        (rf"the square of {_FUNCTION}(?P<c>\0) {_IS} (?P<v>\0)", r"we have $(!c)^2 = !v$"),
        (rf"the cube of {_FUNCTION}(?P<c>\0) {_IS} (?P<v>\0)", r"we have $(!c)^3 = !v$"),
        (rf"the reciprocal of (?P<c>\0) {_IS} (?P<v>\0)", r"we have $\frac{1}{!c} = !v$"),
        (rf"the square root of (?P<c>\0) {_IS} (?P<v>\0)", r"we have $\sqrt{!c} = !v$"),
        (rf"the sum of (?P<c>\0) and (?P<o>\0) {_IS} (?P<v>\0)", r"we have $(!c) + (!o) = !v$"),
        (rf"the product of (?P<c>\0) and (?P<o>\0) {_IS} (?P<v>\0)", r"we have $(!c) (!o) = !v$"),
        (rf"the difference of (?P<c>\0) and (?P<o>\0) {_IS} (?P<v>\0)", r"we have $(!c) - (!o) = !v$"),
        (rf"the quotient of (?P<c>\0) and (?P<o>\0) {_IS} (?P<v>\0)", r"we have $\frac{!c}{!o} = !v$"),
        (rf"the determinant of {_MATRIX}(?P<m>\0) {_IS} (?P<v>\0)", r"we have $\det(!m) = !v$"),
        (
            rf"the trace of {_MATRIX}(?P<m>\0) {_IS} (?P<v>\0)",
            r"we have $\operatorname{tr}(!m) = !v$",
        ),
        (rf"the transpose of {_MATRIX}(?P<m>\0) {_IS} (?P<v>\0)", r"we have $(!m)^T = !v$"),
        (
            rf"there (?:is|exists) {_ONE} {_REAL}(?P<h>\0) {_WITH} (?P<r>\0)",
            r"{r} and {h} have exactly one solution",
        ),
        (
            rf"there (?:is|exists) {_ONE} {_REAL}(?P<y>\0) {_WITH} (?P<r>\0)",
            r"the equation {r} has exactly one solution",
        ),
        (
            rf"the only (?:real )?(?:root|zero) of {_FUNCTION}(?P<s>\0) is (?P<t>\0)",
            r"we have $!s = 0 \Leftrightarrow !x = !t$",
        ),
        (
            rf"the (?:real )?(?:roots|zeros|zeroes) of {_FUNCTION}(?P<s>\0) are (?P<t>\0) and (?P<u>\0)",
            r"we have $!s = 0 \Leftrightarrow !x = !t \text{ or } !x = !u$",
        ),
        (
            (
                rf"the (?:real )?(?:roots|zeros|zeroes) of {_FUNCTION}(?P<s>\0) are (?P<t>\0)(?: ?,)? "
                r"(?P<u>\0),? and (?P<T>\0)"
            ),
            r"we have $!s = 0 \Leftrightarrow !x = !t \text{ or } !x = !u \text{ or } !x = !T$",
        ),
        (
            rf"the eigenvalues of {_MATRIX}(?P<s>\0) are (?P<t>\0) and (?P<u>\0)",
            r"we have $\det(!s - \zeta I) = 0 \Leftrightarrow \zeta = !t \text{ or } \zeta = !u$",
        ),
        (
            rf"{_MATRIX}(?P<s>\0) has (?:the )?eigenvalues (?P<t>\0) and (?P<u>\0)",
            r"we have $\det(!s - \zeta I) = 0 \Leftrightarrow \zeta = !t \text{ or } \zeta = !u$",
        ),
        (rf"the gradient of {_FUNCTION}(?P<s>\0) {_IS} (?P<v>\0)", r"we have $\nabla (!s) = !v$"),
        (
            (
                r"the (?:euclidean )?(?:norm|length|magnitude) of (?:the )?(?:vector )?"
                rf"(?P<m>\0) {_IS} (?P<v>\0)"
            ),
            r"we have $\|!m\| = !v$",
        ),
        (
            (
                r"the (?:euclidean )?distance (?:between|from) (?:the )?(?:points )?(?P<m>\0) (?:and|to) "
                rf"(?P<z>\0) {_IS} (?P<v>\0)"
            ),
            r"we have $\|!m - !z\| = !v$",
        ),
        (
            (
                r"the (?:dot|inner|scalar) product of (?:the )?(?:vectors )?(?P<m>\0) and (?P<z>\0) "
                rf"{_IS} (?P<v>\0)"
            ),
            r"we have $!m \cdot !z = !v$",
        ),
        (
            (
                r"(?:the )?(?:vectors )?(?P<m>\0) and (?P<z>\0) are (?P<not>not )?"
                r"(?:orthogonal|perpendicular)(?: to each other)?"
            ),
            r"we have $!m \cdot !z = 0$",
        ),
        (
            rf"the sum of the first (?P<n>\0) odd {_NUMBERS} {_IS} (?P<v>\0)",
            r"we have $\sum_{!k=1}^{!n} (2 !k - 1) = !v$",
        ),
        (
            rf"the sum of the first (?P<n>\0) even {_NUMBERS} {_IS} (?P<v>\0)",
            r"we have $\sum_{!k=1}^{!n} 2 !k = !v$",
        ),
        (
            rf"the sum of the first (?P<n>\0) (?:natural numbers|positive integers) {_IS} (?P<v>\0)",
            r"we have $\sum_{!k=1}^{!n} !k = !v$",
        ),
        (
            rf"the sum of the first (?P<n>\0) (?:perfect )?squares {_IS} (?P<v>\0)",
            r"we have $\sum_{!k=1}^{!n} !k^2 = !v$",
        ),
        (
            rf"the sum of the first (?P<n>\0) cubes {_IS} (?P<v>\0)",
            r"we have $\sum_{!k=1}^{!n} !k^3 = !v$",
        ),
        (
            rf"the product of the first (?P<n>\0) (?:natural numbers|positive integers) {_IS} (?P<v>\0)",
            r"we have $\prod_{!k=1}^{!n} !k = !v$",
        ),
        (
            rf"(?:every|each|any|all) {_SORT}(?P<e>\0) satisf(?:y|ies) (?P<r>\0)",
            r"for every {w} {e} we have {r}",
        ),
        (
            rf"not (?:every|each|all) {_AMONG}(?P<e>\0) satisf(?:y|ies) (?P<r>\0)",
            r"there is a {w} {e} with $!R$",
        ),
        (rf"no {_AMONG}(?P<e>\0) satisfies (?P<r>\0)", r"there is no {w} {e} with $!r$"),
        (rf"no {_AMONG}satisfies (?P<r>\0)", r"there is no {w} $!x$ with $!r$"),
        (rf"(?:the {_HELD} )?(?P<r>\0) {_TRUE}(?: by definition)?", r"we have {r}"),
        (
            rf"the {_HELD} (?P<r>\0) {_TRUE} for (?:all|every|each|any) {_SORT}(?P<e>\0)",
            r"for every {w} {e} we have {r}",
        ),
        (rf"modulo (?P<q>\0|\d+),? {_HAVE}(?P<r>\0)", r"modulo {q} we have $!A \equiv !B \pmod{!q}$"),
        (rf"on (?:the interval )?(?P<i>\0),? {_HAVE}(?P<r>\0)", r"for all $!x \in !i$ we have {r}"),
    ),
)
