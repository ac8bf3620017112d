"""The whole way of the table: tokenizer, prepared text, pretraining, rounds of tuning, export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from embeddings.train.table.contrast import Stage, Table, mine, train
from embeddings.train.table.export import export
from embeddings.train.table.pairs import Mixture, Pairs
from embeddings.train.table.prepare import Prepared, make_tokenizer, prepare

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


def make(data: Path, work: Path, out: Path, seed: int) -> None:
    """Writes the model folder `out`; a run that was broken off goes on from what stands in `work`."""
    pieces = make_tokenizer(data, work / "tokenizer.json")
    prepared = prepare(data, pieces, work / "units.npz")
    table = learn(prepared, pieces.get_vocab_size(), work, seed)
    export(table.embedding.weight.detach().cpu().numpy(), pieces, out)


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
