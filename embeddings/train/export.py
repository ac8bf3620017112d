"""The finished table as a sentence-transformers folder with half-precision weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

SCALE = 4.0
"""Length of the table's longest row: far from both ends of what half precision can hold."""


def export(weights: npt.NDArray[np.float32], tokenizer: Tokenizer, folder: Path) -> None:
    """Writes the model folder; weights of shape (pieces, dimension). Only relative lengths of rows matter."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    scaled = weights * (SCALE / np.linalg.norm(weights, axis=1).max())
    save_file({"embedding.weight": scaled.astype(np.float16)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write(folder / "modules.json", _modules())
    _write(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "", "document": ""},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    (folder / "1_Normalize").mkdir(exist_ok=True)
    _write(folder / "1_Normalize" / "config.json", {})


def _modules() -> list[dict[str, str | int]]:
    package = "sentence_transformers.models"
    return [
        {"idx": 0, "name": "0", "path": "", "type": f"{package}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{package}.Normalize"},
    ]


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
