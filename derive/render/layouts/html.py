"""A sheet as one self-contained page: no network, no scripts, vector graphics, fit for print."""

from functools import partial

from derive.render.drawing import shown
from derive.render.formulas import wrong_formula
from derive.render.layout import Layout
from derive.render.page import page
from derive.render.sheet import SheetView
from derive.render.svg import figure, sample, sign
from derive.render.transcript import vocabulary
from derive.render.wording import amount, in_rows, marks, points, requirements


def render(view: SheetView) -> bytes:
    """The page."""
    text = page(
        "sheet.html.j2",
        view.language,
        view=view,
        figure=partial(figure, language=view.language),
        sample=sample,
        sign=sign,
        number=partial(shown, language=view.language),
        marks=marks,
        amount=partial(amount, language=view.language),
        points=points,
        in_rows=in_rows,
        wrong_formula=wrong_formula,
        requirements=requirements,
        **vocabulary(view.language),
    )
    return text.encode()


LAYOUT = Layout("html", render)
