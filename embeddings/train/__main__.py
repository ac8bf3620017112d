"""From raw text to the model folder, and the counts by which accents are put back (accents.npz beside it).

    python -m embeddings.train --data ../shared/data --out embeddings/model [--work .cache/train] [--seed 0]

A run that was broken off goes on where it was when it is started again with the same work folder.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from dataclasses import replace
from pathlib import Path

import torch

from embeddings.accents import BUNDLED_ACCENTS
from embeddings.encoder import BUNDLED_MODEL, Encoder
from embeddings.train.accents import HELD_OUT
from embeddings.train.accents import make as make_accents
from embeddings.train.contrast import Stage, Table, mine, train
from embeddings.train.evaluate import report
from embeddings.train.export import export
from embeddings.train.pairs import Mixture, Pairs
from embeddings.train.prepare import Prepared, make_tokenizer, prepare

DIMENSION = 512
BATCH = 2048

PRETRAIN = Stage("pretrain", steps=2000, rate=0.03, temperature=0.05)
PRETRAIN_MIXTURE = Mixture(forget=0.6, drop=0.2)

TUNE = Stage("tune", steps=250, rate=0.01, temperature=0.05)
_TUNE = Mixture(headline=0.14, lead=0.08, sentence=0.08, asking=0.08, answered=0.1, written=0.52, forget=0.4, drop=0.3)
TUNE_MIXTURES = (
    _TUNE,
    replace(_TUNE, headline=0.1, lead=0.05, sentence=0.05, asking=0.2, answered=0.08, interviews=True),
    replace(_TUNE, headline=0.1, lead=0.06, sentence=0.06, asking=0.1, reworded=0.06, interviews=True),
)
"""Tunings from the same start, averaged; each learns from what the table before it still confuses."""


def main() -> None:
    """Trains, exports and looks at the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=BUNDLED_MODEL)
    parser.add_argument("--work", type=Path, default=Path(".cache/train"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    started = time.monotonic()
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = make_tokenizer(options.data, options.work / "tokenizer.json")
    prepared = prepare(options.data, pieces, options.work / "units.npz")
    table = learn(prepared, pieces.get_vocab_size(), options.work, options.seed)
    export(table.embedding.weight.detach().cpu().numpy(), pieces, options.out)
    restored = make_accents(options.data, options.out.parent / BUNDLED_ACCENTS.name)
    print(f"accents put back rightly on {restored:.4f} of the syllables of {HELD_OUT} articles not counted")
    minutes = (time.monotonic() - started) / 60
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"this run took {minutes:.1f} minutes and at most {gigabytes:.1f} GiB of memory")
    report(Encoder(options.out), options.data)


def learn(prepared: Prepared, pieces: int, work: Path, seed: int) -> Table:
    """The trained table: one long stage on all text, then short rounds with the written questions."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(seed)
    table = Table(pieces, DIMENSION).to(device)
    train(table, Pairs(prepared, PRETRAIN_MIXTURE, BATCH, seed), PRETRAIN, work / f"pretrain-{seed}.pt")
    start = _weights(table)
    tuned = []
    for number, mixture in enumerate(TUNE_MIXTURES):
        mined = mine(table, prepared)
        table.load_state_dict(start)
        pairs = Pairs(prepared, mixture, BATCH, seed + 1 + number, mined)
        train(table, pairs, TUNE, work / f"tune-{seed}-{number}.pt")
        tuned.append(_weights(table))
    table.load_state_dict({name: torch.stack([w[name] for w in tuned]).mean(dim=0) for name in start})
    return table


def _weights(table: Table) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in table.state_dict().items()}


if __name__ == "__main__":
    main()
