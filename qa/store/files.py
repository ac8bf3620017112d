"""Opening an archive's file: made whole or not at all, told apart from others, locked across processes, copied."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from qa import wording
from qa.errors import StoreError
from qa.wording import store as wording_store

PATIENCE = 120.0
"""Seconds that a writer waits for another one to finish."""

BESIDE = ("-wal", "-shm")
"""Ends of the names of the files that SQLite keeps beside its own."""


DERIVED = "derived"
"""How the manifest's names begin for what was derived last, and stands in a `derived_folder`."""


def derived_folder(path: Path) -> Path:
    """Returns where what is derived from an archive's file stands: it holds words, and may be deleted at any time."""
    return path.with_name(f"{path.name}.{DERIVED}")


def no_generation() -> str:
    """Returns a name that no derived indexes have or ever get: none are kept that are there, or being written."""
    return f"none {secrets.token_hex(8)}"


def name_of_folder(path: Path) -> str:
    """Returns what tells the derived folder of one of several machines from those of the others; it stays there."""
    kept = derived_folder(path) / "name"
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), kept.open("x", encoding="ascii") as file:
            file.write(secrets.token_hex(8))
        return kept.read_text("ascii")
    except OSError:  # where nothing can be written, nothing is derived to files either
        return secrets.token_hex(8)


def folder_size(folder: Path) -> int:
    """Counts the bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def forget_derived(path: Path) -> None:
    """Deletes what was derived from an archive's file; whoever has it open goes on with it in memory."""
    for one in derived_folder(path).glob("*/"):
        shutil.rmtree(one, ignore_errors=True)


_NO_SHARED_MEMORY = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMLOCK,
    sqlite3.SQLITE_IOERR_SHMMAP,
)
"""What SQLite says of a disk without the memory that its readers share, where a file was made on another one."""


class FileLock:
    """A lock that processes and threads take in turn; the system lets it go when its holder dies.

    It lies beside the archive's file that it is for.
    """

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._path = archive.with_name(f"{archive.name}.lock")

    @contextmanager
    def held(self, waits: Callable[[], None] | None = None) -> Iterator[None]:
        """Holds the lock; calls `waits` once where somebody else has it first.

        StoreError where nothing may be written: whoever holds it means to write.
        """
        if is_read_only(self._archive):
            raise unwritable(self._archive)
        with self._path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if waits:
                    waits()
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @contextmanager
    def held_at_once(self) -> Iterator[bool]:
        """Holds the lock if nobody else has it; tells whether it does."""
        with self._path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


ROOM = 2**16
"""Bytes of disk without which SQLite can't make the files that stand beside its own."""


def is_read_only(path: Path) -> bool:
    """Tells whether an archive stands where this process may not write, or where there is no room to."""
    return path.exists() and not (_may_write(path) and _has_room(path))


def unwritable(path: Path) -> StoreError:
    """Returns the error that says why an archive that is read only is not written to."""
    return StoreError(wording_store.read_only(path) if _has_room(path) else wording_store.disk_full(path))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _has_room(path: Path) -> bool:
    return shutil.disk_usage(path.parent).free >= ROOM


def create(path: Path, lock: FileLock) -> None:
    """Makes an archive's file where there is none, under another name until it can be opened.

    StoreError for an empty one: its content is lost, and a new archive in its place would hide that.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with lock.held():
            if not path.exists():
                _make(path)
    if path.stat().st_size == 0:
        raise StoreError(wording_store.empty(path))


def _make(path: Path) -> None:
    new = path.with_name(f"{path.name}.new")
    for name in (new, *(Path(f"{one}{end}") for one in (new, path) for end in BESIDE)):
        name.unlink(missing_ok=True)  # a log left over would be read as the new file's own
    made = _connect(new, "mode=rwc")
    try:
        _log_ahead(made, path)
    finally:
        made.close()
    new.rename(path)


def _log_ahead(connection: sqlite3.Connection, path: Path) -> None:
    """Has the file written by way of a log, so that readers wait for nobody; StoreError for a disk that can't."""
    try:
        ((mode,),) = connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in _NO_SHARED_MEMORY and _can_be_looked_into(path):
            raise StoreError(wording_store.without_shared_memory(path)) from error
        raise
    if mode != "wal":
        raise StoreError(wording_store.without_shared_memory(path))


def _can_be_looked_into(path: Path) -> bool:
    """Whether nothing but the memory that readers share is missing."""
    with closing(_connect(path, "mode=ro&immutable=1")) as reader, suppress(sqlite3.Error):
        reader.execute("SELECT 1 FROM sqlite_schema").fetchone()
        return True
    return False


def identity(path: Path) -> tuple[int, int] | None:
    """Returns what tells this file from any other that may stand in its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_writer(path: Path) -> sqlite3.Connection:
    """Returns a connection that writes; what it deletes is overwritten."""
    writer = _connect(path, "mode=rw")
    _log_ahead(writer, path)
    writer.execute("PRAGMA synchronous=FULL")  # what an editor was told is saved outlives a power cut
    writer.execute("PRAGMA secure_delete=ON")
    return writer


def open_reader(path: Path) -> sqlite3.Connection:
    """Returns a connection that reads, also where nothing may be written."""
    reader = _connect(path, _to_read(path))
    reader.execute("PRAGMA query_only=ON")
    return reader


def _to_read(path: Path) -> str:
    if not is_read_only(path):
        return "mode=rw"
    # Without a log beside it nobody writes the file, and SQLite need not make one to read it.
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


def _connect(path: Path, how: str) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.resolve()))}?{how}"
    return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None, timeout=PATIENCE)


def settle(path: Path) -> bool:
    """Makes an archive one file alone, its log written back; False where another process has it open.

    StoreError for a file that is damaged.
    """
    alone = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        # SQLite gives up its log for the only connection there is, whoever made the others.
        return bool(alone.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return False
        raise StoreError(wording_store.unreadable(path, error)) from error
    finally:
        alone.close()


def copy_archive(backup: Path, target: Path) -> None:
    """Copies a backup to a new file as `back_up` does; StoreError for a file that is no archive."""
    try:
        reader = _connect(backup, "mode=ro&immutable=1")
        try:
            found = reader.execute("SELECT 1 FROM sqlite_schema WHERE name = 'utterances'").fetchone()
        finally:
            reader.close()
        if not found:
            raise StoreError(wording_store.no_archive(backup))
        back_up(backup, target)
    except sqlite3.Error as error:
        raise StoreError(wording_store.unreadable(backup, error)) from error


@contextmanager
def named_once_whole(target: Path) -> Iterator[Path]:
    """Lends the path of a new file, which gets its own name once it is whole and on the disk; never an older one's."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        if target.exists():
            raise StoreError(wording.file_exists(target))
        partial.rename(target)
    finally:
        for name in (partial, *(Path(f"{partial}{end}") for end in (".lock", *BESIDE))):
            name.unlink(missing_ok=True)


def back_up(path: Path, target: Path) -> None:
    """Copies a database to a new file, which gets its name once it is whole and on the disk.

    A copy of one moment, while others may write; what was deleted is not in it.
    """
    with named_once_whole(target) as partial:
        reader = _connect(path, _to_read(path))
        reader.execute("VACUUM INTO ?", (str(partial),))
        reader.close()
        copy = _connect(partial, "mode=ro&immutable=1")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        copy.close()
        if found != "ok":
            raise StoreError(wording_store.unreadable(partial, found))
