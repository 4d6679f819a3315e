"""What is excepted, and what is said never to be so."""

import pytest

import derive

ROWS = (
    (r"For $x \ne \pm 1$ we have $x^2 - 1 \ne 0$.", "proved"),
    (r"For $x \ne \pm 1$ we have $x^2 - 4 \ne 0$.", "refuted"),
    (r"For $x \ne 0, 1$ we have $x^2 - x \ne 0$.", "proved"),
    (r"For $x \ne 0, 2$ we have $x^2 - x \ne 0$.", "refuted"),
    (r"$$x^2 \ne 4 \Leftrightarrow x \ne \pm 1$$", "refuted"),
    (r"$$x^2+1 = 0 \Rightarrow \text{no solution}$$", "proved"),
    (r"$$x^2-1 = 0 \Rightarrow \text{no solution}$$", "refuted"),
    (r"$$\sin x = x - 7 \Rightarrow \text{no solution}$$", "supported"),
    (r"$$x^2+4 = 3 \Leftrightarrow x^2 = -1 \Rightarrow \text{no real solution}$$", "proved"),
    (r"$$x^2 < 0 \Rightarrow \text{contradiction}$$", "proved"),
    (r"$$x^2 \le 0 \Rightarrow \text{contradiction}$$", "refuted"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_exceptions_are_taken_as_such(text, expected):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert {type(v).__name__.lower() for v in found} == {expected}
