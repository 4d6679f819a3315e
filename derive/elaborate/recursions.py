r"""Sequences that are given by how they go on: ``a_{n+1} = 2a_n + 1`` with ``a_1 = 1``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.core.surface import Chain, Fence, Juxtaposed, Name, Numeral, Scripted, Surface
from derive.elaborate.endless import Form, arrays_in, form_of
from derive.elaborate.names import is_transpose, name_of, subscripts
from derive.elaborate.walk import nodes


@dataclass(frozen=True, slots=True)
class Recursion:
    """How a sequence is given: its first index, if it has one, and by how many terms the next one is.

    ``beside`` are the letters that stand with the same index in the equation. ``backward`` says that earlier
    terms are given by later ones, so that the first index is the greatest one.
    """

    first: int | None
    order: int
    beside: frozenset[str]
    backward: bool = False


def recursions_in(trees: Iterable[Surface]) -> dict[str, Recursion]:
    """The sequences of numbers that equations give before anything else says what they are."""
    trees = tuple(trees)
    chains = [n for tree in trees for n in nodes(tree) if isinstance(n, Chain)]
    found: dict[str, Recursion] = {}
    explicit: set[str] = set()
    for chain in chains:
        letter = _letter(chain)
        if letter is None or letter in found or letter in explicit:
            continue
        order = order_of(chain)
        if order:
            found[letter] = Recursion(None, abs(order), _beside(chain, letter), order < 0)
        elif _running(chain.terms[0]):
            explicit.add(letter)
    if not found:
        return {}
    arrays = arrays_in(trees) | {letter for letter in found if _is_vector(trees, letter)}
    return {
        letter: replace(given, first=_first(_starts(chains, letter), backward=given.backward))
        for letter, given in found.items()
        if letter not in arrays
    }


def order_of(chain: Chain) -> int:
    """By how many terms an equation gives the next one of the letter on its left side; 0 if it does not.

    Where it gives one by later ones the number is negative.
    """
    letter, right = _letter(chain), chain.terms[1]
    left = _form(chain.terms[0])
    if letter is None or left is None or right is None:
        return 0
    forms = [_form(n) for n in nodes(right) if isinstance(n, Scripted) and name_of(n.base) == letter]
    steps = [_step(left, form) for form in forms]
    if not steps or None in steps or 0 in steps or len({s > 0 for s in steps if s is not None}) > 1:
        return 0
    return max((s for s in steps if s is not None), key=abs)


def begins(chain: Surface, letters: dict[str, Recursion]) -> str | None:
    """The letter of which an equation says how it goes on, or what its first terms are."""
    letter = _letter(chain) if isinstance(chain, Chain) else None
    if letter is None or letter not in letters or not isinstance(chain, Chain):
        return None
    if order_of(chain):
        return letter
    given, start = letters[letter], _start(chain)
    first = given.first
    early = start is not None and first is not None and abs(start - first) < given.order
    return letter if early and len(chain.relations) == 1 else None


def _letter(chain: Chain) -> str | None:
    left = chain.terms[0]
    if chain.relations[0].sign not in ("=", ":=") or not isinstance(left, Scripted) or left.sub is None:
        return None
    return name_of(left.base) if left.sup is None and not left.primes else None


def _form(node: Surface | None) -> Form | None:
    """The index of a term as a whole number plus multiples of names."""
    if not isinstance(node, Scripted) or node.sub is None:
        return None
    indices = subscripts(node.sub)
    return form_of(indices[0]) if len(indices) == 1 else None


def _running(node: Surface | None) -> bool:
    form = _form(node)
    return form is not None and any(name and times for name, times in form.items())


def _step(left: Form, right: Form | None) -> int | None:
    """By how much one index is behind the other; None unless both run with the same single letter."""
    if right is None:
        return None
    names = [{n: t for n, t in form.items() if n and t} for form in (left, right)]
    same = names[0] == names[1] and list(names[0].values()) == [1]
    return left.get("", 0) - right.get("", 0) if same else None


def _starts(chains: Iterable[Chain], letter: str) -> Iterator[int]:
    found = (_start(c) for c in chains if _letter(c) == letter)
    yield from (n for n in found if n is not None)


def _first(starts: Iterable[int], *, backward: bool) -> int | None:
    return max(starts, default=None) if backward else min(starts, default=None)


def _start(chain: Chain) -> int | None:
    """The index of the term of which an equation gives the value."""
    left = chain.terms[0]
    sub = left.sub if isinstance(left, Scripted) else None
    return int(sub.text) if isinstance(sub, Numeral) and sub.text.isdigit() else None


def _beside(chain: Chain, letter: str) -> frozenset[str]:
    """The other letters with one index that runs in an equation."""
    inside = (n for t in chain.terms if t is not None for n in nodes(t) if isinstance(n, Scripted))
    found = {name_of(n.base) for n in inside if _running(n) and _step_to(chain, n) is not None}
    return frozenset(name for name in found if name is not None and name != letter)


def _step_to(chain: Chain, node: Scripted) -> int | None:
    left = _form(chain.terms[0])
    return None if left is None else _step(left, _form(node))


def _is_vector(trees: Iterable[Surface], letter: str) -> bool:
    """Whether a letter is bold, in a norm, transposed, or behind a capital that multiplies it."""
    for node in (n for tree in trees for n in nodes(tree)):
        if isinstance(node, Scripted) and name_of(node.base) == letter:
            base = node.base
            turned = node.sup is not None and is_transpose(node.sup)
            if turned or (isinstance(base, Name) and base.style in ("bold", "arrow")):
                return True
        if isinstance(node, Fence) and node.opening == "||" and letter in _bases(node):
            return True
        if isinstance(node, Juxtaposed) and _is_multiplied(node, letter):
            return True
    return False


def _is_multiplied(node: Juxtaposed, letter: str) -> bool:
    capital = False
    for item in node.items:
        if capital and letter in _bases(item):
            return True
        bare = item.base if isinstance(item, Scripted) else item
        one = isinstance(bare, Name) and len(bare.text) == 1 and bare.text.isupper()
        capital = one and name_of(bare) != letter
    return False


def _bases(node: Surface) -> set[str | None]:
    return {name_of(n.base) for n in nodes(node) if isinstance(n, Scripted)}
