r"""The surface tree: a formula as its writer laid it out, before any meaning is chosen.

The parser knows notation only. Whether ``a(b+c)`` is a product or an application,
whether ``x^T`` is a transpose and ``\sigma^2(x)`` a square, is decided later, by
what the names are in their context. Every node knows its place in the document.
Alternatives that only the context can settle stay together in one node.
"""

from typing import Literal

from derive.core.record import record
from derive.core.source import Diagnostic, Place


@record
class Numeral:
    """A decimal or integer as written, with ``.`` as decimal mark: ``0.269``."""

    place: Place
    text: str


@record
class Name:
    r"""A letter, a Greek letter, or a word: ``x``, ``\sigma``, ``softmax``.

    ``text`` is canonical: a Latin letter, a word, or a macro with its backslash
    (``\sigma``; ``\epsilon`` and ``\varepsilon`` both as ``\epsilon``). ``accents``
    holds what makes another name of it (hat, bar, tilde, dot, calligraphic, star), ``style`` what only
    decorates (bold, arrow, roman, sans) and the parser knows of it.
    ``function`` says the macro or table declares an operator name such as ``\sin``. Standard names keep
    their macro however they were written (``\operatorname{sin}`` is ``\sin``), all others are words
    (``softmax``). ``\mathbb{R}`` is a text of its own; ``1`` and ``0`` in bold are names; a lone sign as a
    script (``\mathbb{R}^+``) is a name, and so is the dot of ``f(\cdot)`` and the colon of ``W_{:,j}``.
    """

    place: Place
    text: str
    accents: tuple[str, ...] = ()
    style: str = ""
    function: bool = False


@record
class Scripted:
    """A base with indices, an exponent, and primes, in whatever order they were written."""

    place: Place
    base: "Surface"
    sub: "Surface | None" = None
    sup: "Surface | None" = None
    primes: int = 0


@record
class Signed:
    r"""A prefix sign: ``-``, ``+``, ``\pm`` or ``\mp``, or the logical ``\neg``."""

    place: Place
    sign: str
    operand: "Surface"


@record
class Infix:
    r"""A sum or an explicit product, flat: ``items`` joined by ``operators``.

    One precedence level a node. Additive level: ``+ - \pm \mp \cup \setminus``;
    multiplicative level: ``* / \cdot \times \div \odot \otimes \cap \bmod \circ``.
    Items of the multiplicative level may be :class:`Juxtaposed`, which binds tighter
    than ``\cdot`` does and looser than a script; ``a/bc`` has two items.
    """

    place: Place
    items: tuple["Surface", ...]
    operators: tuple[str, ...]


@record
class Juxtaposed:
    """Things side by side: a product, or a name applied to what follows, or both."""

    place: Place
    items: tuple["Surface", ...]


@record
class Call:
    r"""An operator name with its argument when no bracket shows its extent: ``\sin 2x``.

    ``head`` may be scripted (``\sin^2``, ``\log_2``). With brackets it is a call too,
    and the argument then is the :class:`Fence`. Scripts behind the brackets are around the call:
    ``\exp(x)^2`` is a :class:`Scripted`. Without brackets the argument runs up to the next function:
    ``\log x(1-x)`` has the argument ``x(1-x)``. ``\binom{n}{k}`` is a call of the name ``\binom``.
    """

    place: Place
    head: "Surface"
    argument: "Surface"


@record
class Fraction:
    r"""``\frac``, in all spellings but the slash."""

    place: Place
    numerator: "Surface"
    denominator: "Surface"


@record
class Radical:
    r"""``\sqrt`` with or without a degree."""

    place: Place
    radicand: "Surface"
    degree: "Surface | None" = None


@record
class Fence:
    """Something in brackets; ``opening`` and ``closing`` are ``( ) [ ] { } | || floor ceil < >``.

    ``items`` are separated by ``separators`` (``,`` or ``;`` or ``|`` or ``:`` in sets); one item and
    no separator is mere grouping (or an application, an interval needs two items).
    """

    place: Place
    opening: str
    closing: str
    items: tuple["Surface", ...]
    separators: tuple[str, ...] = ()


@record
class Big:
    """A large operator with its limits and the operand it reaches over.

    ``operator`` is one of sum, prod, int, iint, oint, lim, limsup, liminf, max, min, sup,
    inf, argmax, argmin, bigcup, bigcap, expectation, det. ``differentials`` are the variables of an
    integral. ``max(a, b)`` without limits is a :class:`Call`.
    """

    place: Place
    operator: str
    sub: "Surface | None"
    sup: "Surface | None"
    body: "Surface"
    differentials: tuple["Surface", ...] = ()


