"""`backup`, `restore`, `verify` and `feedback`: copies of the archive, whether it is sound, what visitors said."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.status import FOUND, NOTHING, warn
from qa.cli.values import dump, opened
from qa.cli.verbs import Verbs
from qa.errors import StoreError
from qa.wording import upkeep as wording_upkeep
from qa.wording.cli import HELP
from qa.wording.time import moment

if TYPE_CHECKING:
    from qa.verify import Fault

MOST_LINES = 20
"""Faults of a backup that are named before it is refused."""


def add(verbs: Verbs) -> None:
    """Adds the verbs."""
    backup = verbs.add("backup", _back_up)
    backup.add_argument("file", type=Path, metavar="FILE", help=HELP["backup file"])
    restored = verbs.add("restore", _restore)
    restored.add_argument("file", type=Path, metavar="FILE", help=HELP["restore file"])
    restored.add_argument("--replace", action="store_true", help=HELP["replace"])
    verified = verbs.add("verify", _verify)
    verified.add_argument("--json", action="store_true", help=HELP["json"])
    feedback = verbs.add("feedback", _list_feedback)
    feedback.add_argument("--json", action="store_true", help=HELP["json"])


def _back_up(options: argparse.Namespace) -> int:
    with opened(options) as archive:
        if options.file.exists():
            raise StoreError(wording_upkeep.backup_exists(options.file))
        if not options.file.parent.is_dir():
            raise StoreError(wording_upkeep.no_folder(options.file.parent))
        archive.store.back_up(options.file)
    print(wording_upkeep.backed_up(options.file, options.file.stat().st_size))
    return FOUND


def _restore(options: argparse.Namespace) -> int:
    from qa.archive import DATABASE
    from qa.config import read_store
    from qa.restore import DamagedError, restore, restore_to_server

    server, archive = read_store(os.environ), options.data / DATABASE
    try:
        if server:
            done = restore_to_server(options.file, archive, server)
        else:
            done = restore(options.file, archive, options.replace)
    except DamagedError as error:
        for one in error.faults[:MOST_LINES]:
            warn(wording_upkeep.fault(one.kind.value, one.place))
        raise
    for interview in done.withdrawn:
        warn(wording_upkeep.stays_withdrawn(interview))
    if done.unread:
        warn(wording_upkeep.OLD_UNREAD)
    print(wording_upkeep.restored(done.interviews, done.kept))
    return FOUND


def _verify(options: argparse.Namespace) -> int:
    from qa.verify import verify

    with opened(options) as archive:
        faults, counts = verify(archive.store), archive.store.counts()
    if options.json:
        print(dump({"sound": not faults, **counts, "faults": [_told(one) for one in faults]}))
        return NOTHING if faults else FOUND
    for fault in faults:
        warn(wording_upkeep.fault(fault.kind.value, fault.place))
    for kind in dict.fromkeys(fault.kind.value for fault in faults):
        print(wording_upkeep.REMEDIES[kind])
    print(wording_upkeep.verified(counts["interviews"], counts["utterances"], len(faults)))
    return NOTHING if faults else FOUND


def _told(fault: Fault) -> dict[str, str]:
    kind = fault.kind.value
    said = {"said": wording_upkeep.fault(kind, fault.place), "remedy": wording_upkeep.REMEDIES[kind]}
    return {"kind": kind, "place": fault.place, **said}


def _list_feedback(options: argparse.Namespace) -> int:
    from qa.store.feedback import feedback

    with opened(options) as archive:
        said = feedback(archive.store)
    for one in said:
        if options.json:
            print(json.dumps(asdict(one), ensure_ascii=False))
        else:
            parts = (moment(one.at), wording_upkeep.VERDICTS[one.verdict], one.turn, one.question, one.note)
            print(" | ".join(" ".join(part.split()) for part in parts if part))
    if not said and not options.json:
        print(wording_upkeep.NO_FEEDBACK)
    return FOUND if said else NOTHING
