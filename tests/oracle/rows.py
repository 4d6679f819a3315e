"""The corpus: rows of claims with their truth, kept as TOML by area."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: ``name`` says what it is about, ``given`` are assumptions in LaTeX.

    ``make`` says how symbols are drawn for hypotheses that random points would miss; ``point`` is where a
    false claim fails; ``why`` replaces a numeric check that cannot be made; ``condition`` is LaTeX that holds
    exactly where the claim is meant, when the context does not imply it.
    """

    area: str
    name: str
    latex: str
    truth: bool
    given: tuple[str, ...] = ()
    make: tuple[tuple[str, str], ...] = ()
    point: tuple[tuple[str, object], ...] = ()
    why: str = ""
    condition: str = ""

    @property
    def key(self) -> str:
        """The name for people and test reports."""
        return f"{self.area}/{str(self.truth).lower()}/{self.name}"


def rows(kind: str) -> Iterator[Row]:
    """All rows of ``identities`` or ``order``, by file and in the order written."""
    for path in sorted((CORPUS / kind).glob("*.toml")):
        yield from table(path)


def table(path: Path) -> Iterator[Row]:
    """The rows of one area."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, entry in data.items():
        if name not in ("true", "false"):
            raise ValueError(f"{path.name}: tables are true and false, not {name}")
        for key, written in entry.items():
            fields = {"claim": written} if isinstance(written, str) else written
            yield row(path.stem, key, name == "true", fields)


def row(area: str, name: str, truth: bool, fields: dict[str, object]) -> Row:
    """One row from its fields; a misspelt field is an error."""
    known = {"claim", "given", "make", "point", "why", "condition"}
    if not set(fields) <= known:
        raise ValueError(f"{area}/{name}: {sorted(set(fields) - known)}")
    return Row(
        area,
        name,
        str(fields["claim"]),
        truth,
        tuple(fields.get("given", ())),
        tuple(fields.get("make", {}).items()),
        tuple((name, frozen(entry)) for name, entry in fields.get("point", {}).items()),
        str(fields.get("why", "")),
        str(fields.get("condition", "")),
    )


def frozen(entry: object) -> object:
    """Lists as tuples, so that rows can be keys."""
    return tuple(map(frozen, entry)) if isinstance(entry, list) else entry
