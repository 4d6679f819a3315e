"""Words in formulas, whose letters are no factors."""

import pytest

import derive

MODEL = r"$$profit = revenue - cost$$ so "


def words(text):
    return " ".join(type(v).__name__.lower() for v in derive.check_text(text).verdicts if v is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MODEL + "$$revenue = profit + cost.$$", "proved"),
        (MODEL + "$$revenue = profit - cost.$$", "refuted"),
        (r"$$density_i \cdot volume_i = volume_i \cdot density_i$$", "proved"),
        ("$$miles = smile$$", "proved"),
        ("$$axby = abxy$$", "proved"),
        ("$$mgh + mvu = m(gh + vu)$$", "proved"),
        ("Let $x, y, z, u, v > 0$. Then $xyzuv > 0$ and $$xyzuv = vuxyz.$$", "proved proved"),
        ("Let $x, y, z, u, v > 0$. Then $$xyzuv = xyz.$$", "refuted"),
        ("$$abcde = edcba$$", "proved"),
    ],
)
def test_a_word_is_one_name_and_a_product_is_none(text, expected):
    assert words(text) == expected


def test_names_that_are_words_are_written_so():
    found = derive.check_text("Let $wages > 0$. Then $$2 wages > wages.$$")
    assert [s.latex for s in found.derivation.steps][-1] == r"2 \mathrm{wages} > \mathrm{wages}"
