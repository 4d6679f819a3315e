"""Every mistake has its sentences, and can be told from the others."""

import pytest

from derive.theory.messages import sentences
from derive.theory.mistake import mistakes

NAMES = [m.name for m in mistakes()]


def test_names_are_different():
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("mistake", mistakes(), ids=lambda m: m.name)
def test_mistake_is_said_in_words(mistake, language):
    rows = sentences(language)
    assert f"mistake.{mistake.name}" in rows
    assert f"mending.{mistake.name}" in rows or not (mistake.mends or mistake.signs or mistake.statements)


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda m: m.name)
def test_mistake_can_be_recognised(mistake):
    assert mistake.mends or mistake.wrong or mistake.signs or mistake.statements
