"""Print a sheet: exercises, solutions, or a guide for marking."""

import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError, unknown_name
from derive.cli._files import write_whole
from derive.cli._sheet import sheet_of
from derive.registry import load, names
from derive.render.layout import Layout, LayoutError
from derive.render.seen import Mistake, mistakes_in
from derive.render.sheet import KINDS, Kernels, sheet_view
from derive.sheet.model import ReadSheet
from derive.theory.messages import say

LAYOUTS: Final = "derive.render.layouts"
KERNELS: Final = ("none", "source", "measured")
SAMPLE: Final = "submission.md"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("sheet", metavar="SHEET", help="the sheet, or its folder")
    add("--kind", metavar="KIND", default=KINDS[0], help=f"what to print: {', '.join(KINDS)}")
    add("--format", metavar="NAME", help=f"how to print it: {', '.join(names(LAYOUTS))}")
    add("--out", metavar="PATH", help="where to write it; its suffix says how if --format does not")
    add("--kernels", metavar="HOW", choices=KERNELS, help=f"array functions: {', '.join(KERNELS)}")
    add("--pseudonym", metavar="NAME", default="", help="whose random values are drawn")
    add(
        "--seen",
        metavar="PATH",
        action="append",
        help="submissions whose mistakes the guide for marking lists",
    )


def run(arguments: Namespace) -> int:
    """Print the sheet."""
    if arguments.kind not in KINDS:
        raise UsageError(_unknown("cli.unknown-kind", arguments.kind, KINDS))
    layout = _layout(arguments)
    sheet = sheet_of(arguments.sheet, arguments.pseudonym)
    seen = _seen(sheet, arguments.seen) if arguments.kind == "marking" else ()
    try:
        kernels = _kernels(arguments.kernels or ("measured" if layout.suffix == "html" else "none"))
        printed = layout.render(sheet_view(sheet, arguments.kind, mistakes=seen, kernels=kernels))
    except LayoutError as error:
        raise UsageError(str(error)) from error
    _write(printed, arguments.out, layout.suffix)
    return 0


def _kernels(how: str) -> Kernels | None:
    """What makes array functions of exercises; only with them is NumPy needed."""
    if how == "none":
        return None
    from derive.render.kernels import kernel_of  # noqa: PLC0415  # loads NumPy

    return partial(kernel_of, measured=how == "measured")


def _unknown(code: str, name: str, known: tuple[str, ...] | list[str]) -> str:
    return unknown_name(code, name, known) + " " + say("cli.known-names", names=", ".join(known))


def _layout(arguments: Namespace) -> Layout:
    """By ``--format``, else by the suffix of ``--out``, else a page."""
    known = list(names(LAYOUTS))
    suffix = Path(arguments.out).suffix.lstrip(".") if arguments.out else ""
    name = arguments.format or (suffix if suffix in known else "html")
    if name not in known:
        raise UsageError(_unknown("cli.unknown-format", name, known))
    return load(LAYOUTS, name, "LAYOUT", Layout)


def _seen(sheet: ReadSheet, given: list[str] | None) -> tuple[Mistake, ...]:
    """The mistakes in the submissions named, or in the sample beside the sheet."""
    paths = [Path(p) for p in given] if given else [sheet.folder / SAMPLE]
    files = [f for p in paths for f in (sorted(p.rglob("*.md")) if p.is_dir() else [p])]
    return mistakes_in(sheet, [f for f in files if f.is_file()])


def _show(printed: bytes, *, is_text: bool) -> None:
    if is_text:
        sys.stdout.write(printed.decode())
    else:
        sys.stdout.buffer.write(printed)


def _write(printed: bytes, out: str | None, suffix: str) -> None:
    if out is None:
        _show(printed, is_text=suffix != "pdf")
        return
    write_whole(out, printed)


EXAMPLES: Final = (
    ("derive render sheets/05 --out exercises.html", "the sheet for students"),
    (
        "derive render sheets/05 --kind solutions --out solutions.pdf",
        "solutions with what was proved, through pdflatex",
    ),
    (
        "derive render sheets/05 --kind marking --seen submissions/",
        "a guide with the mistakes that were made",
    ),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
