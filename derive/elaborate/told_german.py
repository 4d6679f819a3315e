"""What German sentences tell of formulas in words, and the formulas that these stand for."""

from typing import Final

_A = r"(?:sei|ist|seien|sind)?\s*(?:eine?[rmns]? )?"

TOLD: Final = (
    (
        rf"(?P<vector>\0)\s*{_A}Eigenvektor von (?P<matrix>\0)\s*zum Eigenwert (?P<value>\0)",
        r"%matrix %vector = %value %vector ;; %vector \ne 0",
    ),
    (
        rf"(?P<X>\0)\s*{_A}exponentialverteilt\w* mit (?:dem )?(?:Parameter|der Rate) (?P<p>\0)",
        r"%X \sim \operatorname{Exp}(%p)",
    ),
    (
        rf"(?P<X>\0)\s*{_A}Poisson-?verteilt\w* mit (?:dem )?Parameter (?P<p>\0)",
        r"%X \sim \operatorname{Poisson}(%p)",
    ),
    (
        rf"(?P<X>\0)\s*{_A}Bernoulli-?verteilt\w* mit (?:dem )?Parameter (?P<p>\0)",
        r"%X \sim \operatorname{Bernoulli}(%p)",
    ),
    (rf"(?P<X>\0)\s*{_A}gleichverteilt\w* auf (?:dem Intervall )?(?P<on>\0)", r"%X \sim \mathcal{U}%on"),
    (rf"(?P<X>\0)\s*{_A}standardnormalverteilt", r"%X \sim \mathcal{N}(0, 1)"),
    (rf"(?P<F>\0)\s*{_A}Stammfunktion von (?P<f>\0)(?!\s*\()", r"%f(x) = %F'(x)"),
)
