"""The rules of the house: each import goes down a floor, libraries in their one file, pure rooms, small files."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

from qa.build import FILE_CODE, READING_CODE

ROOT = Path(__file__).parent.parent
PROGRAM = [*sorted(p for folder in ("qa", "embeddings") for p in (ROOT / folder).rglob("*.py")), ROOT / "app.py"]

# From the ground up. A room (a folder or a file of qa/) imports from floors below its own, and from itself.
FLOORS = (
    ("vietnamese",),
    ("errors", "odds", "remembered", "text", "wording"),
    ("interview", "access", "acting", "names", "bounds"),
    ("article", "parse", "quote", "store"),
    ("search", "people", "corrections"),
    ("question", "embed", "errata"),
    ("answer", "config", "backfill", "build"),
    ("indexed", "quotable"),
    ("generation",),
    ("derived", "background", "quoted", "former", "verify"),
    ("indexes", "restore"),
    ("links",),
    ("citing", "reprinted"),
    ("beside",),
    ("answering", "checking"),
    ("archive",),
    ("revisions",),
    ("compare", "review", "desk", "replay", "incoming", "inbox", "overview"),
    ("render", "evaluation"),
    ("web",),
    ("cli",),
    ("__main__", "app"),
)

# Who may import what; everyone else may not.
OWNERS = {
    "gradio": {"qa/web/chat/library.py"},
    "markupsafe": {"qa/render/html.py"},
    "mcp": {"qa/web/routes/mcp.py"},
    "faiss": {"embeddings/index.py"},
    "tantivy": {"qa/search/documents.py"},
    "sqlite3": {"qa/store/sqlite.py", "qa/store/files.py", "qa/store/migrations.py"},
    "sqlalchemy": {"qa/store/postgres.py"},
    "sentence_transformers": {"embeddings/encoder.py", "embeddings/train"},
    "torch": {"embeddings/encoder.py", "embeddings/train"},
    "transformers": {"embeddings/train"},
    "onnxruntime": {"embeddings/contextual.py", "embeddings/train"},
    "onnx": {"embeddings/train"},
    "watchfiles": {"qa/incoming/watching.py"},
}

# Rooms of values in, values out, and what the rim alone may touch. A room's stored.py speaks to the store.
PURE = {
    "vietnamese",
    "odds",
    "remembered",
    "text",
    "wording",
    "bounds",
    "interview",
    "access",
    "acting",
    "names",
    "parse",
    "quote",
    "search",
    "people",
    "corrections",
    "errata",
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

# Rooms in which texts are judged: what decides there is fitted, or has a name and a reason at the top of its file.
JUDGING = {
    "odds",
    "remembered",
    "text",
    "names",
    "article",
    "parse",
    "quote",
    "search",
    "people",
    "corrections",
    "errata",
    "question",
    "answer",
    "answering",
}

WITH_CODE = {"qa/__init__.py", "qa/wording/__init__.py"}
"""Rooms whose own file holds code: the way in, and the sentences that every room says."""

LONGEST_FILE = 300
"""Lines of a file of the program."""

LONGEST_FUNCTION = 40
"""Lines of a function, its docstring among them."""


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


def _top(module: str) -> str:
    return module.partition(".")[0]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "qa").parts[0].removesuffix(".py") if path.is_relative_to(ROOT / "qa") else path.stem


def _floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def _in(folder: str) -> list[Path]:
    return [path for path in PROGRAM if _name(path).startswith(folder)]


HOUSE = [path for path in PROGRAM if _name(path) != "qa/__init__.py" and path not in _in("embeddings/")]


def test_imports_go_down_a_floor() -> None:
    def wrong(path: Path, module: str) -> bool:
        top, _, rest = module.partition(".")
        room, own = rest.partition(".")[0], _room(path)
        return top in ("tests", "app") or (top == "qa" and room != own and _floor(room) >= _floor(own))

    assert not [(_name(path), module) for path in HOUSE for module in _imports(path) if wrong(path, module)]


def test_every_room_has_a_floor_and_stands() -> None:
    rooms = {_room(path) for path in HOUSE}
    assert rooms == {room for floor in FLOORS for room in floor}
    rows = "".join(line for line in _text("README.md").splitlines() if line.startswith("|"))
    assert rooms - set(re.findall(r"`(?:qa/)?(\w+)(?:/|\.py)", rows)) <= {"__main__"}
    assert rooms > PURE


def test_embeddings_know_nothing_of_interviews() -> None:
    above = {"qa", "tests", "app"}
    assert not [_name(path) for path in _in("embeddings/") if {_top(module) for module in _imports(path)} & above]


def test_each_room_opens_with_what_comes_in_and_goes_out() -> None:
    rooms = [path for path in PROGRAM if path.name == "__init__.py"]
    assert {path.parent for path in rooms} == {path.parent for path in PROGRAM} - {ROOT}
    assert not [_name(path) for path in rooms if not ast.get_docstring(_tree(path))]
    assert not [_name(path) for path in rooms if len(_tree(path).body) > 1 and _name(path) not in WITH_CODE]


def test_an_archive_is_read_anew_when_any_of_the_code_that_reads_has_changed() -> None:
    said = {"qa/errors.py", "qa/wording/__init__.py", "qa/wording/article.py"}  # words of refusals, none of an article
    hashed = {_name(path) for pattern in (*FILE_CODE, *READING_CODE) for path in (ROOT / "qa").glob(pattern)}
    assert _reached({"qa.article.read", "qa.parse.parse"}) - said <= hashed
    assert "qa/vietnamese.py" in hashed


def _reached(modules: set[str]) -> set[str]:
    """The files of qa/ that some modules import, and what these import."""
    files = {_name(path): path for path in PROGRAM}
    found: set[str] = set()
    while modules:
        paths = {name for module in modules for name in _files_of(module) if name in files} - found
        found |= paths
        modules = {module for name in paths for module in _imports(files[name])}
    return found - {"qa/__init__.py"}


def _files_of(module: str) -> tuple[str, str]:
    path = module.replace(".", "/")
    return f"{path}.py", f"{path}/__init__.py"


def test_every_path_that_the_guides_name_is_there() -> None:
    guides = ("README.md", "qa/README.md", "qa/deploy/OPERATING.md", "tests/benchmarks/README.md")
    named = {path for guide in guides for path in re.findall(r"\b(?:qa|tests|embeddings)/[\w./-]*\w", _text(guide))}
    assert len(named) > 40
    assert not [path for path in named if not (ROOT / path).exists()]


def test_docstrings_begin_with_a_verb() -> None:
    """Those of public functions say what they do; properties are things, and so are the sentences of wording."""
    things = ("The", "A", "An", "All", "Every", "One", "Whether", "What", "How", "Why", "Where", "Who", "Whom", "Whose")
    for path in (path for path in HOUSE if _room(path) != "wording"):
        for node in ast.walk(_tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            marked = [ast.unparse(decorator) for decorator in node.decorator_list]
            thing = any("property" in one or one.startswith("app.") for one in marked)
            first = (ast.get_docstring(node) or "Says").split()[0]
            assert thing or first not in things, (_name(path), node.name)


def test_libraries_are_imported_by_their_owner_alone() -> None:
    def stranger(path: Path, library: str) -> bool:
        return library in OWNERS and not any(_name(path).startswith(owner) for owner in OWNERS[library])

    found = [(_name(path), _top(module)) for path in PROGRAM for module in _imports(path)]
    assert not [(path, library) for path, library in found if stranger(ROOT / path, library)]
    assert set(OWNERS) <= {library for _, library in found}


def test_heavy_libraries_are_imported_when_used() -> None:
    free = {*_in("embeddings/train"), ROOT / "qa/web/chat/library.py"}
    heavy = set(OWNERS) - {"sqlite3", "markupsafe"}
    loaded = {_name(path): heavy & {_top(m) for m in _imports(path, top=True)} for path in PROGRAM if path not in free}
    assert not {path: libraries for path, libraries in loaded.items() if libraries}


def test_pure_rooms_touch_nothing_outside() -> None:
    touched = {_name(path): RIM & set(_imports(path)) for path in HOUSE if _room(path) in PURE}
    assert not {path: modules for path, modules in touched.items() if modules}


def test_html_is_made_by_type() -> None:
    """Only `tag` puts values into HTML: `Html(…)` takes literals, and no f-string holds an element."""
    element = re.compile(r"<[a-z/!]", re.I)

    def by_hand(node: ast.expr) -> bool:
        if isinstance(node, ast.JoinedStr):
            return any(isinstance(one, ast.Constant) and element.search(str(one.value)) for one in node.values)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Html", "Markup")):
            return False
        return not all(isinstance(one, ast.Constant) for one in node.args)

    pages = [path for path in (*_in("qa/render/"), *_in("qa/web/")) if _name(path) != "qa/render/html.py"]
    values = [(_name(path), n) for path in pages for n in ast.walk(_tree(path)) if isinstance(n, ast.expr)]
    assert not [(name, node.lineno) for name, node in values if by_hand(node)]


def test_import_qa_is_light() -> None:
    heavy = ("torch", "faiss", "gradio", "numpy", "tantivy", "sqlalchemy", "psycopg")
    code = f"import sys, qa, qa.cli.main; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


def test_numbers_that_decide_have_names() -> None:
    """Where texts are judged, no number but 0, 1 and 2 stands in a comparison, a bound or a slice of a function."""

    def weighed(node: ast.AST) -> bool:
        bound = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max")
        return bound or isinstance(node, ast.Compare | ast.Slice)

    def is_digest(node: ast.AST) -> bool:
        return isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(".hexdigest()")

    for path in (path for path in HOUSE if _room(path) in JUDGING):
        code = [f for f in ast.walk(_tree(path)) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)]
        nodes = [node for function in code for statement in function.body for node in ast.walk(statement)]
        digests = {inner for node in nodes if is_digest(node) for inner in ast.walk(node)}
        inside = {inner for node in nodes if weighed(node) for inner in ast.walk(node)} - digests
        bare = [n for n in inside if isinstance(n, ast.Constant) and type(n.value) in (int, float)]
        assert not [(_name(path), n.lineno, n.value) for n in bare if n.value not in (0, 1, 2)]


def test_files_and_functions_stay_small() -> None:
    lengths = {
        f"{_name(path)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PROGRAM
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    files = {_name(path): len(path.read_text("utf-8").splitlines()) for path in PROGRAM}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert not {name: length for name, length in files.items() if length > LONGEST_FILE}
    assert median(lengths.values()) <= 8
