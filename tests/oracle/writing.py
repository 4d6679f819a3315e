"""From nested tuples back to LaTeX, with brackets wherever they could be needed."""

from collections.abc import Callable

from oracle.cursor import Node
from oracle.notation import FUNCTIONS

SUM, PRODUCT, FACTOR, ATOM = range(4)
COMMANDS = {name: command for command, name in FUNCTIONS.items()}
GREEK_FUNCTIONS = {"sigmoid": "\\sigma", "Phi": "\\Phi", "phi": "\\varphi"}
Written = tuple[str, int]


def write(node: Node) -> str:
    """The LaTeX of a statement or expression."""
    return strength(node)[0]


def strength(node: Node) -> Written:
    """The LaTeX, and how tightly it holds together."""
    return RULES[node[0]](node)


def inside(node: Node, least: int) -> str:
    """The LaTeX of a part, in brackets if it holds together less tightly than needed."""
    text, own = strength(node)
    return text if own >= least else f"\\left({text}\\right)"


def addition(node: Node) -> Written:
    """A sum; negative terms show their sign."""
    text = inside(node[1], SUM)
    for part in node[2:]:
        if part[0] == "neg":
            text += " - " + inside(part[1], PRODUCT)
        else:
            text += " + " + inside(part, PRODUCT)
    return text, SUM


def product(node: Node) -> Written:
    """A product with dots, so that nothing is taken for an application."""
    return " \\cdot ".join(inside(n, FACTOR) for n in node[1:]), PRODUCT


def power(node: Node) -> Written:
    """A power."""
    return f"{inside(node[1], ATOM)}^{{{write(node[2])}}}", FACTOR


def function(node: Node) -> Written:
    """A named function with its arguments in brackets."""
    return f"{function_name(node[1])}\\left({', '.join(map(write, node[2:]))}\\right)", FACTOR


def function_name(name: str) -> str:
    """A command where there is one."""
    return COMMANDS.get(name) or GREEK_FUNCTIONS.get(name) or f"\\operatorname{{{name}}}"


def prime(node: Node) -> Written:
    """A derivative in prime notation."""
    order, name, argument = node[1:]
    shown = function_name(name) if name in COMMANDS or name in GREEK_FUNCTIONS else name
    return f"{shown}{chr(39) * order}({write(argument)})", FACTOR


def big(command: str) -> Callable[[Node], Written]:
    """Sums, products and extremes over an index; they swallow what follows, so they count as sums."""

    def rule(node: Node) -> Written:
        _, variable, low, high, body = node
        start = variable if low is None else f"{variable}={write(low)}"
        end = "" if high is None else f"^{{{write(high)}}}"
        return f"{command}_{{{start}}}{end} {inside(body, PRODUCT)}", SUM

    return rule


def integral(node: Node) -> Written:
    """A definite integral."""
    _, variable, low, high, body = node
    return f"\\int_{{{write(low)}}}^{{{write(high)}}} {inside(body, PRODUCT)}\\,d{variable}", SUM


def limit(node: Node) -> Written:
    """A limit."""
    _, variable, point, direction, body = node
    side = {0: "", 1: "^+", -1: "^-"}[direction]
    return f"\\lim_{{{variable} \\to {write(point)}{side}}} {inside(body, PRODUCT)}", SUM


def derivative(node: Node) -> Written:
    """A derivative by a name or an entry."""
    return f"\\frac{{\\partial}}{{\\partial {write(node[1])}}}\\left({write(node[2])}\\right)", SUM


def entry(node: Node) -> Written:
    """A component."""
    indices = node[2:]
    separator = "" if all(i[0] == "sym" and len(i[1]) == 1 for i in indices) else ","
    return f"{inside(node[1], ATOM)}_{{{separator.join(map(write, indices))}}}", ATOM


def symbol(node: Node) -> Written:
    """A name, perhaps with a number below."""
    base, mark, label = node[1].partition("_")
    return (f"{base}_{{{label}}}" if mark else base), ATOM


def relation(node: Node) -> Written:
    """One relation."""
    return f"{write(node[2])} {node[1]} {write(node[3])}", SUM


def joined(word: str) -> Callable[[Node], Written]:
    """Propositions with a word between them."""
    return lambda node: (f" {word} ".join(map(write, node[1:])), SUM)


