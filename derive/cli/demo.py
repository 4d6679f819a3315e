"""Show what a check looks like, on a derivation with a mistake in it."""

import sys
import tempfile
import webbrowser
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError
from derive.cli.main import main
from derive.theory.messages import say

NAME: Final = "derivation.md"
PAGE: Final = r"""Let $\lambda > 0$ and $x \in \mathbb{R}^K$. The smooth maximum is

$$L(x) = \frac{1}{\lambda} \log \sum_{j=1}^{K} e^{\lambda x_j}$$

Its derivative is

$$\frac{\partial L}{\partial x_k}
  = \frac{1}{\lambda} \cdot \frac{e^{\lambda x_k}}{\sum_{j=1}^{K} e^{\lambda x_j}}
  = \frac{e^{\lambda x_k}}{\lambda \sum_{j=1}^{K} e^{\lambda x_j}}$$

At $\lambda = 1$ the derivatives are the softmax, and they sum to one:

$$\sum_{k=1}^{K} \frac{e^{\lambda x_k}}{\sum_{j=1}^{K} e^{\lambda x_j}} = 1$$
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--out", metavar="FOLDER", help="where to put the two files; else a temporary folder")
    parser.add_argument("--open", action="store_true", help="open the page in a browser")


def run(arguments: Namespace) -> int:
    """Write the derivation, check it, and name the page with the findings."""
    folder = Path(arguments.out or tempfile.mkdtemp(prefix="derive-demo-"))
    source = folder / NAME
    page = source.with_suffix(".html")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        source.write_text(PAGE, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(say("cli.cannot-write", path=str(source), reason=reason)) from error
    sys.stdout.write(f"$ derive check {source}\n")
    main(["check", str(source), "--out", "-", "--out", str(page)])
    sys.stdout.write("\n" + say("cli.demo", source=str(source), page=str(page)) + "\n")
    if arguments.open:
        webbrowser.open(page.resolve().as_uri())
    return 0


EXAMPLES: Final = (
    ("derive demo", "a mistake, what is said of it, and a page to open"),
    ("derive demo --open", "the same, and open the page"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
