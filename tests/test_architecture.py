"""The rules that keep the house in order, checked on the source itself."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from derive import registry
from derive.theory.messages import sentences

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "derive").rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

FLOORS = {
    floor: [p for p in SOURCES if p.relative_to(ROOT).parts[1] == floor]
    for floor in sorted({p.relative_to(ROOT).parts[1] for p in SOURCES})
}

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


class Facts(NamedTuple):
    """What the rules ask of a module; its tree is not kept, since it would be large in every worker."""

    said: str
    calls: list[tuple[str, int]]
    functions: list[tuple[str, int]]
    deferred: list[str]
    imports: list[ast.Import | ast.ImportFrom]
    codes: list[str]


CODE = re.compile(r"(?:syntax|elaborate|prove|verdict|report|cli|grade)\.[a-z0-9-]*[a-z0-9]")


@cache
def facts(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    functions = [n for n in nodes if isinstance(n, FUNCTIONS)]
    inner = (n for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom))
    return Facts(
        ast.get_docstring(tree) or "",
        [(called(n), n.lineno) for n in nodes if isinstance(n, ast.Call)],
        [(f.name, f.end_lineno - f.lineno + 1) for f in functions],
        [name for node in inner for name in imported(node)],
        [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)],
        list(codes(path, nodes)),
    )


def codes(path, nodes):
    """The codes of messages that a module names, in full or to ``refuse`` and ``refusal``."""
    floor = path.relative_to(ROOT).parts[1]
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Call) and called(node) in ("refuse", "refusal"):
            yield from (f"{floor}.{a.value}" for a in node.args[:1] if isinstance(a, ast.Constant))


def called(node):
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def imported(node):
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""]


def calls_outside(names, allowed):
    return [
        f"{shown(path)}:{line}: {name}"
        for path in SOURCES
        if shown(path) not in allowed
        for name, line in facts(path).calls
        if name in names
    ]


def test_only_replay_makes_proofs_and_refutations():
    assert calls_outside({"Proved", "Refuted"}, {"derive/prove/replay.py"}) == []


def test_nothing_evaluates_text():
    compiles_its_own_source = {"derive/kernel/build.py"}
    found = calls_outside(FORBIDDEN_CALLS, compiles_its_own_source)
    assert [f for f in found if not f.endswith(("re.compile", ": compile"))] == []


@pytest.mark.parametrize("floor", FLOORS)
def test_modules_are_small_and_well_named(floor):
    lines = {shown(path): path.read_text(encoding="utf-8").count("\n") for path in FLOORS[floor]}
    assert {path: count for path, count in lines.items() if count > LONGEST_MODULE} == {}
    assert [shown(path) for path in FLOORS[floor] if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("floor", FLOORS)
def test_functions_are_small(floor):
    long = [
        f"{shown(path)}: {name}: {length}"
        for path in FLOORS[floor]
        for name, length in facts(path).functions
        if length > LONGEST_FUNCTION
    ]
    assert long == []


CHEAP = [ROOT / "derive" / name for name in ("__init__.py", "pytest_plugin.py", "notebook.py")]
"""Modules that cost nothing to import."""


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_inside_functions_only_defer_heavy_libraries(floor):
    inner = [(shown(p), n) for p in FLOORS[floor] if p not in CHEAP for n in facts(p).deferred]
    assert [
        found for found in inner if found[1].split(".")[0] not in DEFERRED and not reaches_heavy(found[1])
    ] == []


def reaches_heavy(name):
    """Whether a module of ours, or its package, loads a deferred library when it is imported."""
    package = ROOT / name.rpartition(".")[0].replace(".", "/") / "__init__.py"
    beside = [
        t for node in facts(package).imports if isinstance(node, ast.ImportFrom) for t in imported(node)
    ]
    return any(map(loads_heavy, [name, *beside]))


def loads_heavy(name):
    path = ROOT / (name.replace(".", "/") + ".py")
    return path in SOURCES and any(
        found.split(".")[0] in DEFERRED for node in facts(path).imports for found in imported(node)
    )


def dependencies():
    modules = {module_name(path): path for path in SOURCES}
    graph = {}
    for name, path in modules.items():
        graph[name] = sorted(
            target
            for node in facts(path).imports
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


@pytest.mark.parametrize("floor", FLOORS)
def test_every_module_says_what_it_is_for(floor):
    said = {shown(path): facts(path).said for path in FLOORS[floor]}
    assert [path for path, text in said.items() if not text] == []
    lines = {path: text.splitlines()[0] for path, text in said.items() if "\n\n" in text}
    assert {path: line for path, line in lines.items() if not line.endswith((".", ":"))} == {}


@pytest.mark.parametrize("floor", FLOORS)
def test_every_code_has_a_sentence(floor):
    known = sentences("en")
    assert [(shown(path), c) for path in FLOORS[floor] for c in facts(path).codes if c not in known] == []


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
