"""`build`, `remove` and `lift`: articles into the archive, interviews out of it, and back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa import wording
from qa.cli.status import FAILED, FOUND, NOTHING, warn
from qa.cli.values import opened
from qa.cli.verbs import Verbs
from qa.wording import cli as wording_cli
from qa.wording import versions as wording_versions
from qa.wording import withdrawn as wording_withdrawn
from qa.wording.cli import HELP
from qa.wording.time import moment

if TYPE_CHECKING:
    from qa.archive import Archive
    from qa.build import BuildReport
    from qa.store.gone import Gone
    from qa.store.readings import ReadSoFar


def add(verbs: Verbs) -> None:
    """Adds the verbs."""
    build = verbs.add("build", _build)
    build.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help=HELP["sources"])
    build.add_argument("--later", action="store_true", help=HELP["later"])
    build.add_argument("--withdraw-missing", action="store_true", help=HELP["withdraw missing"])
    remove = verbs.add("remove", _remove)
    remove.add_argument("interviews", nargs="+", metavar="ID", help=HELP["interviews"])
    remove.add_argument("--reason", default="", help=HELP["reason"])
    lifted = verbs.add("lift", _lift)
    lifted.add_argument("interviews", nargs="*", metavar="ID", help=HELP["withdrawn"])


def _build(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    with opened(options, new=True) as archive:
        with tqdm(unit=wording.FILES, disable=None) as bar:

            def progress(done: int, total: int, name: str) -> None:
                bar.total, bar.n = total, done
                bar.set_postfix_str(name, refresh=False)
                bar.refresh() if done == total else bar.update(0)

            report = archive.add(options.sources, progress, waits=lambda: warn(wording_cli.ANOTHER_BUILD))
        _say(report)
        _say_gone(archive, report.gone, options.withdraw_missing)
        if not options.later:
            _read_on(archive)
        archive.prepare()
    if not report.added and not report.unchanged:
        return FAILED if report.failures else NOTHING
    return NOTHING if report.failures else FOUND


def _say_gone(archive: Archive, gone: Sequence[Gone], withdraw: bool) -> None:
    """Tells the files that stand no more; withdraws what came from those whose folder is surely there, if asked to."""
    for one in gone:
        listed = ", ".join(one.interviews)
        if not one.sure:
            warn(wording_withdrawn.gone_with_folder(one.path, listed))
        elif not withdraw:
            warn(wording_withdrawn.gone(one.path, listed))
        else:
            for key in one.interviews:
                archive.withdraw(key, wording_withdrawn.because_gone(one.path))
            warn(wording_withdrawn.withdrawn_as_gone(one.path, listed))


def _read_on(archive: Archive) -> None:
    """Has the archive read closely what was added, which can be asked about meanwhile."""
    from tqdm import tqdm

    with tqdm(unit=wording.TURNS, desc=wording.READING_ON, disable=None) as bar:

        def tell(so_far: ReadSoFar) -> None:
            bar.total, bar.n = so_far.total, so_far.done
            bar.refresh()

        archive.read_on(tell)
    so_far = archive.read_so_far()
    print(wording.read_closely(so_far.done, so_far.total))


def _say(report: BuildReport) -> None:
    for failure in report.failures:
        warn(wording.error_line(f"{failure.name}: {failure.reason}"))
    for skipped in report.skipped:
        warn(wording_cli.skipped(skipped.name, skipped.reason))
    for name in report.not_interviews:
        warn(wording.kept_for_checking(name))
    for name in report.waiting:
        warn(wording.all_waiting(name))
    for name in report.changed:
        warn(wording_versions.changed(name))
    for name in report.withdrawn:
        warn(wording_withdrawn.left_out(name))
    for name in report.duplicates:
        warn(wording.duplicate(name))
    print(wording.built(len(report.added), report.turns, report.unchanged, len(report.removed), len(report.failures)))


def _remove(options: argparse.Namespace) -> int:
    with opened(options) as archive:
        for key in options.interviews:
            archive.withdraw(key, options.reason)
            print(wording.removed(key))
    return FOUND


def _lift(options: argparse.Namespace) -> int:
    with opened(options) as archive:
        for key in options.interviews:
            archive.lift(key)
            print(wording_withdrawn.lifted(key))
        if options.interviews:
            return FOUND
        withdrawn = archive.withdrawals()
    for one in withdrawn:
        print(" | ".join(part for part in (moment(one.at), one.interview, one.author, one.reason) if part))
    return FOUND if withdrawn else NOTHING
