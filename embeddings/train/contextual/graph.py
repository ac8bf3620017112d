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
"""The domain of the fused steps that onnxruntime knows (attention, bias and GELU, products in blocks)."""

BLOCKED, BLOCK = (0, 1, 4, 5), 64
"""Layers whose last matrix gets a scale for every so many numbers, and their inputs too: a few of those are a hundred
times the others (cosine to single precision 0.995 instead of 0.986; for all matrices 0.999, but half as fast)."""

ROWS, TOKENS = "sentence_embedding", "token_embeddings"
"""Names of the outputs."""


def write(weights: Mapping[str, Array], shape: Shape, path: Path) -> None:
    """Writes the graph with weights of 8 bits: the table of words by rows, the matrices by columns or blocks."""
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


def graph(weights: Mapping[str, Array], shape: Shape, bits: int = 8) -> onnx.ModelProto:
    """The graph in single precision, but for the table of words and what is cut in blocks, which have 8 bits or 32."""
    made = _Graph(bits)
    hidden = _embedded(made, weights, shape)
    mask = made.add("Cast", "attention_mask", to=TensorProto.INT32)
    for layer in range(shape.layers):
        hidden = _layer(made, weights, f"encoder.layer.{layer}", shape, hidden, mask)
    made.add("Identity", hidden, output=TOKENS)
    _pooled(made, hidden)
    ids = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"])
        for n in ("input_ids", "attention_mask")
    ]
    rows = helper.make_tensor_value_info(ROWS, TensorProto.FLOAT, ["batch", shape.hidden])
    tokens = helper.make_tensor_value_info(TOKENS, TensorProto.FLOAT, ["batch", "tokens", shape.hidden])
    body = helper.make_graph(made.nodes, "encoder", ids, [rows, tokens], made.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9)


class _Graph:
    """Nodes and constants as they are added; `bits` are those of the numbers that are cut here."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(
        self, kind: str, *inputs: str, domain: str = "", output: str = "", **attributes: float | int | list[int]
    ) -> str:
        """Adds a node; the name of its output."""
        name = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"n_{name}", domain=domain, **attributes))
        return name

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Adds a constant; its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name


def _embedded(made: _Graph, weights: Mapping[str, Array], shape: Shape) -> str:
    words = _words(made, weights["embeddings.word_embeddings.weight"])
    # Every token is of the first type: its row is added to each position's.
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][:1]
    size = made.add("Shape", "input_ids", start=1, end=2)
    zero = made.constant("zero", np.array([0], np.int64))
    positions = made.add("Slice", made.constant("positions", places), zero, size)
    summed = made.add("Add", words, positions)
    norm = [made.constant(f"embeddings.{part}", weights[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")]
    return made.add("LayerNormalization", summed, *norm, axis=-1, epsilon=shape.epsilon)


def _words(made: _Graph, table: Array) -> str:
    if made.bits == 32:
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
    inner = _product(made, f"{name}.intermediate.dense", weights, hidden)
    inner_bias = made.constant(f"{name}.inner.bias", weights[f"{name}.intermediate.dense.bias"])
    bent = made.add("BiasGelu", inner, inner_bias, domain=FUSED)
    return _added(made, weights, f"{name}.output", shape, bent, hidden)


def _added(made: _Graph, weights: Mapping[str, Array], name: str, shape: Shape, value: str, hidden: str) -> str:
    """A dense step of `value`, added to `hidden` and normalised."""
    blocked = name in [f"encoder.layer.{layer}.output" for layer in BLOCKED]
    dense = (_blocks if blocked and made.bits == 8 else _product)(made, f"{name}.dense", weights, value)
    bias = made.constant(f"{name}.dense.bias", weights[f"{name}.dense.bias"])
    summed = made.add("Add", made.add("Add", dense, bias), hidden)
    norm = [made.constant(f"{name}.{part}", weights[f"{name}.LayerNorm.{part}"]) for part in ("weight", "bias")]
    return made.add("LayerNormalization", summed, *norm, axis=-1, epsilon=shape.epsilon)


def _product(made: _Graph, name: str, weights: Mapping[str, Array], value: str) -> str:
    return made.add("MatMul", value, made.constant(f"{name}.weight", weights[f"{name}.weight"].T))


def _blocks(made: _Graph, name: str, weights: Mapping[str, Array], value: str) -> str:
    """The same product, its numbers cut to 8 bits in blocks."""
    matrix = weights[f"{name}.weight"]
    rows, width = matrix.shape
    blocks = matrix.reshape(rows, width // BLOCK, BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=2), 1e-9) / np.float32(127)
    whole = (np.rint(blocks / scales[:, :, None]) + 128).astype(np.uint8)
    parts = [made.constant(f"{name}.whole", whole), made.constant(f"{name}.scales", scales.reshape(-1))]
    sizes = {"N": rows, "K": width, "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
    return made.add("MatMulNBits", value, *parts, domain=FUSED, **sizes)


def _pooled(made: _Graph, hidden: str) -> None:
    """The mean of the tokens that the mask keeps, made a unit row."""
    mask = made.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    last, middle = (made.constant(name, np.array([axis], np.int64)) for name, axis in (("last", 2), ("middle", 1)))
    kept = made.add("Mul", hidden, made.add("Unsqueeze", mask, last))
    mean = made.add(
        "Div", made.add("ReduceSum", kept, middle, keepdims=0), made.add("ReduceSum", mask, middle, keepdims=1)
    )
    made.add("LpNormalization", mean, output=ROWS, axis=-1, p=2)
