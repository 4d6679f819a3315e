"""Derivations on request: small steps with their reasons, each of which is proved when it is read again."""

import pytest
from oracle.rows import CORPUS, table

import derive
from derive.cli.main import main
from derive.core.verdict import Proved
from derive.elaborate.statement import claim_of
from derive.prove.exposition.derivation import exposition
from derive.prove.exposition.formulas import Letters
from derive.prove.exposition.tidy import tidied

VECTOR = (r"x \in \mathbb{R}^K", r"1 \le k", r"k \le K")

REASONS = (
    (r"\frac{d}{dx} (x^2 \sin x) = 2x \sin x + x^2 \cos x", (), ["product", "rearranged"]),
    (r"\sigma'(x) = \sigma(x)(1 - \sigma(x))", (), ["definition", "quotient", "calculated"]),
    (r"\frac{d}{dx} (x^2 + 1)^3 = 6x(x^2 + 1)^2", (), ["chain", "rearranged"]),
    (r"\frac{d}{dx} x^x = x^x(1 + \log x)", ("x > 0",), ["exponential", "product", "calculated"]),
    (
        r"\frac{\partial}{\partial x_k} \log \sum_{j=1}^K e^{x_j} = \operatorname{softmax}(x)_k",
        VECTOR,
        ["chain", "sum", "delta", "definition"],
    ),
    (r"(x + 1)^2 \ge 4x", (), [""]),
    (r"\sum_{k=1}^{n} k = \frac{n(n + 1)}{2}", (), ["differences", "telescoping"]),
    (r"\sum_{k=0}^{n} q^k = \frac{1 - q^{n+1}}{1 - q}", (r"q \ne 1",), ["differences", "telescoping"]),
    (r"\sum_{k=1}^{n} (\frac{1}{k} - \frac{1}{k+1}) = 1 - \frac{1}{n+1}", (), ["telescoping"]),
    (r"\sum_{k=1}^{n} a_{k+1} = \sum_{k=2}^{n+1} a_k", (r"a \in \mathbb{R}^{n+1}",), ["shifted"]),
    (
        r"\sum_{k=1}^{n} (x_k - 1)^2 = \sum_{k=1}^{n} x_k^2 - 2 \sum_{k=1}^{n} x_k + n",
        (r"x \in \mathbb{R}^n",),
        ["multiplied-out", "split-sum", "constant-out"],
    ),
    (r"\sum_{j=1}^{K} \delta_{kj} x_j = x_k", VECTOR, ["delta"]),
    (
        r"\frac{e^{x_k + c}}{\sum_{j=1}^K e^{x_j + c}} = \frac{e^{x_k}}{\sum_{j=1}^K e^{x_j}}",
        VECTOR,
        ["exponent-sum", "constant-out", "cancelled"],
    ),
    (r"\log \frac{a^2}{b} = 2 \log a - \log b", ("a > 0", "b > 0"), ["logarithm", "logarithm"]),
    (r"\frac{e^x}{1 + e^x} = \frac{1}{1 + e^{-x}}", (), ["expanded", "calculated"]),
    (r"\sum_{k=0}^{\infty} 3 \cdot 2^{-k} = 6", (), ["geometric"]),
    (r"\lim_{x \to \infty} \frac{2x^2 + 1}{x^2 + 3} = 2", (), ["divided", "limits-of-parts", "calculated"]),
    (r"\lim_{x \to 0} \frac{e^x - 1}{x} = 1", (), ["hospital", "limits-of-parts", "calculated"]),
    (
        r"\lim_{x \to \infty} (\sqrt{x^2 + x} - x) = \frac{1}{2}",
        (),
        ["conjugate", "divided", "limits-of-parts", "calculated"],
    ),
    (
        r"\lim_{t \to \infty} \frac{1}{t} \log \sum_{j=1}^K e^{t x_j} = \max_j x_j",
        (r"x \in \mathbb{R}^K",),
        ["dominating", "limits-of-parts", "calculated"],
    ),
)


