"""Records: plain values with equality and a hash, no slower to make than they look."""

from dataclasses import fields, replace

import pytest

from derive.core.record import record
from derive.core.source import Place


@record
class Pair:
    """Two things."""

    left: int
    right: tuple[int, ...] = ()


def test_records_with_equal_fields_are_equal_and_have_one_hash():
    assert Pair(1, (2,)) == Pair(1, (2,)) != Pair(1)
    assert len({Pair(1), Pair(1), Pair(2)}) == 2
    assert Place(1, 2) != (1, 2, 0)


def test_a_record_has_its_fields_and_no_others():
    assert [f.name for f in fields(Pair)] == ["left", "right"]
    assert replace(Pair(1), right=(3,)) == Pair(1, (3,))
    with pytest.raises(AttributeError):
        Pair(1).other = 2
