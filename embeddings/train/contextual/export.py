"""The tuned encoder as a folder: graph, tokenizer, and what sentence-transformers needs to read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tokenizers import Tokenizer

from embeddings.train.contextual import graph
from embeddings.train.contextual.batches import PROMPTS
from embeddings.train.contextual.source import Array, Shape
from embeddings.train.contextual.vocabulary import LONGEST

MODULE = "embeddings.train.contextual.sentence_module.GraphRows"
"""The class by which sentence-transformers reads the folder."""


def export(weights: Mapping[str, Array], shape: Shape, tokenizer: Tokenizer, folder: Path) -> None:
    """Writes the folder, weights at 8 bits, from those of `transformers.BertModel` and its tokenizer."""
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    graph.write(weights, shape, folder / "onnx" / "model.onnx")
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write(folder / "config.json", _configuration(weights, shape))
    _write(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": MODULE}])
    settings = {"prompts": PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    _write(folder / "config_sentence_transformers.json", {"model_type": "SentenceTransformer", **settings})


def _configuration(weights: Mapping[str, Array], shape: Shape) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": len(weights["embeddings.word_embeddings.weight"]),
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": 1e-12,
        "pad_token_id": 1,
        "hidden_act": "gelu",
    }


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
