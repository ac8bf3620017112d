"""Sources into the store: read, parse, cut into passages, embed, store some at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from qa import wording
from qa.article.find import find_sources, skipped_files
from qa.article.read import Article, ArticleFailure, read_articles, read_stored
from qa.corrections.applied import apply
from qa.corrections.stored import corrections_of, keep_parsed
from qa.embed import BATCH, Cut, PassageEncoder, cut_up, embed, embedded
from qa.errors import ArticleError, StoreError
from qa.interview import Interview, Source
from qa.parse.parse import is_interview, parse
from qa.store.audit import note_article
from qa.store.editions import edition_at, note_edition, told_apart
from qa.store.files import derived_folder
from qa.store.gone import Gone, file_key, folders_of, gone_files, is_left_out, succeeded
from qa.store.incoming import ADDED, stands
from qa.store.kept import bytes_from, file_is_known, kept_articles, remember_file, sources_below
from qa.store.store import Store
from qa.store.tables import NewPassage
from qa.store.withdrawn import withdrawal_of

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, of files in all, and how far the present one is (name, articles read)."""


@dataclass(slots=True)
class BuildReport:
    """What a build did: ids added (or put anew), unchanged, removed; articles without a turn; failures by path.

    `changed` were put anew in other words; `not_interviews` hold no talk; in those of `waiting` every answer waits for
    review; `withdrawn` are left out: ids with paths. `skipped` are files in the folders that are of no kind that is
    read; `gone` came from files in the folders that stand no more.
    """

    added: list[str] = field(default_factory=list)
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    not_interviews: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    failures: list[ArticleFailure] = field(default_factory=list)
    skipped: list[ArticleFailure] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    turns: int = 0


AT_ONCE = 100  # interviews stored in one transaction: whoever asks takes up each change, whoever edits waits for it

FILE_CODE = ("article/*.py", "interview.py", "text.py", "vietnamese.py")
"""The code that makes an article of a file."""

READING_CODE = ("parse/*.*", "names/*.py", "odds.py", "search/passage.py")
"""The code that, beside it, reads an article as an interview and cuts it into passages."""


@cache
def file_rules() -> str:
    """Returns a hash of the code that makes an article of a file, with the mark that ends it in `reading_rules`."""
    return f"{_hash_of(*FILE_CODE)}."


@cache
def reading_rules() -> str:
    """Returns a hash of the code that reads and cuts articles: what was read by other code is read anew by a build.

    It begins with `file_rules`: where those are the same, the archive's own text and marks are read, not the file.
    """
    return file_rules() + _hash_of(*READING_CODE)


