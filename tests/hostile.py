"""Documents that would hang, exhaust or deceive a careless reader, and one that is ordinary."""

ORDINARY = r"""Let $x \in \mathbb{R}$.
$$(x+1)^2 = x^2+2x+1 = x^2+3x$$
"""


def display(text: str) -> str:
    return f"$$ {text} $$\n"


def _nested(before: str, after: str, count: int) -> str:
    return display(before * count + "x" + after * count + " = 1")


def _matrix(entry: str, rows: int, columns: int) -> str:
    body = r" \\ ".join(" & ".join([entry] * columns) for _ in range(rows))
    return display(r"\begin{pmatrix}" + body + r"\end{pmatrix} = 0")


PAYLOAD = "__import__('os').system('touch P')"
SIZE = {
    "power tower": display("9^{9^{9^9}} = 1"),
    "equal power towers": display("9^{9^{9^9}} = 9^{9^{9^9}}"),
    "exponential tower": display("e^{e^{e^{e^{e^{10}}}}} = 1"),
    "large power": display("2^{10^{10}} = 3"),
    "power of a sum": display("(a+b)^{100000} = a^{100000}+b^{100000}"),
    "power of eight terms": display("(x_1+x_2+x_3+x_4+x_5+x_6+x_7+x_8)^{40} = 1"),
    "factorial": display("100000000! = 1"),
    "factorials of factorials": display("((9!)!)! = 1"),
    "binomial": display(r"\binom{1000000000}{500000000} = 7"),
    "long sum": display(r"\sum_{k=1}^{1000000000000} k^2 = 5"),
    "long sum of sines": display(r"\sum_{k=1}^{1000000000000} \sin k = 5"),
    "long product": display(r"\prod_{k=1}^{100000000} k = 5"),
    "sums in sums": display("".join(rf"\sum_{{{c}=1}}^{{1000}} " for c in "abcdefgh") + "abcdefgh = 1"),
    "matrix": _matrix("1", 100, 100),
    "matrix larger than a document": _matrix("1", 1000, 1000),
    "modular tower": display(r"7^{7^{7^7}} = 3"),
    "decimal exponent": display(r"1.5\cdot 10^{999999999} = 2"),
    "sines in sines": _nested(r"\sin(", ")", 60),
    "integrals in integrals": display(r"\int_0^1 " * 30 + "x" + r"\,dx" * 30 + " = 1"),
}
READING = {
    "braces": _nested("{", "}", 5000),
    "brackets": _nested("(", ")", 5000),
    "fractions": _nested(r"\frac{1}{", "}", 300),
    "exponents": _nested("x^{", "}", 1000),
    "boxes that are not closed": display(r"\boxed{" * 50000),
    "ten thousand terms": display("+".join(f"x_{{{k}}}" for k in range(10000)) + " = 1"),
    "a formula of 66 kB": display("x+" * 33000 + "x = 1"),
    "two megabytes": "a" * 2_000_000,
    "five thousand digits": display("1" * 5000 + " = 1"),
    "dollars": "$" * 20_000,
    "a macro that defines itself": display(r"\def\a{\a\a}\a = 1"),
    "files": display(r"\input{/etc/hostname} = 1") + r"\write18{touch P}",
    "a call": display(PAYLOAD + " = 1"),
    "a call in words": display(r"\text{" + PAYLOAD + "} = 1"),
    "a call as a name": "Let $" + PAYLOAD + r" \in \mathbb{R}$. " + display("x = 1"),
    "a call as an operator": display(r"\operatorname{" + PAYLOAD + "}(x) = 1"),
    "a display that is not closed": "$$ x = ",
    "an environment that is not closed": r"\begin{align} x &= 1",
    "a null character": "$$x \0 = 1$$",
    "a formula of a spreadsheet": "=cmd|' /C calc'!A0\n" + display("x = x"),
}
SHOWN = {
    "zero width": ("$$x\u200b = x$$", "U+200B"),
    "from right to left": ("$$\u202ex = 1$$", "U+202E"),
    "isolated": ("$$x\u2066 = 1$$", "U+2066"),
    "Cyrillic": ("$$\u0445 = x$$", "U+0445"),
    "full width": ("$$\uff11+1=2$$", "U+FF11"),
    "Arabic digits": ("$$\u0661+1=2$$", "U+0661"),
    "byte order in the middle": ("$$x\ufeff = x$$", "U+FEFF"),
}
