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
        "no-equality",
        50,
        r"e^x = 1 + x",
        r"x^2 + 1 = 1 + x^2",
        signs={"=": (r"\le", r"\ge")},
    ),
)
