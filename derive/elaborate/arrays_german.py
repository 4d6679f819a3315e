"""How it is said in German that something is a matrix or a vector."""

from typing import Final

from derive.elaborate.array_words import ArrayWords

ARRAYS: Final = ArrayWords(
    matrix=(
        r"(?:(?:projektions|daten|design|gewichts|kovarianz|koeffizienten|diagonal)-?)?matri(?:x|zen|ces)"
        r"|projektion(?:en)?(?! (?:von|auf|des|der))|projektor(?:en)?"
    ),
    vector=r"(?:(?:spalten|parameter|gewichts|daten|einheits)-?)?vektor(?:en)?",
    being=r"(?:(?:seien|sei|ist|sind)\b)?",
    articles=r"eine?[rnms]?|die|der|den|das|zwei|drei|jede[rnms]?|alle|beide|beliebige[rnms]?",
    sized=r"(?:der|mit|von)(?: (?:der )?(?:Größe|Dimension|Ordnung|Form|Länge))?",
    dimensional=r"-?dimensionale[rns]?",
    plain=(
        r"(?:quadratisch|reell|beliebig|fest|gegeben|konstant|allgemein|(?:schief|anti)?symmetrisch|orthogonal|diagonal"
        r"|invertierbar|regulär|idempotent|involutorisch|positiv|negativ|nicht-?negativ|(?:semi-?)?definit|passend)"
        r"(?:e[rnms]?)?"
    ),
    commuting=r"(?:kommutierend|vertauschbar)(?:e[rnms]?)?",
    stop=(
        r"der|die|das|den|dem|des|von|mit|für|in|und|oder|auf|zu|ist|sind|sei|seien|dann|wenn|wir|wo|eine?[rnms]?"
        r"|jede[rnms]?|alle|zwei|drei|nicht|kein\w*"
    ),
    beyond=r"\s*(?:$|[.,;:()\0]|(?:und|oder|mit|der|die|das|für|über|in|von|sowie|dann|ist|sind|gilt|gelte)\b)",
)
