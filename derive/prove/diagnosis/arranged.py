"""Terms in the order in which people write: letters as they came, numbers in front of products."""

from derive.core.term import Apply, Number, Symbol, Term, subterms

Order = dict[Term, int]


def arranged(term: Term, like: Term) -> Term:
    """The term with its summands and factors in the order of the letters in another term."""
    letters = [t for t in subterms(like) if isinstance(t, Symbol)]
    return _arranged(term, {letter: k for k, letter in enumerate(letters)})


def _arranged(term: Term, order: Order) -> Term:
    if not term.children:
        return term
    new = term.rebuild(tuple(_arranged(c, order) for c in term.children))
    if not isinstance(new, Apply) or new.head not in ("add", "multiply"):
        return new
    children = sorted(new.children, key=lambda c: _place(c, order, in_sum=new.head == "add"))
    if new.head == "add" and any(map(_is_polynomial, children)):
        children.sort(key=lambda c: isinstance(c, Number))
    return Apply(new.head, *children)


def _place(part: Term, order: Order, *, in_sum: bool) -> tuple[int, ...]:
    """Numbers first; one below the line last in a product; then by letters."""
    below = not in_sum and isinstance(part, Apply) and part.head == "power" and _is_negative(part)
    places = sorted(order.get(s, len(order)) for s in part.symbols)
    return (2 if below else 0 if isinstance(part, Number) else 1, *places)


def _is_negative(part: Apply) -> bool:
    exponent = part.children[1]
    return isinstance(exponent, Number) and exponent.value < 0


def _is_polynomial(part: Term) -> bool:
    """Whether a summand is a product of numbers and powers of letters."""
    factors = part.children if isinstance(part, Apply) and part.head == "multiply" else (part,)
    bases = [f.children[0] if isinstance(f, Apply) and f.head == "power" else f for f in factors]
    return bool(part.symbols) and all(isinstance(b, Symbol | Number) for b in bases)
