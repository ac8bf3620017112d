"""The utterances that can be found, as columns: what filters ask for, and who spoke where under which post."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qa.names.speakers import same_speaker
from qa.search.allowed import Allowed, Ids
from qa.search.filters import Filters
from qa.store.store import StoredUtterance
from qa.text import Span, fold

Codes = npt.NDArray[np.int32]

COLUMNS = ("interview", "start", "end", "speaker", "post", "outlet", "date")
"""The columns beside the ids; all but the offsets hold codes of texts, -1 where there is none."""

CODED = ("interview", "speaker", "post", "outlet", "date")

Entry = tuple[StoredUtterance, str | None]
"""An utterance and the post that is printed for its speaker."""


class Texts:
    """Texts by their codes, 0 to n-1."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.texts = list(texts)

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {text: code for code, text in enumerate(self.texts)}

    def code(self, text: str | None) -> int:
        """Returns a text's code; -1 for None and for a text that is not there."""
        return -1 if text is None else self._codes.get(text, -1)

    def of(self, code: int) -> str | None:
        """Returns the text of a code; None for -1."""
        return None if code < 0 else self.texts[code]

    def with_texts(self, more: Iterable[str | None]) -> Texts:
        """Returns texts that have these too; itself where it has all of them."""
        new = [text for text in dict.fromkeys(more) if text is not None and text not in self._codes]
        return Texts([*self.texts, *new]) if new else self


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All utterances of an archive, in the order of their ids. `columns` has a row for each of COLUMNS."""

    ids: Ids
    columns: npt.NDArray[np.int32]
    texts: dict[str, Texts]

    @classmethod
    def empty(cls) -> Catalogue:
        """Returns the catalogue of nothing."""
        return cls(np.empty(0, np.int64), np.empty((len(COLUMNS), 0), np.int32), {name: Texts() for name in CODED})

    def changed(self, add: Sequence[Entry], remove: Collection[int] = ()) -> Catalogue:
        """Returns the catalogue with utterances added, whose ids are higher than all others, and others removed."""
        ids, columns, texts = self.ids, self.columns, self.texts
        if remove:
            left = ~Allowed.of(remove).holds(ids)
            ids, columns = ids[left], columns[:, left]
        if add:
            values: dict[str, list[str | None]] = {
                "interview": [one.interview for one, _ in add],
                "speaker": [one.speaker for one, _ in add],
                "post": [post for _, post in add],
                "outlet": [one.outlet for one, _ in add],
                "date": [one.date for one, _ in add],
            }
            texts = {name: self.texts[name].with_texts(found) for name, found in values.items()}
            rows = {name: [texts[name].code(text) for text in found] for name, found in values.items()}
            rows |= {"start": [one.span.start for one, _ in add], "end": [one.span.end for one, _ in add]}
            added = np.array([rows[name] for name in COLUMNS], np.int32)
            new = np.fromiter((one.id for one, _ in add), np.int64, len(add))
            order = np.argsort(new, kind="stable")
            ids, columns = np.concatenate((ids, new[order])), np.concatenate((columns, added[:, order]), axis=1)
        return Catalogue(ids, columns, texts)

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Codes:
        """Returns one of COLUMNS."""
        found: Codes = self.columns[COLUMNS.index(name)]
        return found

    def utterances(self, keys: Sequence[int]) -> dict[int, StoredUtterance]:
        """Returns utterances by their ids, of those that are here."""
        wanted = np.asarray(keys, np.int64)
        wanted = wanted[self.here(wanted)]
        rows = self.columns[:, np.searchsorted(self.ids, wanted)].T.tolist()
        interviews, speakers, outlets, dates = (self.texts[name] for name in ("interview", "speaker", "outlet", "date"))
        return {
            key: StoredUtterance(
                key, interviews.texts[said], Span(start, end), speakers.of(who), outlets.of(paper), dates.of(day)
            )
            for key, (said, start, end, who, _, paper, day) in zip(wanted.tolist(), rows, strict=True)
        }

    def here(self, keys: Ids) -> npt.NDArray[np.bool_]:
        """Tells of each id whether it is that of an utterance here."""
        places = np.minimum(np.searchsorted(self.ids, keys), max(0, len(self.ids) - 1))
        found: npt.NDArray[np.bool_] = self.ids[places] == keys if len(self.ids) else np.zeros(len(keys), np.bool_)
        return found

    def of(self, name: str, texts: Iterable[str]) -> Ids:
        """Returns the ids of the utterances with one of these texts in one of CODED, in order."""
        codes = {code for code in map(self.texts[name].code, texts) if code >= 0}
        return self.ids[self._with(name, codes)]

    def present(self, name: str) -> list[str]:
        """Lists the texts that some utterance has in one of CODED, each once."""
        texts, column = self.texts[name].texts, self.column(name)
        counted = np.bincount(column[column >= 0], minlength=len(texts))
        return [texts[code] for code in np.flatnonzero(counted).tolist()]

    def interviews_of(self, utterances: Allowed) -> frozenset[str]:
        """Returns the interviews of some utterances."""
        texts = self.texts["interview"].texts
        codes = np.unique(self.column("interview")[utterances.holds(self.ids)])
        return frozenset(texts[code] for code in codes.tolist())

    @property
    def years(self) -> set[str]:
        """The years of the interviews' dates."""
        return {date.partition("-")[0] for date in self.present("date")}

    def posts(self) -> Iterator[tuple[str, str | None]]:
        """Goes through the speakers and the posts printed for them, each pair once, in the order of the archive."""
        speaker, post = self.column("speaker").astype(np.int64), self.column("post")
        pairs = speaker * (len(self.texts["post"].texts) + 1) + post + 1
        first = np.sort(np.unique(pairs[speaker >= 0], return_index=True)[1])
        named = np.flatnonzero(speaker >= 0)[first]
        speakers, posts = self.texts["speaker"], self.texts["post"]
        for who, held in zip(speaker[named].tolist(), post[named].tolist(), strict=True):
            yield speakers.texts[who], posts.of(held)

    def passing(self, filters: Filters) -> Allowed:
        """Returns the utterances within the filters.

        What has no date or outlet is outside a filter on it.
        """
        here = np.ones(len(self), np.bool_)
        if filters.interview is not None:
            here &= self._with("interview", {self.texts["interview"].code(filters.interview)} - {-1})
        if filters.outlet is not None:
            wanted = fold(filters.outlet)
            here &= self._where("outlet", lambda outlet: fold(outlet or "") == wanted)
        if filters.since or filters.until:
            first, last = filters.since or "", filters.until or "9999"
            here &= self._where("date", lambda date: first <= date <= last if date else filters.undated)
        if filters.appearances is not None:
            here &= self._appearing(filters.appearances)
        elif filters.speaker is not None:
            named = filters.speaker
            here &= self._where("speaker", lambda speaker: same_speaker(named, speaker or ""))
        return Allowed(self.ids[here])

    def _with(self, name: str, codes: Collection[int]) -> npt.NDArray[np.bool_]:
        column = self.column(name)
        if len(codes) == 1:
            (code,) = codes
            one: npt.NDArray[np.bool_] = column == code
            return one
        flags = np.zeros(len(self.texts[name].texts) + 1, np.bool_)
        flags[[*codes]] = True
        found: npt.NDArray[np.bool_] = flags[column]
        return found

    def _where(self, name: str, passes: Callable[[str | None], bool]) -> npt.NDArray[np.bool_]:
        """Those whose text passes: each text is looked at once, and None, which stands last, at -1."""
        flags = np.array([bool(passes(text)) for text in (*self.texts[name].texts, None)])
        found: npt.NDArray[np.bool_] = flags[self.column(name)]
        return found

    def _appearing(self, appearances: Collection[tuple[str, str | None]]) -> npt.NDArray[np.bool_]:
        interviews, speakers = self.texts["interview"], self.texts["speaker"]
        wide = len(speakers.texts) + 1
        wanted = [
            interviews.code(interview) * wide + speakers.code(name) + 1
            for interview, name in appearances
            if interviews.code(interview) >= 0
        ]
        return np.isin(self.column("interview").astype(np.int64) * wide + self.column("speaker") + 1, wanted)
