"""A derivation: what elaboration found in a document, and later its verdicts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from derive.core.claim import Claim
from derive.core.document import Document
from derive.core.showing import Shown
from derive.core.source import Diagnostic, Place
from derive.core.surface import Surface
from derive.core.verdict import Verdict

Kind = Literal["relation", "verbal", "hypothesis", "declaration", "definition", "note"]


Reread = Callable[[Surface, str, Surface], Claim | None]


@dataclass(frozen=True, slots=True)
class Written:
    """A relation as it was written: two trees and the sign between them, as in :class:`Relation`.

    ``again`` begins to read the same place of the document anew; what it returns gives the claim of
    other trees with the same names, or None if they have no meaning.
    """

    left: Surface
    sign: str
    right: Surface
    again: Callable[[], Reread]


@dataclass(frozen=True, slots=True)
class Step:
    """One formula, or one relation of a chain, as it appears in the output.

    ``claims`` is what a ``relation`` or ``verbal`` step asserts; None with a ``diagnostic`` when it
    could not be read or given a meaning (then the verdict is unreadable). ``lhs`` and ``rhs`` are
    canonical LaTeX, ``relation`` the sign as in the JSON (``=``, ``<=``, ``!=``, ``in``, ``=>``).
    ``reading`` is set where the input was repaired or completed, ``mended`` says that its layout was
    damaged, ``tentative`` why it is not refuted if its claim is false. ``chain`` numbers the chain it belongs
    to.
    """

    index: int
    kind: Kind
    place: Place
    latex: str
    label: str = ""
    display: bool = True
    lhs: str | None = None
    relation: str | None = None
    rhs: str | None = None
    reading: str | None = None
    claim: Claim | None = None
    diagnostic: Diagnostic | None = None
    notes: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    chain: int | None = None
    lhs_place: Place | None = None
    rhs_place: Place | None = None
    mended: bool = False
    tentative: str = ""
    written: Written | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps that follow one another, and the claim about first and last term.

    ``conclusion`` is None when the relations do not compose.
    """

    steps: tuple[int, ...]
    relation: str | None
    conclusion: Claim | None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A document with everything in it accounted for, in reading order."""

    document: Document
    language: str
    steps: tuple[Step, ...]
    chains: tuple[Chain, ...]
    assumed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What went wrong in a refuted step, as far as it is known.

    ``kind`` names a mistake of ``theory/mistakes``, or "compensation"; None where the cause is not clear.
    ``place`` is the smallest part of the step that has to change, and ``written`` what stands there.
    ``mending`` names the change that was found, and ``detail`` is what should stand there, or what is
    missing or too much. ``repair`` is the right side (or the whole relation, if its sign has to change)
    with which the step was proved. ``line`` is where the mistake was made that this one makes up for.
    """

    kind: str | None = None
    detail: str = ""
    place: Place | None = None
    repair: str | None = None
    written: str = ""
    mending: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class CheckedDerivation(Shown):
    """A derivation with a verdict for each step that asserts something, and for each chain's conclusion.

    ``verdicts[i]`` belongs to ``derivation.steps[i]`` and is None for steps without one;
    ``conclusions[i]`` belongs to ``derivation.chains[i]``. ``diagnoses[i]`` is what is known of the mistake
    in a refuted step, and ``follows_from[i]`` the wrong step from which step i follows; both may be empty.
    """

    derivation: Derivation
    verdicts: tuple[Verdict | None, ...]
    conclusions: tuple[Verdict | None, ...]
    diagnoses: tuple[Diagnosis | None, ...] = ()
    follows_from: tuple[int | None, ...] = ()
