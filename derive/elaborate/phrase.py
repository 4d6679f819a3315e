"""Sentences that claim something of formulas without a sign between them, as data, one table a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    r"""The sentences of one language that are understood as a whole.

    trigger: a word of each of them, so that all other sentences are passed over.
    leading: what may stand before such a sentence, or before the next one behind it.
    ending: what must follow it, so that nothing behind it limits what it says.
    labels: what stands with a full stop before a statement and says what it is: "Claim."
    alternatives: how the cases are named one after the other to which a later sentence may return.
    ordinals: how it names them, by their number, -1 for the last.
    rows: words of a sentence, NUL for its formulas, and what these say, in words and formulas that are
    understood. A group is named for what stands there: ``s`` a value spoken of, ``v`` its value, ``x`` a
    variable, ``p`` a point, ``a`` and ``b`` bounds, ``i`` an interval, ``l`` an approach, ``n`` a count,
    ``t``, ``u`` and ``T`` points of which the values are meant, ``z`` a second value spoken of,
    ``r`` a relation, ``g`` several, ``d`` a definition, ``h`` a bound, ``c``, ``o`` and ``m`` what is
    calculated with, ``e`` and ``f`` any formula, ``w`` words, ``j`` a number of a case. ``{r}`` is the
    formula itself, ``{J}`` that of the case, ``!s`` in dollars a part of a new one, ``!R`` a denied
    relation, ``!A`` and ``!B`` the sides of one, ``!P`` and ``!Q`` the ends of the interval, ``!k`` an index
    that is new. ``!x`` is found where no group names it.
    """

    trigger: str
    leading: str
    ending: str
    labels: str
    alternatives: str
    ordinals: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, str], ...]
