"""What stands in brackets: groups, vectors, absolute values, norms, sets, intervals, matrices."""

from collections.abc import Callable
from typing import Final

from derive.core.sort import INTEGER
from derive.core.source import UnreadableError
from derive.core.surface import Chain, Dots, Empty, Fence, Grid, Name, Numeral, Signed, Surface, Words
from derive.core.term import ONE, ZERO, Apply, Symbol, Term, bind
from derive.elaborate.application import inside
from derive.elaborate.arrays import is_row, rank, shape, transpose, upright
from derive.elaborate.likeness import differences
from derive.elaborate.patterns import listed
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.walk import transform
from derive.syntax.latex import write

_ROW: Final = "\\row"
_COLUMN: Final = "\\column"


def fence(reading: Reading, node: Fence) -> Term:
    """Something in brackets."""
    rule = _RULES.get(node.opening)
    if rule is None or not node.items:
        raise refusal("brackets", node.place, opening=node.opening)
    return rule(reading, node)


def _group(reading: Reading, node: Fence) -> Term:
    if Dots in map(type, node.items):
        return listed(reading, node.items, node.place)
    if len(node.items) == 1:
        return _single(reading, node, node.items[0])
    if any(s != "," for s in node.separators):
        raise refusal("separator", node.place)
    return vector(reading, [reading.term(i) for i in node.items], node)


def _single(reading: Reading, node: Fence, item: Surface) -> Term:
    """What stands in brackets by itself; ``[x = 1]`` is 1 where that holds, else 0."""
    if not isinstance(item, Chain) or [r.sign for r in item.relations] == ["\\in"]:
        return inside(reading, item)
    if node.opening != "[":
        raise refusal("statement-as-value", node.place)
    return Apply("indicator", reading.term(item))


def vector(reading: Reading, entries: list[Term], node: Surface) -> Term:
    """A vector of entries, or a matrix of rows."""
    shapes = {len(shape(e)) for e in entries}
    if shapes == {0}:
        return Apply("vector", *entries)
    if shapes == {1}:
        return Apply("matrix", *map(upright, entries))
    raise refusal("entries", node.place)


def _absolute(reading: Reading, node: Fence) -> Term:
    value = reading.term(node.items[0])
    heads = ("abs", "norm", "determinant")
    return Apply(heads[rank(value)], upright(value))


def _norm(reading: Reading, node: Fence) -> Term:
    value = reading.term(node.items[0])
    return Apply("norm" if shape(value) else "abs", upright(value))


def _set(reading: Reading, node: Fence) -> Term:
    if Dots in map(type, node.items):
        return listed(reading, node.items, node.place)
    if any(s not in ",;" for s in node.separators):
        raise refusal("set", node.place)
    return Apply("finite_set", *map(reading.term, node.items))


def _inner(reading: Reading, node: Fence) -> Term:
    entries = [upright(reading.term(i)) for i in node.items]
    if (
        len(entries) > 1
        and not any(map(shape, entries))
        and any(isinstance(i, Numeral | Signed) for i in node.items)
    ):
        return Apply("vector", *entries)
    if len(entries) != 2 or not all(map(shape, entries)):
        raise refusal("brackets", node.place, opening=node.opening)
    reading.dimensions.match(shape(entries[0]), shape(entries[1]))
    return Apply("inner", *entries)


def _rounded(name: str) -> Callable[[Reading, Fence], Term]:
    return lambda reading, node: Apply(name, reading.term(node.items[0]))


_RULES: Final[dict[str, Callable[[Reading, Fence], Term]]] = {
    "(": _group,
    "[": _group,
    "{": _set,
    "|": _absolute,
    "||": _norm,
    "<": _inner,
    "floor": _rounded("floor"),
    "ceil": _rounded("ceil"),
}


def grid(reading: Reading, node: Grid) -> Term:
    """A vector or matrix as rows of cells."""
    rows = tuple(row for row in node.rows if not all(isinstance(c, Empty) for c in row))
    rows = tuple(tuple(c for c in row if not _is_remark(c)) for row in rows)
    if not node.opening and len(rows) == len(rows[0]) == 1 and isinstance(rows[0][0], Grid):
        return grid(reading, rows[0][0])
    if node.opening in ("|", "||"):
        return _determinant(reading, node, rows)
    blocks = _blocks(reading, node, rows)
    if blocks is not None:
        return blocks
    if all(len(r) == 1 for r in rows):
        return _column(reading, node, tuple(r[0] for r in rows))
    if len(rows) == 1:
        return transpose(_column(reading, node, rows[0]))
    if any(isinstance(c, Dots) for r in rows for c in r):
        return _matrix_with_dots(reading, node, rows)
    if len({len(r) for r in rows}) > 1:
        raise refusal("rows", node.place)
    cells = [tuple(map(reading.term, r)) for r in rows]
    return Apply("matrix", *(Apply("vector", *r) for r in cells))


