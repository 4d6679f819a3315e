"""Count the claims of each area that are decided; run as a script, it writes the new floor."""

import sys
import tomllib

from oracle.confirm import KINDS
from oracle.rows import CORPUS, rows
from verdicts import is_decided, word

FLOOR = CORPUS / "floor.toml"


def main() -> None:
    """Count, and write the table; with ``--lower`` counts may fall."""
    before = tomllib.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    lines = ["# Claims decided in each area; written by tests/corpus_floor.py."]
    for kind in KINDS:
        counts: dict[str, int] = {}
        totals: dict[str, int] = {}
        for row in rows(kind):
            counts[row.area] = counts.get(row.area, 0) + is_decided(word(row))
            totals[row.area] = totals.get(row.area, 0) + 1
        lines.append(f"\n[{kind}]")
        for area, count in counts.items():
            least = 0 if "--lower" in sys.argv else before.get(kind, {}).get(area, 0)
            lines.append(f"{area} = {max(count, least)}  # of {totals[area]}")
    FLOOR.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
