"""Beside complex numbers i is the imaginary unit, and a bar is the conjugate, of entries too."""

import pytest

from derive.cli._documents import Settings, Source, check_source

COMPLEX = r"Let $z \in \mathbb{C}$."
VECTOR = r"Let $z \in \mathbb{C}^n$."
REAL = r"Let $z \in \mathbb{R}^n$."


def verdicts(text):
    steps = check_source(Settings(), Source("notes.md", text.encode())).steps
    return [s.finding.verdict for s in steps if s.finding is not None]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (rf"{COMPLEX} $$ \bar z = -i \cdot i \cdot \bar z $$", "proved"),
        (rf"{COMPLEX} $$ i = -i \cdot i \cdot i $$", "proved"),
        (rf"{COMPLEX} Let $i \in \mathbb{{N}}$. $$ i = -i \cdot i \cdot i $$", "refuted"),
        (r"$$ i = -i \cdot i \cdot i + x $$", "refuted"),
        (rf"{COMPLEX} $$ \overline{{i}} z = -iz $$", "proved"),
        (rf"{VECTOR} Then $$ \overline{{z}}_i = \overline{{z_i}} $$", "proved"),
    ],
)
def test_units_and_conjugates(text, verdict):
    assert verdicts(text) == [verdict]


@pytest.mark.parametrize(
    "formula", [r"\overline{z_i} z_i = |z_i|^2", r"\sum_{i=1}^n z_i \bar{z}_i = \sum_{i=1}^n |z_i|^2"]
)
def test_the_conjugate_of_an_entry_is_no_entry_of_something_else(formula):
    assert verdicts(f"{VECTOR} Then $$ {formula} $$") != ["refuted"]
    assert verdicts(f"{REAL} Then $$ {formula} $$") == ["refuted"]
