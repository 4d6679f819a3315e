r"""Checks every step of a mathematical derivation.

::

    import derive

    derive.assert_holds(r"\sigma(x) = 1 - \sigma(-x)")
    derive.decide(r"\sqrt{x^2} = x", "x > 0")
    derive.check("notes.md")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from derive.core.derivation import CheckedDerivation
    from derive.core.verdict import Verdict

__version__ = "0.1.0"
__all__ = ["assert_holds", "check", "check_text", "decide", "holds"]


def check(path: str, *, assume: Sequence[str] = (), language: str | None = None) -> CheckedDerivation:
    """The document at ``path``, with a verdict for each step; ``assume`` adds hypotheses in LaTeX."""
    return _checked(path, None, assume, language)


def check_text(
    text: str, *, name: str = "text.md", assume: Sequence[str] = (), language: str | None = None
) -> CheckedDerivation:
    """The same for a text; the suffix of ``name`` says how it is to be read."""
    return _checked(name, text.encode(), assume, language)


def decide(claim: str, *given: str) -> Verdict:
    """The verdict on one relation in LaTeX, under the declarations and hypotheses ``given``."""
    from derive.elaborate.statement import claim_of  # noqa: PLC0415  # importing derive stays cheap
    from derive.prove.check import decide as decide_claim  # noqa: PLC0415  # as above

    return decide_claim(claim_of(claim, given))


def holds(claim: str, *given: str) -> bool:
    """Whether the relation was proved; False also where nothing is known."""
    from derive.core.verdict import Proved  # noqa: PLC0415  # importing derive stays cheap

    return isinstance(decide(claim, *given), Proved)


def assert_holds(claim: str, *given: str) -> None:
    """Nothing, if the relation is proved.

    Raises:
        AssertionError: it is not; the verdict says why.
    """
    from derive.core.verdict import Proved  # noqa: PLC0415  # importing derive stays cheap

    verdict = decide(claim, *given)
    if not isinstance(verdict, Proved):
        message = f"{claim}: {type(verdict).__name__.lower()}"
        raise AssertionError(message, verdict)  # noqa: TRY004  # an assertion about mathematics


def _checked(path: str, data: bytes | None, assume: Sequence[str], language: str | None) -> CheckedDerivation:
    from derive.elaborate.document import elaborate  # noqa: PLC0415  # importing derive stays cheap
    from derive.prove.check import check as decide_all  # noqa: PLC0415  # as above
    from derive.syntax.reading import read  # noqa: PLC0415  # as above

    return decide_all(elaborate(read(path, data), assume=assume, language=language))
