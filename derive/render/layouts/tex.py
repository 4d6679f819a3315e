"""A sheet as LaTeX."""

from derive.render.layout import Layout
from derive.render.sheet_tex import source_of

LAYOUT = Layout("tex", source_of)
