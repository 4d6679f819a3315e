"""Math-Verify, asked in an environment of its own: pairs of formulas come in, answers go out, as JSON lines.

python in_math_verify.py SECONDS_A_CASE SECONDS_IN_ALL < PAIRS
"""

import json
import logging
import sys
from functools import partial
from time import process_time

from limit import within  # beside this file, which is run as a script


def ask(left: str, right: str) -> list[bool]:
    """Whether both were read, and whether they were found equal."""
    from math_verify import parse, verify  # noqa: PLC0415  # in the other environment alone
    from sympy.core.cache import clear_cache  # noqa: PLC0415  # as above

    clear_cache()
    sides = [parse(f"${side}$", parsing_timeout=None) for side in (left, right)]
    if not all(sides):
        return [False, False]
    return [True, bool(verify(*sides, timeout_seconds=None))]


def main(each: float, whole: float) -> None:
    """Answer until the time is up."""
    logging.disable(logging.CRITICAL)
    ask("x", "x")
    spent = 0.0
    for line in sys.stdin:
        start = process_time()
        found = within(each, partial(ask, *json.loads(line)))
        took = process_time() - start
        spent += took
        sys.stdout.write(json.dumps([found, 1000 * took]) + "\n")
        if spent > whole:
            return


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]))
