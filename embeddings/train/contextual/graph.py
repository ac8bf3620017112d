"""The encoder as an ONNX graph: ids and mask in, one unit row a text and one row a token out; 8 bits or 32."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from embeddings.train.contextual.source import Array, Shape

OPSET = 17
FUSED = "com.microsoft"
"""The domain of the fused steps that onnxruntime knows (attention, skip and layer norm, bias and GELU)."""

ROWS, TOKENS = "sentence_embedding", "last_hidden_state"
"""Names of the outputs; the second is what sentence-transformers looks for."""


def write(weights: Mapping[str, Array], shape: Shape, path: Path) -> None:
    """Writes the graph with weights of 8 bits: the table of words by rows, the matrices by columns."""
    whole = path.with_suffix(".float.onnx")
    onnx.save(graph(weights, shape), str(whole))
    quantize_dynamic(
        whole,
        path,
        op_types_to_quantize=["MatMul", "Attention"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
    whole.unlink()


def graph(weights: Mapping[str, Array], shape: Shape, table_bits: int = 8) -> onnx.ModelProto:
    """The graph; but for the table of words, which has `table_bits` (8 or 32), in single precision."""
    made = _Graph()
    hidden = _embedded(made, weights, shape, table_bits)
    mask = made.add("Cast", "attention_mask", to=TensorProto.INT32)
    for layer in range(shape.layers):
        hidden = _layer(made, weights, f"encoder.layer.{layer}", shape, hidden, mask)
    made.add("Identity", hidden, output=TOKENS)
    _pooled(made, hidden)
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask")]
    rows = helper.make_tensor_value_info(ROWS, TensorProto.FLOAT, ["batch", shape.hidden])
    tokens = helper.make_tensor_value_info(TOKENS, TensorProto.FLOAT, ["batch", "tokens", shape.hidden])
    body = helper.make_graph(made.nodes, "encoder", ids, [rows, tokens], made.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9)


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(self, kind: str, *inputs: str, domain: str = "", output: str = "", **attributes: float | int | list[int]) -> str:
        """Adds a node; the name of its output."""
        name = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"n_{name}", domain=domain, **attributes))
        return name

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Adds a constant; its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name


def _embedded(made: _Graph, weights: Mapping[str, Array], shape: Shape, bits: int) -> str:
    words = _words(made, weights["embeddings.word_embeddings.weight"], bits)
    # Every token is of the first type: its row is added to each position's.
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][:1]
    size = made.add("Shape", "input_ids", start=1, end=2)
    zero = made.constant("zero", np.array([0], np.int64))
    positions = made.add("Slice", made.constant("positions", places), zero, size)
    summed = made.add("Add", words, positions)
    norm = [made.constant(f"embeddings.{part}", weights[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")]
    return made.add("LayerNormalization", summed, *norm, axis=-1, epsilon=shape.epsilon)


def _words(made: _Graph, table: Array, bits: int) -> str:
    if bits == 32:
        return made.add("Gather", made.constant("words", table), "input_ids")
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-9) / np.float32(127)
    whole = made.constant("words", np.rint(table / scales).astype(np.int8))
    numbers = made.add("Cast", made.add("Gather", whole, "input_ids"), to=TensorProto.FLOAT)
    return made.add("Mul", numbers, made.add("Gather", made.constant("scales", scales), "input_ids"))


def _layer(made: _Graph, weights: Mapping[str, Array], name: str, shape: Shape, hidden: str, mask: str) -> str:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    joined = made.constant(f"{name}.qkv", np.concatenate([weights[f"{part}.weight"] for part in parts]).T)
    bias = made.constant(f"{name}.qkv.bias", np.concatenate([weights[f"{part}.bias"] for part in parts]))
    seen = made.add("Attention", hidden, joined, bias, mask, domain=FUSED, num_heads=shape.heads)
    hidden = _added(made, weights, f"{name}.attention.output", shape, seen, hidden)
    inner = made.add("MatMul", hidden, _matrix(made, weights, f"{name}.intermediate.dense"))
    inner_bias = made.constant(f"{name}.inner.bias", weights[f"{name}.intermediate.dense.bias"])
    bent = made.add("BiasGelu", inner, inner_bias, domain=FUSED)
    return _added(made, weights, f"{name}.output", shape, bent, hidden)


def _added(made: _Graph, weights: Mapping[str, Array], name: str, shape: Shape, value: str, hidden: str) -> str:
    """A dense step of `value`, added to `hidden` and normalised."""
    dense = made.add("MatMul", value, _matrix(made, weights, f"{name}.dense"))
    rest = [made.constant(f"{name}.{n}", weights[f"{name}.{n}"]) for n in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
    return made.add("SkipLayerNormalization", dense, hidden, *rest, domain=FUSED, epsilon=shape.epsilon)


def _matrix(made: _Graph, weights: Mapping[str, Array], name: str) -> str:
    return made.constant(f"{name}.weight", weights[f"{name}.weight"].T)


def _pooled(made: _Graph, hidden: str) -> None:
    """The mean of the tokens that the mask keeps, made a unit row."""
    mask = made.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    last, middle = (made.constant(name, np.array([axis], np.int64)) for name, axis in (("last", 2), ("middle", 1)))
    kept = made.add("Mul", hidden, made.add("Unsqueeze", mask, last))
    mean = made.add("Div", made.add("ReduceSum", kept, middle, keepdims=0), made.add("ReduceSum", mask, middle, keepdims=1))
    made.add("LpNormalization", mean, output=ROWS, axis=-1, p=2)
