"""English."""

from derive.elaborate.arrays_english import ARRAYS
from derive.elaborate.cues_english import CUES
from derive.elaborate.language import Language
from derive.elaborate.phrases_english import PHRASES
from derive.elaborate.spoken_english import SPOKEN
from derive.elaborate.told_english import TOLD
from derive.elaborate.turns_english import TURNS

_INTERVAL = r"\b(?: (?:on|over|for(?: all| every)?|in|if) (?:the interval )?\0)?"

_NUMBER = (
    r"(?: (?P<restricted>positive|negative|non-?negative|non-?zero))?"
    r"(?: (?P<whole>integers?|whole numbers?)| (?P<natural>natural(?: numbers?)?)|(?: real)?(?: numbers?)?)"
)

LANGUAGE = Language(
    name="English",
    cues=CUES,
    fillers=(
        "but two a an the all any some every each real complex positive negative nonzero vector vectors "
        "matrix matrices scalar scalars number numbers constant constants function functions integer "
        "integers natural index indices variable variables parameter parameters be and or also both "
        "first now then next again further moreover furthermore additionally henceforth "
        "throughout instead even odd "
        "nonnegative symmetric invertible orthogonal square idempotent skew-symmetric diagonal "
        "fixed arbitrary given that following inequality equation equality identity statement"
    ),
    after=(
        r"\s*,?\s*\(?(?:for(?: all| any| every| each| some)?|if|when(?:ever)?|where|with|provided(?: that)?"
        r"|as long as|assuming(?: that)?)\s*(?:(?:the |positive "
        r"|non-?negative )*(?P<whole>integers?|natural numbers?)"
        r"|(?:positive |non-?negative )?(?:real )?numbers?|reals?)?\s*"
    ),
    pointing=r"\s*,?\s*at(?: the point)?\s*",
    unless=r"\s*,?\s*(?:unless|except(?: for| at| when| if| where)?|with the exception of|apart from)\s*",
    exercises=(
        r"(?:exercise|problem|question|task|ex\.|q)\s*\.?\s*(\d+(?:[.-]\d+)*)|(?:section)\s+(\d+(?:\.\d+)*)"
        r"|(?:exercise|problem|question|task)\s+([a-z])(?=[.:)]|\*\*|\s*$)"
    ),
    elementwise=(r"\0\s*is (?:the )?(?:element|entry|component)-?\s?wise (?:application|version) of\s*\0"),
    sorted=(
        r"(?:re-?arrange|re-?order|sort|order|arrange)[^\0.]*(?P<of>\0)\s*(?:in)?to\s*(?P<sorted>\0)",
        (
            r"(?P<sorted>\0)\s*(?:be|are|denotes?) the (?:entries|components|elements|values) of\s*(?P<of>\0)"
            r"\s*,?\s*(?:in (?:\w+ )?order|sorted|ordered)"
        ),
        (
            r"(?P<sorted>\0)\s*(?:be|are|denotes?|is) the (?:order statistics|(?:sorted|ordered)"
            r" (?:values|entries|observations|sample|numbers)) (?:of|for)\s*(?P<of>\0)"
        ),
        r"(?P<sorted>\0)\s*(?:be|is) (?:the )?(?:sorted|ordered)(?: version of| vector of)?\s*(?P<of>\0)",
    ),
    largest=(r"\0(?P<said>,?\s*(?:be |is |denotes? )?the (?:largest|maximum|greatest))(?: of\s*(?P<of>\0))?"),
    smallest=r"\0(?P<said>,?\s*(?:be |is |denotes? )?the (?:smallest|minimum|least))(?: of\s*(?P<of>\0))?",
    varying=(
        r"for (?:all|any|every|each|arbitrary|an arbitrary)(?: real)?(?: numbers?)?",
        r"let|consider|take|pick|choose|fix|given",
        r"\s*(?:be|is|are) (?:arbitrary|any)\b",
    ),
    posing=(
        r"set(?:ting|s)?\b[^.]*\b(?:zero|0)|equat(?:e|ing)\b[^.]*\bzero|first[- ]order condition"
        r"|stationar\w+|optimality condition|critical points?|normal equations?"
    ),
    zeroing=(
        r"(?:set(?:ting|s)?|equat(?:e|es|ing)|put(?:ting)?)\b(?P<what>[^.]*?)\b(?:zero|0)\b"
        r"|(?:set(?:ting|s)?|put(?:ting)?|solv(?:e|ing))(?P<what2> ?\0)"
        r"|first[- ]order (?:optimality )?conditions?|stationarity|optimality conditions?"
        r"|(?:stationary|critical) points?"
    ),
    plural=r"\b(?:derivatives|gradients?|partial|them|these|both|all|those)\b",
    fulfilling=(
        r"satisf(?:y|ies)|obeys|fulfil(?:l|ls|s)?"
        r"|(?:solves?|is (?:indeed )?(?:a|the) (?:\w+ )?solution (?:of|to))"
        r"(?: the (?:\w+ )?(?:initial value problem|IVP|differential equation|ODE|equation|system))?"
    ),
    equation=r"(?:system of (?:linear )?equations|(?:linear )?system|equations?)",
    reason=r"since|because|as",
    connectives=(
        (r"if and only if|iff|(?:is|are) equivalent to|exactly when|exactly if", r"\iff"),
        (r"implies(?: that)?|only if", r"\implies"),
        (r"(?:and\s*/\s*)?or", r"\lor"),
    ),
    consequences=(
        (r"(?:this |which |it )?(?:yields|gives|leads to|results in)(?: that)?", "⇒"),
        (r"(?:and |whence |so |thus |hence )?(?:we |one |to )?(?:obtain|get|find|obtains|gets|finds)", "⇒"),
        (r"has (?:the|a) solutions?", "⇐"),
        (r"has the (?:only|unique) solution|is solved (?:only )?(?:by|for)", "⇔"),
    ),
    quantifying=(
        (
            (
                r"for (?:some|an?|at least one|(?:some |a )?suitable)"
                r"(?: (?:(?P<restricted>positive|negative|non-?negative|non-?zero) )?"
                r"(?:(?P<whole>integers?|whole numbers?)|(?P<natural>natural(?: numbers?)?)"
                r"|(?:real )?(?:numbers?|constants?)))?"
            ),
            "exists",
        ),
        (r"for (?:all|each|every|any)(?: real(?: numbers?)?)?", "forall"),
    ),
    conditional=(
        r"for(?: all| any| every| each| arbitrary)?|if|when(?:ever)?|in case|given"
        r"|at(?: the point)?|as long as|provided(?: that)?"
        r"|assuming(?: that)?|under (?:the|this) (?:assumption|condition|hypothesis)(?: that)?"
    ),
    place=r"at|in|on|near|there|when|if|for|where",
    being=r"is|are|was",
    copula=r"(?:it |this |that )?(?:is|are|follows)|we (?:have|get|obtain)|one (?:has|gets)|then",
    case=r"\W*(?:\w+ )?case\b",
    inverted=r"should|were",
    on=r"\s*,?\s*(?:is )?(?:defined )?(?:on|over|for|if|when|where)(?: the)?(?: (?:\w+ )?interval)?\s*",
    beside=r"\s*[,;]?\s*(?:and(?: (?:let|set|by|with))?|but|while|whereas)?\s*",
    otherwise=r"\s*,?\s*(?:otherwise|else(?:where)?|for all other|in all other)\b",
    where=r"\s*,?\s*(?:where|with|here)\s*",
    eigenvalues=tuple(
        (pattern % word, template)
        for word, template in (
            ("(?:smallest|minimal)", r"%A - %l I \succeq 0"),
            ("(?:largest|maximal)", r"%l I - %A \succeq 0"),
        )
        for pattern in (
            r"(?P<of>\0)[^.\0]*(?:with|has|having)(?: the)? %s eigenvalue\s*(?P<value>\0)",
            r"(?P<value>\0)\s*(?:be |is |denotes? )?the %s eigenvalue of\s*(?P<of>\0)",
        )
    ),
    arrays=ARRAYS,
    told=TOLD,
    moments=(
        (
            r"\0(?:i\.i\.d\.|[^.\0])*"
            r"(?P<said>(?:with|having|has) (?:a |the )?(?:mean|expectation|expected value)\s*)\0"
        ),
        (
            r"\0(?:i\.i\.d\.|[^.\0])*"
            r"(?:with|having|has) (?:a |the )?(?:mean|expectation|expected value)\s*\0"
            r"(?P<said>\s*,?\s*and variance\s*)\0"
        ),
    ),
    apart=r"(?:(?:two|three|four|all|pairwise|mutually) )*(?:distinct|different|unequal)(?! (?:from|to)\b)",
    upright=r"(?:(?:mutually|pairwise) )?(?:orthogonal|perpendicular)(?: vectors)?(?! (?:to|matri))",
    independent=(
        r"(?:(?:stochastically|mutually) )?independent(?: random variables| events)?(?! of)|i\.?i\.?d\.?"
    ),
    events=r"(?:random )?events?(?!\w)",
    attributes=(
        (r"even (?:differentiable |smooth |continuous )?functions?", r"%s(-x) = %s(x)"),
        (r"odd (?:differentiable |smooth |continuous )?functions?", r"%s(-x) = -%s(x)"),
        (r"(?:(?:number|integer)s? (?:that|which) (?:is|are) )?(?:non-?|not )negative", r"%s \ge 0"),
        (r"(?:positive|greater than zero) or (?:equal to )?(?:zero|0)", r"%s \ge 0"),
        (r"(?:negative|less than zero) or (?:equal to )?(?:zero|0)", r"%s \le 0"),
        (r"(?:(?:number|integer)s? (?:that|which) (?:is|are) )?(?:non-?|not )positive", r"%s \le 0"),
        (r"positive(?! semi)(?! definite)", r"%s > 0"),
        (r"negative(?! semi)(?! definite)", r"%s < 0"),
        (r"non-?zero|not (?:be )?(?:equal to )?(?:zero|0)", r"%s \ne 0"),
        (r"positive[- ]definite", r"%s \succ 0"),
        (r"positive[- ]semi-?definite", r"%s \succeq 0"),
        (r"(?:covariance|gram|kernel) matri(?:x|ces)", r"%s \succeq 0"),
        (r"(?:skew|anti)-?symmetric", r"%s^T = -%s"),
        (r"symmetric", r"%s^T = %s"),
        (r"orthogonal(?! proj)", r"%s^T %s = I"),
        (r"orthogonal proj(?:ection|ector)s?(?: matri(?:x|ces))?", r"%s%s = %s, %s^T = %s"),
        (r"idempotent|proj(?:ection|ector)s?(?: matri(?:x|ces))?", r"%s%s = %s"),
        (r"involut(?:ory|ion)s?", r"%s%s = I"),
        (r"diagonal(?! (?:entr|elem))", r"%s = \operatorname{diag}(\operatorname{diag}(%s))"),
        (r"invertible|non-?singular", r"\det(%s) \ne 0"),
        (r"unit(?: norm)? vectors?|of unit (?:norm|length)", r"\|%s\| = 1"),
        (r"one-hot", r"\sum_i %s_i = 1, %s_i \in \{0, 1\}"),
        (r"probability (?:vector|distribution)|stochastic vector", r"\sum_i %s_i = 1, %s_i \ge 0"),
    ),
    properties=(
        (r"even(?: functions?)?", "even"),
        (r"odd(?: functions?)?", "odd"),
        (r"strictly increasing", "rising"),
        (r"strictly decreasing", "falling"),
        (r"(?:monotonically |weakly )increasing|non-?decreasing", "not falling"),
        (r"(?:monotonically |weakly )decreasing|non-?increasing", "not rising"),
        (r"(?:monotone(?:ly)? )?increasing(?: functions?)?", "perhaps not falling"),
        (r"(?:monotone(?:ly)? )?decreasing(?: functions?)?", "perhaps not rising"),
        (r"(?<!strictly )convex(?: functions?)?", "convex"),
        (r"(?<!strictly )concave(?: functions?)?", "concave"),
        (r"additive", "additive"),
        (r"(?:a )?linear(?: (?:map|mapping|operator|functional|form|transformation))?", "linear"),
        (r"constant(?: functions?)?", "constant"),
        (r"injective|one-to-one", "injective"),
        (r"non-?negative(?: functions?)?", "not negative"),
        (r"positive(?: functions?)?", "positive"),
        (r"negative(?: functions?)?", "negative"),
    ),
    valued=(
        (r"(?:an? )?periodic(?: functions?)? with(?: the| a)? period", "period"),
        (r"Lipschitz(?:[ -]continuous)? with(?: the| a)?(?: Lipschitz)?[ -]constant", "Lipschitz constant"),
        (r"bounded above by", "upper bound"),
        (r"bounded below by", "lower bound"),
        (r"bounded(?: in absolute value)? by", "bound"),
    ),
    comparing=(
        r"\s*,?\s*(?:be|being|is|are)?\s*(?:both |all )?(?:an? )?"
        r"(?:(?:fixed|arbitrary|any|real|positive|natural) )*"
        r"(?:(?:numbers?|integers?|constants?|scalars?) )?(?:(?:that|which) (?:is|are) )?(?:strictly )?"
    ),
    comparisons=(
        (r"(?:greater|larger|bigger|more|higher) than|exceed(?:s|ing)?|(?:is )?above", ">"),
        (r"(?:smaller|less|lower|fewer) than|below", "<"),
        (r"at least|(?:greater|larger|bigger) than or equal to|(?:not|no) (?:smaller|less) than", r"\ge"),
        (r"at most|(?:smaller|less) than or equal to|(?:not|no) (?:greater|larger|bigger|more) than", r"\le"),
        (
            r"different from|distinct from|other than|except(?: for)?|apart from|not equal to|unequal to",
            r"\ne",
        ),
    ),
    numerals=(("zero", "0"), ("one", "1"), ("two", "2"), ("three", "3")),
    kinds=(
        (r"even natural numbers?", r"%s \in \mathbb{N}, (-1)^{%s} = 1"),
        (r"odd natural numbers?", r"%s \in \mathbb{N}, (-1)^{%s} = -1"),
        (r"even (?:integers?|numbers?)", r"%s \in \mathbb{Z}, (-1)^{%s} = 1"),
        (r"odd (?:integers?|numbers?)", r"%s \in \mathbb{Z}, (-1)^{%s} = -1"),
        (r"integers?|whole numbers?", r"%s \in \mathbb{Z}"),
        (r"natural(?: numbers?)?", r"%s \in \mathbb{N}"),
    ),
    substitution=r"substitut",
    parity=((r"even", r"(-1)^{%s} = 1"), (r"odd", r"(-1)^{%s} = -1")),
    verbal=(
        ("even", r"\s*is (?:again )?(?:also )?(?P<not>not )?(?:an )?even(?: function)?\b"),
        ("odd", r"\s*is (?:also )?(?P<not>not )?(?:an )?odd(?: function)?\b"),
        *(
            (kind, rf"\s*is (?P<not>not )?{words}{_INTERVAL}")
            for kind, words in (
                ("strictly-increasing", "(?:strictly (?:monotonically )?increasing)"),
                ("strictly-decreasing", "(?:strictly (?:monotonically )?decreasing)"),
                ("increasing", r"(?:an |monoton\w+ )?(?:increasing|non-?decreasing)"),
                ("decreasing", r"(?:a |monoton\w+ )?(?:decreasing|non-?increasing)"),
            )
        ),
        ("independent", r"\s*(?:is (?P<not>not )?independent of|does not depend on)\s*\0"),
        ("periodic", r"\s*is (?P<not>not )?periodic with (?:the )?period\s*\0"),
        (
            "range",
            r"\s*(?:takes (?:only )?values in|(?:always )?lies in|is always in)(?P<not>\Z)?\s*\0",
        ),
        ("invariant", r"\s*is (?P<not>not )?invariant under(?: the (?:map|shift|change|substitution))?\s*\0"),
        ("constant", r"\s*is (?P<not>not )?(?:a )?constant\b(?! \w+ of)"),
        *(
            (
                kind,
                (
                    rf"\s*is (?:also |always )?(?P<not>not )?(?:an? )?(?:{words})"
                    r"(?: matrix)?\b(?! (?:to|values?)\b)"
                ),
            )
            for kind, words in (
                ("invertible", "invertible|non-?singular"),
                ("singular", "singular"),
                ("orthogonal", "orthogonal"),
                ("idempotent", "idempotent"),
                ("skew-symmetric", "(?:skew|anti)-?symmetric"),
            )
        ),
        (
            "unit",
            (
                r"\s*(?:is (?:again |also )?(?P<not>not )?(?:a unit vector|normali[sz]ed|of unit length)"
                r"|has unit (?:length|norm))\b"
            ),
        ),
        ("symmetric", r"\s*is (?P<not>not )?(?:a )?symmetric(?: matrix)?\b"),
        ("divisible", r"\s*is (?:always )?(?P<not>not )?(?:divisible by|a multiple of)\s*\0"),
    ),
    spoken=SPOKEN,
    unsaid=(
        r"nobody|no ?one|never|hardly|cannot|can't|not(?! (?:hard|difficult|surprising))"
        r"|neither|whether|if|suppos\w+|assum\w+|do|does|which|unless|provided|when|wrong"
        r"|false|not true|would"
    ),
    existential=(
        (rf"(?:there (?:is|are|exists?)|for) no{_NUMBER}", "nexists"),
        (rf"for (?:some|at least one){_NUMBER}", "exists"),
        (rf"there (?:always )?(?:is|exists?)(?: (?:an?|some|at least one))?{_NUMBER}", "exists"),
    ),
    supposing=r"if|suppose|assume|let|when|since|because|such that|whenever",
    qualifying=(
        r"we have|it holds(?: that)?|with|such that|so that|s\.t\.|for which|satisfying"
        r"|with the property that|do we have|is"
    ),
    existence=r"there (?:always )?(?:exists?|is|are|must be)|we (?:can|may) (?:find|choose|pick)",
    repeated=(
        r"einstein|summation convention|sum(?:ming|mation)? over repeated ind"
        r"|repeated ind\w+ (?:are|is) summed"
    ),
    induction=r"induction|inductive(?:ly)?",
    differential=(
        r"differential equation|\bODEs?\b|initial (?:value|condition)|integrating factor|separable"
        r"|separation of variables|implicit"
    ),
    imaginary=r"imaginary unit|square root of (?:-1|minus one)",
    laplacian=r"laplac|harmonic",
    shifting=r"(?:lag|back-?shift|backward shift) operator",
    differencing=r"difference operator|first differences?|(?:first|second)[- ]differenc(?:ed|ing)",
    doubts=(
        r"nearly|almost|close to|neither|nor|both|one of|either|unequal|coprime|rational"
        r"|same|opposite|different"
        r"|largest|greatest|biggest|smallest|maximal|minimal|maximum|minimum|sorted"
        r"|ordered|rearrange\w*|order"
        r"|distinct|different|equal(?! to)|identical|positive|negative|non-?negative|non-?zero|invertible"
        r"|regular|orthogonal|orthonormal|eigenvalues?|singular values?"
        r"|symmetric|definite|unit|normali[sz]ed|increasing|decreasing|monotone?|even|odd"
        r"|prime|independent|random(?! variables?)|continuous|convex|concave|bounded|sufficiently|generic"
        r"|output|(?:bi|multi|sub|super|log-|quasi-?)?linear|affine|homogeneous|isometr\w+|holomorphic|analytic"
        r"|idempotent|nilpotent|stochastic|contraction|\w*homomorphism|unimodal|quasi-?\w+|log-\w+"
        r"|at least one|projection"
        r"|greater|larger|bigger|smaller|less than|more than|exceed\w*|at least|at most|between|multiple"
        r"|divisible|perfect|rational|irrational|non-?positive|above \0|below \0|interval|bound"
        r"|periodic|cyclic\w*|modulo|injective|surjective|bijective|diagonal|triangular"
        r"|sparse|centered|centred"
        r"|normal|gaussian|uniform|poisson|binomial|exponential|bernoulli|geometric"
        r"|distribut\w*|i\.?i\.?d|density|roots? of unity|triangle|hypotenuse|quadrilateral|inverse function"
        r"|(?:arithmetic|geometric) (?:sequence|progression)|(?:be|denotes?) the (?:[\w-]+ ){1,3}of ?\0"
    ),
    phrases=PHRASES,
    turns=TURNS,
    equal=(
        (
            r"equality (?:holds |occurs )?(?:if and only if|iff|(?:exactly|precisely) (?:when|if|for))",
            r"\Leftrightarrow",
        ),
        (r"equality (?:holds |occurs )?only (?:when|if|for)", r"\Rightarrow"),
        (r"equality (?:holds |occurs )?(?:when|if|for)", r"\Leftarrow"),
    ),
    frequent="the of and is for that with we let this are in to be by from have show then where",
)
