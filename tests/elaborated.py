"""What a text becomes: its steps, their kinds and relations, their claims with what is assumed."""

from derive.elaborate.document import elaborate
from derive.syntax.reading import read


def derivation(text, **options):
    return elaborate(read("notes.md", text.encode()), **options)


def kinds(text):
    return [(s.kind, s.display) for s in derivation(text).steps]


def relations(text):
    return [(s.lhs, s.relation, s.rhs) for s in derivation(text).steps if s.kind == "relation"]


def claims(text):
    """Propositions with the hypotheses about them, by step."""
    return {
        repr(s.claim.proposition): set(map(repr, s.claim.context.propositions))
        for s in derivation(text).steps
        if s.claim is not None
    }


def codes(text):
    return [s.diagnostic.code for s in derivation(text).steps if s.diagnostic is not None]
