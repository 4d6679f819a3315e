"""Coverage-guided fuzzing of the reader and of elaboration: `make fuzz`, which installs atheris.


Whatever the bytes are, the answer is a derivation or a refusal with a place, in bounded time.
"""

import sys

import atheris

with atheris.instrument_imports():
    from derive.core.source import UnreadableError
    from derive.elaborate.document import elaborate
    from derive.syntax.reading import read

FILES = ("a.md", "a.txt", "a.tex", "a.ipynb", "a.py", "-")


def one(data):
    """Read a file of some format and elaborate what is in it."""
    provider = atheris.FuzzedDataProvider(data)
    path = FILES[provider.ConsumeIntInRange(0, len(FILES) - 1)]
    kind = provider.ConsumeIntInRange(0, 2)
    text = provider.ConsumeBytes(provider.remaining_bytes())
    if kind:
        text = b"Let $x$ be real. $$" + text + b"$$\n"
    try:
        elaborate(read(path, text))
    except UnreadableError:
        return


atheris.Setup(sys.argv, one)
atheris.Fuzz()
