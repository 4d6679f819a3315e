"""Where a text turns, in English."""

from typing import Final

from derive.elaborate.turning import Turns

TURNS: Final = Turns(
    every=r"all|any|every|each|arbitrary|some",
    universal=r"(?:for|given) (?:all|any|every|each|arbitrary)",
    reals=(
        (r"real|reals|real numbers?", r"%s \in \mathbb{R}"),
        (r"numbers?|values?(?: of)?|the|choices of", ""),
    ),
    turning=(
        r"conversely|similarly|likewise|analogously|now|and|but|so|on the other hand"
        r"|(?:by|in) contrast|finally"
        r"|next|first|second|third|hence|thus|otherwise|however|again|then|while|whereas|instead"
    ),
    afresh=r"now|otherwise|we (?:have|know|note|see|find)|it holds|note that|is|are|holds",
    rejoining=(
        r"in (?:both|all|either|each|every|any)(?: of (?:the|these|those))? cases?"
        r"|in any event|either way"
    ),
    environment=r"theorem|lemma|proposition|(?:counter-?)?example|exercise|problem",
    proving=r"proof|solution|beweis",
    referring=r"above|same|previous|preceding|as in|under the|these|this|setting of",
    contradiction=r"contradict|absurd|impossib|(?:suppose|assume) not|(?:on|to) the contrary|cannot be",
    announcing=(
        r"(?:(?:we|one) (?:have|has|get|obtain|find)|holds?|(?:is|are) (?:true|valid)|follow(?:s|ing))"
        r"\b[^.;]*"
    ),
    asking=(
        r"is|are|was|does|do|did|can|could|why|when|where|what|how|which|for (?:which|what)|would|should|true"
    ),
    presenting=(
        r"(?:the|an?|our|this) (?:\w+ )?(?:functions?|sequence|map|polynomial)"
        r"|(?:re)?define(?: now)?|set|put"
    ),
    inserting=(
        r"for (?:example|instance),?|with|(?:we )?us(?:e|ing)|setting|substituting|inserting|plugging in"
        r"|taking|choosing|putting"
    ),
    vague=(
        r"for (?:all )?(?:the )?(?:other|remaining)|in (?:the|all) (?:other|remaining)|elsewhere"
        r"|for (?:all |every )?(?:very |sufficiently |large enough "
        r"|small enough )?(?:large|small)|for almost all"
        r"|for (?:infinitely many|at most|exactly|most|many|few|two|three|several|certain)|sometimes"
    ),
    denying=(
        r"(?:is|are|was|would be) (?:\w+ )?(?:wrong|false|incorrect|invalid|impossible"
        r"|absurd|not an identity)"
        r"|(?:is|are) (?:\w+ )?not (?:\w+ )?(?:true|correct|valid|right|satisfied"
        r"|an identity)|is refuted|fails?"
        r"|(?:does|do|can|could|would|will) ?(?:not|n't)(?: \w+)? (?:hold|be true)"
        r"|never holds|would (?:follow|hold)"
    ),
    denied=r"not|(?:it )?is not (?:true|the case)(?: that)?",
    over=r"\s*,?\s*(?:on|in|over)(?: the)?(?: (?:\w+ )?interval)?\s*",
    else_=r"otherwise|else|elsewhere",
    adding=(
        r"moreover|furthermore|further|also|additionally|addition|even|both|neither|not"
        r"|only|it|the|we|this"
    ),
    that=r"that",
    dropping=r"no longer|not any more|drop|omit|remov|discard|lift",
    restricting=(
        r"between|near|close to|inside|outside|within|on|except|unless|only|almost"
        r"|away from|whenever|for|if|when"
        r"|provided|assuming|under|locally"
    ),
    letting=r"let|set|suppose|assume|put",
    assumed=(
        r"(?:is|are|be) (?:assumed|given|supposed|presupposed)(?! (?:by|as|in)\b)"
        r"|by (?:assumption|hypothesis)"
    ),
    reversing=(
        r"converse(?:ly)?|the (?:converse|reverse)|(?:for |in )?the (?:other"
        r"|opposite) (?:direction|implication)"
    ),
    direction=(
        r"(?:first|second|forward|backward|reverse|other) (?:direction|implication)|necessity|sufficiency|⇒|⇐"
        r"|\(?(?:=>|<=|==>|<==)\)|(?:only[ -])?if[ -](?:part|direction)"
    ),
    introducing=(
        r"(?:now )?be (?:(?:an?|any|some) (?:[\w-]+ ){0,3}?(?:numbers?|integers?|reals?)"
        r"|arbitrary|any|(?:real|complex)(?: numbers?)?)"
    ),
    general=(
        r"(?:more |quite )?generally|in (?:full )?general(?:ity)?|(?:in )?the general case|for general"
        r"|without (?:this|that|these|those|the|any|such) (?:\w+ )?(?:assumption|restriction|condition"
        r"|hypothes[ie]|supposition)s?"
    ),
    example=(
        r"(?:for|as an|consider the) example|for instance|e\.\s?g\.|(?:in|consider|take) the special case"
    ),
    here=r"here",
    joining=r"and(?: also| even| hence| thus| therefore)?|but(?: also)?|as well as",
    predicating=r"is|are|has|have|takes|attains|converges|diverges|satisfies|does|assumes|maps",
    be="is",
    neither=(r"neither ([^\0]*?) nor\b", r"not \1 and not"),
    grounds=r"on these grounds",
    declared=r"shall be|(?:is|are) (?:assumed|supposed) to be",
    contrasting=r"but|yet|while|whereas|however",
)
