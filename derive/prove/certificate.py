"""Proofs and counterexamples as JSON, and back by replay: a verdict is never read, only evidence."""

import json
from dataclasses import dataclass, replace
from typing import Any, Final

from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.effort import Effort, OutOfEffortError
from derive.core.evidence import Reader, Writer, digest_of, place
from derive.core.term import Term
from derive.core.verdict import Assignment, Proved, Refuted, Witness
from derive.prove.limits import DEFAULT, Limits
from derive.prove.replay import (
    Cause,
    admit,
    convict,
    convict_by_proof,
    convict_identical,
    convict_missing,
    convict_shapes,
)
from derive.prove.rule import RejectedError, require
from derive.prove.shapes import shape_error
from derive.prove.tables import Tables

SCHEMA: Final = "derive.certificate/1"
MOST_CHARACTERS: Final = 1 << 24
Json = Any


def certificate(verdict: Proved | Refuted) -> dict[str, Json]:
    """The evidence for a verdict, ready for JSON."""
    writer = Writer()
    claim = _claim_written(writer, verdict.claim)
    if isinstance(verdict, Proved):
        proof = writer.node(verdict.tree)
        sample = writer.assignment(verdict.sample or Assignment(()))
        evidence: dict[str, Json] = {"proof": {"root": proof, "sample": sample, "domain": verdict.domain}}
    else:
        root = None if verdict.tree is None else writer.node(verdict.tree)
        shapes = verdict.shapes is not None or verdict.missing is not None
        evidence = {"witness": _witness_written(writer, verdict.witness), "shapes": shapes, "root": root}
    tables = {"terms": writer.terms, "sequents": writer.sequents, "nodes": writer.nodes}
    written = {"schema": SCHEMA, "claim": claim, **tables, **evidence}
    return {**written, "digest": digest_of(written)}


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


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about a claim beside the evidence, and does not follow from it."""

    claim: Claim
    effort: int
    holds_if: Term | None = None
    cause: Cause | None = None


def replayed(data: dict[str, Json], limits: Limits = DEFAULT, known: Known | None = None) -> Proved | Refuted:
    """The verdict that the evidence establishes, after replaying it; it has to be about a ``known`` claim.

    Raises:
        RejectedError: it establishes nothing, or something else.
    """
    if data["schema"] != SCHEMA:
        raise RejectedError("another kind of certificate")
    reader = Reader.of(data)
    claim = _claim(reader, data["claim"])
    effort = None
    if known is not None:
        require(claim == _without_doubts(known.claim), "another claim")
        claim, effort = known.claim, known.effort
    tables = Tables(Effort(limits.effort))
    if "proof" in data:
        proof = data["proof"]
        sample, domain = reader.assignment(proof["sample"]), proof["domain"]
        return admit(claim, reader.nodes[place(proof["root"])], sample, tables, domain, effort=effort)
    witness = _witness(reader, data["witness"])
    if data["shapes"] and shape_error(claim.proposition) is None:
        return convict_missing(claim, witness, tables, effort=effort)
    if data["shapes"]:
        return convict_shapes(claim, witness)
    if data["root"] is not None:
        by_tree = convict_identical if claim.not_identical else convict_by_proof
        return by_tree(claim, reader.nodes[place(data["root"])], witness, tables, effort=effort)
    if known is None:
        return convict(claim, witness, tables)
    return convict(claim, witness, tables, holds_if=known.holds_if, cause=known.cause, effort=effort)


def _without_doubts(claim: Claim) -> Claim:
    """The claim as certificates have it: doubts about symbols do not change what it says."""
    return replace(claim, context=replace(claim.context, doubtful=()))


def _witness_written(writer: Writer, witness: Witness) -> Json:
    sides = [writer.term(witness.left), writer.term(witness.right)]
    decimals = [witness.left_decimal, witness.right_decimal]
    return {"assignment": writer.assignment(witness.assignment), "sides": sides, "decimals": decimals}


def _claim_written(writer: Writer, claim: Claim) -> Json:
    context = claim.context
    return {
        "proposition": writer.term(claim.proposition),
        "not_identical": claim.not_identical,
        "symbols": [writer.term(s) for s in context.symbols],
        "hypotheses": [[writer.term(h.proposition), h.origin.value, h.text] for h in context.hypotheses],
        "assumed": list(context.assumed),
    }


def _witness(reader: Reader, data: Json) -> Witness:
    left, right = map(reader.term, data["sides"])
    return Witness(reader.assignment(data["assignment"]), left, right, *map(str, data["decimals"]))


def _claim(reader: Reader, data: Json) -> Claim:
    hypotheses = tuple(Hypothesis(reader.term(p), Origin(o), str(t)) for p, o, t in data["hypotheses"])
    symbols = tuple(map(reader.symbol, data["symbols"]))
    context = Context(symbols, hypotheses, tuple(map(str, data["assumed"])))
    return Claim(context, reader.term(data["proposition"]), bool(data["not_identical"]))
