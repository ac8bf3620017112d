"""Puts a backup in the place of an archive: checked first, never below a running server, the old one kept beside.

What was withdrawn and which keys were revoked since the backup stays so: a copy must not bring back what a court took.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from qa.errors import StoreError
from qa.store.files import BESIDE, FileLock, copy_archive, settle
from qa.store.keys import keys_revoked, revoke_again
from qa.store.moving import is_empty, move
from qa.store.store import Store
from qa.store.withdrawn import Withdrawal, withdrawals
from qa.verify import Fault, verify
from qa.wording import store as wording_store
from qa.wording import upkeep as wording_upkeep


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to: interviews there now, those that stay withdrawn, and where the old archive lies.

    `unread`: there was one too damaged to be asked what had been withdrawn or revoked.
    """

    interviews: int
    withdrawn: tuple[str, ...]
    kept: Path | None
    unread: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an archive has taken back: interviews that were withdrawn, and the hashes of revoked keys."""

    withdrawn: tuple[Withdrawal, ...]
    keys: tuple[str, ...]


class DamagedError(StoreError):
    """A backup is not sound; `faults` say where."""

    def __init__(self, message: str, faults: Sequence[Fault]) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


def restore_to_server(backup: Path, archive: Path, server: str) -> Restored:
    """Makes the archive on a `server` what a backup holds, or a SQLite archive that is to move there.

    DamagedError for one that is not sound, StoreError where the server holds an archive already. `archive` names the
    folder in which the copy is looked at first.
    """
    if not backup.is_file():
        raise StoreError(wording_upkeep.no_backup(backup))
    with closing(Store(archive, server)) as store, store.builds.held(), _copied(backup, archive) as copy:
        if not is_empty(store):
            raise StoreError(wording_store.not_empty(store.name))
        move(copy, store)
        return Restored(store.interview_count(), (), None, unread=False)


@contextmanager
def _copied(backup: Path, archive: Path) -> Iterator[Store]:
    """A sound copy of a backup, brought to the last step of the tables, beside `archive` for as long as it is held."""
    made = archive.with_name(f".{archive.name}.{os.getpid()}.restored")
    try:
        copy_archive(backup, made)
        with closing(Store(made)) as store:
            if faults := verify(store):
                raise DamagedError(wording_upkeep.damaged(len(faults)), faults)
            yield store
    finally:
        for name in (made, *(Path(f"{made}{end}") for end in (*BESIDE, ".lock"))):
            name.unlink(missing_ok=True)


def restore(backup: Path, archive: Path, replace: bool = False) -> Restored:
    """Makes the file `archive` the archive that `backup` holds; an archive there already only if it may `replace` it.

    DamagedError for a backup that is not sound, StoreError for one that is none, where the archive is in use, or where
    one stands that may not be replaced. Until all is well nothing has changed; a kill leaves the old or the new.
    """
    if not backup.is_file():
        raise StoreError(wording_upkeep.no_backup(backup))
    archive.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(archive).held():
        _free(archive, replace)
        with _copied(backup, archive) as store:
            since = _taken_back(archive)
            withdrawn = _take_back(store, since) if since else ()
            count, made = store.interview_count(), store.path
            store.close()
            _settled(made)
            kept = _put(made, archive)
            return Restored(count, withdrawn, kept, unread=kept is not None and since is None)


def _free(archive: Path, replace: bool) -> None:
    if not _stands(archive):
        return
    if not replace:
        raise StoreError(wording_upkeep.archive_there(archive))
    _settled(archive)


def _stands(archive: Path) -> bool:
    return archive.exists() and archive.stat().st_size > 0


def _settled(path: Path) -> None:
    try:
        alone = settle(path)
    except StoreError:
        return  # damaged: that is why somebody restores
    if not alone:
        raise StoreError(wording_upkeep.in_use(path))


def _taken_back(archive: Path) -> TakenBack | None:
    """What was withdrawn and revoked in the archive that stands there; None where there is none, or none to read."""
    if not _stands(archive):
        return None
    try:
        with closing(Store(archive)) as old:
            return TakenBack((*withdrawals(old).values(),), keys_revoked(old))
    except StoreError:
        return None


def _take_back(store: Store, since: TakenBack) -> tuple[str, ...]:
    """Withdraws and revokes again what the copy still has; the interviews that this concerned."""
    revoke_again(store, since.keys)
    there = set(store.interview_ids())
    again = [one for one in since.withdrawn if one.interview in there]
    for one in again:
        store.remove(one.interview, one.reason, one.author)
    return tuple(one.interview for one in again)


def _put(made: Path, archive: Path) -> Path | None:
    """Gives the copy the archive's name at once; the old archive has a second name before that."""
    kept = None
    if _stands(archive):
        _settled(archive)
        kept = archive.with_name(f"{archive.name}.{time.strftime('%Y%m%d-%H%M%S')}.old")
        os.link(archive, kept)
        for end in BESIDE:  # of a damaged one; they would be read as the new file's own
            with suppress(FileNotFoundError):
                Path(f"{archive}{end}").rename(f"{kept}{end}")
    os.replace(made, archive)
    folder = os.open(archive.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return kept
