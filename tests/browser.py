"""Pages in a browser without a window: what a script finds in them, and how they look."""

import json
import re
import shutil
import subprocess
import sys
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (360, 800, 1400)
NARROWEST = 500
DARK = "--blink-settings=preferredColorScheme=0"
CHROMIUM = next(
    (p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None
)
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
FOUND = re.compile(r'<pre id="found">(.*?)</pre>', re.DOTALL)


def run(page, *options):
    with TemporaryDirectory() as profile:
        command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", *options, Path(page).resolve().as_uri()]
        return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()


def found_by(script, page, *, width=800):
    """What an expression (a promise) becomes in a page; the rule against scripts is lifted for it."""
    text = POLICY.sub("", Path(page).read_text(encoding="utf-8"))
    collector = (
        "Promise.resolve().then(() => (EXPRESSION)).catch(e => 'error: ' + e).then(found => {"
        "const p = document.createElement('pre'); p.id = 'found';"
        "p.textContent = JSON.stringify(found); document.body.append(p); });"
    ).replace("EXPRESSION", script)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(text.replace("</body>", f"<script>{collector}</script></body>"), encoding="utf-8")
        dom = run(copy, f"--window-size={width},1200", "--virtual-time-budget=20000", "--dump-dom")
    return json.loads(unescape(FOUND.search(dom)[1]))


def framed(page, folder, width, height=9000):
    """A page in a frame of a width; a window cannot be made as narrow as a phone."""
    text = POLICY.sub("", Path(page).read_text(encoding="utf-8"))
    frame = (
        f'<iframe srcdoc="{escape(text)}" style="width: {width}px; height: {height}px; border: 0"></iframe>'
    )
    outer = Path(folder) / "outer.html"
    body = f'<body style="margin: 0">{frame}</body>'
    outer.write_text(f"<!DOCTYPE html><meta charset=utf-8>{body}", encoding="utf-8")
    return outer


def width_needed(page, width=360):
    """How wide a page becomes in a frame of a width."""
    script = (
        "new Promise(done => setTimeout(() => done(frames[0].document.documentElement.scrollWidth), 500))"
    )
    with TemporaryDirectory() as folder:
        return found_by(script, framed(page, folder, width))


def screenshot(page, target, width, height=2400, *options):
    """The upper part of a page as a picture; what is right of a phone's width is empty."""
    window = f"--window-size={max(width, NARROWEST)},{height}"
    with TemporaryDirectory() as folder:
        shown = framed(page, folder, width, height) if width < NARROWEST else page
        run(shown, window, *options, f"--screenshot={target}")


def printed(page, target):
    run(page, "--no-pdf-header-footer", f"--print-to-pdf={target}")


def accessibility(axe, page):
    """The findings of axe-core that are serious or worse."""
    script = Path(axe).read_text(encoding="utf-8").replace("</script", "<\\/script")
    expression = (
        "(() => { const s = document.createElement('script'); "
        f"s.textContent = {json.dumps(script)}; document.head.append(s); "
        "return axe.run(document).then(r => r.violations.map("
        "v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)])) })()"
    )
    return found_by(expression.replace("</", "<\\/"), page)


def main(arguments):
    """``accessibility AXE PAGES...`` or ``screenshots FOLDER PAGES...``; 1 for anything serious."""
    task, where, *pages = arguments
    if task == "screenshots":
        for page in pages:
            name = "-".join(Path(page).resolve().relative_to(ROOT / "reports").with_suffix("").parts)
            Path(where).mkdir(parents=True, exist_ok=True)
            for width in WIDTHS:
                screenshot(page, Path(where) / f"{name}-{width}.png", width)
            screenshot(page, Path(where) / f"{name}-dark.png", 800, 2400, DARK)
            printed(page, Path(where) / f"{name}.pdf")
        return 0
    serious = 0
    for page in pages:
        for impact, rule, count, example in accessibility(where, page):
            sys.stdout.write(f"{page}: {impact}: {rule} ({count} times), such as {example}\n")
            serious += impact in ("serious", "critical")
    sys.stdout.write(f"accessibility: {len(pages)} pages, {serious} serious findings\n")
    return int(serious > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
