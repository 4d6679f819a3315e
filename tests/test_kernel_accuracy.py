"""Measuring anybody's function: whole range, both formats, ties, ends, a plot; and modules that say it."""

import math
import runpy
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from scipy import special

import derive
from derive.cli.main import main
from derive.kernel import accuracy_of
from derive.kernel.accuracy import inputs

SIGMOID = r"\frac{1}{1 + e^{-x}}"
ROW = (r"x \in \mathbb{R}^K",)


def test_inputs_cover_the_format_ties_included():
    (double,) = inputs()
    assert (np.abs(double[double != 0]).min(), np.abs(double).max()) < (1e-320, np.inf)
    assert ((np.abs(double) > 700) & (np.abs(double) < 800)).sum() > 100
    assert np.abs(double).max() > 1e307
    (single,) = inputs(dtype=np.dtype(np.float32))
    assert (single == single.astype(np.float32)).all()
    assert 0 < np.abs(single[single != 0]).min() < 1e-44
    x, y = inputs(2)
    assert (x == y).sum() > 100
    assert ((x != y) & (np.nextafter(x, np.inf) == y)).sum() > 100


def test_our_sigmoid_is_better_than_that_of_scipy_in_both_formats():
    ours = derive.kernel(SIGMOID, ["x"])
    for dtype in (np.float64, np.float32):
        found, theirs = (derive.accuracy(f, SIGMOID, dtype=dtype) for f in (ours, special.expit))
        assert found.dtype == np.dtype(dtype).name
        assert found.spurious == 0
        assert found.maximum < 3 < theirs.maximum


def test_results_that_are_nothing_of_the_kind_are_counted():
    naive = derive.accuracy(lambda x: np.exp(x) / (1 + np.exp(x)), SIGMOID)
    assert naive.spurious > 1000
    assert math.isinf(naive.maximum)
    lost = derive.accuracy(lambda x: np.where(np.isinf(x), np.nan, special.expit(x)), SIGMOID)
    plain = derive.accuracy(special.expit, SIGMOID)
    assert lost.spurious == plain.spurious + 2
    swallowed = derive.accuracy(lambda x: np.nan_to_num(special.expit(x)), SIGMOID)
    assert swallowed.spurious == plain.spurious + 1


def test_cancellation_of_neighbours_is_found():
    exact = derive.accuracy(np.subtract, "x - y", ["x", "y"])
    assert exact.maximum <= 0.5
    careless = derive.accuracy(lambda x, y: (x + 1) - (y + 1), "x - y", ["x", "y"])
    assert careless.maximum > 1e6


def test_other_formats_are_refused():
    with pytest.raises(ValueError, match="float16 is neither"):
        derive.accuracy(np.tanh, r"\tanh x", dtype=np.float16)


def test_a_plot_shows_the_errors():
    found = derive.accuracy(np.tanh, r"\tanh x")
    picture = ET.fromstring(found.plot())  # noqa: S314  # our own
    assert len(picture.findall("{http://www.w3.org/2000/svg}rect")) > 50
    assert f"largest {max(1.0, found.maximum):.3g}" in found.plot()
    assert "ulp of float64" in str(found)


def test_a_kernel_is_measured_where_its_conditions_hold():
    root = accuracy_of(derive.kernel(r"\sqrt{x^2}", ["x"], ["x > 0"]))
    assert 2000 < root.points < 5000
    assert (root.maximum, root.spurious) == (0.0, 0)
    scaled = accuracy_of(
        derive.kernel(r"\operatorname{lse}(x; \lambda)", ["x", r"\lambda"], [*ROW, r"\lambda > 0"])
    )
    assert scaled.points > 20
    assert scaled.spurious == 0


LIMITS = {
    r"\operatorname{softmax}(x)": 4,
    r"\log\operatorname{softmax}(x)": 3,
    r"\operatorname{lse}(x)": 3,
    r"\nabla_x \operatorname{lse}(x)": 4,
}


@pytest.mark.parametrize(("formula", "limit"), LIMITS.items())
def test_kernels_of_rows_are_measured_at_several_scales(formula, limit):
    found = accuracy_of(derive.kernel(formula, ["x"], ROW))
    assert found.points >= 32
    assert found.spurious == 0
    assert found.maximum < limit


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "softmax.py"
    asked = [r"\operatorname{softmax}(x)", "--arguments", "x", "--given", ROW[0], "--name", "softmax"]
    assert main(["kernel", *asked, "--write", str(path)]) == 0
    return path, asked


def test_a_written_module_says_what_it_does_and_tests_itself(written):
    path, _ = written
    module = runpy.run_path(str(path))
    for said in ("Formula: ", "array of shape (..., K)", "Accuracy: at most", "ulp of float64"):
        assert said in module["softmax"].__doc__
    module["test_softmax"]()
    text = path.read_text(encoding="utf-8")
    assert {line for line in text.splitlines() if line.startswith(("import ", "from "))} == {
        "import math",
        "import threading",
        "import numpy as np",
    }


def test_a_module_is_stale_if_more_changed_than_what_was_measured(written, capsys):
    path, asked = written
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Accuracy: at most", "Accuracy: elsewhere"), encoding="utf-8")
    assert main(["kernel", *asked, "--check", str(path)]) == 0
    path.write_text(text.replace("np.exp", "np.exp2"), encoding="utf-8")
    assert main(["kernel", *asked, "--check", str(path)]) == 1
    assert "stale" in capsys.readouterr().out
    assert main(["kernel", *asked, "--check", str(path.with_name("missing.py"))]) == 1


def test_times_are_those_of_three_sizes(capsys, monkeypatch):
    monkeypatch.setattr("derive.kernel.bench.NUMBERS", (10, 100, 1000))
    assert main(["kernel", r"\sigma(x)", "--arguments", "x", "--bench"]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()[1:]] == ["10", "100", "1000"]
