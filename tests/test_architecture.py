"""The rules of the map: app → qa → embeddings, heavy libraries in one place each, no network of our own."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = [*sorted(p for folder in ("qa", "embeddings") for p in (ROOT / folder).rglob("*.py")), ROOT / "app.py"]

# Who may import what; everyone else may not.
OWNERS = {
    "gradio": {"qa/page.py"},
    "faiss": {"embeddings/index.py"},
    "tantivy": {"qa/lexical.py"},
    "sqlite3": {"qa/store.py"},
    "sentence_transformers": {"embeddings/encoder.py", "embeddings/train"},
    "torch": {"embeddings/encoder.py", "embeddings/train"},
}

# The core: values in, values out.
PURE = (
    "access",
    "gradio_events",
    "limits",
    "wording_access",
    "text",
    "interview",
    "parse",
    "passage",
    "people",
    "bodies",
    "posts",
    "same_person",
    "registry",
    "people_decisions",
    "people_editing",
    "render_editing",
    "render_people",
    "wording_people",
    "quote",
    "claim",
    "anchor",
    "correction",
    "corrected",
    "turns",
    "review",
    "review_export",
    "verdict",
    "check_page",
    "wording_check",
    "wording_edit",
    "answer",
    "rerank",
    "evidence",
    "decision",
    "named",
    "answer_type",
    "asking",
    "conversation",
    "query",
    "understand",
    "periods",
    "directory",
    "abbreviations",
    "typed",
    "wording_understand",
    "explain",
    "compare",
    "compare_page",
    "render_why",
    "wording_compare",
    "cite",
    "render",
    "wording",
)
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


def _imports(path: Path, top: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_libraries_are_imported_by_their_owner_alone(path: Path) -> None:
    for module in _imports(path):
        owners = OWNERS.get(module.partition(".")[0])
        assert owners is None or any(_name(path).startswith(owner) for owner in owners), module


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_imports_point_downwards(path: Path) -> None:
    for module in _imports(path):
        package = module.partition(".")[0]
        assert package not in ("tests", "app"), module
        assert package != "qa" or not _name(path).startswith("embeddings/"), module


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_heavy_libraries_are_imported_when_used(path: Path) -> None:
    if _name(path).startswith("embeddings/train") or _name(path) == "qa/page.py":
        return
    assert not {m.partition(".")[0] for m in _imports(path, top=True)} & set(OWNERS) - {"sqlite3"}


@pytest.mark.parametrize("name", PURE)
def test_the_core_is_pure(name: str) -> None:
    files = [*(ROOT / "qa").glob(f"{name}.py"), *(ROOT / "qa" / name).glob("*.py")]
    assert files
    for path in files:
        assert not set(_imports(path)) & RIM, path


def test_import_qa_is_light() -> None:
    heavy = ("torch", "faiss", "gradio", "numpy", "tantivy")
    code = f"import sys, qa, qa.cli; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("path", PROGRAM, ids=_name)
def test_functions_and_files_stay_small(path: Path) -> None:
    source = path.read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is long"
    assert len(source.splitlines()) < 400
