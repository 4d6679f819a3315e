"""Whole documents: verdicts as kept beside them, and none against the known truth of a step."""

from pathlib import Path

import pytest
from corpus_documents import expected, false_lines, judged, report, sources
from verdicts import is_wrong


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.stem)
def test_no_step_of_a_document_is_judged_wrongly(path: Path):
    false = false_lines(path)
    wrong = [str(step) for step in judged(path) if is_wrong(step.word, step.line not in false)]
    assert wrong == []


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.stem)
def test_verdicts_are_those_kept_beside_the_document(path: Path):
    assert report(path) == expected(path).read_text(encoding="utf-8")
