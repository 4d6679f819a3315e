"""Signs of relations that point the wrong way or say a little too much, and conclusions that do."""

from derive.theory.mistake import Mistake

MISTAKES = (
    Mistake(
        "strict",
        1,
        r"x^2 + 1 > 1",
        r"x^2 + 1 > 0",
        signs={"<": (r"\le",), ">": (r"\ge",)},
    ),
    Mistake(
        "flipped-inequality",
        2,
        r"x^2 + 1 \le x^2",
        r"x^2 + 1 \ge x^2",
        signs={
            "<": (">", r"\ge"),
            ">": ("<", r"\le"),
            r"\le": (r"\ge", ">"),
            r"\ge": (r"\le", "<"),
        },
    ),
    Mistake(
        "lost-solution",
        3,
        r"x^2 = 9 \Rightarrow x = 3",
        r"x^2 = 9 \Rightarrow x = 1",
        statements=("implies",),
    ),
    Mistake(
        "one-direction",
        4,
        r"x > 1 \Leftrightarrow x^2 > 1",
        r"x > 1 \Leftrightarrow x < 1",
        statements=("iff",),
    ),
    Mistake(
        "lost-zero",
        5,
        r"xy = xz \Rightarrow y = z",
        r"xy = xz + 1 \Rightarrow y = z",
        statements=("implies",),
    ),
    Mistake(
        "unknown-sign",
        6,
        r"a < b \Rightarrow ac < bc",
        r"a < b \Rightarrow a + c < c",
        statements=("implies",),
        given=(r"a \in \mathbb{R}", r"b \in \mathbb{R}", r"c \in \mathbb{R}"),
    ),
    Mistake(
        "lost-constant",
        7,
        r"f'(x) = 2x \Rightarrow f(x) = x^2",
        r"f'(x) = 2x \Rightarrow f(x) = x^3",
        statements=("implies",),
        given=(r"f: \mathbb{R} \to \mathbb{R}",),
    ),
    Mistake(
        "no-equality",
        50,
        r"e^x = 1 + x",
        r"x^2 + 1 = 1 + x^2",
        signs={"=": (r"\le", r"\ge")},
    ),
)
