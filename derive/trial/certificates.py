"""Certificates read back from JSON; nothing is believed by being read."""

from dataclasses import dataclass
from typing import Any, Final

from derive.core.evidence import Reader, digest_of, place
from derive.core.term import Symbol, Term
from derive.core.verdict import ProofTree
from derive.trial.sequents import RejectedError

SCHEMA: Final = "derive.certificate/1"
WRONG: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A claim with the evidence for it, a proof tree and a sample, or a witness against it.

    ``given`` are the hypotheses with where they came from. The proof in a refutation is that the claim fails
    at the witness, or that sides "in general different" are equal. ``seed`` decides the choice of points.
    """

    claim: Term
    given: tuple[tuple[Term, str], ...]
    symbols: tuple[Symbol, ...]
    not_identical: bool
    refutes: bool
    shapes: bool
    proof: ProofTree | None
    point: dict[Symbol, Term]
    seed: str


def read(data: Any) -> Certificate:
    """The certificate in a JSON object.

    Raises:
        RejectedError: it is none, or not the one that was written.
    """
    try:
        if data["schema"] != SCHEMA:
            raise RejectedError("another kind of certificate")
        if data["digest"] != digest_of(data):
            raise RejectedError("changed since it was written")
        return _read(data)
    except WRONG as error:
        raise RejectedError("not a certificate") from error


def _read(data: dict[str, Any]) -> Certificate:
    tables = Reader.of(data)
    claim = data["claim"]
    refutes = "witness" in data
    evidence = data["witness"] if refutes else data["proof"]
    root = data["root"] if refutes else evidence["root"]
    pairs = tables.assignment(evidence["assignment"] if refutes else evidence["sample"]).values
    if len(dict(pairs)) != len(pairs):
        raise RejectedError("two values for a symbol")
    return Certificate(
        tables.term(claim["proposition"]),
        tuple((tables.term(p), str(origin)) for p, origin, _ in claim["hypotheses"]),
        tuple(map(tables.symbol, claim["symbols"])),
        claim["not_identical"] is True,
        refutes,
        refutes and data["shapes"] is True,
        None if root is None else tables.nodes[place(root)],
        dict(pairs),
        data["digest"],
    )
