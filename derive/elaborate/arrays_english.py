"""How it is said in English that something is a matrix or a vector."""

from typing import Final

from derive.elaborate.array_words import ArrayWords

ARRAYS: Final = ArrayWords(
    matrix=r"matri(?:x|ces)|proj(?:ection|ector)s?(?! (?:of|onto|matri))",
    vector=r"vectors?",
    being=r"(?:be|is|are|being|denotes?)\b",
    articles=r"an?|the|two|three|some|any|every|each|all|both|another|again|also|of",
    sized=r"(?:of|with|having)(?: (?:the )?(?:size|dimensions?|order|shape|type|format|length))?",
    dimensional=r"-?dimensional",
    plain=(
        r"square|real|arbitrary|fixed|given|constant|general|(?:skew-?|anti-?)?symmetric|orthogonal|diagonal"
        r"|invertible|non-?singular|regular|idempotent|proj(?:ection|ector)|involutory|positive|negative|non-?zero"
        r"|non-?negative|(?:positive-|negative-)?(?:semi-?)?definite|unit|column|coefficient|design|data|weight"
        r"|parameter|feature|input|output|target|random|covariance|real-valued|same|matching|compatible|suitable"
    ),
    commuting=r"commut(?:ing|ative)",
    stop=(
        r"of|with|for|in|and|or|that|which|whose|from|to|by|as|on|not|no|such|is|are|be|let|then|if|we|where"
        r"|every|each|any|all|two|three|the|an?|both|some"
    ),
    beyond=(
        r"\s*(?:$|[.,;:()\0]|(?:and|or|with|of|such|satisf\w+|whose|for|over|that|which|where|having|has|have|then"
        r"|we|if|so|here|in)\b)"
    ),
)
