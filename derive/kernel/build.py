"""From a formula to a NumPy function: components, derivatives, stable forms, lowering, compilation."""

import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Final

from derive import registry
from derive.algebra.components import component, scalarize
from derive.algebra.contraction import contract
from derive.algebra.differentiate import resolve
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import sort_of
from derive.algebra.unfold import unfold
from derive.core.effort import Effort
from derive.core.sort import REAL, FunctionSort
from derive.core.term import ONE, Apply, Binder, Number, Symbol, Term, bind, index, subterms
from derive.kernel.backend import Backend
from derive.kernel.chosen import chosen
from derive.kernel.clusters import has_sums_in_exponents
from derive.kernel.constants import folded
from derive.kernel.homogeneous import without_scale
from derive.kernel.lower import LoweringError, Output, lower
from derive.kernel.near import Tools, mended
from derive.kernel.others import with_others
from derive.kernel.products import product as product_with
from derive.kernel.products import ranges_of
from derive.kernel.program import Argument, Program
from derive.kernel.single import keeps_digits_in_single
from derive.kernel.slopes import better, through_the_table
from derive.kernel.stabilise import stabilise
from derive.kernel.together import together
from derive.kernel.widened import widened

BACKENDS: Final = "derive.kernel.backends"
EFFORT: Final = 400_000


class Kernel(partial[Any]):
    """A compiled formula: call it with arrays, whose leading axes are batch axes.

    ``source`` is the module it came from, ``formulas`` are the terms as they were asked for, ``stable`` those
    computed, ``arguments`` the symbols in order, ``given`` what is assumed of them. ``emit`` gives the module
    another docstring. A partial, since that adds next to nothing to the time of a call.
    """

    source: str
    emit: Callable[[list[str]], str]
    given: tuple[Term, ...]
    formulas: tuple[Term, ...]
    stable: tuple[Term, ...]
    arguments: tuple[Symbol, ...]

    @property
    def formula(self) -> Term:
        """The first formula."""
        return self.formulas[0]

    @property
    def computed(self) -> Term:
        """The stable form of the first formula."""
        return self.stable[0]


def build(
    formula: Term | Sequence[Term],
    arguments: Sequence[Symbol],
    given: tuple[Term, ...] = (),
    *,
    name: str = "kernel",
    backend: str = "numpy",
    describe: str = "",
    product: str = "",
    by: Symbol | None = None,
) -> Kernel:
    """A kernel of scalar, vector or matrix formulas; ``given`` are hypotheses about the arguments.

    Several formulas share what they have in common, and give a tuple. With ``product`` "jvp" or "vjp" it is
    the derivative by an argument, the first one unless ``by`` says which, times a vector, which is the last
    argument.

    Raises:
        LoweringError: a formula has a part without counterpart among array instructions, or there is no such
            backend.
        ShapeError: the shapes in it do not fit.
    """
    if backend not in registry.names(BACKENDS):
        raise LoweringError(f"there is no backend {backend}, but {', '.join(registry.names(BACKENDS))}")
    formulas = (formula,) if isinstance(formula, Term) else tuple(formula)
    if product:
        formulas, arguments = _products(formulas, arguments, given, product, by or arguments[0])
    entries = tuple(_stable_entry(f, given, f"i{n}_") for n, f in enumerate(formulas))
    program = _program_of(entries, formulas, given, arguments)
    stable = tuple(term for term, _ in entries)
    emit = partial(registry.load(BACKENDS, backend, "BACKEND", Backend).emit, program, name)
    source = emit(docstring_of(describe))
    kernel = Kernel(_compiled(source, name))
    kernel.source, kernel.emit, kernel.given = source, emit, given
    kernel.formulas, kernel.stable, kernel.arguments = formulas, stable, tuple(arguments)
    return kernel


