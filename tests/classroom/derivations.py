"""Right derivations for the two sheets beside this file, by exercise and goal, several for each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms and relations in turn; ``goal`` is the part of the exercise it shows. A ``lemma`` only helps."""

    goal: str
    members: tuple[str, ...]
    lemma: bool = False

    @property
    def steps(self) -> int:
        """How many relations there are."""
        return len(self.members) // 2


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything one student writes for an exercise.

    ``has_index``: the free index may be called otherwise. ``values`` are those of a task that asks for some,
    ``is_right`` whether they satisfy it.
    """

    chains: tuple[Chain, ...]
    has_index: bool = False
    values: str = ""
    is_right: bool = True


def answers() -> Mapping[str, Mapping[str, tuple[Answer, ...]]]:
    """All answers by sheet and label."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[Answer, ...]]] = {}
    for entry in tomllib.loads(text)["answer"]:
        known = found.setdefault(entry["sheet"], {})
        known[entry["exercise"]] = (*known.get(entry["exercise"], ()), _answer(entry))
    return found


def _answer(entry: dict[str, Any]) -> Answer:
    chains = tuple(_chain(c) for c in entry.get("chain", ()))
    return Answer(chains, entry.get("index", False), entry.get("values", ""), entry.get("right", True))


def _chain(entry: dict[str, Any]) -> Chain:
    members = tuple(part.strip() for part in entry["text"].split("|"))
    return Chain(entry["goal"], members, entry.get("lemma", False))


SHEETS = answers()
