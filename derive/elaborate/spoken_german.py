"""What German sentences claim of the formulas in them: the kind of claim, and how it is said."""

from typing import Final

_WHEN = (
    r"(?:,? (?:falls|wenn|sofern|für(?: alle| jedes)?) (?P<if>\0)(?: (?:ist|gilt))?"
    r"|,? (?:genau dann,? wenn) (?P<iff>\0)(?: (?:ist|gilt))?)?"
)
_EQUATIONS = r"(?<!\0 und )(?<!\0, )\x01(?:(?: ?,| und) (?P<second>\0))?(?:(?:,| und) (?P<third>\0))?"
_COUNT = (
    r"(?:(?P<exactly>genau |eine eindeutige |ein eindeutiges )|(?P<most>höchstens )|(?P<least>mindestens ))?"
    r"(?:(?P<count>keine|eine|einen|zwei|drei|vier) |(?P<many>unendlich viele ))?"
    r"(?:verschiedene )?(?:reelle )?"
)

SPOKEN: Final = (
    (
        "image",
        (
            r"(?:Wertebereich|Bild|Bildmenge|Wertemenge) (?:von|der Funktion) \x01(?: (?:auf|über)"
            r" (?P<on>\0))?"
            r" ist (?:das (?:\w+ )?Intervall )?(?P<value>\0)"
        ),
    ),
    *(
        (kind, rf"\b{word} (?:von|der Funktion) \x01(?: auf (?P<on>\0))? ist (?P<value>\0)")
        for kind, word in (
            ("max", "(?<!lokale )Maximum"),
            ("min", "(?<!lokale )Minimum"),
            ("sup", "Supremum"),
            ("inf", "Infimum"),
        )
    ),
    *(
        (
            f"{local}{kind}-at",
            (
                rf"\x01 (?:hat|nimmt|besitzt) (?:ihr|sein|ein|das) (?:{words}) ?{kind}imum(?:"
                rf" (?P<value>\0))?"
                r" (?:in|bei|an(?: der Stelle)?) (?P<place>\0)"
            ),
        )
        for local, words in (("", "(?:globales? |absolutes? )?"), ("local-", "lokales?|relatives?"))
        for kind in ("max", "min")
    ),
    ("solution-set", r"Lösungsmenge (?:von|der (?:Un)?gleichung) \x01 ist (?P<value>\0)"),
    (
        "solutions",
        (
            r"(?<!ganzzahligen )(?<!positiven )(?<!negativen )"
            r"Lösungen (?:von"
            r"|der (?:Un)?gleichung) \x01 sind (?:genau )?(?P<value>\0)(?: und"
            r" (?P<second>\0))?"
        ),
    ),
    (
        "solution-count",
        _EQUATIONS + r" (?:hat|haben|besitzt|besitzen) " + _COUNT + r"Lösung(?:en)?\b" + _WHEN,
    ),
    (
        "zero-count",
        r"\x01 (?:hat|besitzt) " + _COUNT + r"Nullstellen?\b(?: (?:in|auf) (?P<on>\0))?" + _WHEN,
    ),
    *(
        (
            kind,
            (
                r"(?:\x01 ist|ist \x01) (?P<not>nicht )?"
                r"(?:(?:in|an der Stelle|bei|im Punkt) (?P<place>\0) |"
                r"auf (?P<on>\0) |überall )?"
                rf"(?P<not2>nicht )?{word}\b(?: auf (?P<on2>\0))?"
                r"(?:,? (?:genau dann,? wenn|genau für|nur für) (?P<cases>\0))?"
                r"(?! (?:in|an|auf|bei|für|falls|wenn|von|mit|genau|nur)\b)"
            ),
        )
        for kind, word in (("continuous", "stetig"), ("differentiable", "differenzierbar"))
    ),
    (
        "continuous",
        r"\x01 ist genau dann(?: (?:in|an der Stelle|bei) (?P<place>\0))? stetig, wenn (?P<cases>\0)",
    ),
    (
        "lipschitz",
        (
            r"\x01 ist (?:auf (?P<on>\0) )?(?P<not>nicht )?Lipschitz-?stetig"
            r" mit (?:der )?(?:Lipschitz-?)?Konstante (?P<value>\0)"
        ),
    ),
    ("strictly-convex", r"\x01 ist (?P<not>nicht )?(?:auf (?P<on>\0) )?(?:strikt|streng) konvex\b"),
    ("strictly-concave", r"\x01 ist (?P<not>nicht )?(?:auf (?P<on>\0) )?(?:strikt|streng) konkav\b"),
    ("convex", r"\x01 ist (?P<not>nicht )?(?:auf (?P<on>\0) )?konvex\b"),
    ("concave", r"\x01 ist (?P<not>nicht )?(?:auf (?P<on>\0) )?konkav\b"),
    ("positive", r"\x01 ist (?P<not>nicht )?(?:stets |immer )?positiv\b(?! \w*definit)"),
    ("negative", r"\x01 ist (?P<not>nicht )?(?:stets |immer )?negativ\b(?! \w*definit)"),
    *(
        (
            f"{negative}{kind}",
            rf"\x01 ist (?P<not>nicht )?(?:wieder |auch |stets )?{sign} {word}\b" + _WHEN,
        )
        for negative, sign in (("", "positiv"), ("negative-", "negativ"))
        for kind, word in (("definite", "definit"), ("semidefinite", "semi-?definit"))
    ),
    (
        "converges",
        (
            r"(?:konvergiert(?: (?:die|das|der) [\w ]{1,40})? \x01|\x01 (?:ist )?(?P<not>nicht )?"
            r"(?P<how>absolut |bedingt )?(?:konvergiert|konvergent)\b)"
            r"(?P<not2> nicht)?(?: (?P<manner>absolut|bedingt))?(?: gegen (?P<value>\0))?"
            r"(?: (?P<when>(?:genau (?:dann, wenn )?|nur )?(?:für|falls|auf|wenn|in)?(?: alle| jedes)?)"
            r" ?(?P<on>\0))?"
            r"(?: und divergiert (?:für|falls|wenn)(?: alle)? (?P<second>\0))?"
            r"(?! (?:gleichmäßig|punktweise|fast|schwach|in|für|falls|gegen|auf|wenn|bei|genau|nur)\b)"
        ),
    ),
    (
        "diverges",
        (
            r"\x01 (?:ist )?(?P<not>nicht )?(?:divergiert|divergent)\b"
            r"(?: (?:bestimmt )?gegen (?P<value>\0))?"
            r"(?: (?P<when>(?:genau (?:dann, wenn )?|nur )?(?:für|falls|auf|wenn|in)?(?: alle| jedes)?)"
            r" ?(?P<on>\0))?"
            r"(?: und konvergiert (?:für|falls|wenn)(?: alle)? (?P<second>\0))?"
            r"(?! (?:in|für|falls|gegen|auf|wenn|bei|genau|nur)\b)"
        ),
    ),
    (
        "radius",
        r"Konvergenzradius (?:von|der (?:Potenz)?reihe) \x01 (?:ist|beträgt)(?: gleich)? (?P<value>\0)",
    ),
    ("radius", r"\x01 hat (?:den )?Konvergenzradius (?P<value>\0)"),
    (
        "interval",
        (
            r"Konvergenz(?:intervall|bereich) (?:von|der (?:Potenz)?reihe) \x01 ist (?:das Intervall )?"
            r"(?P<value>\0)"
        ),
    ),
    (
        "exists",
        (
            r"\x01 existiert\b(?P<not> nicht)?(?: und (?:ist|hat den Wert)(?: gleich)? (?P<value>\0))?"
            r"(?! eine?\b| \0| und)"
        ),
    ),
    (
        "has-limit",
        (
            r"\x01 (?:hat|besitzt)(?: für (?P<approach>\0))? (?P<not>k)?einen (?:endlichen )?"
            r"(?:Grenzwert|Limes)\b"
        ),
    ),
    (
        "bounded-somehow",
        (
            r"(?:\x01 ist|ist \x01) (?:auf (?P<on>\0) )?(?P<not>nicht )?"
            r"(?:nach (?P<side>oben|unten) )?beschränkt\b"
            r"(?! und)"
        ),
    ),
    (
        "bounded-somehow",
        r"(?:\x01 ist|ist \x01) (?:auf (?P<on>\0) )?(?P<not>un)beschränkt\b",
    ),
    ("bounded", r"\x01 ist (?:nach )?(?:(?P<side>oben|unten) )?(?:durch|von) (?P<value>\0) beschränkt"),
)
