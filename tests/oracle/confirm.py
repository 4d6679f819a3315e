"""Confirm every row of the corpus with the oracle, and note which were (``python -m oracle.confirm``)."""

import sys
from hashlib import blake2b

from oracle.judging import Opinion, opinion
from oracle.rows import CORPUS, Row, rows

CONFIRMED = CORPUS / "confirmed.txt"
KINDS = ("identities", "order")


def digest(row: Row) -> str:
    """What the confirmation of a row depends on."""
    return blake2b(repr(row).encode(), digest_size=6).hexdigest()


def agrees(row: Row, found: Opinion) -> bool:
    """Whether the oracle confirms the row; where it sees nothing, a written reason must do."""
    return found.holds is row.truth or (found.holds is None and bool(row.why))


def confirmed() -> dict[str, str]:
    """The rows that were confirmed, with their digests."""
    lines = CONFIRMED.read_text(encoding="utf-8").splitlines() if CONFIRMED.exists() else []
    return dict(line.split() for line in lines)


def main() -> int:
    """Look again at rows that changed; all of them with ``--all``."""
    before = {} if "--all" in sys.argv else confirmed()
    after: dict[str, str] = {}
    wrong = 0
    for kind in KINDS:
        for row in rows(kind):
            key = f"{kind}/{row.key}"
            if before.get(key) == digest(row) or agrees(row, found := opinion(row)):
                after[key] = digest(row)
            else:
                wrong += 1
                sys.stderr.write(f"{key}: {row.latex} is written as {row.truth}, seen {found}\n")
    CONFIRMED.write_text("".join(f"{k} {v}\n" for k, v in after.items()), encoding="utf-8")
    sys.stderr.write(f"{len(after)} rows confirmed, {wrong} not\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
