"""From raw text to all that the package carries: the table, the counts of accents, the contextual encoder.

    python -m embeddings.train --data ../shared/data [--only table accents contextual] [--work .cache/train] [--seed 0]

A run that was broken off goes on where it was when it is started again with the same work folder.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import torch

from embeddings.accents import BUNDLED_ACCENTS
from embeddings.encoder import BUNDLED_CONTEXTUAL, BUNDLED_MODEL, Encoder
from embeddings.train import accents
from embeddings.train.contextual import make as contextual
from embeddings.train.evaluate import report
from embeddings.train.table import make as table


def main() -> None:
    """Makes the parts that were asked for and looks at the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=BUNDLED_MODEL.parent, help="where the folders are written")
    parser.add_argument("--only", nargs="+", choices=("table", "accents", "contextual"))
    parser.add_argument("--work", type=Path, default=Path(".cache/train"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    data, work, out = options.data, options.work, options.out
    stages: dict[str, Callable[[], None]] = {
        "table": lambda: table.make(data, work, out / BUNDLED_MODEL.name, options.seed),
        "accents": lambda: _accents(data, out / BUNDLED_ACCENTS.name),
        "contextual": lambda: contextual.make(data, work, out / BUNDLED_CONTEXTUAL.name, options.seed),
    }
    started = time.monotonic()
    for name in options.only or stages:
        stages[name]()
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"this run took {(time.monotonic() - started) / 60:.1f} minutes and at most {gigabytes:.1f} GiB of memory")
    folders = {"table": out / BUNDLED_MODEL.name, "contextual": out / BUNDLED_CONTEXTUAL.name}
    report({name: Encoder(folder) for name, folder in folders.items() if folder.is_dir()}, data)


def _accents(data: Path, path: Path) -> None:
    restored = accents.make(data, path)
    print(f"accents put back rightly on {restored:.4f} of the syllables of {accents.HELD_OUT} articles not counted")


if __name__ == "__main__":
    main()
