"""The indexes of one moment of the store in a folder beside it: derived, mapped into memory, thrown away at will.

A generation gets its name once it is whole, and the store knows that name: of another store, of another program, with a
byte that differs, or after a removal, it is none. What has changed in the store since stands in memory on top of it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.index import VectorFiles
from qa.errors import QAError
from qa.indexed import Seen, Vectors, indexed, lots, rows_of, seen_in
from qa.people.by_name import Listed
from qa.people.stored import by_name
from qa.question.printed import Printed
from qa.quotable import Laid, open_quotable, write_quotable
from qa.search.catalogue import CODED, Catalogue, Texts
from qa.search.dense import DenseIndex
from qa.search.documents import Documents
from qa.search.lexical import LexicalIndex
from qa.search.retrieve import Retriever
from qa.store.files import FileLock, derived_folder, forget_derived, no_generation
from qa.store.ranges import Ids, last_reading, passages_within, readings_within, utterance_ids, utterances_within
from qa.store.store import Store

CODE = (
    *("generation.py", "indexed.py", "quotable.py", "text.py", "vietnamese.py", "question/printed.py"),
    *("names/*.py", "people/*.py", "quote/folding.py", "quote/lot.py", "quote/postings.py", "quote/printed.py"),
    *("quote/words.py", "search/catalogue.py", "search/documents.py", "search/passage.py", "../embeddings/index.py"),
)
"""The code that makes a generation, not that which searches it: one that was made by other code is made anew."""

_STAMP, _TEXTS, _IDS, _COLUMNS = "stamp.json", "texts.json", "ids.npy", "columns.npy"
_WORDS, _PRINTED, _TABLE, _CONTEXTUAL, _OWNERS = "words", "printed", "table", "contextual", "owners.npy"
_QUOTES, _PEOPLE = "quotes", "people.json"

_READ_AT_ONCE = 1 << 24

_log = logging.getLogger(__name__)

Stopped = Callable[[], bool]


class Abandoned(QAError):
    """A generation was not finished: the archive is being closed, or has changed so that it must not be kept."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation that was opened: of which moment it is, up to which reading, and its indexes."""

    seen: Seen
    read: int
    retriever: Retriever
    printed: Printed


