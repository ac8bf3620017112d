"""The utterances that a search is restricted to, in the forms in which the indexes ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Ids in order. Never changed, so that what was derived from it once can be kept with it."""

    ids: Ids
    _kept: dict[object, Mask] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, ids: Iterable[int]) -> Allowed:
        """Returns these ids, each once."""
        return cls(np.unique(np.fromiter(ids, np.int64)))

    def __len__(self) -> int:
        return len(self.ids)

    def holds(self, keys: Ids) -> Mask:
        """Tells of each key whether it is allowed."""
        last = int(self.ids[-1]) if len(self.ids) else -1
        flags = self._kept.get(None)
        if flags is None:
            flags = np.zeros(last + 2, np.bool_)
            flags[self.ids] = True
            self._kept[None] = flags
        found: Mask = flags[np.minimum(keys, last + 1)]
        return found

    def holds_all(self, keys: Ids) -> Mask:
        """Tells the same of a long array that will be asked for again, and remembers it."""
        found = self._kept.get(id(keys))
        if found is None:
            found = self._kept[id(keys)] = self.holds(keys)
        return found
