"""Confirm the identities with the oracle of the tests (``python -m benchmarks.confirm``)."""

import sys

from oracle.confirm import digest
from oracle.judging import opinion

from benchmarks.deciding import CLAIMS, rows

CONFIRMED = CLAIMS / "confirmed.txt"


def main() -> int:
    """Look at every row, and note those of which the oracle says the same."""
    kept: list[str] = []
    wrong = 0
    for row in rows():
        if opinion(row).holds is row.truth:
            kept.append(f"{row.key} {digest(row)}\n")
        else:
            wrong += 1
            sys.stderr.write(f"{row.key}: {row.latex} is written as {row.truth}\n")
    CONFIRMED.write_text("".join(kept), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
