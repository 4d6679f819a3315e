"""Words inside formulas that join or qualify statements, in English and German."""

from typing import Final


def _rows(table: dict[str, str]) -> dict[str, str]:
    return {word.strip(): role for role, words in table.items() for word in words.split(",")}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONNECTIVES: Final = _rows(
    {
        "and": "and,und,&,as well as,sowie,resp.,bzw.",
        "or": "or,oder",
        "where": "where,wobei,such that,so that,sodass,so dass,mit der eigenschaft",
        "for": (
            "for,for all,for every,for any,for each,whenever,on,für,für alle,für jedes,für jede,für jeden,auf"
        ),
        "some": (
            "for some,for a suitable,for suitable,with some,für ein,für eine,für einen,mit einem,mit einer"
        ),
        "with": ("with,mit,given,assuming"),
        "subject to": (
            "s.t.,subject to,subject to the constraint,subject to the constraints,under the constraint,"
            "under the constraints,u.d.n.,u. d. n.,unter der nebenbedingung,unter den nebenbedingungen"
        ),
        "if": "if,wenn,falls,when,provided,provided that,sofern,in case,as,für den fall",
        "unless": (
            "unless,except for,except when,except if,except where,except at,"
            "außer,außer für,außer wenn,außer falls,außer bei,es sei denn"
        ),
        "since": "since,because,da,weil,denn,as we know,by,wegen,using,due to",
        "quad": (
            "hence,thus,so,therefore,then,it follows that,i.e.,that is,that means,or equivalently,now,"
            "and hence,and thus,and so,and therefore,"
            "also,daher,somit,folglich,also gilt,dann,d.h.,das heißt,bzw,nun,und damit,und somit"
        ),
        "otherwise": "otherwise,else,sonst,ansonsten,elsewhere,andernfalls",
        "iff": "if and only if,iff,genau dann wenn,genau dann, wenn,gdw.,gdw",
        "remark": (
            "with equality if and only if,with equality iff,with equality if,with equality for,"
            "equality holds if and only if,equality holds iff,and equality holds iff,with equality when,"
            "mit gleichheit genau dann wenn,mit gleichheit genau für,mit gleichheit für,mit gleichheit falls,"
            "gleichheit gilt genau dann wenn,gleichheit gilt für"
        ),
        "implies": "implies,impliziert,yields,gives,ergibt",
    }
) | {"genau dann, wenn": "iff"}
"""What a phrase in ``\\text`` does, by the phrase in lower case without the punctuation around it."""

SIDE_CONDITIONS: Final = frozenset(
    ("where", "for", "some", "with", "subject to", "if", "unless", "since", "forall", "exists", "nexists")
)
"""The connectives after which a condition of what stands before follows."""

SENTENCE_WORDS: Final = _words(
    """a an and any are as assume assumption be because but by chain check claim consider constant continuous
    convergent converges defined definition differentiable diverges divergent even exact false follows for
    from function get gives has have hence holds if iff implies increasing independent induction is
    it let linear log monotone negative no not note obtain odd of on only or part positive proof property
    proved result rule see since so some step such term terms that the then theorem therefore this thus to
    true unless use uses using we when where which with
    abgeleitet aber alle also aus beweis da damit daher dann daraus das dass denn der des die divergent ein
    eine einsetzen es falls folgt für gerade gilt hier induktion ist kein keine konstant konvergent laut man
    mit nach nicht nur oder satz sei sind so somit stetig und ungerade unter von voraussetzung wahr wegen weil
    wenn wir wobei zu"""
)
"""Words that do not stand in the name of a quantity such as "rate in" or "total cost"."""

OVERLAID: Final = ("R", "N", "P")
"""Letters that, set over an I as in ``I\\!R``, are number sets."""

BARE_FUNCTIONS: Final = _words(
    """arcsin arccos arctan arsinh arcosh artanh argmax argmin limsup liminf sinh cosh tanh coth sin cos tan
    cot exp log max min lim sup inf det"""
)
BARE_BEFORE_LETTER: Final = _words("sinh cosh tanh sin cos tan exp log ln")
BARE_BEFORE_BRACKET: Final = _words(
    """softmax sigmoid softplus relu ReLU logit lse rank diag sign sgn erf gcd lcm tr Tr trace ln sec csc arg
    Var Cov Corr KL dim deg ker clip pdf cdf pmf"""
)
BARE_NAMES: Final = _words(
    """MSE RMSE MAE RSS SSE TSS SST SSR ELBO AIC BIC PDF CDF PMF Loss loss Cost cost Error error
    const"""
)
"""Words that stand for themselves also where the backslash was forgotten: always, with one letter behind,
before a bracket, and as names. Other letters without a sign between them make a product."""