@pytest.mark.parametrize(("claim", "given", "reasons"), REASONS)
def test_each_line_has_the_rule_that_leads_to_it(claim, given, reasons):
    assert [line.reason for line in exposition(claim_of(claim, given)).lines] == reasons


def test_what_is_false_is_not_derived():
    assert exposition(claim_of(r"\frac{d}{dx} x^2 = x")).lines == ()


def true_rows(name):
    return [r for r in table(CORPUS / "identities" / f"{name}.toml") if r.truth and not r.condition]


SAMPLE = [
    row
    for name, step in (("derivatives", 6), ("sums", 8), ("softmax", 6), ("exp_log", 8))
    for row in true_rows(name)[::step]
]


@pytest.mark.parametrize("row", SAMPLE, ids=lambda row: row.name)
def test_every_line_is_proved_when_it_is_read_again(row, tmp_path):
    out = tmp_path / "derivation.md"
    given = [part for text in row.given for part in ("--given", text)]
    assert main(["explain", row.latex, *given, "--out", str(out)]) == 0
    found = [v for v in derive.check_text(out.read_text(encoding="utf-8")).verdicts if v is not None]
    assert found
    assert all(isinstance(v, Proved) for v in found)


def test_an_exercise_is_derived_with_what_its_sheet_declares(capsys):
    sheet = CORPUS.parent.parent / "problems" / "softmax-04"
    assert main(["explain", f"{sheet}::4 b)"]) == 0
    assert "quotient rule" in capsys.readouterr().out


def test_an_exercise_that_is_not_there_is_told_from_those_that_are(capsys):
    sheet = CORPUS.parent.parent / "problems" / "softmax-04"
    assert main(["explain", f"{sheet}::7x"]) == 2
    assert "4a, 4b" in capsys.readouterr().err


def test_the_writers_own_letters_are_kept(capsys):
    assert main(["explain", r"\frac{d}{dx} \log(1 + e^x) = \sigma(x)"]) == 0
    shown = capsys.readouterr().out
    assert r"\sigma" in shown
    assert "operatorname" not in shown


def test_the_writers_own_names_of_bound_variables_are_kept(capsys):
    assert main(["explain", r"\lim_{u \to 0} \frac{\sin u}{u} = 1"]) == 0
    assert capsys.readouterr().out.count(r"\lim_{u \to 0}") == 2


def test_a_letter_that_means_something_else_inside_is_not_taken_for_a_bound_variable():
    claim = claim_of(r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}")
    letters = Letters(bound={"index": ("n",)})
    assert r"\sum_{n" not in exposition(claim, letters).lines[0].right


def test_reasons_are_given_in_german(capsys):
    assert main(["explain", r"\frac{d}{dx} e^{x^2} = 2x e^{x^2}", "--language", "de"]) == 0
    assert "Kettenregel" in capsys.readouterr().out


def test_a_false_claim_is_reported_as_by_check(capsys):
    assert main(["explain", r"\frac{d}{dx} e^{x^2} = e^{x^2}"]) == 1
    assert "chain rule" in capsys.readouterr().out


def test_numbers_are_put_together_and_nothing_is_cancelled():
    term = claim_of(r"1 \cdot x \cdot 2 \cdot 3 + 0 = \frac{x}{x}")
    assert tidied(term.left) is claim_of("6x = 0").left
    assert tidied(term.right) is term.right


def test_large_proved_steps_get_intermediate_lines_when_they_are_asked_for(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text(r"$$\frac{d}{dx} (x^2 e^{3x}) = (2x + 3x^2) e^{3x}$$" + "\n", encoding="utf-8")
    assert main(["check", "--explain", str(page)]) == 0
    assert "product rule" in capsys.readouterr().out
    assert main(["check", str(page)]) == 0
    assert "product rule" not in capsys.readouterr().out
