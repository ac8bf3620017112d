"""How the contextual encoder is made: the source's file, the cut vocabulary, the batches, the loss, the graph."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from tokenizers import Tokenizer, models

from embeddings.train.contextual import graph
from embeddings.train.contextual.batches import Batch, Batches
from embeddings.train.contextual.examples import Example, Kind
from embeddings.train.contextual.make import blended
from embeddings.train.contextual.model import Body, Tokens
from embeddings.train.contextual.source import Shape, Source, read_weights
from embeddings.train.contextual.tune import Recipe, Tuning, loss, neighbours_of
from embeddings.train.contextual.vocabulary import cut

SHAPE = Shape(hidden=32, layers=2, heads=4, inner=128, words=12, positions=20, types=2, epsilon=1e-12)
LETTERS = [*"abcdefgh"]


def _tokenizer() -> dict[str, Any]:
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((letter, -1.0) for letter in LETTERS)]
    source: dict[str, Any] = json.loads(Tokenizer(models.Unigram(pieces, unk_id=3)).to_str())
    source["normalizer"] = {"type": "NFKC"}
    return source


@pytest.fixture
def source() -> Source:
    """A tiny model with random weights, its twelve words the special ones and eight letters."""
    torch.manual_seed(0)
    kinds = [f"attention.{part}" for part in ("self.query", "self.key", "self.value", "output.dense")]
    sizes = {f"{kind}.weight": (32, 32) for kind in kinds} | {f"{kind}.bias": (32,) for kind in kinds}
    sizes |= {"intermediate.dense.weight": (128, 32), "intermediate.dense.bias": (128,)}
    sizes |= {"output.dense.weight": (32, 128), "output.dense.bias": (32,)}
    sizes |= {
        f"{part}.LayerNorm.{kind}": (32,) for part in ("output", "attention.output") for kind in ("weight", "bias")
    }
    named = {f"encoder.layer.{n}.{name}": size for n in range(SHAPE.layers) for name, size in sizes.items()}
    named |= {f"embeddings.LayerNorm.{kind}": (32,) for kind in ("weight", "bias")}
    tables = {"word": SHAPE.words, "position": SHAPE.positions, "token_type": SHAPE.types}
    named |= {f"embeddings.{name}_embeddings.weight": (rows, 32) for name, rows in tables.items()}
    weights = {name: torch.randn(size).numpy() * np.float32(0.3) for name, size in named.items()}
    return Source(SHAPE, weights, _tokenizer())


def _ids() -> Tokens:
    ids = torch.tensor([[0, 4, 5, 6, 2], [0, 7, 2, 1, 1]])
    return Tokens(ids, (ids != 1).long())


def _run(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    session = onnxruntime.InferenceSession(str(path))
    tokens = _ids()
    inputs = {"input_ids": tokens.ids.numpy(), "attention_mask": tokens.mask.numpy()}
    return {name: session.run([name], inputs)[0] for name in (graph.ROWS, graph.TOKENS)}


def test_the_graph_gives_what_the_module_gives(source: Source, tmp_path: Path) -> None:
    onnx.save(graph.graph(source.weights, SHAPE, bits=32), str(tmp_path / "model.onnx"))
    with torch.no_grad():
        expected = Body(source, np.arange(SHAPE.words))(_ids()).numpy()
    np.testing.assert_allclose(_run(tmp_path / "model.onnx")[graph.ROWS], expected, atol=1e-5)


def test_eight_bits_stay_near_and_take_a_quarter(source: Source, tmp_path: Path) -> None:
    onnx.save(graph.graph(source.weights, SHAPE, bits=32), str(tmp_path / "whole.onnx"))
    graph.write(source.weights, SHAPE, tmp_path / "model.onnx")
    whole, small = _run(tmp_path / "whole.onnx")[graph.ROWS], _run(tmp_path / "model.onnx")[graph.ROWS]
    # Processors sum 8-bit products differently: random weights of 32 numbers keep 0.978 on one, over 0.98 on another.
    assert ((whole * small).sum(axis=1) > 0.95).all()
    stored = {
        tensor.data_type
        for tensor in onnx.load(str(tmp_path / "model.onnx")).graph.initializer
        if len(tensor.dims) == 2
    }
    assert onnx.TensorProto.INT8 in stored


def test_a_weight_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    numbers = np.array([*range(-8, 8), *range(-8, 8)], np.float32)
    nibbles = (numbers + 8).astype(np.uint8)
    block = np.float16(0.5).tobytes() + (nibbles[:16] | (nibbles[16:] << 4)).tobytes()
    bias = np.arange(32, dtype=np.float32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 4, 64, 1, 1, 1, 1e-12, 32)
    words = (
        struct.pack("<5iQ", 1, 0, 1, 2, 3, 2)
        + struct.pack("<2If", 0, 2, 0.5)
        + b"ab"
        + struct.pack("<iI", 1, 3)
        + b"map"
    )
    names, sizes = (b"emb.word", b"emb.ln.b"), (len(block), bias.nbytes)
    start = len(head) + len(words) + 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in names)
    entries = struct.pack("<i", 2)
    for name, kind, size in zip(names, (1, 0), sizes, strict=True):
        entries += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, 32, start, size)
        start += size
    (tmp_path / "weights.bin").write_bytes(head + words + entries + block + bias.tobytes())
    shape, weights = read_weights(tmp_path / "weights.bin")
    assert (shape.hidden, shape.inner) == (32, 64)
    np.testing.assert_array_equal(weights["embeddings.word_embeddings.weight"], [numbers / 2])
    np.testing.assert_array_equal(weights["embeddings.LayerNorm.bias"], bias)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match="no weight file"):
        read_weights(tmp_path / "weights.bin")


def test_the_cut_vocabulary_keeps_special_pieces_first_and_texts_alike() -> None:
    source = _tokenizer()
    source["model"]["vocab"] += [["òa", -1.0], ["thừa", -1.0]]
    tokenizer, kept = cut(source, {12})
    assert kept.tolist() == list(range(13))
    assert tokenizer.get_vocab_size() == 13
    assert tokenizer.encode("OÀ").tokens == tokenizer.encode("òa").tokens == ["òa"]


def _examples() -> list[Example]:
    written = [Example(Kind.WRITTEN, f"t{n}", f"đoạn {n}", (f"hỏi {n} a", f"hỏi {n} b")) for n in range(8)]
    others = [Example(kind, "", f"{kind} {n}", (f"{kind}? {n}",)) for kind in list(Kind)[1:] for n in range(8)]
    doubled = Example(Kind.ANSWERED, "", "cũng đúng", ("answered? 0",), hard=("sai",))
    return [*written, *others, doubled]


def test_a_batch_is_of_one_kind_and_marks_all_that_answers() -> None:
    examples = _examples()
    batches = Batches(examples, np.full((len(examples), 2), -1), size=4, seed=0)
    for batch in map(batches.draw, range(40)):
        rows = [examples[place] for place in batch.examples]
        assert len({row.kind for row in rows}) == 1
        assert batch.also[np.arange(len(batch.questions)), batch.answer].all()
        if {0, len(examples) - 1} <= {int(place) for place in batch.examples} or "passage: sai" in batch.passages:
            assert not batch.also[:, len(rows) :].any()


def test_neighbours_stand_in_the_same_batch() -> None:
    examples = _examples()
    near = np.full((len(examples), 1), -1)
    near[:8, 0] = [1, 0, 3, 2, 5, 4, 7, 6]
    batches = Batches(examples, near, size=2, seed=3)
    drawn = [batch for batch in map(batches.draw, range(30)) if examples[batch.examples[0]].kind is Kind.WRITTEN]
    assert drawn
    assert all(abs(int(batch.examples[0]) - int(batch.examples[1])) == 1 for batch in drawn)


def test_a_second_right_passage_is_no_wrong_one() -> None:
    questions = torch.eye(2, 4)
    passages = torch.eye(3, 4)
    answer = np.array([0, 1])
    alone = Batch(answer, ("", ""), ("", "", ""), answer, np.array([[True, False, False], [False, True, False]]))
    passages[2] = passages[0]
    also = np.array([[True, False, True], [False, True, False]])
    spared = Batch(answer, ("", ""), ("", "", ""), answer, also)
    assert loss(questions, passages, spared, 5.0) < loss(questions, passages, alone, 5.0)


def test_the_nearest_of_the_kind_but_itself_are_mined() -> None:
    examples = [Example(Kind.ASKING, "", str(n), ("?",)) for n in range(20)]
    rows = torch.nn.functional.normalize(
        torch.stack([torch.cos(torch.arange(20) / 9), torch.sin(torch.arange(20) / 9)], 1)
    )
    found = neighbours_of(examples, rows, rows)
    assert all(place not in found[place] for place in range(20))
    assert set(found[0]) == set(range(2, 14))  # the nearest one of all is spared: it may answer as well


def test_tuning_learns_and_goes_on_where_it_was_broken_off(source: Source, tmp_path: Path) -> None:
    letters = LETTERS
    examples = [Example(Kind.WRITTEN, "", letters[n] * 3, (letters[n], letters[n] * 2)) for n in range(8)]
    near = np.full((8, 1), -1)

    def tuning(steps: int, name: str, body: Body) -> Tuning:
        tokenizer, _ = cut(_tokenizer(), set(range(12)))
        recipe = Recipe(steps=steps, size=4, rate=1e-2, warm=1, falling=1e-9, frozen=0, longest=16)
        return Tuning(body, tokenizer, examples, near, recipe, tmp_path / name, seed=0)

    whole = Body(source, np.arange(12))
    tuning(8, "whole.pt", whole).run(save_every=1)
    tuning(4, "broken.pt", Body(source, np.arange(12))).run(save_every=1)
    resumed = Body(source, np.arange(12))
    tuning(8, "broken.pt", resumed).run(save_every=1)
    for one, other in zip(whole.state_dict().values(), resumed.state_dict().values(), strict=True):
        torch.testing.assert_close(one, other)
    start = Body(source, np.arange(12)).state_dict()
    assert any(not torch.equal(start[name], value) for name, value in whole.state_dict().items())


def test_blended_weights_lie_between() -> None:
    before, after = {"w": np.zeros(2, np.float32)}, {"w": np.array([1, 2], np.float32)}
    np.testing.assert_allclose(blended(before, after, 0.25)["w"], [0.25, 0.5])
