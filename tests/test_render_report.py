"""A report made by hand from every verdict, and what each format says of it."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

import derive
from derive.cli.main import main
from derive.core.claim import Claim, Context
from derive.core.derivation import Chain, CheckedDerivation, Derivation, Step
from derive.core.document import Document, Part
from derive.core.sort import INTEGER, REAL, vector
from derive.core.source import Diagnostic, Place
from derive.core.term import Apply, Number, Symbol, bind
from derive.core.verdict import (
    Assignment,
    ProofTree,
    Proved,
    Refuted,
    Sequent,
    Supported,
    Undecided,
    Unreadable,
    Witness,
)
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.registry import load, names
from derive.render.compose import document_report, report, unusable
from derive.render.feedback import restrict
from derive.render.finding import finding
from derive.render.format import Format, Style
from derive.render.formats import concise, html, junit, sarif, text
from derive.render.formats import json as json_format
from derive.render.formulas import value
from derive.render.report import VERDICTS
from derive.syntax.reading import read
from derive.theory.messages import say, sentences

TEXT = "# Notes\n\n$$x^2 = x \\cdot x = 2x = x + x$$\n$$x <> 1$$\n"
BLANK = re.compile(r"\{(\w+)\}")
FIELDS = {
    *("index", "label", "kind", "display", "span", "latex", "lhs", "relation", "rhs", "reading"),
    *("verdict", "method", "trust", "message", "conditions", "domain", "assumed", "holds_if", "cause"),
    *("counterexample", "diagnosis", "follows_from", "repairs", "effort"),
}
x = Symbol("x", REAL)
K = Symbol("K", INTEGER)
v = Symbol("v", vector(K))


def place(fragment, start=0):
    begin = TEXT.index(fragment, start)
    return Place(begin, begin + len(fragment))


def claim(head, left, right):
    return Claim(Context((x, K, v)), Apply(head, left, right))


DOUBLE = Apply("multiply", Number(2), x)
SQUARE = Apply("power", x, Number(2))
PROVED = claim("eq", SQUARE, Apply("multiply", x, x))
WRONG = claim("eq", Apply("multiply", x, x), DOUBLE)
TREE = ProofTree("reflexivity", Sequent((), PROVED.proposition))
WITNESS = Witness(
    Assignment(((x, Number(1)), (K, Number(2)), (v, Apply("vector", Number(1), Number(0))))),
    Number(1),
    Number(2),
    "1",
    "2",
)


def step(index, latex, **more):
    return Step(index, "relation", place(latex), latex, label="1a", relation="=", chain=0, **more)


STEPS = (
    step(0, r"x^2 = x \cdot x", lhs="x^2", rhs=r"x \cdot x"),
    step(1, r"x \cdot x = 2x", lhs=r"x \cdot x", rhs="2 x", rhs_place=place("2x")),
    step(2, "2x = x + x", lhs="2 x", rhs="x + x"),
    step(3, "x <> 1", diagnostic=Diagnostic("syntax.empty-document", place("> 1"))),
    Step(4, "note", place("Notes"), "Notes"),
)


def checked(*verdicts, conclusion=None):
    document = Document("notes.md", (Part(TEXT),), ())
    derivation = Derivation(document, "en", STEPS, (Chain((0, 1, 2), "=", PROVED),), ("x real",))
    return document_report(CheckedDerivation(derivation, verdicts, (conclusion,)))


ALL = checked(
    Proved(PROVED, TREE, "exact", conditions=(Apply("ne", x, Number(1)),)),
    Refuted(WRONG, WITNESS, holds_if=Apply("eq", x, Number(2))),
    Supported(PROVED, points=40, digits=30),
    Unreadable(Diagnostic("syntax.empty-document", place("> 1"))),
    None,
    conclusion=Refuted(WRONG, WITNESS),
)


def rendered(form, *documents, **style):
    return form.render(report(documents), Style(**style))


def encoded(*documents):
    return json.loads(rendered(json_format.FORMAT, *documents))


def test_json_has_every_field_of_the_schema_in_every_step():
    [document] = encoded(ALL)["documents"]
    assert all(set(s) >= FIELDS for s in document["steps"])
    assert set(document) == {"path", "language", "summary", "assumed", "diagnostics", "steps", "chains"}
    assert document["summary"] == {
        "proved": 1, "refuted": 1, "supported": 1, "undecided": 0, "unreadable": 1,
    }  # fmt: skip


def test_json_spans_count_from_one_and_end_exclusively():
    first = encoded(ALL)["documents"][0]["steps"][0]
    assert first["span"] == {"line": 3, "column": 3, "end_line": 3, "end_column": 18, "cell": None}


def test_json_counterexample_has_strings_lists_and_integer_dimensions():
    wrong = encoded(ALL)["documents"][0]["steps"][1]
    assert wrong["counterexample"]["assignment"] == {"x": "1", "K": 2, "v": ["1", "0"]}
    assert (wrong["counterexample"]["lhs"], wrong["counterexample"]["rhs"]) == ("1", "2")
    assert wrong["holds_if"] == "x = 2"


def test_json_certificate_is_absent_unless_asked_for():
    assert "certificate" not in encoded(ALL)["documents"][0]["steps"][0]


def test_what_asserts_nothing_carries_no_verdict():
    note = encoded(ALL)["documents"][0]["steps"][4]
    assert (note["verdict"], note["message"]) == (None, None)


def test_text_shows_the_line_the_place_and_the_reason():
    shown = rendered(text.FORMAT, ALL)
    assert "refuted: wrong here\n  --> notes.md:3:9   problem 1a, step 2 of 3\n" in shown
    assert (
        " 3 | $$x^2 = x \\cdot x = 2x = x + x$$\n"
        "   |         ~~~~~~~~~~~~^^\n"
        "   |\n"
        "   = For x = 1, K = 2, v = (1, 0) the left side is 1, but the right side is 2."
        " It would hold if x =\n"
        "     2.\n"
        "   = The steps before it are proved, so the mistake enters here.\n"
    ) in shown
    assert shown.endswith("notes.md: 1 proved, 1 refuted, 1 supported, 1 unreadable\n")


def test_text_has_the_verdict_as_a_word_and_colour_only_on_request():
    assert "\x1b" not in rendered(text.FORMAT, ALL)
    assert "\x1b[1;31mrefuted\x1b[0m: wrong here" in rendered(text.FORMAT, ALL, colour=True)


def test_text_is_silent_about_proved_steps_unless_reasons_are_asked_for():
    assert "step 1 of 3" not in rendered(text.FORMAT, ALL)
    assert "step 1 of 3" in rendered(text.FORMAT, ALL, explain=True)


def test_a_refuted_end_is_told_when_no_step_is_refuted():
    proved = Proved(PROVED, TREE, "exact")
    whole = checked(proved, proved, proved, None, None, conclusion=Refuted(WRONG, WITNESS))
    assert "the chain as a whole" in rendered(text.FORMAT, whole)
    assert rendered(concise.FORMAT, whole).startswith("notes.md:3:3: refuted: For x = 1")
    assert "the chain as a whole" not in rendered(text.FORMAT, ALL)


def test_concise_is_one_line_a_finding():
    lines = rendered(concise.FORMAT, ALL).splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["notes.md:3:9", "refuted"],
        ["notes.md:3:21", "supported"],
        ["notes.md:4:6", "unreadable"],
    ]
    assert lines[0].endswith("[problem 1a, step 2 of 3]")


def test_undecided_says_why():
    undecided = checked(Undecided(PROVED, "verdict.undecided"), None, None, None, None)
    assert "   = could not decide" in rendered(text.FORMAT, undecided)


def test_an_unusable_document_is_a_diagnostic_without_steps():
    [document] = encoded(unusable("a.md", Diagnostic("syntax.empty-document")))["documents"]
    assert document["steps"] == []
    assert document["diagnostics"][0]["message"] == "The file is empty."


def test_control_characters_do_not_reach_the_terminal():
    shown = rendered(text.FORMAT, unusable("a\x1b[2J.md", Diagnostic("syntax.empty-document")))
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("level", "kept", "held_back"),
    [
        ("marks", "refuted: wrong here", "^^"),
        ("place", "^^", "x = 1"),
        ("reason", "x = 1", "repair"),
    ],
)
def test_feedback_level_holds_back_what_it_should(level, kept, held_back):
    shown = text.FORMAT.render(restrict(report((ALL,)), lambda _: level), Style())
    assert kept in shown
    assert held_back not in shown


@pytest.mark.parametrize(
    ("head", "left", "right", "sentence"),
    [
        ("le", 3, 2, "the left side is 3, which is greater than the right side 2."),
        ("lt", 2, 2, "both sides are 2, so the left side is not less."),
        ("ne", 2, 2, "both sides are 2."),
    ],
)
def test_a_refuted_relation_is_told_in_its_own_words(head, left, right, sentence):
    witness = Witness(Assignment(((x, Number(0)),)), Number(left), Number(right), str(left), str(right))
    found = checked(Refuted(claim(head, x, x), witness), None, None, None, None)
    assert found.steps[0].finding.message == f"For x = 0 {sentence}"


def test_an_index_that_bounds_a_sum_is_a_dimension():
    total = bind("sum", Symbol("j", INTEGER), Symbol("j", INTEGER), Number(1), K)
    refuted = Refuted(Claim(Context((K,)), Apply("eq", total, K)), WITNESS)
    assignment = dict(checked(refuted, None, None, None, None).steps[0].finding.counterexample.assignment)
    assert assignment["K"] == 2


def test_every_format_lays_out_every_verdict_and_an_unusable_document():
    documents = (ALL, unusable("<b>.md", Diagnostic("syntax.empty-document")))
    for name in names("derive.render.formats"):
        form = load("derive.render.formats", name, "FORMAT", Format)
        shown = rendered(form, *documents)
        assert "refuted" in shown, name
        assert "The file is empty." in shown, name


def test_page_escapes_what_it_quotes_and_needs_no_network():
    page = rendered(html.FORMAT, ALL, unusable("<script>.md", Diagnostic("syntax.empty-document")))
    assert "x &lt;&gt; 1" in page
    assert "<script" not in page
    assert "http:" not in page
    assert "https:" not in page
    assert "<mark>x \\cdot x = <strong>2x</strong></mark>" in page


def test_each_formula_carries_its_latex_to_copy():
    page = document_page("Let $x > 0$.\n\n$$(x+1)^2 = x^2 + 2x + 1$$\n$$= x(x+2) + 1$$\n")
    copied = re.findall(r'<span class="latex" aria-hidden="true">(.*?)</span>', page)
    assert copied == ["$x &gt; 0$", "$$(x + 1)^{2} = x^{2} + 2 x + 1$$", "$$= x (x + 2) + 1$$", "$x &gt; 0$"]


def document_page(source):
    return rendered(html.FORMAT, document_report(check(elaborate(read("a.md", source.encode())))))


def test_junit_fails_only_what_is_refuted():
    root = ET.fromstring(rendered(junit.FORMAT, ALL))  # noqa: S314  # our own output
    [suite] = root
    counts = {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "0", "skipped": "2"}


def test_sarif_points_at_the_step():
    log = json.loads(rendered(sarif.FORMAT, ALL))
    first = log["runs"][0]["results"][0]
    assert (first["ruleId"], first["level"]) == ("refuted", "error")
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 23}


def test_german_has_every_sentence_of_english_with_the_same_blanks():
    english, german = sentences("en"), sentences("de")
    assert english.keys() == german.keys()
    blanks = {code: (set(BLANK.findall(english[code])), set(BLANK.findall(german[code]))) for code in english}
    assert [code for code, (here, there) in blanks.items() if here != there] == []


@pytest.mark.parametrize("topic", names("derive.prove.calculus"))
def test_every_rule_has_plain_words(topic):
    rules = load("derive.prove.calculus", topic, "RULES", dict)
    assert [rule for rule in rules if f"rule.{rule}" not in sentences("en")] == []


@pytest.mark.parametrize("width", [40, 60, 80])
def test_text_keeps_to_the_width_of_the_terminal(width):
    long = "the left side of this line is a sentence that goes on and on " * 3
    finding = replace(ALL.steps[1].finding, message=long)
    mark = tuple(replace(m, text=m.text + " . " * 60) for m in ALL.steps[1].mark)
    steps = (ALL.steps[0], replace(ALL.steps[1], finding=finding, mark=mark), *ALL.steps[2:])
    shown = rendered(text.FORMAT, replace(ALL, steps=steps), width=width)
    frames = [line for line in shown.splitlines() if "-->" not in line and not line.startswith("notes.md")]
    assert max(map(len, frames)) <= width + 6


def test_on_a_narrow_screen_the_place_is_told_below_the_path():
    narrow, wide = (rendered(text.FORMAT, ALL, width=w).splitlines() for w in (30, 200))
    paths = [line for line in wide if line.startswith("  --> ") and "   " in line[5:]]
    assert paths
    for line in paths:
        path, _, told = line[4:].strip("> ").partition("   ")
        at = narrow.index(f"  --> {path}")
        assert narrow[at + 1].strip() in told


def test_one_mistake_takes_less_than_a_screen_and_none_takes_a_line():
    one = replace(ALL, steps=ALL.steps[:2], chains=())
    assert rendered(text.FORMAT, one).count("\n") < 24
    none = replace(ALL, steps=ALL.steps[:1], chains=())
    assert rendered(text.FORMAT, none) == "notes.md: 1 proved\n"


@pytest.mark.parametrize(
    ("language", "verdict", "question"),
    [
        ("en", "refuted", "is a condition missing here?"),
        ("de", "widerlegt", "fehlt hier eine Bedingung?"),
    ],
)
def test_where_a_condition_may_be_missing_a_question_is_asked(language, verdict, question):
    found = document_report(derive.check_text("$$\\sqrt{x^2} = x$$", language=language), language)
    shown = text.FORMAT.render(report((found,)), Style())
    assert f"{verdict}: {question}" in shown
    placed = text.FORMAT.render(restrict(report((found,)), lambda _: "place"), Style())
    assert question in placed


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_verdict_has_its_words_for_students(language):
    words = {say(f"verdict.{v}", language) for v in VERDICTS}
    assert len(words) == len(VERDICTS)


def test_a_matrix_of_a_counterexample_is_a_matrix_and_decimals_say_something_new():
    page = document_page(
        "Let $A \\in \\mathbb{R}^{2 \\times 2}$ and $x \\in \\mathbb{R}^2$.\n\n$$x^T A x = 2 A x \\cdot x$$\n"
    )
    table = page.split("<caption>Counterexample</caption>")[1].split("</table>")[0]
    assert table.count("<mtr>") == 2
    assert "≈" not in table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("((1, -2), (3, 1/2))", "<mtr><mtd><mtext>1</mtext></mtd><mtd><mtext>−2</mtext></mtd></mtr>"),
        ("(1, 2)", "(1, 2)"),
        ("((1, 2), (3, 4)", "((1, 2), (3, 4)"),
        ("sqrt(5)/2", "√5/2"),
        ("sqrt(1 + x)", "√(1 + x)"),
        ("<b>", "&lt;b&gt;"),
        ("((<b>, 1), (2, 3))", "((&lt;b&gt;, 1), (2, 3))"),
    ],
)
def test_values_of_counterexamples(text, shown):
    assert shown in value(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (r"$h(1) = 1 \implies h(3) = 2$", "For h(t) = t^2 we have h(1) = 1, but not h(3) = 2."),
        (r"$x^2 = 4 \implies x = 2$", "For x = -2 we have (-2)^2 = 4, but not -2 = 2."),
    ],
)
def test_an_unknown_function_keeps_its_name_in_what_a_counterexample_says(text, sentence):
    (verdict,) = derive.check_text(text).verdicts
    assert finding(verdict, "en").message == sentence


def test_what_the_text_takes_for_granted_is_said_with_its_line():
    page = document_page("Let $x > 0$.\n\n$$\\sqrt{x^2} = x$$\n")
    assert "not checked" in page
    assert "(line 1)" in page.split("not checked")[1]
    assert "not checked" not in document_page("$$x = x$$\n")


def test_the_marked_source_of_what_cannot_be_read_stands_there_once(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("$$x + \\foo{y} = 1$$\n", encoding="utf-8")
    assert main(["check", str(path), "--out", str(tmp_path / "a.html")]) == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<strong>\\foo</strong></mark>{y}" in page
    assert '<div class="both"' not in page
