"""What `reports/` holds: findings for the sample submissions, printed sheets, grading of the samples.

Run as a program it writes the folder anew; a test holds the folder against what would be written.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from derive.cli._documents import Settings, check_source, sources
from derive.cli.main import main
from derive.registry import load
from derive.render.compose import report
from derive.render.format import Format, Style
from derive.render.layout import Layout
from derive.render.seen import mistakes_in
from derive.render.sheet import KINDS, sheet_view
from derive.sheet.read import read_sheet

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports"
PROBLEMS = ROOT / "problems"
SHEETS = sorted(p.parent.name for p in PROBLEMS.glob("*/sheet.*") if p.suffix in (".py", ".md"))
SAMPLE = "submission.md"
LEFT_OUT = ("results.jsonl", ".lock")
LAYOUTS = {"exercises": ("html",), "solutions": ("html", "tex", "md"), "marking": ("html",)}


def findings(name):
    """The findings for the sample submission of a sheet, as `make demo` writes them."""
    os.chdir(ROOT)
    document = check_source(Settings(), next(iter(sources([f"problems/{name}/{SAMPLE}"]))))
    for form in ("text", "json", "html"):
        layout = load("derive.render.formats", form, "FORMAT", Format)
        yield f"{name}.{layout.suffix}", layout.render(report((document,)), Style()).encode()


def printed(name, kinds):
    """The sheet in some of its kinds, without array functions, whose errors depend on the machine."""
    sheet = read_sheet(PROBLEMS / name)
    for kind in kinds:
        view = sheet_view(sheet, kind, mistakes=_seen(sheet) if kind == "marking" else ())
        for layout in LAYOUTS[kind]:
            how = load("derive.render.layouts", layout, "LAYOUT", Layout)
            yield f"{name}/{kind}.{how.suffix}", how.render(view)


def _seen(sheet):
    sample = sheet.folder / SAMPLE
    return mistakes_in(sheet, [sample]) if sample.is_file() else ()


def graded(name):
    """The grading of the sample submission."""
    with TemporaryDirectory() as folder:
        handed_in, out = Path(folder) / "submissions", Path(folder) / "out"
        handed_in.mkdir()
        shutil.copy(PROBLEMS / name / SAMPLE, handed_in / "sample.md")
        (handed_in / "roster.csv").write_text("pseudonym,name\nsample,sample\n", encoding="utf-8")
        status = main(["grade", str(PROBLEMS / name), str(handed_in), "--out", str(out), "--jobs", "1"])
        if status:
            raise RuntimeError(name)
        for path in sorted(p for p in out.rglob("*") if p.is_file() and p.name not in LEFT_OUT):
            yield f"{name}/grading/{path.relative_to(out).as_posix()}", path.read_bytes()


def quickly_written(name):
    """What does not take grading the sample again."""
    found = dict(printed(name, KINDS[:2]))
    return found | dict(findings(name)) if (PROBLEMS / name / SAMPLE).is_file() else found


def written(name):
    """Everything about one sheet, by path below `reports/`."""
    found = quickly_written(name) | dict(printed(name, KINDS[2:]))
    return found | dict(graded(name)) if (PROBLEMS / name / SAMPLE).is_file() else found


def rewrite(chosen=()):
    """Write the folder anew, or what it holds about some sheets; what fails leaves the old files there."""
    for name in chosen or SHEETS:
        found = written(name)
        for old in (*REPORTS.glob(f"{name}.*"), REPORTS / name):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        for path, content in found.items():
            target = REPORTS / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for old in [p for p in REPORTS.iterdir() if p.name.split(".")[0] not in SHEETS]:
        shutil.rmtree(old) if old.is_dir() else old.unlink()


if __name__ == "__main__":
    rewrite(sys.argv[1:])
    sys.stdout.write("The reports are in reports/.\n")
