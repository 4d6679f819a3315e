"""What English sentences tell of formulas in words, and the formulas that these stand for."""

from typing import Final

_BE = r"\s*,?\s*(?:be|is|are)\s+"
_A = r"(?:an? |the )?"
_LAW = r"(?: distributed| distribution| random variable| variable)*"
_NAMES = r"(?P<names>\0(?:\s*(?:,|,?\s*and)\s*\0)*)"

TOLD: Final = (
    (
        (
            rf"(?P<vector>\0){_BE}an? (?:\w+ )?eigenvector of (?:the )?(?:[\w-]+ ){{0,2}}(?P<matrix>\0)\s*"
            r"(?:with|for|to|corresponding to|associated with|belonging to)(?: the)? eigenvalue (?P<value>\0)"
        ),
        r"%matrix %vector = %value %vector ;; %vector \ne 0",
    ),
    (
        (
            rf"(?P<value>\0){_BE}an eigenvalue of (?:the )?(?:[\w-]+ ){{0,3}}(?P<matrix>\0)\s*"
            r"with (?:the )?(?:corresponding |associated )?eigenvector (?P<vector>\0)"
        ),
        r"%matrix %vector = %value %vector ;; %vector \ne 0",
    ),
    (
        (
            rf"(?P<value>\0){_BE}an eigenvalue of (?:the )?(?:[\w-]+ ){{0,3}}(?P<matrix>\0)"
            r"(?!\s*with (?:\w+ )*eigenvector)"
        ),
        r"\det(%matrix - %value I) = 0",
    ),
    (
        rf"(?P<X>\0){_BE}{_A}exponential(?:ly)?{_LAW} with (?:the )?(?:rate |rate|parameter)+ (?P<p>\0)",
        r"%X \sim \operatorname{Exp}(%p)",
    ),
    (
        rf"(?P<X>\0){_BE}{_A}Poisson[- ]?{_LAW} with (?:the )?(?:rate|parameter|mean|intensity) (?P<p>\0)",
        r"%X \sim \operatorname{Poisson}(%p)",
    ),
    (
        (
            rf"(?P<X>\0){_BE}{_A}Bernoulli[- ]?{_LAW} with (?:the )?"
            r"(?:parameter|probability|success probability|probability of success) (?P<p>\0)"
        ),
        r"%X \sim \operatorname{Bernoulli}(%p)",
    ),
    (
        rf"(?P<X>\0){_BE}{_A}binomial(?:ly)?{_LAW} with (?:the )?parameters (?P<n>\0)\s*and (?P<p>\0)",
        r"%X \sim \operatorname{Bin}(%n, %p)",
    ),
    (
        (
            rf"(?P<X>\0){_BE}{_A}uniform(?:ly)?{_LAW} (?:on|in|over) (?:the )?"
            r"(?:unit )?(?:interval )?(?P<on>\0)"
        ),
        r"%X \sim \mathcal{U}%on",
    ),
    (rf"(?P<X>\0){_BE}{_A}standard (?:normal|Gaussian)\b", r"%X \sim \mathcal{N}(0, 1)"),
    (
        (
            rf"(?P<X>\0){_BE}{_A}(?:normal(?:ly)?|Gaussian){_LAW} with mean (?P<m>\0)\s*,?\s*and"
            r" variance (?P<v>\0)"
        ),
        r"%X \sim \mathcal{N}(%m, %v)",
    ),
    (
        (
            rf"(?P<X>\0){_BE}{_A}(?:normal(?:ly)?|Gaussian){_LAW} with mean (?P<m>\0)\s*,?\s*and"
            r" standard deviation (?P<s>\0)"
        ),
        r"%X \sim \mathcal{N}(%m, %s^2)",
    ),
    *(
        (
            (
                rf"{_NAMES}{_BE}(?:[\w-]+ )*?(?:numbers?|reals?|integers?|variables|probabilities)\s*"
                rf"(?:,\s*)?(?:whose|with|of|having|such that their)(?: a| the)? {word}"
                r"(?: is| equals| equal to| of)? (?P<value>\0)"
            ),
            rf"%{word} = %value",
        )
        for word in ("sum", "product")
    ),
    (
        rf"(?P<F>\0){_BE}{_A}(?:antiderivative|primitive)(?: function)? of (?P<f>\0)(?!\s*\()",
        r"%f(x) = %F'(x)",
    ),
    (
        r"(?P<f>\0)[^.\0]*?(?:[^.]\0)?[^.\0]*? with (?:an? |the )?(?:antiderivative|primitive) (?P<F>\0)",
        r"%f(x) = %F'(x)",
    ),
    *(
        (
            rf"(?P<sequence>\0){_BE}(?:an? )?(?:monotonically |strictly )?{word}(?: sequence)?\b",
            rf"\forall n: %letter_n {sign} %letter_{{n+1}}",
        )
        for word, sign in (
            (r"(?:increasing|non-?decreasing)", r"\le"),
            (r"(?:decreasing|non-?increasing)", r"\ge"),
        )
    ),
    (
        rf"{_A}(?:increasing|non-?decreasing) sequence (?P<sequence>\0)",
        r"\forall n: %letter_n \le %letter_{n+1}",
    ),
)
