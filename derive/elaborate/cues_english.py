"""What words before a formula say that it does, in English."""

from typing import Final

from derive.elaborate.language import Role
from derive.elaborate.turns_english import TURNS

CUES: Final[tuple[tuple[str, Role], ...]] = (
    (
        (r"let|pick|for(?: all| any| every| each| arbitrary)|consider|fix|take" r"|given(?: that)?"),
        Role.DECLARE,
    ),
    (r"in which|denotes?|let us write|consider the (?:special )?(?:example|case)", Role.DECLARE),
    (r"\A\W*(?:every|each) (?:\w+ )?(?:integer|number)", Role.DECLARE),
    (
        (
            r"define[sd]?|(?<!the )(?<!a )(?<!this )set|(?:is |be )?(?:given|defined) (?:as|by|through)|via"
            r"|denote by"
        ),
        Role.DEFINE,
    ),
    (r"by definition|choos(?:e|ing)|put(?:ting)?|abbreviate|introduc(?:e|ing)", Role.DEFINE),
    (r"(?:general |particular )?solution (?:is|reads|has the form)|ansatz", Role.DEFINE),
    (r"where|with|wherein|here,?|(?:the )?sequences?", Role.DEFINE),
    (r"assumes?(?: that)?|such that|(?:assumptions?|hypothesis):", Role.ASSUME),
    (
        (
            r"(?:let|assume|suppose)(?: us)?(?: that)?,? (?:for (?:instance|example|simplicity|now|the moment"
            r"|definiteness|concreteness)|without loss of generality|wlog),?(?: that)?"
        ),
        Role.ASSUME,
    ),
    (
        (
            r"(?:without (?:any )?loss of generality|w\.?\s?l\.?\s?o\.?\s?g\.?),?"
            r"(?: (?:we (?:may|can)|let|assume|suppose)(?: us)?(?: assume| suppose)?(?: that)?)?"
        ),
        Role.ASSUME,
    ),
    (r"(?:if|when),? (?:for (?:instance|example)|say|e\.g\.),?", Role.WHEN),
    (r"\A\W*say,?", Role.DECLARE),
    (r"assuming(?: that)?|under (?:the|this) (?:assumption|condition|hypothesis)(?: that)?", Role.WHEN),
    (
        r"s\.t\.|subject to(?: the (?:side )?conditions?)?|(?:under|given|with) the constraints?",
        Role.CONSTRAIN,
    ),
    (r"(?:choose|pick|select|fix|determine|let|adjust|want|are|be)\b[^.]*\bso that", Role.ASSUME),
    (
        r"suppos(?:e|ing)(?: that)?(?: we know(?: that)?)?|we (?:now |also )?require(?: that)?",
        Role.ASSUME,
    ),
    (r"(?<!this )(?<!that )(?<!which )cases?(?: \(?[\divx]+\)?)?:?", Role.WHEN),
    (r"satisf(?:y|ies|ying)|solves|obeys|fulfil(?:l|ls|s)?", Role.ASSUME),
    (
        r"(?:implicitly (?:given|defined|determined)|(?:given|defined|determined) implicitly) by",
        Role.ASSUME,
    ),
    (r"differentiat(?:ing|e)(?: both sides of)?(?: the (?:equation|relation|identity))?", Role.ASSUME),
    (
        r"\A\W*the (?:\w+ )?(?:number|variable|integer|vector|sequence)s?\s*\0\s*(?:is|are) [\w -]+,? and",
        Role.ASSUME,
    ),
    (r"\A\W*the (?:\w+ )?(?:numbers|variables|parameters)", Role.DECLARE),
    (r"from", Role.WHEN),
    (r"\A\W*at(?: the point)?", Role.WHEN),
    (r"for|if|when(?:ever)?|in case|provided(?: that)?|as long as", Role.WHEN),
    (r"we want(?: to have)?|wanted|find|determine", Role.SOLVE),
    (
        r"equality (?:holds |occurs )?(?:only |exactly |precisely )?(?:if(?: and only if)?|iff|when|for)",
        Role.SOLVE,
    ),
    (r"solv(?:e|ing)|(?:the )?solutions? (?:of|to)", Role.EQUATION),
    (r"(?:be|is) an? solution (?:of|to)(?: the)?(?: differential)?(?: equation)?", Role.ASSUME),
    (r"(?:we |to )?(?:show|prove|verify|derive|check|conclude)(?: that)?", Role.GOAL),
    (r"claim:?|(?:prove|show) .{0,60}? that|the (?:claim|statement) that", Role.GOAL),
    (r"(?:suppose|assume)(?: that)?\s*\0\s*(?:is|are) [\w -]+(?:,|,? and)(?: that)?", Role.ASSUME),
    (r"so that|in fact|indeed|no(?:,? wait)?,|wait,|actually,|(?:correct(?:ly)?|right):", Role.CLAIM),
    (
        r"\A\W*(?:now|otherwise),?|in (?:both|all|either|each|every|any) (?:of these )?cases?,?",
        Role.CLAIM,
    ),
    (
        r"(?:common|frequent|typical|popular|usual|classic) (?:mistake|error|misconception)s?[^.\0]*",
        Role.DOUBTED,
    ),
    (r"(?:must|should|may|need) not (?:write|say|conclude|claim)[^.\0]*", Role.DOUBTED),
    (r"(?:cannot|can't|never|not allowed to) (?:write|say|conclude|claim|infer)[^.\0]*", Role.DOUBTED),
    (r"(?:wrong|false|incorrect|tempting|mistaken|a mistake) to (?:\w+ )[^.\0]*", Role.DOUBTED),
    (
        (
            r"(?:not|n't|cannot|never|without|no longer)(?: \w+)? (?:assum|requir|suppos"
            r"|need)\w*(?: that)?"
        ),
        Role.DOUBTED,
    ),
    (
        (
            r"(?:drop|omit|remov|without|instead of"
            r"|discard)\w*(?: of)?(?: (?:the|any|all))?(?: (?:assumption|condition"
            r"|restriction)s?)?(?: (?:that|on|about|for))?"
        ),
        Role.DOUBTED,
    ),
    (
        (
            r"rather than|instead of|as opposed to|unlike|(?<!is )(?<!are )(?<!be )(?:wrong"
            r"|false|incorrect)|(?:disprove"
            r"|refute)s?[^.,\0]*"
        ),
        Role.DOUBTED,
    ),
    (r"would (?:give|imply|mean|follow|yield|be|lead to|have|get)[^.,\0]*", Role.DOUBTED),
    (
        (
            r"\A\W*not (?:for )?(?:all|every|any)\b[^.]*|not (?:\w+ ){0,3}for (?:all|every"
            r"|any|each)\b[^.]*"
        ),
        Role.DOUBTED,
    ),
    (r"(?:one|positive|negative|integer|particular|a) solutions? of\s*\0\s*(?:is|are)", Role.REMARK),
    (r"(?:refuted|disproved|violated|contradicted) by", Role.REMARK),
    (r"(?:students|people) (?:\w+ )?(?:write|think|believe|claim|say)[^.\0]*", Role.DOUBTED),
    (r"(?:wrongly|incorrectly|mistakenly|falsely)[^.,\0]*", Role.DOUBTED),
    (r"not (?:in general |always )?(?:have|hold|imply|follow|mean|true)[^.,\0]*", Role.DOUBTED),
    (r"not|isn't|fails?(?: that)?|no reason (?:why|that)|whether|true or false|decide if", Role.DOUBTED),
    (r"(?:prove|show) or disprove(?: that)?", Role.DOUBTED),
    (r"then|hence|thus|therefore|so|since|because|as|it follows(?: that)?", Role.CLAIM),
    (r"in particular,?|consequently,?|equivalently,?", Role.CLAIM),
    (r"(?<!if )(?<!let )(?<!suppose )(?<!assume )(?<!that )(?:furthermore|moreover),?", Role.CLAIM),
    (r"we (?:have|get|obtain|find|note|see|know|write)(?: that)?", Role.CLAIM),
    (rf"\A\W*(?:but |and |also )?(?:{TURNS.general}),?", Role.CLAIM),
    (r"\A\W*(?:finally|lastly|similarly|likewise|again|also),?|note (?:also|again) that", Role.CLAIM),
    (r"\A\W*(?-i:And|But),?", Role.CLAIM),
    (r"note that|it holds(?: that)?|holds|i\.e\.?,?|that is,?|is|are|follows|yields|gives", Role.CLAIM),
    (r"at(?: the point)?|near|around|we mention|(?:such|known|well) as|as in", Role.REMARK),
    (r"(?:critical|stationary) points (?:are|occur)(?: at| given by)?", Role.REMARK),
    (
        (
            r"(?:two|three|four|the|these|following|several) (?:possible )?"
            r"(?:cases|possibilities|options|alternatives)(?::[^.]*|\s*\0[^.]*)?"
        ),
        Role.DOUBTED,
    ),
    (
        (
            r"\A\W*(?:\w+,? )?(?:every|each|all|any|no|none|not|some|only|few|most|many|neither)\b"
            r"[^.]*\b(?:satisf(?:y|ies)|obeys?|fulfil(?:l|ls|s)?|solves?)"
        ),
        Role.REMARK,
    ),
    (r"(?:wrong|false|untrue|incorrect|not (?:true|correct|the case))(?: to \w+)? that", Role.DOUBTED),
    (
        r"asymptotically|approximately|roughly|approximated by|heuristically|informally|formally",
        Role.LOOSE,
    ),
    (r"for (?:very |sufficiently )?(?:large|small)", Role.LOOSE),
    (r"compute|calculate|plot|sketch|replace|the function|the term|called|rearrange", Role.REMARK),
)
