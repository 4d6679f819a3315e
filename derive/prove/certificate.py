"""Proofs and counterexamples as JSON, and back by replay: a verdict is never read, only evidence.

Terms, sequents and nodes are numbered; a later one refers to earlier ones by number only, so that
shared parts are written once and a certificate cannot contain a cycle.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import AnySort, Field, FunctionSort, Sort
from derive.core.term import Apply, Binder, Component, Number, Symbol, Term
from derive.core.verdict import Assignment, ProofTree, Proved, Refuted, Sequent, Witness
from derive.prove.limits import DEFAULT, Limits
from derive.prove.replay import admit, convict, convict_identical, convict_shapes
from derive.prove.rule import RejectedError
from derive.prove.tables import Tables

SCHEMA: Final = "derive.certificate/1"
MOST_CHARACTERS: Final = 1 << 24
Json = Any


def certificate(verdict: Proved | Refuted) -> dict[str, Json]:
    """The evidence for a verdict, ready for JSON."""
    writer = _Writer()
    claim = writer.claim(verdict.claim)
    if isinstance(verdict, Proved):
        proof = writer.node(verdict.tree)
        sample = writer.assignment(verdict.sample or Assignment(()))
        evidence: dict[str, Json] = {"proof": {"root": proof, "sample": sample, "domain": verdict.domain}}
    else:
        root = None if verdict.tree is None else writer.node(verdict.tree)
        shapes = verdict.shapes is not None
        evidence = {"witness": writer.witness(verdict.witness), "shapes": shapes, "root": root}
    tables = {"terms": writer.terms, "sequents": writer.sequents, "nodes": writer.nodes}
    return {"schema": SCHEMA, "claim": claim, **tables, **evidence}


def dumps(verdict: Proved | Refuted) -> str:
    """The evidence for a verdict as JSON text."""
    return json.dumps(certificate(verdict), ensure_ascii=False, separators=(",", ":"))


def loads(text: str, limits: Limits = DEFAULT) -> Proved | Refuted:
    """The verdict that the evidence in a JSON text establishes, after replaying it.

    Raises:
        RejectedError: it establishes nothing.
    """
    if len(text) > MOST_CHARACTERS:
        raise RejectedError("too long")
    try:
        return replayed(json.loads(text), limits)
    except OutOfEffortError as error:
        raise RejectedError("more effort than allowed") from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise RejectedError("not a certificate") from error


def replayed(data: dict[str, Json], limits: Limits = DEFAULT) -> Proved | Refuted:
    """The verdict that the evidence establishes, after replaying it."""
    if data["schema"] != SCHEMA:
        raise RejectedError("another kind of certificate")
    reader = _Reader.of(data)
    claim = reader.claim(data["claim"])
    tables = Tables(Effort(limits.effort))
    if "proof" in data:
        proof = data["proof"]
        sample = reader.assignment(proof["sample"])
        return admit(claim, reader.nodes[_number(proof["root"])], sample, tables, proof["domain"])
    witness = reader.witness(data["witness"])
    if data["shapes"]:
        return convict_shapes(claim, witness)
    if data["root"] is not None:
        return convict_identical(claim, reader.nodes[_number(data["root"])], witness, tables)
    return convict(claim, witness, tables)


@dataclass(slots=True)
class _Writer:
    """Numbers terms, sequents and nodes as they are first met."""

    terms: list[Json] = field(default_factory=list)
    sequents: list[Json] = field(default_factory=list)
    nodes: list[Json] = field(default_factory=list)
    _terms: dict[Term, int] = field(default_factory=dict)
    _sequents: dict[Sequent, int] = field(default_factory=dict)
    _nodes: dict[int, int] = field(default_factory=dict)

    def term(self, term: Term) -> int:
        """The number of a term."""
        if term not in self._terms:
            row = self._row(term)
            self._terms[term] = len(self.terms)
            self.terms.append(row)
        return self._terms[term]

    def _row(self, term: Term) -> list[Json]:
        if isinstance(term, Number):
            return ["number", str(term.value)]
        if isinstance(term, Symbol):
            return ["symbol", term.name, self.sort(term.sort)]
        children = [self.term(c) for c in term.children]
        if isinstance(term, Binder):
            return ["binder", term.kind, self.term(term.variable), *children]
        if isinstance(term, Apply):
            return ["apply", term.head, *children]
        return ["component", *children]

    def sort(self, sort: AnySort) -> Json:
        """A sort; its dimensions are numbers of terms."""
        if isinstance(sort, FunctionSort):
            return {"arguments": [self.sort(s) for s in sort.arguments], "value": self.sort(sort.value)}
        return [sort.field.value, *map(self.term, sort.shape)]

    def sequent(self, sequent: Sequent) -> int:
        """The number of a sequent."""
        if sequent not in self._sequents:
            row = [self.term(sequent.goal), *map(self.term, sequent.hypotheses)]
            self._sequents[sequent] = len(self.sequents)
            self.sequents.append(row)
        return self._sequents[sequent]

    def node(self, tree: ProofTree) -> int:
        """The number of a node of a proof tree."""
        if id(tree) not in self._nodes:
            premises = [self.node(p) for p in tree.premises]
            arguments = [self.term(a) for a in tree.arguments]
            self._nodes[id(tree)] = len(self.nodes)
            self.nodes.append([tree.rule, self.sequent(tree.conclusion), premises, arguments])
        return self._nodes[id(tree)]

    def assignment(self, assignment: Assignment) -> Json:
        """Pairs of a symbol and its value."""
        return [[self.term(symbol), self.term(value)] for symbol, value in assignment.values]

    def witness(self, witness: Witness) -> Json:
        """A counterexample."""
        sides = [self.term(witness.left), self.term(witness.right)]
        decimals = [witness.left_decimal, witness.right_decimal]
        return {"assignment": self.assignment(witness.assignment), "sides": sides, "decimals": decimals}

    def claim(self, claim: Claim) -> Json:
        """A claim with its context."""
        context = claim.context
        return {
            "proposition": self.term(claim.proposition),
            "not_identical": claim.not_identical,
            "symbols": [self.term(s) for s in context.symbols],
            "hypotheses": [[self.term(h.proposition), h.origin.value, h.text] for h in context.hypotheses],
            "assumed": list(context.assumed),
        }


@dataclass(slots=True)
class _Reader:
    """Builds terms, sequents and nodes in the order of their numbers."""

    terms: list[Term] = field(default_factory=list)
    sequents: list[Sequent] = field(default_factory=list)
    nodes: list[ProofTree] = field(default_factory=list)

    @classmethod
    def of(cls, data: dict[str, Json]) -> "_Reader":
        """A reader with the tables of a certificate."""
        reader = cls()
        for kind, *row in data["terms"]:
            reader.terms.append(_ROWS[kind](reader, *row))
        for goal, *hypotheses in data["sequents"]:
            reader.sequents.append(Sequent(tuple(map(reader.term, hypotheses)), reader.term(goal)))
        for rule, sequent, premises, arguments in data["nodes"]:
            below = tuple(reader.nodes[_number(p)] for p in premises)
            conclusion = reader.sequents[_number(sequent)]
            reader.nodes.append(ProofTree(str(rule), conclusion, below, tuple(map(reader.term, arguments))))
        return reader

    def term(self, number: Json) -> Term:
        """The term with this number."""
        return self.terms[_number(number)]

    def symbol(self, number: Json) -> Symbol:
        """The symbol with this number."""
        found = self.term(number)
        if not isinstance(found, Symbol):
            raise TypeError
        return found

    def sort(self, data: Json) -> AnySort:
        """A sort."""
        if isinstance(data, dict):
            return FunctionSort(
                tuple(map(self.plain_sort, data["arguments"])), self.plain_sort(data["value"])
            )
        return self.plain_sort(data)

    def plain_sort(self, data: Json) -> Sort:
        """A sort that is no function's."""
        name, *shape = data
        return Sort(Field(name), tuple(map(self.term, shape)))

    def assignment(self, data: Json) -> Assignment:
        """Values for symbols."""
        return Assignment(tuple((self.symbol(s), self.term(v)) for s, v in data))

    def witness(self, data: Json) -> Witness:
        """A counterexample."""
        left, right = map(self.term, data["sides"])
        return Witness(self.assignment(data["assignment"]), left, right, *map(str, data["decimals"]))

    def claim(self, data: Json) -> Claim:
        """A claim with its context."""
        hypotheses = tuple(Hypothesis(self.term(p), Origin(o), str(t)) for p, o, t in data["hypotheses"])
        symbols = tuple(map(self.symbol, data["symbols"]))
        context = Context(symbols, hypotheses, tuple(map(str, data["assumed"])))
        return Claim(context, self.term(data["proposition"]), bool(data["not_identical"]))


def _number(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _binder(reader: _Reader, kind: str, variable: int, body: int, *parameters: int) -> Term:
    inside = reader.term(body)
    symbol = reader.symbol(variable)
    if symbol.name != f"#{inside.binders}":
        raise ValueError(symbol.name)
    return Binder(str(kind), symbol, inside, *map(reader.term, parameters))


_ROWS: Final[dict[str, Callable[..., Term]]] = {
    "number": lambda _, text: Number(Fraction(str(text))),
    "symbol": lambda reader, name, sort: Symbol(str(name), reader.sort(sort)),
    "apply": lambda reader, head, *children: Apply(str(head), *map(reader.term, children)),
    "component": lambda reader, *children: Component(*map(reader.term, children)),
    "binder": _binder,
}