@cache
def rules() -> str:
    """Returns a hash of the code that makes a generation and of the libraries that write it."""
    here = Path(__file__).parent
    parts = [path.read_bytes() for name in CODE for path in sorted(here.glob(name))]
    parts += [version(name).encode() for name in ("tantivy", "faiss-cpu", "numpy")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


# --- opening ---


def open_generation(store: Store, dimension: int) -> Opened | None:
    """Opens the generation that the store knows; None where there is none that can be used."""
    folder, seen = known_generation(store), seen_in(store)
    if folder is None:
        return None
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8"))
        made = Seen(**stamp["seen"])
        fits = (made.model, made.passage_rules, stamp["rules"]) == (seen.model, seen.passage_rules, rules())
        if fits and _whole(folder, stamp["files"]):
            return _opened(folder, stamp, made if made.reader == seen.reader else None, dimension)
        _log.warning("the indexes in %s are of other code, or damaged: made anew", folder)
    except Exception as error:  # whatever is wrong with what can be made anew, it is made anew
        _log.warning("the indexes in %s can't be used: %s", folder, error)
    return None


def open_quotes(store: Store, folder: Path) -> Laid | None:
    """Opens what a generation knows of all that is printed, checked apart, since many a process needs none of it.

    None where it can't be used: then all of the generation is thrown away, to be made anew.
    """
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8"))
        if stamp["rules"] == rules() and _whole(folder, stamp[_QUOTES]):
            return open_quotable(folder / _QUOTES)
    except Exception as error:  # whatever is wrong with what can be made anew, it is made anew
        _log.warning("what is printed can't be looked up in %s: %s", folder, error)
    distrust(store)
    return None


def open_listed(store: Store) -> dict[str, Listed]:
    """Reads the people whom a generation lists, by their folded names; nobody where that can't be used."""
    folder = known_generation(store)
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8")) if folder else {}
        if folder and stamp["rules"] == rules() and _whole(folder, {_PEOPLE: stamp["files"][_PEOPLE]}):
            listed = json.loads((folder / _PEOPLE).read_text("utf-8"))
            return {name: Listed(state, tuple(map(tuple, some))) for name, (state, some) in listed.items()}
    except Exception as error:  # whatever is wrong with what can be made anew, it is made anew
        _log.warning("people can't be looked up in %s: %s", folder, error)
    return {}


def known_generation(store: Store) -> Path | None:
    """Returns the folder of the generation that the store knows; None where there is none."""
    name = store.manifest().get(store.derived, "")
    folder = derived_folder(store.path) / name
    return folder if name and folder.is_dir() else None


def _opened(folder: Path, stamp: dict[str, Any], reader: Seen | None, dimension: int) -> Opened:
    texts = json.loads((folder / _TEXTS).read_text("utf-8"))
    ids = np.load(folder / _IDS, mmap_mode="r")
    columns = np.load(folder / _COLUMNS, mmap_mode="r")
    catalogue = Catalogue(ids, columns, {name: Texts(texts[name]) for name in CODED})
    words, printed = (Documents(folder / name, *stamp[name]) for name in (_WORDS, _PRINTED))
    retriever = Retriever(
        _dense(folder / _TABLE, dimension) or DenseIndex(dimension),
        _dense(folder / _CONTEXTUAL) if reader else None,
        LexicalIndex(words, int(ids[-1])),
        catalogue,
    )
    seen = Seen(**stamp["seen"])
    return Opened(seen, stamp["read"] if reader else 0, retriever, Printed(printed, texts["printed"]))


def _dense(folder: Path, dimension: int | None = None) -> DenseIndex | None:
    if not folder.exists():
        return None
    vectors = VectorFiles(folder)
    if dimension not in (None, vectors.dimension):
        raise ValueError(f"vectors of dimension {vectors.dimension}, not {dimension}")
    return DenseIndex(vectors.dimension, vectors, np.load(folder / _OWNERS, mmap_mode="r"))


def _whole(folder: Path, files: Mapping[str, list[int]]) -> bool:
    return all(_checked(folder / name) == value for name, value in files.items())


def _checked(path: Path) -> list[int]:
    """The size and the checksum of a file."""
    size = total = 0
    with path.open("rb") as file:
        while piece := file.read(_READ_AT_ONCE):
            size, total = size + len(piece), zlib.crc32(piece, total)
    return [size, total]


# --- writing ---


def write_generation(store: Store, dimension: int, stopped: Stopped = lambda: False) -> None:
    """Writes a generation of the store as it stands, unless another process has meanwhile.

    Abandoned where it was `stopped`, or where something was removed meanwhile; OSError where it can't be written.
    """
    if store.read_only:
        raise Abandoned(str(store.path))
    root = derived_folder(store.path)
    root.mkdir(exist_ok=True)
    before = _named(store)
    with FileLock(root / "lock").held():
        if store.manifest().get(store.derived) != before:
            return
        _sweep(root, before)
        name = secrets.token_hex(8)
        folder = root / f"{name}.part"
        try:
            with store.reading():
                _write(store, folder, dimension, stopped)
            with store.transaction():
                if store.manifest().get(store.derived) != before:
                    raise Abandoned(str(folder))
                folder.rename(root / name)
                store.set_manifest(**{store.derived: name})
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _sweep(root, name)


def _named(store: Store) -> str:
    """The name under which the store knows the generation here; one of none, which a removal changes, if need be."""
    name = store.manifest().get(store.derived)
    if name is None:
        name = no_generation()
        store.set_manifest(**{store.derived: name})
    return name


def _sweep(root: Path, kept: str) -> None:
    """Deletes what earlier generations, and processes that were killed, have left."""
    for folder in root.iterdir():
        if folder.is_dir() and folder.name != kept:
            shutil.rmtree(folder, ignore_errors=True)


def distrust(store: Store) -> None:
    """Throws away a generation that said something else than the store."""
    _log.warning("the indexes in %s said something else than the archive: made anew", derived_folder(store.path))
    if not store.read_only:
        store.set_manifest(**{store.derived: no_generation()})
        forget_derived(store.path)


def _write(store: Store, folder: Path, dimension: int, stopped: Stopped) -> None:
    seen, ids = seen_in(store), utterance_ids(store)
    last = int(ids[-1]) if len(ids) else 0
    for name in (_WORDS, _PRINTED, _TABLE):
        (folder / name).mkdir(parents=True)
    counted = _write_words(store, folder, last, stopped)
    _write_vectors(folder / _TABLE, dimension, partial(passages_within, store, seen.model), last, stopped)
    read = last_reading(store, seen.reader)
    if read:
        (folder / _CONTEXTUAL).mkdir()
        some = store.rows("SELECT dimension FROM readings WHERE model=? LIMIT 1", seen.reader)[0][0]
        _write_vectors(folder / _CONTEXTUAL, some, partial(readings_within, store, seen.reader), last, stopped)
    listed = {name: astuple(one) for name, one in by_name(store).listed({}).items()}
    (folder / _PEOPLE).write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
    stamp = {"rules": rules(), "seen": asdict(seen), "read": read, **counted, "files": _sums(folder)}
    write_quotable(store, folder / _QUOTES, lambda: _go_on(folder, stopped))
    stamp[_QUOTES] = {f"{_QUOTES}/{name}": value for name, value in _sums(folder / _QUOTES).items()}
    (folder / _STAMP).write_text(json.dumps(stamp), "utf-8")


def _sums(folder: Path) -> dict[str, list[int]]:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".tantivy")]
    return {str(path.relative_to(folder)): _checked(path) for path in files}


