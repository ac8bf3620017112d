"""The encoder as a torch module: a BERT body, the mean of its tokens, unit length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Encoding
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from embeddings.train.contextual.source import Source
from embeddings.train.contextual.vocabulary import Rows

PADDING = 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """Token ids, shape (n, longest), padded, and a mask of the same shape."""

    ids: Tensor
    mask: Tensor

    @classmethod
    def of(cls, encodings: Sequence[Encoding], device: torch.device) -> Tokens:
        """Encodings as one padded batch."""
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.full((len(encodings), longest), PADDING, np.int64)
        for row, encoding in zip(ids, encodings, strict=True):
            row[: len(encoding.ids)] = encoding.ids
        rows = torch.from_numpy(ids).to(device)
        return cls(rows, (rows != PADDING).long())


class Body(nn.Module):
    """A BERT encoder whose forward gives one unit row a text."""

    def __init__(self, source: Source, kept: Rows) -> None:
        super().__init__()
        self.bert = BertModel(configuration(source, len(kept)), add_pooling_layer=False)
        weights = dict(source.weights)
        words = "embeddings.word_embeddings.weight"
        weights[words] = weights[words][kept]
        state = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in weights.items()}
        self.bert.load_state_dict(state, strict=True)

    def freeze(self, layers: int) -> None:
        """Keeps the table of words and so many lower layers as they are."""
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
            part.requires_grad_(False)

    def forward(self, tokens: Tokens) -> Tensor:
        """Unit rows, shape (n, hidden)."""
        hidden = self.bert(input_ids=tokens.ids, attention_mask=tokens.mask).last_hidden_state.float()
        weights = tokens.mask.unsqueeze(-1).float()
        return functional.normalize((hidden * weights).sum(dim=1) / weights.sum(dim=1), dim=-1)


def configuration(source: Source, words: int) -> BertConfig:
    """The sizes of a source with so many words, as transformers wants them."""
    shape = source.shape
    return BertConfig(
        vocab_size=words,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=PADDING,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",  # on processors a third faster to learn through than the fused one
    )
