"""Derivatives by a variable, an entry, a vector, a matrix, or an expression."""

from dataclasses import replace as replaced
from typing import TypeGuard

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.core.sort import REAL, Field, FunctionSort, Sort
from derive.core.source import Place
from derive.core.surface import Differential, Fence, Juxtaposed, Name, Numeral, Scripted, Surface
from derive.core.term import Apply, Binder, Component, Symbol, Term, bind, divide, replace
from derive.elaborate.application import head_of
from derive.elaborate.arrays import shape, substitute, transpose, upright
from derive.elaborate.gradients import varied, without_factors
from derive.elaborate.names import name_of, text_of
from derive.elaborate.quantities import defined_entry
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition
from derive.elaborate.walk import transform


def differential(reading: Reading, node: Differential) -> Term:
    """A derivative with its operand."""
    apart = without_factors(reading, node)
    if apart is not None:
        return reading.term(apart)
    node = _twice(node)
    if node.operand is not None and _is_second(node):
        return _hessian(reading, node.operand)
    if node.symbolic_order is not None:
        raise refusal("order-of-derivative", node.place)
    if node.operand is None:
        raise refusal("derivative-of-nothing", node.place)
    if not node.variables:
        return _gradient(reading, node.operand)
    _refuse_constant(reading, node)
    value = upright(_operand(reading, _bare(node.operand), node.variables))
    _refuse_unrelated(reading, node, value)
    ranks = [len(shape(value))]
    for variable in reversed(node.variables):
        value = _by(reading, value, variable)
        ranks.append(len(shape(value)) - ranks[-1])
    layout = "" if node.symbol == "\\nabla" else reading.scope.outermost.layout
    return _laid_out(layout, value, ranks)


def _laid_out(layout: str, value: Term, ranks: list[int]) -> Term:
    """One derivative in the layout declared, by the ranks of what is differentiated and of the variable."""
    if layout == "numerator" and ranks in ([0, 1], [0, 2]):
        return transpose(value)
    if layout == "denominator" and ranks in ([1, 1], [1, 0]):
        return transpose(value)
    return value


def _refuse_unrelated(reading: Reading, node: Differential, value: Term) -> None:
    """A quantity with a label is differentiated by another one only if it depends on it."""
    operand = node.operand
    base = operand.base if isinstance(operand, Scripted) and operand.sub is None else operand
    quantity = value.children[0] if isinstance(value, Apply) and value.head == "power" else value
    labelled = [n for n in (base, *node.variables) if isinstance(n, Scripted)]
    if not labelled or not isinstance(quantity, Symbol) or quantity not in reading.symbols.values():
        return
    terms = [reading.term(v) for v in node.variables]
    if all(isinstance(t, Symbol) and t is not quantity for t in terms):
        raise refusal(
            "derivative-of-number", node.place, name=quantity.name, variable=getattr(terms[0], "name", "")
        )


def _refuse_constant(reading: Reading, node: Differential) -> None:
    """A declared number is differentiated by another one only if it depends on it, which is not said."""
    operand = node.operand
    meaning = reading.meaning(operand)[1] if isinstance(operand, Name) else None
    if not isinstance(meaning, Symbol) or meaning.sort != REAL or "@" in meaning.name:
        return
    names = {name_of(v) for v in node.variables}
    if None not in names and name_of(node.operand or node) not in names:
        raise refusal("derivative-of-number", node.place, name=meaning.name, variable=names.pop() or "")


def _is_second(node: Differential) -> bool:
    order = node.symbolic_order
    second = node.symbol == "\\nabla" and not node.variables and isinstance(order, Numeral)
    return second and isinstance(order, Numeral) and order.text == "2"


def _twice(node: Differential) -> Differential:
    r"""``\nabla_w^2 L(w)`` is the derivative of the gradient by w, the Hessian matrix."""
    order = node.symbolic_order
    if node.symbol != "\\nabla" or len(node.variables) != 1 or not isinstance(order, Numeral):
        return node
    return replaced(node, variables=node.variables * 2, symbolic_order=None) if order.text == "2" else node


