"""German."""

from derive.elaborate.language import Language, Role

LANGUAGE = Language(
    name="Deutsch",
    cues=(
        (
            r"sei(?:en)?|für(?: alle| jede[ns]?| beliebige[sn]?)|gegeben(?: seien| sei)?|betrachte[nt]?",
            Role.DECLARE,
        ),
        (r"bezeichne[nt]?|hier(?:bei)? (?:ist|sind)", Role.DECLARE),
        (
            r"definiere[nt]?|definiert(?: durch| als)?|setze[nt]?(?: wir)?|wir schreiben|wir setzen",
            Role.DEFINE,
        ),
        (r"wobei|mit|worin", Role.DEFINE),
        (
            r"angenommen,?|wir nehmen an,?(?: dass)?|nehmen wir an,?(?: dass)?|vorausgesetzt,?(?: dass)?|es gelte",
            Role.ASSUME,
        ),
        (r"für|falls|wenn|im fall|fall|sofern|auf", Role.WHEN),
        (r"löse[nt]?|lösen sie|gesucht|bestimme[nt]?|finde[nt]?|so ?dass|erfüll(?:t|en)", Role.SOLVE),
        (
            r"zeige[nt]?(?: sie)?,?(?: dass)?|beweise[nt]?(?: sie)?,?(?: dass)?|zu zeigen:?|behauptung:?",
            Role.GOAL,
        ),
        (r"wir (?:zeigen|beweisen),? dass|rechne[nt]? .{0,20}? nach,? dass", Role.GOAL),
        (
            r"dann(?: gilt| ist)?|also|daher|somit|folglich|damit|da|weil|denn|es folgt|folgt|wir (?:haben|erhalten)",
            Role.CLAIM,
        ),
        (r"es gilt|gilt|d\.\s?h\.|ist|sind|ergibt sich|ergibt|erhält man|nun", Role.CLAIM),
        (r"berechne[nt]?|skizziere[nt]?|ersetze[nt]?|die funktion|der ausdruck", Role.REMARK),
    ),
    after=r"\s*,?\s*(?:für(?: alle| jede[sn]?)?|falls|wenn|wobei|mit|sofern|vorausgesetzt,?(?: dass)?)\s*",
    exercises=r"(?:aufgabe|übung|abschnitt|teilaufgabe|nr\.)\s*(\d+(?:[.-]\d+)*)",
    elementwise=r"\0\s+ist die (?:element|komponenten|eintrags)weise anwendung von\s+\0",
    invariant=r"nicht invariant|invariant",
    frequent=frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "für",
            "dass",
            "mit",
            "wir",
            "sei",
            "von",
            "den",
            "ein",
            "eine",
            "nicht",
            "gilt",
            "wobei",
            "dann",
            "zeige",
            "auf",
            "im",
        ]
    ),
)
