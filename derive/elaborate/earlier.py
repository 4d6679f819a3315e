"""Claims and hypotheses about sequences that are given by how they go on, in terms of the earliest ones."""

from collections.abc import Sequence

from derive.core.claim import Hypothesis, Origin
from derive.core.term import Term
from derive.elaborate.inductive import Shown, by_induction
from derive.elaborate.reading import Reading
from derive.elaborate.unfolding import is_identity, is_tied, named_apart, others_than, passes, sequences_given


def in_earlier_terms(
    reading: Reading, stated: Sequence[Hypothesis], terms: Sequence[Term], *, defining: bool
) -> tuple[list[Hypothesis], list[Term], str]:
    """Hypotheses and claims without later terms of sequences, and why a claim is not false if it fails.

    What gives a sequence stays a hypothesis where what is left of it is not just anything.
    """
    sequences = sequences_given(reading, stated)
    if not sequences:
        return list(stated), list(terms), ""
    others = others_than(sequences, stated)
    changed = passes([*terms, *(h.proposition for h in others)], sequences)
    claimed, given = changed[: len(terms)], changed[len(terms) :]
    if any(is_tied(a, s, given) for a, s in sequences.items()):
        return list(stated), claimed, ""
    rest = [Hypothesis(p, h.origin, h.text) for p, h in zip(given, others, strict=True)]
    tied = [any(is_tied(a, s, [c]) for a, s in sequences.items()) and not is_identity(c) for c in claimed]
    if not any(tied):
        return rest, named_apart(claimed, sequences), ""
    shown = [
        by_induction(c, sequences, rest, reading.facts) if t else Shown(c)
        for c, t in zip(claimed, tied, strict=True)
    ]
    found = [s for s in shown if s is not None]
    if defining or len(found) < len(shown):
        return list(stated), claimed, ""
    if len(found) == 1 and found[0].bound is not None:
        return [*rest, Hypothesis(found[0].bound, Origin.RANGE)], [found[0].claim], ""
    return rest, [s.whole for s in found], "prove.induction-fails" if any(s.inductive for s in found) else ""