def is_taken_at(reading: Reading, node: Surface, bracket: Surface) -> bool:
    r"""Whether a bracket says where a derivative is taken, as in ``\frac{df}{dx}(x)``.

    Its content is the variable itself, or f is a function that is applied elsewhere.
    """
    if not (isinstance(node, Differential) and isinstance(bracket, Fence) and bracket.opening == "("):
        return False
    if len(bracket.items) > 1 and node.operand is not None and not isinstance(node.operand, Fence):
        raise refusal("derivative-at", bracket.place)
    variables = {name_of(v) for v in node.variables}
    name = name_of(node.operand) if node.operand is not None else None
    if len(bracket.items) != 1 or len(variables) != 1 or None in variables or name is None:
        return False
    alone = isinstance(bracket.items[0], Name | Numeral)
    return alone or name_of(bracket.items[0]) in variables or bool(reading.use(name).arguments)


def taken_at(reading: Reading, node: Surface, bracket: Surface) -> Term:
    """The value of a derivative at what stands in the bracket."""
    if not (isinstance(node, Differential) and isinstance(bracket, Fence)):
        raise refusal("derivative-of-nothing", node.place)
    value, at = reading.term(node), reading.term(bracket.items[0])
    return replace(value, {reading.term(node.variables[0]): at})


def is_derived(node: Surface) -> TypeGuard[Scripted]:
    """Whether this is ``(fg)'``: primes at a bracket around functions."""
    bracket = isinstance(node, Scripted) and isinstance(node.base, Fence) and node.base.opening == "("
    return (
        bracket and isinstance(node, Scripted) and node.primes > 0 and node.sub is None and node.sup is None
    )


def derived_at(reading: Reading, node: Scripted, bracket: Surface) -> Surface | None:
    """``(fg)'(t)`` as the derivative by t of ``f(t) g(t)``; None if t is no lone variable."""
    items = bracket.items if isinstance(bracket, Fence) and bracket.opening == "(" else ()
    if len(items) != 1 or not isinstance(items[0], Name) or not isinstance(node.base, Fence):
        return None
    variable = items[0]

    def applied(inner: Surface) -> Surface | None:
        function = isinstance(inner, Name) and not inner.function and head_of(reading, inner) is not None
        return Juxtaposed(inner.place, (inner, bracket)) if function else None

    operand = transform(node.base.items[0], applied)
    return Differential(node.place, "d", (variable,) * node.primes, operand)


def _operand(reading: Reading, node: Surface, variables: tuple[Surface, ...]) -> Term:
    """What is differentiated; a function by its name alone is taken at its variables."""
    meaning = reading.meaning(node)[1] if isinstance(node, Name) else None
    if isinstance(meaning, Definition) and meaning.parameters:
        names = (Name(node.place, p.name) for p in meaning.parameters)
        return substitute(meaning.value, meaning.parameters, tuple(map(reading.term, names)))
    head = head_of(reading, node) if meaning is None and not _stands_alone(reading, node) else None
    if head is not None and len({text_of(v) for v in variables}) == 1:
        return head.to(reading, (reading.term(variables[0]),), node.place)
    return reading.term(node)


def _stands_alone(reading: Reading, node: Surface) -> bool:
    r"""Whether a letter is a quantity here, as phi in ``\dot r\cos\varphi``: it is never applied."""
    use, known = reading.use(name_of(node) or ""), reading.scope.remembered(name_of(node) or "")
    return not use.arguments and (known is not None or use.bare > len(use.varied_by))


def _bare(node: Surface) -> Surface:
    return (
        node.items[0] if isinstance(node, Fence) and len(node.items) == 1 and node.opening in "([" else node
    )


def _gradient(reading: Reading, operand: Surface) -> Term:
    point = _at_point(reading, _bare(operand))
    if point is not None:
        return point
    value, by = varied(reading, _bare(operand))
    if shape(by[0]):
        return _by_array(reading, value, by[0], by[0])
    return Apply("vector", *(_by_symbol(reading, value, x, x) for x in by))


def _at_point(reading: Reading, operand: Surface) -> Term | None:
    r"""``\nabla f(\hat w)``, the gradient of a defined function of a vector at some point; else None."""
    if not isinstance(operand, Juxtaposed) or len(operand.items) != 2:  # a name and its bracket
        return None
    head, bracket = operand.items
    meaning = reading.meaning(head)[1] if isinstance(head, Name) else None
    if not isinstance(meaning, Definition) or len(meaning.parameters) != 1 or shape(meaning.body):
        return None
    (parameter,) = meaning.parameters
    if not shape(parameter) or not isinstance(bracket, Fence) or len(bracket.items) != 1:
        return None
    point = upright(reading.term(bracket.items[0]))
    if not reading.dimensions.match(shape(point), shape(parameter)):
        return None
    return _by_array(reading, meaning.body, parameter, point)


