"""House rules that nobody has to remember: CONTRIBUTING.md, held by a program."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("foi", "authorities")
NO_ROOM = {"utils.py", "helpers.py", "services.py", "signals.py"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Files that other programs write, or that are vendored.
NOT_OURS = ("/migrations/",)


def modules(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not any(part in path.as_posix() for part in NOT_OURS)
    ]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_module = pytest.mark.parametrize("path", modules(*ROOMS), ids=name)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, FUNCTIONS):
            yield node


def imports(tree: ast.AST) -> Iterator[str]:
    """Names of the packages that are imported anywhere below `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [name(path) for path in modules(*ROOMS, "tests") if path.name in NO_ROOM] == []


@every_module
def test_no_import_of_our_own_hides_inside_a_function(path: Path) -> None:
    hidden = [
        f"{function.name}: {module}"
        for function in functions(path)
        for module in imports(function)
        if module.split(".")[0] in (*ROOMS, "")
    ]
    assert hidden == []


@every_module
def test_nothing_happens_by_signal(path: Path) -> None:
    imported = imports(ast.parse(path.read_text()))
    assert [module for module in imported if module.endswith(("signals", "dispatch"))] == []


@every_module
def test_every_function_says_its_types(path: Path) -> None:
    untyped = [
        function.name
        for function in functions(path)
        if function.returns is None
        or any(
            argument.annotation is None
            for argument in [*function.args.posonlyargs, *function.args.args][
                1 if _is_method(function) else 0 :
            ]
            + function.args.kwonlyargs
        )
    ]
    assert untyped == []


@every_module
def test_no_module_or_function_outgrows_its_reader(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 350
    long = {
        f.name: f.end_lineno - f.lineno + 1
        for f in functions(path)
        if f.end_lineno and f.end_lineno - f.lineno >= 50
    }
    assert long == {}


@every_module
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """In its own words or, where it is the home of one class, in those of the class."""
    tree = ast.parse(path.read_text())
    said = ast.get_docstring(tree) or any(
        ast.get_docstring(node) for node in tree.body if isinstance(node, ast.ClassDef)
    )
    assert said or not tree.body or path.name == "apps.py"


@pytest.mark.parametrize("path", modules("foi/rules"), ids=name)
def test_the_rules_never_read_the_clock(path: Path) -> None:
    tree = ast.parse(path.read_text())
    asked = [
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"today", "now", "utcnow", "time", "localdate"}
    ]
    assert asked == []


@pytest.mark.parametrize(
    "path",
    [p for p in modules(*ROOMS) if "/models/" not in p.as_posix() and p.name != "models.py"],
    ids=name,
)
def test_only_models_save_themselves(path: Path) -> None:
    saved = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save"
        and not node.args  # a picture, a workbook or a document is saved to somewhere
        and ast.unparse(node.func.value).rpartition(".")[2] not in ("session", "store")
    ]
    assert saved == []


@pytest.mark.parametrize("path", modules("foi/actions"), ids=name)
def test_actions_take_what_they_need_by_name(path: Path) -> None:
    """What somebody does (`by`) at some time (`on`, `now`) is called with every name spelled."""
    by_place = [
        function.name
        for function in functions(path)
        if not function.name.startswith("_")
        and {argument.arg for argument in function.args.kwonlyargs} & {"by", "on", "now"}
        and function.args.args
    ]
    assert by_place == []


@every_module
def test_a_silenced_warning_says_why(path: Path) -> None:
    marks = ("# type: " + "ignore", "# no" + "qa")
    silent = [
        number
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for mark in marks
        if mark in line and not line.split(mark, 1)[1].partition(" ")[2].strip(" #")
    ]
    assert silent == []


def test_the_floors_hold() -> None:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program
    checked = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def _is_method(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return bool(arguments) and arguments[0].arg in ("self", "cls")