def _program_of(
    entries: tuple[tuple[Term, Output], ...],
    formulas: tuple[Term, ...],
    given: tuple[Term, ...],
    arguments: Sequence[Symbol],
) -> Program:
    """The program; of a function of one number it is chosen among several."""

    def made(*terms: tuple[Term, Output]) -> Program:
        return _measured(_lowered(terms, _named(arguments)), formulas[0])

    (term, output), *others = entries
    if others or output or [a.sort for a in arguments] != [REAL] or formulas[0].symbols != {*arguments}:
        return made(*entries)

    def tried(form: Term) -> tuple[Program, Callable[..., Any]]:
        program = made((form, ()))
        return program, _of_numpy(program)

    tools = _tools(_within(given, ()), is_exact=True)
    known = sorted(dict.fromkeys(_plain(formulas[0], given)), key=lambda f: sum(1 for _ in subterms(f)))
    plain = tuple(f for f in known if f is not term)
    return chosen(formulas[0], arguments[0], term, (plain, (mended(f, tools) for f in plain)), tried)


def _plain(formula: Term, given: tuple[Term, ...]) -> Iterator[Term]:
    """The stable forms of a scalar formula without what mends them."""
    facts = _within(given, ())
    yield without_scale(stabilise(_worked_out(formula, facts), facts=facts), facts)
    other = through_the_table(formula, facts) if _has_derivative(formula) else None
    if other is not None:
        yield together(other, partial(_expanded, facts=facts))


def _tools(facts: Facts, *, is_exact: bool = False) -> Tools:
    return Tools(_as_function, partial(stabilise, facts=facts), is_exact)


def _lowered(entries: tuple[tuple[Term, Output], ...], arguments: tuple[Argument, ...]) -> Program:
    return lower(tuple((folded(term), output) for term, output in entries), arguments)


def _measured(program: Program, formula: Term) -> Program:
    """The program, with what extended and single precision do to it, if it is one of numbers."""
    numbers = [
        a for a in program.arguments if not a.dimensions and not isinstance(a.symbol.sort, FunctionSort)
    ]
    if len(numbers) < len(program.arguments) or any(o.axes for o in program.results):
        return program
    program = widened(program, resolve(scalarize(unfold(formula))), _of_numpy)
    return replace(program, is_exact_in_single=keeps_digits_in_single(_of_numpy(program), len(numbers)))


def docstring_of(text: str) -> list[str]:
    """The lines of a raw docstring, or of an escaped one where a raw one cannot hold the text."""
    lines = (text or "A kernel without a description.").splitlines()
    if any('"""' in line for line in lines) or lines[-1].endswith(("\\", '"')):
        return [repr("\n".join(lines))]
    mark = 'r"""' if any("\\" in line for line in lines) else '"""'
    if len(lines) == 1:
        return [f'{mark}{lines[0]}"""']
    return [f"{mark}{lines[0]}", *lines[1:], '"""']


def _stable_entry(formula: Term, given: tuple[Term, ...], prefix: str) -> tuple[Term, Output]:
    """What is computed for an entry of the formula, with its free indices and their upper bounds."""
    entry, output = _entry(formula, prefix)
    facts = _within(given, output)
    tools = _tools(facts)
    found = mended(with_others(without_scale(tools.stable(_worked_out(entry, facts)), facts)), tools)
    if output or not _has_derivative(entry):
        return found, output
    return better(found, entry, lambda: _through_the_table(entry, facts, tools), _of_arguments), output


def _through_the_table(entry: Term, facts: Facts, tools: Tools) -> Term | None:
    other = through_the_table(entry, facts)
    return None if other is None else mended(together(other, partial(_expanded, facts=facts)), tools)


def _expanded(term: Term, facts: Facts) -> Term:
    return canonical(term, facts, Effort(EFFORT))


def _of_arguments(term: Term, symbols: Sequence[Symbol]) -> Callable[..., Any]:
    """The array function of a term with some symbols."""
    return _of_numpy(_lowered(((term, ()),), tuple(Argument(f"u{n}", s) for n, s in enumerate(symbols))))


def _has_derivative(entry: Term) -> bool:
    return any(isinstance(t, Binder) and t.kind == "derivative" for t in subterms(entry))


def _as_function(term: Term, symbol: Symbol) -> Callable[..., Any]:
    """The array function of a term with one symbol."""
    return _of_numpy(_lowered(((term, ()),), (Argument("u", symbol),)))


@lru_cache(maxsize=8)
def _of_numpy(program: Program) -> Callable[..., Any]:
    numpy = registry.load(BACKENDS, "numpy", "BACKEND", Backend)
    return _compiled(numpy.emit(program, "part", ['"""A part."""']), "part")


