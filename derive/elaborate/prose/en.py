"""English."""

from derive.elaborate.language import Language, Role

LANGUAGE = Language(
    name="English",
    cues=(
        (r"let|for(?: all| any| every| each| arbitrary)|consider|fix|take|given(?: that)?", Role.DECLARE),
        (r"in which|here,?|denotes?|let us write|write|put", Role.DECLARE),
        (
            r"define[sd]?|set|we write|is defined (?:as|by)|defined (?:as|by)|denote by|by definition",
            Role.DEFINE,
        ),
        (r"where|with|wherein", Role.DEFINE),
        (r"assum(?:e|es|ing)(?: that)?|suppos(?:e|ing)(?: that)?", Role.ASSUME),
        (r"for|if|when(?:ever)?|in the case|case|provided(?: that)?|as long as|on", Role.WHEN),
        (
            r"solve|we want(?: to have)?|find|determine|such that|s\.t\.|so that|satisf(?:y|ies|ying)",
            Role.SOLVE,
        ),
        (
            r"(?:we |to )?(?:show|prove|verify|derive|check|conclude)(?: that)?|we (?:show|prove) that",
            Role.GOAL,
        ),
        (
            r"claim:?|(?:prove|show) .{0,60}? that|the (?:claim|statement) that|want to (?:show|prove)(?: that)?",
            Role.GOAL,
        ),
        (
            r"then|hence|thus|therefore|so|since|because|as|it follows(?: that)?|we (?:have|get|obtain|find|note|see)",
            Role.CLAIM,
        ),
        (
            r"note that|it holds(?: that)?|holds|i\.e\.?,?|that is,?|which (?:is|gives|yields)|is|are|follows|yields",
            Role.CLAIM,
        ),
        (
            r"compute|calculate|plot|sketch|replace|approximated by|the function|the term|called|rearrange",
            Role.REMARK,
        ),
    ),
    after=r"\s*,?\s*(?:for(?: all| any| every| each| some)?|if|when(?:ever)?|where|with|provided(?: that)?|as long as)\s*",
    exercises=r"(?:exercise|problem|question|task|ex\.|q)\s*\.?\s*(\d+(?:[.-]\d+)*)|(?:section)\s+(\d+(?:\.\d+)*)",
    elementwise=r"\0\s+is (?:the )?(?:element|entry|component)-?\s?wise (?:application|version) of\s+\0",
    invariant=r"not invariant|invariant",
    frequent=frozenset(
        [
            "the",
            "of",
            "and",
            "is",
            "for",
            "that",
            "with",
            "we",
            "let",
            "this",
            "are",
            "in",
            "to",
            "be",
            "by",
            "from",
            "have",
            "show",
            "then",
            "where",
        ]
    ),
)