def _go_on(folder: Path, stopped: Stopped) -> None:
    if stopped():
        raise Abandoned(str(folder))


def _write_words(store: Store, folder: Path, last: int, stopped: Stopped) -> dict[str, object]:
    words, printed = Documents(folder / _WORDS), Documents(folder / _PRINTED)
    catalogue, interviews = Catalogue.empty(), dict[str, int]()
    with words.adding() as put_words, printed.adding() as put_printed:
        for first, end in lots(0, last):
            _go_on(folder, stopped)
            found = indexed(store, utterances_within(store, first, end))
            catalogue = catalogue.changed([(one, found.posts[one.id]) for one, _ in found.texts])
            for one, text in found.texts:
                put_words(one.id, text)
            for interview in found.printed.keys() - interviews.keys():
                put_printed(interviews.setdefault(interview, len(interviews)), found.printed[interview])
    texts = {name: catalogue.texts[name].texts for name in CODED} | {"printed": [*interviews]}
    (folder / _TEXTS).write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    np.save(folder / _IDS, catalogue.ids)
    np.save(folder / _COLUMNS, catalogue.columns)
    return {name: [one.counted, one.tokens] for name, one in ((_WORDS, words), (_PRINTED, printed))}


def _write_vectors(
    folder: Path, dimension: int, read: Callable[[int, int], tuple[Ids, list[bytes]]], last: int, stopped: Stopped
) -> None:
    owners: list[Ids] = []

    def blocks() -> Iterator[Vectors]:
        for first, end in lots(0, last):
            _go_on(folder, stopped)
            keys, blobs = read(first, end)
            owners.append(keys)
            yield rows_of(blobs, dimension)

    VectorFiles.write(folder, dimension, blocks())
    np.save(folder / _OWNERS, np.concatenate(owners) if owners else np.empty(0, np.int64))
