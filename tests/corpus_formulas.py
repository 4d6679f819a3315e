"""Formulas with the trees that they are read as, one line each; run this file to write the trees anew.

A file of ``corpus/formulas`` has a formula a line, and under it, indented, its outline or the
message's code and the place of a refusal. Review what changes as a diff.
"""

from pathlib import Path

from derive.core.source import UnreadableError
from derive.syntax.outline import outline
from derive.syntax.parser import parse

FOLDER = Path(__file__).parent / "corpus" / "formulas"
INDENT = "    "


def formulas(path):
    """Pairs of formula and expected line; comments and empty lines have None."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = []
    for line in lines:
        if line.startswith(INDENT) and pairs:
            pairs[-1][1] = line.strip()
        else:
            pairs.append([line, None])
    return pairs


def is_formula(line):
    """Whether a line is a formula and not a comment."""
    return bool(line.strip()) and not line.startswith("#")


def language(path):
    """The language of a file, by its name."""
    return "de" if path.stem.endswith("_de") else "en"


def reading(latex, spoken="en"):
    """A formula's outline, or its refusal."""
    try:
        return outline(parse(latex, language=spoken))
    except UnreadableError as error:
        place = error.diagnostic.place
        return f"! {error.diagnostic.code} @ {latex[place.start : place.end]}"


def rewrite():
    """Write every expected line anew."""
    for path in sorted(FOLDER.glob("*.txt")):
        lines = []
        for line, _ in formulas(path):
            lines.append(line)
            if is_formula(line):
                lines.append(INDENT + reading(line, language(path)))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    rewrite()