@record
class Differential:
    r"""A derivative: ``\frac{d}{dx}``, ``\frac{\partial^2 f}{\partial x\,\partial y}``, ``\nabla_w``.

    ``symbol`` is ``d``, ``\partial``, ``\nabla`` or ``D``; ``variables`` are what it differentiates by,
    each as often as written (``dx^2`` twice); none for a bare ``\nabla``. ``operand`` is None when the
    derivative stands by itself. ``symbolic_order`` holds an order that is not a numeral, and the
    exponent of ``\nabla``. A bare operator reaches over the product that follows, but not past a bracket
    that a dot follows.
    """

    place: Place
    symbol: str
    variables: tuple["Surface", ...]
    operand: "Surface | None"
    symbolic_order: "Surface | None" = None


@record
class Postfix:
    r"""``!``, ``!!``, ``\%`` or a degree sign after an operand."""

    place: Place
    operand: "Surface"
    operator: str


@record
class Evaluated:
    """An evaluation bar: ``f(x)|_{x=0}`` or ``[F]_a^b``."""

    place: Place
    operand: "Surface"
    sub: "Surface | None"
    sup: "Surface | None"


@record
class Grid:
    """Rows of cells: a matrix, vector or array; ``fence`` as in :class:`Fence`, or empty."""

    place: Place
    opening: str
    closing: str
    rows: tuple[tuple["Surface", ...], ...]


@record
class CasesBlock:
    """``cases``: rows of value and condition (None where a row has no condition, or says otherwise)."""

    place: Place
    rows: tuple[tuple["Surface", "Surface | None"], ...]


@record
class Dots:
    r"""``\cdots``, ``\ldots``, ``\vdots``, ``\ddots`` or ``...``; ``direction`` h, v or d."""

    place: Place
    direction: Literal["h", "v", "d"]


@record
class Words:
    """Text inside mathematics, kept as written; formulas inside it in ``formulas``."""

    place: Place
    text: str
    formulas: tuple["Surface", ...] = ()


@record
class Relation:
    r"""A relation sign: canonical LaTeX macro or character; notes stood above and below it.

    ``sign`` is one of ``= \ne < \le > \ge := \equiv \approx \sim \propto \in \notin \subset
    \subseteq \to \mapsto \Rightarrow \Leftrightarrow \Leftarrow \perp \mid \cong \simeq \ll \gg``, or a rarer
    one of :mod:`derive.theory.notation` (``=:``, ``\rightsquigarrow``). A note "def" makes ``:=`` of ``=``.
    """

    place: Place
    sign: str
    notes: tuple["Surface", ...] = ()


@record
class Chain:
    r"""Terms joined by relations: ``a = b \le c``; statements joined by arrows are chains of chains.

    ``terms[0]`` is None when the chain begins with its relation (a continuation), the last one is None
    when it ends with it.
    """

    place: Place
    terms: tuple["Surface | None", ...]
    relations: tuple[Relation, ...]


@record
class Listing:
    r"""Several things separated by commas, ``\quad``, "and", "or": ``x = 1, y = 2``; not inside brackets.

    ``separators`` are ``,`` ``;`` ``quad`` ``and`` ``or`` ``where`` ``for`` ``with`` ``if`` ``unless``
    ``since`` ``forall`` ``exists``. What follows ``for``, ``if``, ``where``, ``with``, ``forall`` and
    ``since`` is a side condition of what stands before, what follows ``unless`` an exception. A quantifier
    in front has :class:`Empty` before it:
    ``\forall x > 0: a < b`` has the items empty, ``x > 0``, ``a < b``. Further separators are ``:``,
    ``nexists``, and ``mod`` before the modulus of a congruence.
    """

    place: Place
    items: tuple["Surface", ...]
    separators: tuple[str, ...]


@record
class Annotated:
    """Something decorated: ``boxed``, ``cancel``, ``strike``, ``underbrace``, ``overbrace``, ``color``."""

    place: Place
    content: "Surface"
    decoration: str
    note: "Surface | None" = None


@record
class Empty:
    """Nothing where something could stand: ``{}``."""

    place: Place


Surface = (
    Numeral
    | Name
    | Scripted
    | Signed
    | Infix
    | Juxtaposed
    | Call
    | Fraction
    | Radical
    | Fence
    | Big
    | Differential
    | Postfix
    | Evaluated
    | Grid
    | CasesBlock
    | Dots
    | Words
    | Chain
    | Listing
    | Annotated
    | Empty
)


@record
class Row:
    """One row (or one column group of a row) of a display, with label and trailing remark taken off.

    ``label`` as written, without brackets: ``a``, ``1c``, ``(3)`` becomes ``3``.
    """

    place: Place
    content: Surface
    label: str = ""
    remark: str = ""


@record
class Formula:
    """A formula of a document: its rows in reading order, and what was mended to read it."""

    place: Place
    rows: tuple[Row, ...]
    repairs: tuple[Diagnostic, ...] = ()
