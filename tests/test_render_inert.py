"""Whatever a submission holds, a page shows it as text: parsed, and held against what pages are made of."""

import re
from html.parser import HTMLParser

import pytest

from derive.core.source import Diagnostic, UnreadableError
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.render.compose import document_report, report, unusable
from derive.render.format import Style
from derive.render.formats import html
from derive.syntax.reading import read

ELEMENTS = {
    "wbr",
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "nav", "div"),
    *(
        "span",
        "p",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "a",
        "b",
        "strong",
        "code",
        "pre",
        "mark",
        "sup",
        "sub",
    ),
    *(
        "br",
        "table",
        "caption",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "math",
        "semantics",
        "annotation",
        "mrow",
    ),
    *("mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder"),
    *("mover", "munderover", "mtable", "mtr", "mtd"),
}
ATTRIBUTES = {
    *("lspace", "rspace"),
    *(
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "id",
        "href",
        "style",
        "tabindex",
        "scope",
    ),
    *("aria-hidden", "aria-label", "role", "displaystyle", "alttext", "encoding", "form", "fence", "accent"),
    *("rowspan", "stretchy", "mathvariant", "separator", "width", "linethickness"),
}
SIZE = re.compile(r"(flex|height|width): [\d.]+(em|%|)")
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></math><svg/onload=alert(1)>",
    "[a](javascript:alert(1)) <a href='javascript:1'>b</a>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "<!-- --><style>@import url(//x.example)</style>",
    "&lt;b&gt;&#60;i&#62;",
    "\u202e\x1b[31m\x00",
]
PLACES = {
    "heading": "# {}\n\n$$x = x$$\n",
    "prose": "Let $x > 0$ {} and\n\n$$x = x + 1$$\n",
    "words": "$$x = x \\text{{{}}}$$\n",
    "operator": "$$\\operatorname{{{}}}(x) = x$$\n",
    "source": "$${}$$\n\n$$x=x$$",
    "macro": "$$\\{} = 1$$\n",
    "remark": "$$x = x + 1 \\quad (\\text{{since {} holds}})$$\n",
}


class Outline(HTMLParser):
    """The elements and attributes of a page, and the texts inside."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.texts = [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs

    handle_startendtag = handle_starttag

    def handle_data(self, data):
        self.texts.append(data)


def outline(page):
    parser = Outline()
    parser.feed(page)
    return parser


def assert_inert(page, *, links=("#",)):
    found = outline(page)
    assert set(found.elements) <= ELEMENTS
    assert {name for name, _ in found.attributes} <= ATTRIBUTES
    assert found.elements.count("style") == found.elements.count("title") == 1
    assert all(value.startswith(links) for name, value in found.attributes if name == "href")
    assert all(SIZE.fullmatch(value) for name, value in found.attributes if name == "style")
    assert not any(c in page for c in "\x00\x1b\u202e")
    return found


def page_of(text, path="notes.md"):
    try:
        document = document_report(check(elaborate(read(path, text.encode()))))
    except UnreadableError as error:
        document = unusable(path, error.diagnostic)
    return html.FORMAT.render(report((document,)), Style())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_in_a_document_stay_text(place, payload):
    assert_inert(page_of(PLACES[place].format(payload)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_in_the_name_of_a_file_stay_text(payload):
    found = assert_inert(
        html.FORMAT.render(report((unusable(f"{payload}.md", Diagnostic("syntax.no-file")),)), Style())
    )
    if payload.isprintable():
        assert f"{payload}.md" in "".join(found.texts)


def test_the_check_of_inertness_sees_what_is_not():
    with pytest.raises(AssertionError):
        assert_inert(page_of("$$x=x$$").replace("</main>", "<img src=x onerror=alert(1)></main>"))
    with pytest.raises(AssertionError):
        assert_inert(page_of("$$x=x$$").replace("</main>", "<a href='javascript:1'>x</a></main>"))