def _blocks(reading: Reading, node: Grid, rows: tuple[tuple[Surface, ...], ...]) -> Term | None:
    """A matrix of matrices, vectors and numbers; a 0 among them is as large as its row and column."""
    if any(isinstance(c, Dots | Empty) for r in rows for c in r):
        return None
    cells = [[reading.term(c) for c in row] for row in rows]
    lying = [c for row in cells for c in row if is_row(c)]
    ranks = {rank(c) for row in cells for c in row}
    of_rows = all(len(r) == 1 for r in rows) and lying and ranks == {1}
    if ranks == {0} or of_rows or (ranks == {1} and len(rows) == 1 and not lying):
        return None
    if len({len(row) for row in cells}) > 1:
        raise refusal("rows", node.place)
    heights = [reading.dimensions.unknown() for _ in cells]
    widths = [reading.dimensions.unknown() for _ in cells[0]]
    for height, row in zip(heights, cells, strict=True):
        for width, cell in zip(widths, row, strict=True):
            if cell is not ZERO:
                for given, found in zip((height, width), (*shape(cell), ONE, ONE), strict=False):
                    reading.dimensions.unify(given, found)
    return _stacked(heights, widths, cells)


def _stacked(heights: list[Symbol], widths: list[Symbol], cells: list[list[Term]]) -> Term:
    rows = []
    for height, row in zip(heights, cells, strict=True):
        filled = [
            Apply("zeros", height, width) if cell is ZERO else cell
            for width, cell in zip(widths, row, strict=True)
        ]
        rows.append(filled[0] if len(filled) == 1 else Apply("beside", *filled))
    return rows[0] if len(rows) == 1 else Apply("stack", *rows)


def _is_remark(node: Surface) -> bool:
    """Whether a cell holds words only, in rows: a note beside a matrix."""
    cells = [c for row in node.rows for c in row] if isinstance(node, Grid) else []
    return bool(cells) and all(isinstance(c, Words) or _is_word(c) for c in cells)


def _is_word(node: Surface) -> bool:
    return isinstance(node, Name) and node.style == "text" and len(node.text) > 1


def _determinant(reading: Reading, node: Grid, rows: tuple[tuple[Surface, ...], ...]) -> Term:
    return Apply("determinant", grid(reading, Grid(node.place, "(", ")", rows)))


def _column(reading: Reading, node: Grid, cells: tuple[Surface, ...]) -> Term:
    if Dots in map(type, cells):
        return listed(reading, cells, node.place)
    return vector(reading, [reading.term(c) for c in cells], node)


def _matrix_with_dots(reading: Reading, node: Grid, rows: tuple[tuple[Surface, ...], ...]) -> Term:
    shown = tuple(r for r in rows if not all(isinstance(c, Dots | Empty) for c in r))
    cells = tuple(tuple(c for c in r if not isinstance(c, Dots)) for r in shown)
    if len(cells) < 2 or len({len(r) for r in cells}) > 1 or len(cells[0]) < 2:
        raise refusal("dots", node.place)
    built = _regular(reading, cells) or _with_diagonal(reading, cells)
    if built is None:
        raise _irregular(node, cells)
    return built


Cells = tuple[tuple[Surface, ...], ...]


def _irregular(node: Grid, cells: Cells) -> UnreadableError:
    """The refusal of a matrix with dots: at its first corner, if the last row is of another form."""
    first, last = cells[0][0], cells[-1][0]
    if differences(first, last) is None and not isinstance(first, Numeral):
        return refusal("dots-corner", first.place, first=write(first), last=write(last))
    return refusal("dots", node.place)


def _regular(reading: Reading, cells: Cells) -> Term | None:
    """All entries follow one pattern, seen from the corners."""
    first = cells[0][0]
    down, across = differences(first, cells[-1][0]), differences(first, cells[0][-1])
    if down is None or across is None or any(a is b for a, _ in down for b, _ in across):
        return None
    pattern = _marked(first, [a for a, _ in down], [a for a, _ in across])
    ends = ([b for _, b in down], [b for _, b in across])
    if any(differences(e, es[0]) != [] for es in ends for e in es) or not _corner_fits(pattern, cells, ends):
        return None
    return _table(reading, pattern, ends)


