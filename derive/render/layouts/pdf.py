"""A sheet as PDF, by pdflatex where it is installed: no shell, no files but its own, a limit of time."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from derive.render.layout import Layout, LayoutError
from derive.render.sheet import SheetView
from derive.render.sheet_tex import source_of
from derive.theory.messages import say

SECONDS: Final = 60
RESTRICTED: Final = {
    "openin_any": "p",
    "openout_any": "p",
    "shell_escape": "f",
    "max_print_line": "1000",
    "SOURCE_DATE_EPOCH": "0",
    "FORCE_SOURCE_DATE": "1",
}


def render(view: SheetView) -> bytes:
    """The PDF.

    Raises:
        LayoutError: pdflatex is not there, takes too long, or refuses the source.
    """
    program = shutil.which("pdflatex")
    if program is None:
        raise LayoutError(say("cli.no-pdflatex"))
    with TemporaryDirectory() as folder:
        return _compiled(program, Path(folder), source_of(view))


def _compiled(program: str, folder: Path, source: bytes) -> bytes:
    (folder / "sheet.tex").write_bytes(source)
    command = [program, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "sheet.tex"]
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "TEXMFHOME", "SystemRoot") if name in os.environ
    }
    try:
        subprocess.run(  # noqa: S603  # a fixed command over our own source
            command, cwd=folder, env=kept | RESTRICTED, timeout=SECONDS, check=True, capture_output=True
        )
    except subprocess.TimeoutExpired as error:
        raise LayoutError(say("cli.pdflatex-slow", seconds=SECONDS)) from error
    except subprocess.CalledProcessError as error:
        log = error.stdout.decode("utf-8", "replace")
        reason = next((line for line in log.splitlines() if line.startswith("!")), "")
        raise LayoutError(say("cli.pdflatex-failed", reason=reason)) from error
    return (folder / "sheet.pdf").read_bytes()


LAYOUT = Layout("pdf", render)