def _products(
    formulas: tuple[Term, ...], arguments: Sequence[Symbol], given: tuple[Term, ...], kind: str, by: Symbol
) -> tuple[tuple[Term, ...], tuple[Symbol, ...]]:
    """The products of the Jacobian of a formula with a vector, and the arguments with that vector."""
    if len(formulas) > 1:
        raise LoweringError("a product with a Jacobian is one of one formula")
    entry = _entry(formulas[0], "i")
    ranges = (*entry[1], *ranges_of(by))
    facts = _within(given, ranges)
    worked_out = partial(_simplified, facts=facts)
    (total, output), vector = product_with(entry, by, kind, worked_out, partial(_proves, facts))
    for symbol, size in reversed(output):
        total = bind("tabulate", symbol, total, size)
    return (total,), (*arguments, vector)


def _within(given: tuple[Term, ...], ranges: Output) -> Facts:
    return Facts((*given, *(p for s, n in ranges for p in (Apply("le", ONE, s), Apply("le", s, n)))))


def _entry(formula: Term, prefix: str) -> tuple[Term, Output]:
    """An entry of the formula, with its free indices and their upper bounds."""
    sort = sort_of(formula)
    if isinstance(sort, FunctionSort):
        raise LoweringError("a function is no value")
    output = tuple((index(f"{prefix}{n}"), size) for n, size in enumerate(sort.shape))
    return (component(formula, *(s for s, _ in output)) if output else formula), output


def _worked_out(entry: Term, facts: Facts) -> Term:
    """The scalar term without derivatives, array operations and definitions."""
    scalar = resolve(scalarize(unfold(entry)))
    return _simplified(scalar, facts) if _has_derivative(entry) else scalar


def _simplified(term: Term, facts: Facts) -> Term:
    """A derivative without deltas, with what cancels cancelled."""
    contracted = contract(term, partial(_proves, facts))
    if has_sums_in_exponents(contracted):
        return contracted
    return canonical(contracted, facts, Effort(EFFORT))


def _proves(facts: Facts, proposition: Term) -> bool:
    return facts.proves(proposition)


def _dimensions(symbol: Symbol) -> tuple[str, ...]:
    shape = () if isinstance(symbol.sort, FunctionSort) else symbol.sort.shape
    return tuple(str(d.value) if isinstance(d, Number) else _word(str(d)) for d in shape)


def _named(symbols: Sequence[Symbol]) -> tuple[Argument, ...]:
    """The arguments with names that are Python words and differ from each other and from the dimensions."""
    taken = {d for s in symbols for d in _dimensions(s)}
    named: list[Argument] = []
    for symbol in symbols:
        word = _word(symbol.name)
        while word in taken:
            word += "_"
        taken.add(word)
        named.append(Argument(word, symbol, _dimensions(symbol)))
    return tuple(named)


def _word(name: str) -> str:
    """A Python word for a LaTeX name: letters and digits only, so that no text of a document becomes code."""
    kept = "".join(c if c.isascii() and c.isalnum() else "_" for c in name).strip("_") or "x"
    clashes = kept in RESERVED or kept[0].isdigit() or NUMBERED.fullmatch(kept)
    return f"{kept}_" if clashes else kept


NUMBERED: Final = re.compile(r"(?:r|b|m|t|flat)\d+[evwxuyzc]?")
RESERVED: Final = frozenset(
    (
        *keyword.kwlist,
        *("np", "math", "out", "shape", "size", "start", "stop", "axis", "rows", "part", "count", "batch"),
        *("buffers", "range", "min", "max", "any", "type", "o"),
    )
)


def _compiled(source: str, name: str) -> Callable[..., Any]:
    """The function of a module; one that says what is missing, where the module cannot be imported here."""
    namespace: dict[str, Any] = {}
    try:
        exec(compile(source, f"<kernel {name}>", "exec"), namespace)  # noqa: S102  # emitted from our own program only
    except ModuleNotFoundError as error:
        return partial(_missing, str(error))
    function: Callable[..., Any] = namespace[name]
    return function


def _missing(reason: str, *_: Any, **__: Any) -> Any:
    raise ModuleNotFoundError(reason)