def _hash_of(*names: str) -> str:
    here = Path(__file__).parent
    parts = [path.read_bytes() for name in names for path in sorted(here.glob(name))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def read_interview(article: Article) -> Interview:
    """Reads an article as an interview."""
    return parse(article.text, article.source, article.marks)


def build(
    store: Store, encoder: PassageEncoder, paths: Iterable[Path], progress: Progress | None = None
) -> BuildReport:
    """Reads files and folders into the store; what is unchanged is skipped, what fails is reported."""
    builder, paths = _Builder(store, encoder), [*paths]
    sources = [*find_sources(paths)]
    own = store.path.parent.resolve()  # the archive's own files are no articles that were passed over
    derived = derived_folder(store.path).resolve()
    passed_over = ((one, Path(one.name).resolve()) for one in skipped_files(paths))
    builder.report.skipped += [one for one, at in passed_over if at.parent != own and derived not in at.parents]
    for number, path in enumerate(sources):
        tell = partial(_tell, progress, number, len(sources), path.name)
        tell(0)
        if isinstance(path, ArticleFailure):
            builder.report.failures.append(path)
        else:
            builder.read(path, tell)
    builder.read_added()
    builder.flush()
    builder.report.gone = gone_files(store, folders_of(paths))
    _tell(progress, len(sources), len(sources), "", 0)
    return builder.report


def take_in(
    store: Store, encoder: PassageEncoder, article: Article, path: str, whole: bool = True, succeeds: str = ""
) -> tuple[str, BuildReport]:
    """Takes one article into the store, by the same rules as `build`: its id there, and what was done.

    `path` is where it came from, `whole` that nothing else comes from there, `succeeds` the interview whose new edition
    it is. Inside the caller's transaction it is part of that.
    """
    builder = _Builder(store, encoder)
    if succeeds:
        note_edition(store, succeeds, path, article.source.id)
    interview = builder.take_whole(article, path, succeeds) if whole else builder.take(article, path, succeeds)
    builder.flush()
    return interview, builder.report


def _tell(progress: Progress | None, done: int, total: int, name: str, read: int) -> None:
    if progress:
        progress(done, total, f"{name} ({read})" if read else name)


@dataclass(frozen=True, slots=True)
class _Pending:
    """An interview that waits for its passages' vectors, with what its file states and its utterances in order."""

    interview: Interview
    stated: Source
    path: str
    raw: bytes
    cut: list[Cut]


class _Builder:
    """The state of one build: interviews wait until there is a batch of passages to encode."""

    def __init__(self, store: Store, encoder: PassageEncoder) -> None:
        self.report = BuildReport()
        self._store = store
        self._encoder = encoder
        self._pending: list[_Pending] = []
        self._finished: list[tuple[str, str]] = []
        self._waiting = 0
        self._taken: dict[str, tuple[str, str, str]] = {}

    def read(self, path: Path, tell: Callable[[int], None]) -> None:
        """Reads one file, unless this very file was read under these rules before; tells the articles read."""
        key = file_key(path)
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            self.report.failures.append(ArticleFailure(str(path), wording.unreadable_file(error)))
            return
        if file_is_known(self._store, key, digest, reading_rules()):
            self.report.unchanged += len(self._store.interviews_from(key))
            return
        failures = len(self.report.failures)
        there = set()
        for number, article in enumerate(self._kept(key, digest) or self._articles(path), 1):
            there.add(self.take(article, key))
            tell(number)
        if len(self.report.failures) == failures:
            self._finish(key, digest, there)

    def _kept(self, key: str, digest: str) -> list[Article]:
        kept = kept_articles(self._store, key, digest, file_rules())
        return [Article(one.source, one.text, one.raw, key, one.marks) for one in kept]

    def _read_again(self, path: str) -> list[Article]:
        """The article of the archive's own bytes; none where the present rules can't read them."""
        try:
            return [read_stored(raw, Path(path)) for raw in bytes_from(self._store, path)]
        except ArticleError:
            return []

    def _articles(self, path: Path) -> Iterable[Article]:
        for item in read_articles(path):
            if isinstance(item, ArticleFailure):
                self.report.failures.append(item)
            else:
                yield item

    def read_added(self) -> None:
        """Reads anew by the present rules what lies in no folder; what can't be read any more stays as it is."""
        for path, digest in sources_below(self._store, ADDED):
            if not file_is_known(self._store, path, digest, reading_rules()):
                (interview,) = self._store.interviews_from(path)
                for article in self._kept(path, digest) or self._read_again(path):
                    self.take_whole(article, path, interview)

    def take_whole(self, article: Article, path: str, own: str = "") -> str:
        """Queues the one article of a source, in the place of what came from there before; its id in the archive."""
        found = self.take(article, path, own)
        self._finish(path, article.sha256, {found})
        return found

    def _finish(self, path: str, digest: str, there: set[str]) -> None:
        """Notes that a source was read to its end; what came from it and is not `there` any more goes."""
        self._finished.append((path, digest))
        for gone in self._store.interviews_from(path) - there:
            self._store.set_aside(gone)
            self.report.removed.append(gone)

    def take(self, article: Article, path: str, own: str = "") -> str:
        """Queues one article unless it is unchanged; the id that it has in the archive: `own`, where that is known."""
        digest = hashlib.sha256(article.raw).hexdigest()
        source = replace(article.source, id=own) if own else succeeded(self._store, article.source, article.text)
        if edition := edition_at(self._store, path, source.id):
            own, known = edition.interview, self._known(edition.interview)
            if known is None or (known[0] != path and edition.sha256 == digest):
                self.report.unchanged += 1  # withdrawn, or another edition has taken its place
                return own
            if known[0] != path:
                note_edition(self._store, own, path, edition.own)
            source = replace(source, id=own)
        known = self._known(source.id)
        if known and known[0] != path and known[1] == digest and stands(known[0]):
            self.report.duplicates.append(f"{source.id} ({path})")
            return source.id
        if is_left_out(self._store, source.id, path, digest):
            self.report.withdrawn.append(f"{source.id} ({path})")
            return source.id
        if not own and self._is_taken(source.id, path):
            # Two files of one name: the second is told apart by where it lies, the same at every build.
            source = replace(source, id=told_apart(source.id, path))
            known = self._known(source.id)
        if known == (path, digest, reading_rules()):
            self.report.unchanged += 1
            return source.id
        self._taken[source.id] = (path, digest, reading_rules())
        interview = read_interview(replace(article, source=source))
        self._queue(_Pending(interview, source, path, article.raw, cut_up(interview)))
        return source.id

    def _is_taken(self, interview: str, path: str) -> bool:
        """Whether an id belongs to an article of another file, be that in the archive or withdrawn."""
        known, withdrawn = self._known(interview), withdrawal_of(self._store, interview)
        owners = [known[0]] if known else [withdrawn.path] if withdrawn else []
        return any(owner != path and stands(owner) for owner in owners)

    def _known(self, interview: str) -> tuple[str, str, str] | None:
        """Where an id of this archive came from, be it stored already or still waiting."""
        return self._taken.get(interview) or self._store.source_of(interview)

    def _queue(self, pending: _Pending) -> None:
        self._pending.append(pending)
        self._waiting += sum(len(cut.passages) for cut in pending.cut)
        if self._waiting >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Encodes and stores what waits, then notes the files that were read to their end."""
        made = iter(embed([cut for pending in self._pending for cut in pending.cut], self._encoder))
        for first in range(0, len(self._pending), AT_ONCE):
            with self._store.transaction():
                for pending in self._pending[first : first + AT_ONCE]:
                    self._report(pending, self._put(pending, [next(made) for _ in pending.cut]))
        for path, digest in self._finished:
            remember_file(self._store, path, digest, reading_rules())
        self._pending, self._finished, self._waiting = [], [], 0

    def _report(self, pending: _Pending, shown: Interview) -> None:
        report, key = self.report, shown.source.id
        report.turns += len(shown.turns)
        silent = report.waiting if is_interview(shown) else report.not_interviews
        (report.added if shown.turns else silent).append(key if shown.turns else f"{key} ({pending.path})")

    def _put(self, pending: _Pending, rows: list[list[NewPassage]]) -> Interview:
        """Stores an interview with its corrections, which editors make while a build goes on; as it is shown."""
        shown, store, model = pending.interview, self._store, self._encoder.revision
        if store.manifest().get("revision") != model:
            raise StoreError(wording.ENCODER_CHANGED)
        corrections = corrections_of(store, shown.source.id)
        note_article(store, shown.source.id, pending.raw)
        corrected = apply(shown, corrections)
        if corrections:
            shown = corrected.interview
            rows = embedded(shown, self._encoder)
        path, raw, rules = pending.path, pending.raw, reading_rules()
        changed = store.put(shown, path=path, raw=raw, rules=rules, model=model, passages=rows, stated=pending.stated)
        if corrections:
            keep_parsed(store, pending.interview, len(corrected.lost))
        self.report.changed += [shown.source.id] * changed
        return shown
