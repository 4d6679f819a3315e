r"""Checks every step of a mathematical derivation.

::

    import derive

    derive.assert_holds(r"\sigma(x) = 1 - \sigma(-x)")
    derive.assert_equal(r"\sqrt{x^2}", "x", given="x > 0")
    derive.prove(r"\sqrt{x^2} = x", given=["x > 0"])
    derive.check("notes.md")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from derive.core.claim import Claim
    from derive.core.derivation import CheckedDerivation, Derivation
    from derive.core.verdict import Verdict

__version__ = "0.1.0"
__all__ = ["assert_equal", "assert_holds", "check", "check_text", "decide", "holds"]


def check(
    source: str | Path | Any,
    *,
    given: Any | Sequence[Any] = (),
    assume: Sequence[str] = (),
    language: str | None = None,
) -> CheckedDerivation:
    """A document, a text or a claim, with a verdict for each step.

    ``source`` is the path of a document; a text with formulas between dollar signs, or in another way that
    documents may have; a single formula in LaTeX, or a relation of SymPy. ``given`` and ``assume`` are
    hypotheses in LaTeX; of a relation of SymPy, ``given`` are relations.

    Raises:
        UnreadableError: nothing of it can be read.
    """
    from derive.prove.sources import derivation_of  # noqa: PLC0415  # importing derive stays cheap

    return _checked(derivation_of(source, _listed(given), assume, language))


def check_text(
    text: str, *, name: str = "text.md", assume: Sequence[str] = (), language: str | None = None
) -> CheckedDerivation:
    """The same for a text, whatever it looks like; the suffix of ``name`` says how it is to be read."""
    from derive.elaborate.document import elaborate  # noqa: PLC0415  # importing derive stays cheap
    from derive.syntax.reading import read  # noqa: PLC0415  # as above

    return _checked(elaborate(read(name, text.encode()), assume=assume, language=language))


def decide(claim: str | Claim | Any, *conditions: Any, given: Any | Sequence[Any] = ()) -> Verdict:
    """The verdict on one relation, in LaTeX or of SymPy, under conditions; ``derive.prove`` is the same.

    ``conditions`` and ``given`` are declarations and hypotheses of the kind of the claim. Symbols of SymPy
    are real if SymPy does not know them to be something else.

    Raises:
        UnreadableError: the LaTeX cannot be read, or has no meaning.
        BridgeError: something in a relation of SymPy has no meaning here.
        TypeError: it is no claim, or LaTeX and SymPy are mixed.
    """
    from derive.prove.stated import claim_from  # noqa: PLC0415  # importing derive stays cheap

    return _decided(claim_from(claim, (*conditions, *_listed(given))))


def holds(claim: str | Claim | Any, *conditions: Any, given: Any | Sequence[Any] = ()) -> bool:
    """Whether the relation was proved; False also where nothing is known."""
    from derive.core.verdict import Proved  # noqa: PLC0415  # importing derive stays cheap

    return isinstance(decide(claim, *conditions, given=given), Proved)


def assert_holds(claim: str | Claim | Any, *conditions: Any, given: Any | Sequence[Any] = ()) -> None:
    """Nothing, if the relation is proved.

    Raises:
        AssertionError: it is not; the text says why, and the verdict is its second argument.
    """
    _assert_proved(decide(claim, *conditions, given=given))


def assert_equal(left: Any, right: Any, *, given: Any | Sequence[Any] = ()) -> None:
    """Nothing, if two expressions, both in LaTeX or both of SymPy, are proved to be equal.

    Raises:
        AssertionError: they are not; the text says why, and the verdict is its second argument.
        TypeError: one is LaTeX and the other one is not.
        ValueError: one of them is itself a relation.
    """
    from derive.prove.stated import equation_from  # noqa: PLC0415  # importing derive stays cheap

    _assert_proved(_decided(equation_from(left, right, _listed(given))))


def _listed(given: Any) -> tuple[Any, ...]:
    """One hypothesis, or several."""
    return tuple(given) if isinstance(given, tuple | list) else (given,)


def _assert_proved(verdict: Verdict) -> None:
    from derive.core.verdict import Proved  # noqa: PLC0415  # importing derive stays cheap

    if not isinstance(verdict, Proved):
        raise AssertionError(repr(verdict), verdict)  # noqa: TRY004  # an assertion about mathematics


def _show_in_words() -> None:
    """Load the words for results; by name, since the floors below them look up the version here."""
    import_module("derive.render.shown").install()


def _decided(claim: Claim) -> Verdict:
    from derive.prove.check import decide as decide_claim  # noqa: PLC0415  # importing derive stays cheap

    _show_in_words()
    return decide_claim(claim)


def _checked(derivation: Derivation) -> CheckedDerivation:
    from derive.prove.check import check as decide_all  # noqa: PLC0415  # importing derive stays cheap

    _show_in_words()
    return decide_all(derivation)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """``derive.prove`` and ``derive.kernel``, packages that can be called, before they were imported."""
        if name in {"prove", "kernel"}:
            return import_module(f"derive.{name}")
        if name == "accuracy":
            return import_module("derive.kernel").accuracy
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