def _corner_fits(pattern: Surface, cells: Cells, ends: tuple[list[Surface], list[Surface]]) -> bool:
    row, column = (es[0] if es else None for es in ends)
    return differences(_filled(pattern, row, column), cells[-1][-1]) == []


def _marked(tree: Surface, rows: list[Surface], columns: list[Surface]) -> Surface:
    def mark(n: Surface) -> Surface | None:
        if any(n is r for r in rows):
            return Name(n.place, _ROW)
        return Name(n.place, _COLUMN) if any(n is c for c in columns) else None

    return transform(tree, mark)


def _filled(tree: Surface, row: Surface | None, column: Surface | None) -> Surface:
    values = {_ROW: row, _COLUMN: column}
    return transform(tree, lambda n: values.get(n.text) if isinstance(n, Name) else None)


def _table(reading: Reading, tree: Surface, ends: tuple[list[Surface], list[Surface]]) -> Term:
    i, j, body = _entry_term(reading, tree)
    sizes = [reading.term(es[0]) if es else reading.dimensions.unknown() for es in ends]
    for index, size in zip((i, j), sizes, strict=True):
        if index in reading.entries:
            reading.dimensions.unify(reading.entries[index], size)
    return bind("tabulate", i, bind("tabulate", j, body, sizes[1]), sizes[0])


def _entry_term(reading: Reading, tree: Surface) -> tuple[Symbol, Symbol, Term]:
    i, j = reading.loose("row", INTEGER), reading.loose("column", INTEGER)
    with reading.binding(_ROW, i), reading.binding(_COLUMN, j):
        return i, j, reading.term(tree)


def _with_diagonal(reading: Reading, cells: Cells) -> Term | None:
    """Entries on the diagonal follow one pattern, the others another."""
    if len(cells) < 3 or len(cells) != len(cells[0]):
        return None
    on = differences(cells[0][0], cells[1][1])
    down, across = differences(cells[0][1], cells[1][0]), differences(cells[1][0], cells[0][1])
    end = differences(cells[0][0], cells[-1][-1])
    if on is None or down is None or across is None or (not end and not down):
        return None
    off = _off_diagonal(cells)
    size = _size(cells)
    if off is None or size is None:
        return None
    diagonal = _marked(cells[0][0], [a for a, _ in on], [])
    return _kronecker(reading, diagonal, off, size, cells)


def _off_diagonal(cells: Cells) -> Surface | None:
    pairs = differences(cells[0][1], cells[1][0]) or []
    ones = [a for a, b in pairs if getattr(a, "text", "") == "1" and getattr(b, "text", "") == "2"]
    twos = [a for a, b in pairs if getattr(a, "text", "") == "2" and getattr(b, "text", "") == "1"]
    return _marked(cells[0][1], ones, twos) if len(ones) + len(twos) == len(pairs) else None


def _size(cells: Cells) -> Surface | None:
    for one, other in (
        (cells[0][0], cells[-1][-1]),
        (cells[0][1], cells[-1][0]),
        (cells[1][0], cells[0][-1]),
    ):
        found = [b for _, b in differences(one, other) or [] if b is not None]
        names = [b for b in found if isinstance(b, Name)]
        if names:
            return names[0]
    return None


def _kronecker(reading: Reading, diagonal: Surface, off: Surface, size: Surface, cells: Cells) -> Term | None:
    fits = (
        differences(_filled(diagonal, size, None), cells[-1][-1]) == []
        and differences(_filled(off, size, _numeral_one(cells)), cells[-1][0]) == []
        and differences(_filled(off, _numeral_one(cells), size), cells[0][-1]) == []
    )
    if not fits:
        return None
    i, j = reading.loose("row", INTEGER), reading.loose("column", INTEGER)
    with reading.binding(_ROW, i), reading.binding(_COLUMN, j):
        on, others = reading.term(diagonal), reading.term(off)
    dimension = reading.term(size)
    for index in (i, j):
        if index in reading.entries:
            reading.dimensions.unify(reading.entries[index], dimension)
    body = Apply("cases", on, Apply("eq", i, j), others)
    return bind("tabulate", i, bind("tabulate", j, body, dimension), dimension)


def _numeral_one(cells: Cells) -> Surface:
    return Numeral(cells[0][0].place, "1")
