"""Run all benchmarks and write ``benchmarks/results.md``."""

import sys
from collections.abc import Callable

from benchmarks import HERE, deciding, growth, reading, startup

PARTS: dict[str, Callable[[], str]] = {
    "Deciding": deciding.report,
    "Growing": growth.report,
    "Reading": reading.report,
    "Starting": startup.report,
}


def main() -> None:
    """All parts, or those named on the command line."""
    chosen = [name for name in PARTS if not sys.argv[1:] or name.lower() in sys.argv[1:]]
    text = "# Results\n\nWritten by `make bench`: ratios of one run on one machine, milliseconds of CPU.\n"
    for name in chosen:
        sys.stderr.write(f"{name} ...\n")
        text += f"\n## {name}\n\n{PARTS[name]()}"
    print(text)
    if chosen == list(PARTS):
        (HERE / "results.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
