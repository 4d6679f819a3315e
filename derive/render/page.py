"""Self-contained pages: one environment for all templates, the font, and how texts are shown in HTML."""

from base64 import b64encode
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import derive
from derive.render import formulas
from derive.render.localized import in_language, number_in_language
from derive.render.signs import scripted
from derive.render.words import printable
from derive.theory.messages import say

FOLDER: Final = Path(__file__).parent
FONT: Final = FOLDER / "font" / "stix-two-math.woff2"


@cache
def environment() -> Environment:
    """The templates; whatever they are given is escaped."""
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["printable"] = lambda text: printable(str(text))
    found.filters["signs"] = lambda text: scripted(printable(str(text)))
    found.filters["mathematics"] = formulas.mathematics
    found.filters["glimpse"] = formulas.glimpse
    found.filters["told"] = formulas.told
    found.filters["markdown"] = formulas.markdown
    found.filters["assumption"] = formulas.assumption
    found.filters["value"] = formulas.value
    found.filters["number"] = number_in_language
    found.globals.update(
        version=derive.__version__,
        font=font,
        row=formulas.row,
        inline=formulas.inline,
        closing=formulas.closing,
        display=formulas.display,
    )
    return found


@cache
def font() -> Markup:
    """The font for mathematics as the address of its own data."""
    return Markup("data:font/woff2;base64," + b64encode(FONT.read_bytes()).decode())  # noqa: S704  # our own file


def macros(template: str, language: str, **values: Any) -> Any:
    """The macros of a template, as functions."""
    found = environment().get_template(template)
    return found.make_module({"language": language, "tell": partial(say, language=language), **values})


def page(template: str, language: str, **values: Any) -> str:
    """A page in a language."""
    tell = partial(say, language=language)
    text = environment().get_template(template).render(language=language, tell=tell, **values)
    return in_language(text, language)