def _hessian(reading: Reading, operand: Surface) -> Term:
    """The matrix of the second derivatives, kept in mind since beside a number its trace is meant."""
    value, by = varied(reading, _bare(operand))
    if len(shape(by[0])) > 1:
        raise refusal("variable-of-gradient", operand.place)
    if shape(by[0]):
        found = _by_array(reading, _by_array(reading, value, by[0], by[0]), by[0], by[0])
    else:
        first = [_by_symbol(reading, value, x, x) for x in by]
        found = Apply(
            "matrix", *(Apply("vector", *(_by_symbol(reading, v, x, x) for x in by)) for v in first)
        )
    reading.hessians.append(found)
    return found


def _by(reading: Reading, value: Term, node: Surface) -> Term:
    defined = defined_entry(reading, _bare(node))
    if defined is not None:
        varied = defined.varied_in(reading, value, node.place)
        return _by_entry(reading, varied.value, varied.variable, defined.whole, defined.indices)
    variable = upright(reading.term(_bare(node)))
    if isinstance(variable, Component) and isinstance(variable.base, Symbol):
        return _by_entry(reading, value, variable.base, variable.base, variable.indices)
    if isinstance(variable, Symbol):
        return _by_symbol(reading, value, variable, variable)
    row = _row(reading, variable)
    if row is not None and isinstance(row.base, Symbol):
        return _by_array(reading, value, row.base, row.base, row.indices[:-1])
    return _by_expression(reading, value, variable, node.place)


def _by_symbol(reading: Reading, value: Term, variable: Symbol, at: Term) -> Term:
    if isinstance(variable.sort, FunctionSort):
        raise refusal("derivative-by-function", Place(0, 0))
    if shape(variable):
        return _by_array(reading, value, variable, at)
    return reading.each(value, lambda v: bind("derivative", variable, v, at))


def _by_entry(reading: Reading, value: Term, variable: Symbol, at: Term, indices: tuple[Term, ...]) -> Term:
    return reading.each(value, lambda v: bind("derivative", variable, v, at, *indices))


def _row(reading: Reading, variable: Term) -> Component | None:
    """An entry of the row of a matrix that a table is; None if it is something else."""
    if not isinstance(variable, Binder) or variable.kind != "tabulate":
        return None
    index = reading.counter()
    entry = variable.open(index)
    is_row = isinstance(entry, Component) and entry.indices[-1] is index
    return entry if isinstance(entry, Component) and is_row and index not in entry.base.symbols else None


def _by_array(
    reading: Reading, value: Term, variable: Symbol, at: Term, first: tuple[Term, ...] = ()
) -> Term:
    """First the indices of the value, then those of the variable: Jacobian and gradient.

    ``first`` are indices of the variable that are fixed: the gradient by one row of a matrix.
    """

    def of_entry(v: Term, indices: tuple[Term, ...]) -> Term:
        if len(indices) == len(shape(variable)):
            return bind("derivative", variable, v, at, *indices)
        return reading.tabulated(shape(variable)[len(indices)], lambda i: of_entry(v, (*indices, i)))

    return reading.each(value, lambda v: of_entry(v, first))


def _by_expression(reading: Reading, value: Term, expression: Term, place: Place) -> Term:
    """A fresh variable takes the place of every occurrence of the expression."""
    if not isinstance(expression, Apply | Binder):
        raise refusal("derivative-by-expression", place)
    variable = reading.loose("z", Sort(Field.REAL, shape(expression)))
    inside = replace(value, {expression: variable})
    if (along := _common(inside, expression)) is not None and not shape(value):
        try:
            return divide(bind("derivative", along, value, along), differentiate(expression, along))
        except DerivativeError:
            raise refusal("derivative-by-expression", place) from None
    if variable not in inside.symbols and not _is_free_of(value, expression):
        raise refusal("derivative-by-expression", place)
    if inside.symbols & expression.symbols:
        raise refusal("derivative-by-expression", place)
    return _by_symbol(reading, inside, variable, expression)


def _common(value: Term, expression: Term) -> Symbol | None:
    """The one number that both depend on: the derivative by the expression is a quotient of those by it."""
    free = [s for s in expression.symbols if not isinstance(s.sort, FunctionSort)]
    return free[0] if len(free) == 1 and free[0].sort == REAL and free[0] in value.symbols else None


def _is_free_of(value: Term, expression: Term) -> bool:
    return not value.symbols & expression.symbols
