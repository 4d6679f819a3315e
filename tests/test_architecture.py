"""The rules that keep the house in order, checked on the source itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from derive import registry
from derive.theory.messages import sentences

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "derive").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "engine",
    "misc",
    "data",
    "info",
}
FORBIDDEN_CALLS = {"eval", "exec", "sympify", "parse_expr", "parse_latex", "compile", "__import__"}
DEFERRED = {
    "distributed": "1.5 s, and only on a cluster",
    "sympy": "240 ms; ordinary documents do not need it",
    "numpy": "150 ms; only kernels need it",
    "nbgrader": "not ours; there when it calls us",
    "mpmath": "60 ms; only where a function without balls is evaluated",
    "scipy": "only to compare with",
    "jinja2": "100 ms; only pages need it",
    "flint": "40 ms; only deciding needs it",
}
PLUGINS = {
    "derive.cli": ("COMMAND", {"main"}),
    "derive.render.formats": ("FORMAT", set()),
    "derive.render.layouts": ("LAYOUT", set()),
    "derive.theory.functions": ("FUNCTION", set()),
    "derive.theory.rules": ("RULES", set()),
    "derive.theory.mistakes": ("MISTAKES", set()),
    "derive.prove.methods": ("METHOD", set()),
    "derive.syntax.readers": ("READER", set()),
    "derive.elaborate.prose": ("LANGUAGE", set()),
    "derive.kernel.backends": ("BACKEND", set()),
    "derive.platforms": ("PLATFORM", set()),
}


def shown(path):
    return path.relative_to(ROOT).as_posix()


def in_code_of(path, kinds):
    return (node for node in ast.walk(TREES[path]) if isinstance(node, kinds))


def called(node):
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def calls_outside(names, allowed):
    return [
        f"{shown(path)}:{node.lineno}: {called(node)}"
        for path in SOURCES
        if shown(path) not in allowed
        for node in in_code_of(path, ast.Call)
        if called(node) in names
    ]


def test_only_replay_makes_proofs_and_refutations():
    assert calls_outside({"Proved", "Refuted"}, {"derive/prove/replay.py"}) == []


def test_nothing_evaluates_text():
    compiles_its_own_source = {"derive/kernel/build.py"}
    found = calls_outside(FORBIDDEN_CALLS, compiles_its_own_source)
    assert [f for f in found if not f.endswith(("re.compile", ": compile"))] == []


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_module_is_small_and_well_named(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_functions_are_small(path):
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in in_code_of(path, FUNCTIONS)
        if node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def imported(node):
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""]


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_imports_inside_functions_only_defer_heavy_libraries(path):
    inner = [
        name
        for function in in_code_of(path, FUNCTIONS)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported(node)
    ]
    cheap = ("__init__.py", "pytest_plugin.py", "notebook.py")  # importing these costs nothing
    allowed = path in [ROOT / "derive" / name for name in cheap]
    assert [
        n for n in inner if n.split(".")[0] not in DEFERRED and not reaches_heavy(n) and not allowed
    ] == []


def reaches_heavy(name):
    """Whether a module of ours, or its package, loads a deferred library when it is imported."""
    package = ROOT / name.rpartition(".")[0].replace(".", "/") / "__init__.py"
    beside = [t for node in TREES[package].body if isinstance(node, ast.ImportFrom) for t in imported(node)]
    return any(map(loads_heavy, [name, *beside]))


def loads_heavy(name):
    path = ROOT / (name.replace(".", "/") + ".py")
    return path in TREES and any(
        found.split(".")[0] in DEFERRED
        for node in TREES[path].body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for found in imported(node)
    )


def dependencies():
    modules = {module_name(path): path for path in SOURCES}
    graph = {}
    for name, path in modules.items():
        graph[name] = sorted(
            target
            for node in TREES[path].body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for target in targets(node)
            if target in modules and target != name
        )
    return graph


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def targets(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]


def test_there_are_no_import_cycles():
    graph, state, trail = dependencies(), {}, []

    def visit(name):
        state[name] = "open"
        trail.append(name)
        for target in graph[name]:
            assert state.get(target) != "open", " -> ".join([*trail[trail.index(target) :], target])
            if target not in state:
                visit(target)
        trail.pop()
        state[name] = "done"

    for name in graph:
        if name not in state:
            visit(name)


@pytest.mark.parametrize(
    ("package", "name"),
    [(p, n) for p, (_, not_plugins) in PLUGINS.items() for n in registry.names(p) if n not in not_plugins],
)
def test_plugin_exports_its_name(package, name):
    export, _ = PLUGINS[package]
    assert registry.load(package, name, export, object) is not None


def test_a_plugin_without_its_export_is_named_loudly():
    with pytest.raises(registry.PluginError, match=r"main\.py must define COMMAND as a str"):
        registry.load("derive.cli", "main", "COMMAND", str)


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_public_things_have_a_sentence(path):
    tree = TREES[path]
    assert ast.get_docstring(tree), "a module says what it is for"
    first = ast.get_docstring(tree).splitlines()[0]
    assert first.endswith((".", ":")) or "\n\n" not in ast.get_docstring(tree), first


CODE = re.compile(r"(?:syntax|elaborate|prove|verdict|report|cli|grade)\.[a-z0-9-]*[a-z0-9]")


def codes(path):
    """The codes of messages that a module names, in full or to ``refuse`` and ``refusal``."""
    floor = path.relative_to(ROOT).parts[1]
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Call) and called(node) in ("refuse", "refusal"):
            yield from (f"{floor}.{a.value}" for a in node.args[:1] if isinstance(a, ast.Constant))


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_every_code_has_a_sentence(path):
    known = sentences("en")
    assert [code for code in codes(path) if code not in known] == []


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_tracked_files_hold_no_machine_paths():
    pattern = re.compile(r"/(?:home|work|root|Users|tmp)/\w+")
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{shown(path)}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []


def fresh(code):
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_overview_imports_next_to_nothing():
    loaded = fresh(
        "import sys; from derive.cli.main import main; main(['--help']); print('|', *sorted(sys.modules))"
    )
    loaded = loaded[loaded.index("|") :]
    assert not {"sympy", "numpy", "flint", "jinja2", "mpmath", "derive.prove", "derive.elaborate"} & set(
        loaded
    )


def test_checking_imports_neither_sympy_nor_numpy():
    loaded = fresh("import sys, derive.cli.check; print(*sorted(sys.modules))")
    assert not {"sympy", "numpy", "jinja2", "mpmath", "scipy"} & set(loaded)
