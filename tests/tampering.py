"""Certificates with one thing changed in them, and signed again as a forger would."""

import copy
import random

from derive.core.evidence import digest_of

OTHER = {
    "sin": "cos",
    "cos": "sin",
    "add": "multiply",
    "multiply": "add",
    "exp": "log",
    "lt": "le",
    "le": "lt",
    "eq": "le",
    "gt": "lt",
    "ge": "le",
    "sinh": "cosh",
    "cosh": "sinh",
    "max": "min",
    "min": "max",
    "transpose": "inverse",
    "sum": "product",
    "product": "sum",
    "ne": "eq",
    "maximum": "minimum",
    "sigmoid": "tanh",
    "abs": "exp",
}
RULES = ("fact", "hypothesis", "reflexivity", "normal-form", "ball", "absurd", "words")


def number(data, rng):
    """Another number."""
    row = rng.choice([r for r in data["terms"] if r[0] == "number"] or [["number", "1"]])
    row[1] = rng.choice(["0", "2", "-3", "7/3", row[1][1:] if row[1].startswith("-") else "-" + row[1]])


def head(data, rng):
    """Another operation or relation."""
    rows = [r for r in data["terms"] if len(r) > 1 and r[1] in OTHER and r[0] != "symbol"]
    if rows:
        row = rng.choice(rows)
        row[1] = OTHER[row[1]]


def order(data, rng):
    """Arguments in another order, or another argument."""
    place = rng.randrange(len(data["terms"]))
    row = data["terms"][place]
    if row[0] == "apply" and len(row) > 3:
        row[2], row[3] = row[3], row[2]
    elif row[0] in {"apply", "component"} and len(row) > 2:
        row[-1] = rng.randrange(place)


def hypothesis(data, rng):
    """A hypothesis less, or another one."""
    given = data["claim"]["hypotheses"]
    if given:
        given.pop(rng.randrange(len(given)))


def conclusion(data, rng):
    """Another claim."""
    data["claim"]["proposition"] = rng.randrange(len(data["terms"]))


def witness(data, rng):
    """Another point."""
    pairs = data["witness"]["assignment"] if "witness" in data else data["proof"]["sample"]
    if pairs:
        rng.choice(pairs)[1] = rng.randrange(len(data["terms"]))


def rule(data, rng):
    """Another rule, or arguments of a rule."""
    if data["nodes"]:
        node = rng.choice(data["nodes"])
        node[0] = rng.choice(RULES)
        node[3] = node[3][:-1] if rng.random() < 0.5 else node[3]


def truncated(data, rng):
    """A proof without one of its premises, or an assumption that was not made."""
    nodes = [n for n in data["nodes"] if n[2]]
    if nodes:
        rng.choice(nodes)[2].pop()
    elif data["sequents"]:
        rng.choice(data["sequents"]).append(rng.randrange(len(data["terms"])))


def turned(data, rng):
    """The sides of the claim in the place of one another."""
    row = data["terms"][data["claim"]["proposition"]]
    if row[0] == "apply" and len(row) > 3:
        row[-2:] = row[:-3:-1]


def widened(data, rng):
    """A hypothesis weakened: more numbers are allowed, or a symbol of another sort."""
    given = [data["terms"][h[0]] for h in data["claim"]["hypotheses"]]
    rows = [r for r in given if len(r) > 1 and r[1] in {"gt", "lt", "ne"}]
    if rows:
        row = rng.choice(rows)
        row[1] = {"gt": "ge", "lt": "le", "ne": "eq"}[row[1]]
    else:
        rows = [r for r in data["terms"] if r[0] == "symbol" and r[2] in (["integer"], ["real"])]
        if rows:
            row = rng.choice(rows)
            row[2] = ["real" if row[2][0] == "integer" else "integer", *row[2][1:]]


def assumption(data, rng):
    """A sequent of the proof with an assumption less."""
    given = [s for s in data["sequents"] if len(s) > 1]
    if given:
        rng.choice(given).pop(0)


def grafted(data, rng):
    """Another step of the proof in the place of the last one."""
    evidence = data.get("proof")
    if evidence and len(data["nodes"]) > 1:
        evidence["root"] = rng.randrange(len(data["nodes"]))


CHANGES = (
    *(number, head, order, hypothesis, conclusion, witness, rule, truncated),
    *(turned, widened, assumption, grafted),
)


def tampered(data, seed, *, sign):
    """The certificate with something changed, and how; None where nothing came of it."""
    rng = random.Random(seed)
    changed = copy.deepcopy(data)
    change = rng.choice(CHANGES)
    change(changed, rng)
    if changed == data:
        return None
    if sign:
        changed["digest"] = digest_of(changed)
    return changed, change.__name__