def interval(node: Node) -> Written:
    """An interval."""
    return f"{node[3]}{write(node[1])}, {write(node[2])}{node[4]}", ATOM


def space(node: Node) -> Written:
    """A space of numbers, vectors or matrices."""
    sizes = " \\times ".join(map(write, node[2:]))
    return f"\\mathbb{{{node[1]}}}" + (f"^{{{sizes}}}" if sizes else ""), ATOM


def cases(node: Node) -> Written:
    """A distinction of cases."""
    rows = [
        f"{write(v)} & " + ("\\text{otherwise}" if c == ("true",) else f"\\text{{if }} {write(c)}")
        for v, c in zip(node[1::2], node[2::2], strict=True)
    ]
    return "\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}", ATOM


def matrix(node: Node) -> Written:
    """A matrix, or a column."""
    rows = node[1:] if node[0] == "mat" else tuple((n,) for n in node[1:])
    body = " \\\\ ".join(" & ".join(map(write, row)) for row in rows)
    return f"\\begin{{pmatrix}} {body} \\end{{pmatrix}}", ATOM


def fenced(opening: str, closing: str) -> Callable[[Node], Written]:
    """Something between bars and the like."""
    return lambda node: (f"{opening}{write(node[1])}{closing}", ATOM)


def listed(command: str) -> Callable[[Node], Written]:
    """Max and min of a list."""
    return lambda node: (f"{command}\\left({', '.join(map(write, node[1:]))}\\right)", FACTOR)


def fixed(text: str) -> Callable[[Node], Written]:
    """A constant."""
    return lambda _: (text, ATOM)


RULES: dict[str, Callable[[Node], Written]] = {
    "num": lambda n: (n[1], ATOM),
    "sym": symbol,
    "pi": fixed("\\pi"),
    "e": fixed("e"),
    "inf": fixed("\\infty"),
    "eye": fixed("I"),
    "ones": fixed("\\mathbf{1}"),
    "add": addition,
    "neg": lambda n: (f"-{inside(n[1], PRODUCT)}", SUM),
    "mul": product,
    "div": lambda n: (f"\\frac{{{write(n[1])}}}{{{write(n[2])}}}", FACTOR),
    "pow": power,
    "T": lambda n: (f"{inside(n[1], ATOM)}^T", FACTOR),
    "fn": function,
    "call": lambda n: (f"{n[1]}({', '.join(map(write, n[2:]))})", FACTOR),
    "prime": prime,
    "dd": derivative,
    "sum": big("\\sum"),
    "prod": big("\\prod"),
    "max_over": big("\\max"),
    "min_over": big("\\min"),
    "max": listed("\\max"),
    "min": listed("\\min"),
    "int": integral,
    "lim": limit,
    "idx": entry,
    "abs": fenced("\\left|", "\\right|"),
    "norm": fenced("\\|", "\\|"),
    "floor": fenced("\\lfloor ", "\\rfloor"),
    "ceil": fenced("\\lceil ", "\\rceil"),
    "sqrt": lambda n: (f"\\sqrt{{{write(n[1])}}}", FACTOR),
    "root": lambda n: (f"\\sqrt[{write(n[2])}]{{{write(n[1])}}}", FACTOR),
    "fact": lambda n: (f"{inside(n[1], ATOM)}!", FACTOR),
    "binom": lambda n: (f"\\binom{{{write(n[1])}}}{{{write(n[2])}}}", ATOM),
    "hadamard": lambda n: (f"{inside(n[1], FACTOR)} \\odot {inside(n[2], FACTOR)}", PRODUCT),
    "cases": cases,
    "vec": matrix,
    "mat": matrix,
    "rel": relation,
    "and": joined("\\land"),
    "or": joined("\\lor"),
    "implies": joined("\\Rightarrow"),
    "iff": joined("\\Leftrightarrow"),
    "interval": interval,
    "set": lambda n: ("\\{" + ", ".join(map(write, n[1:])) + "\\}", ATOM),
    "space": space,
    "nonnegative": lambda n: (f"\\mathbb{{{n[1]}}}_{{\\ge 0}}", ATOM),
    "function": lambda n: (f"{n[1]}: \\mathbb{{R}} \\to \\mathbb{{R}}", ATOM),
}
