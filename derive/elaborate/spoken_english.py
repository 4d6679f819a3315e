"""What English sentences claim of the formulas in them: the kind of claim, and how it is said."""

from typing import Final

_OVER = r"(?: (?:on|over|for(?: all)?) (?P<on>\0))?"
_WHEN = (
    r"(?:,? (?:if(?! and)|when(?:ever)?|for(?: all| any| every| each)?|provided(?: that)?) (?P<if>\0)"
    r"|,? (?:if and only if|iff|exactly when|exactly if) (?P<iff>\0))?"
)
_EQUATIONS = (
    r"(?<!\0 and )(?<!\0, )(?<!\0, and )\x01(?:(?: ?,| and| ?, and) (?P<second>\0))?"
    r"(?:(?:,| and|, and) (?P<third>\0))?"
)
_COUNT = (
    r"(?:(?P<exactly>exactly |precisely |a unique |one and only one )|(?P<most>at most )"
    r"|(?P<least>at least ))?(?:(?P<count>no|one|two|three|four|an?) |(?P<many>infinitely many ))?"
    r"(?:pairwise )?(?:distinct |different )?(?:real )?"
)
_SIGNED = r"\x01 is (?P<not>not )?(?:always |strictly )?%s\b(?! \w*definite)(?: on (?P<on>\0))?"

