"""The rules of the house: each import goes down a floor, libraries in their one file, pure rooms, small files."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = [*sorted(p for folder in ("qa", "embeddings") for p in (ROOT / folder).rglob("*.py")), ROOT / "app.py"]

# From the ground up. A room (a folder or a file of qa/) imports from floors below its own, and from itself.
FLOORS = (
    ("errors", "text", "wording"),
    ("interview", "access", "names"),
    ("article", "parse", "quote", "store"),
    ("search", "people", "corrections"),
    ("question", "build"),
    ("answer", "config"),
    ("archive",),
    ("compare", "review", "desk"),
    ("render", "evaluation"),
    ("web",),
    ("cli",),
    ("__main__", "app"),
)

# Who may import what; everyone else may not.
OWNERS = {
    "gradio": {"qa/web/chat/page.py"},
    "faiss": {"embeddings/index.py"},
    "tantivy": {"qa/search/lexical.py"},
    "sqlite3": {"qa/store/store.py"},
    "sentence_transformers": {"embeddings/encoder.py", "embeddings/train"},
    "torch": {"embeddings/encoder.py", "embeddings/train"},
}

# Rooms of values in, values out, and what the rim alone may touch. A room's stored.py speaks to the store.
PURE = {
    "text",
    "wording",
    "interview",
    "access",
    "names",
    "parse",
    "quote",
    "search",
    "people",
    "corrections",
    "question",
    "answer",
    "compare",
    "review",
    "render",
}
RIM = {
    "sqlite3",
    "socket",
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "subprocess",
    "os",
    "time",
    "logging",
}

LONGEST_FILE = 300
LONGEST_FUNCTION = 40


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(path: Path, top: bool = False) -> Iterator[str]:
    """Names of the modules that a file imports; `from qa import x` names qa.x."""
    tree = _tree(path)
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" if node.module == "qa" else node.module for alias in node.names)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "qa").parts[0].removesuffix(".py") if path.is_relative_to(ROOT / "qa") else path.stem


def _floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


HOUSE = [path for path in PROGRAM if _name(path) != "qa/__init__.py" and not _name(path).startswith("embeddings/")]


@pytest.mark.parametrize("path", HOUSE, ids=_name)
def test_imports_go_down_a_floor(path: Path) -> None:
    own = _room(path)
    for module in _imports(path):
        if module.startswith("qa."):
            room = module.split(".")[1]
            assert room == own or _floor(room) < _floor(own), f"{own} (floor {_floor(own)}) imports {module}"
        assert module.partition(".")[0] not in ("tests", "app"), module


def test_every_room_has_a_floor_and_stands() -> None:
    rooms = {_room(path) for path in HOUSE}
    assert rooms == {room for floor in FLOORS for room in floor}
    assert rooms > PURE


@pytest.mark.parametrize("path", [path for path in PROGRAM if _name(path).startswith("embeddings/")], ids=_name)
def test_embeddings_know_nothing_of_interviews(path: Path) -> None:
    assert not {module.partition(".")[0] for module in _imports(path)} & {"qa", "tests", "app"}


@pytest.mark.parametrize("folder", sorted({path.parent for path in PROGRAM} - {ROOT}), ids=_name)
def test_each_room_opens_with_what_comes_in_and_goes_out(folder: Path) -> None:
    assert (ast.get_docstring(_tree(folder / "__init__.py")) or "").strip()


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_libraries_are_imported_by_their_owner_alone(path: Path) -> None:
    for module in _imports(path):
        owners = OWNERS.get(module.partition(".")[0])
        assert owners is None or any(_name(path).startswith(owner) for owner in owners), module


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_heavy_libraries_are_imported_when_used(path: Path) -> None:
    if _name(path).startswith("embeddings/train") or _name(path) == "qa/web/chat/page.py":
        return
    assert not {m.partition(".")[0] for m in _imports(path, top=True)} & set(OWNERS) - {"sqlite3"}


@pytest.mark.parametrize("path", [path for path in HOUSE if _room(path) in PURE], ids=_name)
def test_pure_rooms_touch_nothing_outside(path: Path) -> None:
    assert not set(_imports(path)) & RIM


def test_import_qa_is_light() -> None:
    heavy = ("torch", "faiss", "gradio", "numpy", "tantivy")
    code = f"import sys, qa, qa.cli.cli; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_functions_and_files_stay_small(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is long"
    assert len(path.read_text("utf-8").splitlines()) < 400
