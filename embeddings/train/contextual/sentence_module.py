"""The model folder in sentence-transformers: a module that gives the graph's rows.

    SentenceTransformer("embeddings/contextual_model", trust_remote_code=True, local_files_only=True)

The folder's modules.json names the class below. Its own ONNX backend would need a further library.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule

from embeddings.contextual import Contextual


class GraphRows(InputModule):  # type: ignore[misc]
    """Unit rows of texts, as `embeddings.encoder.Encoder` makes them."""

    def __init__(self, encoder: Contextual) -> None:
        super().__init__()
        self._encoder = encoder

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """The rows themselves: the graph wants all of a text at once."""
        return {"rows": torch.from_numpy(self._encoder.encode(inputs, "", prompt or ""))}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The rows under the name that sentence-transformers looks for."""
        return {**features, "sentence_embedding": features["rows"]}

    def get_embedding_dimension(self) -> int:
        """Numbers of a row."""
        return self._encoder.dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Refuses: the folder is made by `embeddings.train`."""
        raise NotImplementedError(f"{output_path}: this model is written by embeddings.train")

    @classmethod
    def load(cls, model_name_or_path: str, *_: Any, **__: Any) -> Self:
        """The module of a local folder."""
        return cls(Contextual(Path(model_name_or_path), {}))