SPOKEN: Final = (
    (
        "image",
        (
            r"(?:range|image)(?: of values)? of (?:the (?:function|map) )?\x01(?: (?:on|over)"
            r" (?P<on>\0))?"
            r" (?:is|equals) (?:the (?:\w+ )?(?:interval|set) )?(?P<value>\0)"
        ),
    ),
    *(
        (
            kind,
            (
                rf"(?<!local )(?<!relative )\b{word}(?: value)? of (?:the function )?\x01"
                r"(?: (?:on|over|for(?: all)?) (?P<on>\0))? (?:is|equals) (?P<value>\0)"
            ),
        )
        for kind, word in (
            ("max", "maxim(?:um|al)"),
            ("min", "minim(?:um|al)"),
            ("sup", "supremum"),
            ("inf", "infimum"),
        )
    ),
    *(
        (
            f"{local}{kind}-at",
            (
                rf"\x01 (?:attains|has|takes|assumes|reaches) (?:its|an?|the) (?:{words})"
                rf" ?{kind}im(?:um|al)"
                r"(?: value)?(?: (?P<value>\0))?(?: on (?P<on>\0))? (?:at|in|for) (?:the point"
                r" )?(?P<place>\0)"
                r"(?: (?:with|of|and its) value(?: is)? (?P<value2>\0))?"
            ),
        )
        for local, words in (("", "(?:unique |global |absolute )*"), ("local-", "local|relative"))
        for kind in ("max", "min")
    ),
    (
        "solution-set",
        (
            r"(?:solution set|set of (?:all )?(?:real )?solutions) of (?:the (?:equation|inequality)"
            r" )?\x01"
            r" (?:is|equals) (?P<value>\0)"
        ),
    ),
    (
        "solutions",
        (
            r"(?<!a )(?<!one )(?<!positive )(?<!negative )(?<!integer )(?<!rational )(?<!particular )"
            r"solutions? (?:of|to) (?:the (?:equation|inequality) )?\x01 (?:are|is) (?:exactly )?"
            r"(?P<value>\0)(?:(?:,| and|, and| or) (?P<second>\0))?(?:(?:,| and|, and| or)"
            r" (?P<third>\0))?"
        ),
    ),
    ("solution-count", _EQUATIONS + r" (?:has|have|admits?) " + _COUNT + r"solutions?\b" + _WHEN),
    ("solution-count", r"equation " + _EQUATIONS + r" has " + _COUNT + r"roots?\b" + _WHEN),
    ("solution-count", r"\x01 is (?P<count>never) (?:satisfied|fulfilled|true)\b" + _WHEN),
    (
        "zero-count",
        r"\x01 has " + _COUNT + r"(?:zeros?|zeroes|roots?)\b(?: (?:in|on) (?P<on>\0))?" + _WHEN,
    ),
    *(
        (
            kind,
            (
                rf"\x01 is (?P<not>not )?{kind}\b(?: (?:at|in) (?:the point )?(?P<place>\0)"
                r"| on (?P<on>\0)| everywhere| on all of (?P<on2>\0))?"
                r"(?: (?:if and only if|iff|exactly if|exactly for|only for) (?P<cases>\0))?"
                r"(?! (?:at|in|on|for|if|from|when|with|exactly|only|precisely)\b)"
            ),
        )
        for kind in ("continuous", "differentiable")
    ),
    (
        "lipschitz",
        (
            r"\x01 is (?P<not>not )?Lipschitz(?:[ -]continuous)?(?: on (?P<on>\0))?"
            r" with (?:the |a )?(?:Lipschitz )?constant (?P<value>\0)"
        ),
    ),
    (
        "one-sided",
        (
            r"(?P<side>right|left)(?:-hand|-sided)? derivative of \x01 (?:at|in) (?P<place>\0)"
            r" (?:is|equals) (?P<value>\0)"
        ),
    ),
    *((f"strictly-{k}", rf"\x01 is (?P<not>not )?strictly {k}\b" + _OVER) for k in ("convex", "concave")),
    *((k, rf"\x01 is (?P<not>not )?(?:a )?{k}\b(?: function)?" + _OVER) for k in ("convex", "concave")),
    *((w, _SIGNED % w) for w in ("positive", "negative")),
    *(
        (
            f"{negative}{kind}",
            r"\x01 is (?P<not>not )?(?:again |also |always )?(?:a )?(?:symmetric (?:and )?)?"
            rf"{sign}[- ]{word}\b" + _WHEN,
        )
        for negative, sign in (("", "positive"), ("negative-", "negative"))
        for kind, word in (("definite", "definite"), ("semidefinite", "semi-?definite"))
    ),
    (
        "converges",
        (
            r"\x01 (?:is |are )?(?P<not>not |does not |doesn't )?(?P<how>absolutely |conditionally )?"
            r"(?:converges?|convergent)\b(?: (?P<manner>absolutely|conditionally))?"
            r"(?: (?:to|towards) (?P<value>\0))?"
            r"(?: (?P<when>(?:exactly |precisely |if and only |only )?"
            r"(?:for|if|on|when|iff|in)(?: all| each)?) (?P<on>\0))?"
            r"(?: and (?:diverges|is divergent) (?:for|if)(?: all)? (?P<second>\0))?"
            r"(?! (?:uniformly|pointwise|almost|weakly|in|for|if|to|on|when|where|at|exactly|only)\b)"
        ),
    ),
    (
        "diverges",
        (
            r"\x01 (?:is |are )?(?P<not>not |does not |doesn't )?(?:diverges?|divergent)\b"
            r"(?: to (?P<value>\0))?"
            r"(?: (?P<when>(?:exactly |precisely |if and only |only )?"
            r"(?:for|if|on|when|iff|in)(?: all| each)?) (?P<on>\0))?"
            r"(?: and (?:converges|is convergent) (?:for|if)(?: all)? (?P<second>\0))?"
            r"(?! (?:for|if|to|on|when|where|at|near|exactly|only)\b)"
        ),
    ),
    ("radius", r"radius of convergence of (?:the )?(?:power series )?\x01 (?:is|equals) (?P<value>\0)"),
    ("radius", r"\x01 has (?:the |a )?radius of convergence (?P<value>\0)"),
    (
        "interval",
        r"(?:interval|domain) of convergence of (?:the )?(?:power series )?\x01 is (?P<value>\0)",
    ),
    (
        "exists",
        (
            r"\x01 (?P<not>does not |doesn't )?exists?\b"
            r"(?: and (?:equals|is(?: equal to)?) (?P<value>\0))?(?! an?\b| \0| and)"
        ),
    ),
    (
        "has-limit",
        r"\x01 has (?P<not>no )?(?:a )?(?:finite )?limit\b(?: (?:as|for|when) (?P<approach>\0))?(?! \0)",
    ),
    (
        "bounded-somehow",
        (
            r"\x01 is (?P<not>not |un)?bounded(?: from)?(?: (?P<side>above|below))?"
            r"(?: on (?P<on>\0))?(?! by\b| and (?:below|above|from|by)\b)"
        ),
    ),
    ("bounded", r"\x01 is bounded (?:from )?(?:(?P<side>above|below) )?by (?P<value>\0)"),
)
