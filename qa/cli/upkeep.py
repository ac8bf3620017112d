"""The commands of an operator: `backup` and `feedback`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from qa.archive import Archive
from qa.errors import StoreError
from qa.store.feedback import feedback
from qa.wording import upkeep as wording_upkeep
from qa.wording.time import moment


def back_up(options: argparse.Namespace) -> int:
    """Writes a copy of the archive's database to `options.file`, while a server may be using it."""
    if options.file.exists():
        raise StoreError(wording_upkeep.backup_exists(options.file))
    if not options.file.parent.is_dir():
        raise StoreError(wording_upkeep.no_folder(options.file.parent))
    with Archive.open(options.data, options.encoder) as archive:
        archive.store.rows("VACUUM INTO ?", str(options.file))
    print(wording_upkeep.backed_up(options.file, options.file.stat().st_size))
    return 0


def list_feedback(options: argparse.Namespace) -> int:
    """Prints what visitors said, the oldest first: a line each, or an object each with `--json`; 1 for nothing."""
    with Archive.open(options.data, options.encoder) as archive:
        said = feedback(archive.store)
    for one in said:
        if options.json:
            print(json.dumps(asdict(one), ensure_ascii=False))
        else:
            parts = (moment(one.at), wording_upkeep.VERDICTS[one.verdict], one.turn, one.question, one.note)
            print(" | ".join(" ".join(part.split()) for part in parts if part))
    if not said and not options.json:
        print(wording_upkeep.NO_FEEDBACK)
    return 0 if said else 1


COMMANDS = {"backup": back_up, "feedback": list_feedback}
"""What each verb runs."""
