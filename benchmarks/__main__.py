"""Run all benchmarks and write ``benchmarks/results.md``."""

import gc
import sys
from collections.abc import Callable

from benchmarks import (
    HERE,
    comparing,
    deciding,
    digits,
    grading,
    growth,
    kernels,
    plots,
    reading,
    startup,
    steps,
)
from derive.cli.main import COLLECTED

PARTS: dict[str, Callable[[], str]] = {
    "Deciding": deciding.report,
    "Comparing": comparing.report,
    "Steps": steps.report,
    "Growing": growth.report,
    "Kernels": kernels.report,
    "Digits": digits.report,
    "Grading": grading.report,
    "Reading": reading.report,
    "Starting": startup.report,
}


RESULTS = HERE / "results.md"
HEAD = """# Results

Written by `make bench`: ratios of one run on one machine, milliseconds of CPU.
"""


def kept() -> dict[str, str]:
    """The sections of the last results by name."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    sections = (section.partition("\n") for section in text.split("\n## ")[1:])
    return {name: body.strip("\n") for name, _, body in sections}


def main() -> None:
    """All parts, or those named on the command line; the results of the others are kept."""
    gc.set_threshold(*COLLECTED)
    sections = kept()
    for name, report in PARTS.items():
        if not sys.argv[1:] or name.lower() in sys.argv[1:]:
            sys.stderr.write(f"{name} ...\n")
            sections[name] = report().strip("\n")
            print(f"## {name}\n\n{sections[name]}\n")
    text = "".join(f"\n## {name}\n\n{sections[name]}\n" for name in PARTS if name in sections)
    RESULTS.write_text(HEAD + text, encoding="utf-8")
    plots.write(sections)


if __name__ == "__main__":
    main()
