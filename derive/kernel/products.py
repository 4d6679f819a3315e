"""Products of a Jacobian with a vector, without the Jacobian: sums over the index that is differentiated by.

With f of x: ``jvp`` is ``sum_k v_k df_i/dx_k`` for a direction v in the shape of x, ``vjp`` is
``sum_i u_i df_i/dx_k`` for weights u in the shape of f.
"""

from collections.abc import Callable
from typing import Final

from derive.algebra.components import scalarize
from derive.algebra.contraction import Proves, contract
from derive.algebra.differentiate import differentiate, resolve
from derive.algebra.unfold import unfold
from derive.core.sort import Field, FunctionSort, Sort
from derive.core.term import ONE, Apply, Component, Symbol, Term, add, bind, index, multiply
from derive.kernel.clusters import factors_of
from derive.kernel.lower import LoweringError, Output

WorkedOut = Callable[[Term], Term]
KINDS: Final = ("jvp", "vjp")


def product(
    entry: tuple[Term, Output], by: Symbol, kind: str, worked_out: WorkedOut, proves: Proves
) -> tuple[tuple[Term, Output], Symbol]:
    """The product for an entry of a formula, and the symbol of the vector; ``worked_out`` cancels.

    Raises:
        LoweringError: the kind is unknown, or there is no such derivative.
    """
    if kind not in KINDS:
        raise LoweringError(f"{kind} is neither jvp nor vjp")
    if isinstance(by.sort, FunctionSort):
        raise LoweringError(f"{by} is no array")
    term, output = entry
    inner = ranges_of(by)
    slope = worked_out(differentiate(resolve(scalarize(unfold(term))), by, *(s for s, _ in inner)))
    vector, summed, kept = _sides(by, output, inner, kind)
    factor: Term = Component(vector, *(s for s, _ in summed)) if summed else vector
    total = add(*(_summed(factor, worked_out(t), summed) for t in _distributed(slope)))
    return (contract(total, proves), kept), vector


def _distributed(term: Term) -> list[Term]:
    """The summands of a sum, or of a product with one sum as a factor."""
    if isinstance(term, Apply) and term.head == "add":
        return [t for c in term.children for t in _distributed(c)]
    factors = term.children if isinstance(term, Apply) and term.head == "multiply" else ()
    for n, f in enumerate(factors):
        if isinstance(f, Apply) and f.head == "add":
            return [multiply(*factors[:n], c, *factors[n + 1 :]) for c in f.children]
    return [term]


def ranges_of(by: Symbol) -> Output:
    """Indices for the entries of an argument, with their upper bounds."""
    shape = () if isinstance(by.sort, FunctionSort) else by.sort.shape
    return tuple((index(f"k{n}_"), size) for n, size in enumerate(shape))


def _sides(by: Symbol, output: Output, inner: Output, kind: str) -> tuple[Symbol, Output, Output]:
    """The vector, the indices it shares with the Jacobian, and those that are left."""
    name, summed, kept = ("v", inner, output) if kind == "jvp" else ("u", output, inner)
    return Symbol(name, Sort(Field.REAL, tuple(n for _, n in summed))), summed, kept


def _summed(factor: Term, term: Term, indices: Output) -> Term:
    """The sum of a product over the indices; what does not depend on them stays outside."""
    factors = factors_of(term)
    running = frozenset(s for s, _ in indices)
    inside = multiply(*(f for f in factors if f.symbols & running), factor)
    for symbol, size in reversed(indices):
        inside = bind("sum", symbol, inside, ONE, size)
    return multiply(*(f for f in factors if not f.symbols & running), inside)
