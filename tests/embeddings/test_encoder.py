"""The encoder: what its vectors promise, and that the bundled folder is a real, small, offline model."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from embeddings.encoder import BUNDLED_MODEL, Encoder, EncoderError

QUESTIONS = (
    "Ông nói gì về việc luân chuyển cán bộ?",
    "Tỉnh Hòa Bình phát triển thủy điện ra sao",
    "khi nào khởi công tuyến đường ven biển?",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def prompted(tmp_path: Path) -> Path:
    """A tiny sentence-transformers folder with prompts of its own."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    words = ["[UNK]", "hỏi", "đáp", "trường", "đường", ":"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(len(words), dtype=np.float32)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
        prompts={"query": "hỏi: ", "document": "đáp: "},
        device="cpu",
    )
    folder = tmp_path / "prompted"
    model.save(str(folder))
    return folder


def test_rows_are_unit_vectors_in_single_precision(encoder: Encoder) -> None:
    rows = encoder.encode_questions(QUESTIONS)
    assert rows.shape == (3, encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_no_text_gives_no_row(encoder: Encoder) -> None:
    assert encoder.encode_questions([]).shape == (0, encoder.dimension)
    assert encoder.encode_passages(()).shape == (0, encoder.dimension)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\n\n"])
def test_a_text_without_a_word_is_near_nothing(encoder: Encoder, text: str) -> None:
    assert not encoder.encode_passages([text]).any()


def test_decomposed_letters_change_nothing(encoder: Encoder) -> None:
    decomposed = [unicodedata.normalize("NFD", text) for text in QUESTIONS]
    np.testing.assert_array_equal(encoder.encode_questions(decomposed), encoder.encode_questions(QUESTIONS))


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà bình", "hòa bình"),
        ("Thuý", "Thúy"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("TOÀ ÁN", "TÒA ÁN"),
        ("quý", "qúy"),
        ("hoàn cảnh", "hòan cảnh"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_tone_placements_give_the_same_pieces(new: str, old: str, form: Any) -> None:
    tokenizer = Tokenizer.from_file(str(BUNDLED_MODEL / "tokenizer.json"))
    assert tokenizer.encode(unicodedata.normalize(form, new)).ids == tokenizer.encode(old).ids


def test_pieces_are_words_that_may_span_spaces() -> None:
    tokenizer = Tokenizer.from_file(str(BUNDLED_MODEL / "tokenizer.json"))
    assert tokenizer.encode("Luân chuyển cán bộ").tokens == ["▁luân▁chuyển", "▁cán▁bộ"]
    # Punctuation parts what is not one word, and leaves nothing behind.
    assert tokenizer.encode("luân, chuyển").tokens == ["▁luân", "▁chuyển"]


def test_order_is_kept_over_batches(encoder: Encoder) -> None:
    texts = [f"phường {number} có {number * 7} hộ dân" for number in range(2500)]
    rows = encoder.encode_passages(texts)
    for place in (0, 1023, 1024, 2047, 2048, 2499):
        np.testing.assert_array_equal(rows[place], encoder.encode_passages([texts[place]])[0])


def test_progress_is_told_up_to_the_end(encoder: Encoder) -> None:
    told: list[tuple[int, int]] = []
    encoder.encode_passages(["một đoạn"] * 1500, lambda done, of: told.append((done, of)))
    assert told == [(1024, 1500), (1500, 1500)]


def test_related_words_are_nearer_than_unrelated(encoder: Encoder) -> None:
    question = encoder.encode_questions(["Thầy cô giáo được trả lương bao nhiêu?"])
    near, far = encoder.encode_passages(["Thu nhập của giáo viên còn thấp.", "Bão số 5 đổ bộ vào đất liền đêm nay."])
    assert question @ near > question @ far + 0.2


def test_the_folder_is_a_sentence_transformers_model_with_the_same_vectors(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED_MODEL), local_files_only=True, device="cpu")
    assert model.get_embedding_dimension() == encoder.dimension
    np.testing.assert_allclose(model.encode(list(QUESTIONS)), encoder.encode_questions(QUESTIONS), atol=1e-5)


def test_the_bundled_folder_is_at_most_40_megabytes() -> None:
    assert sum(path.stat().st_size for path in BUNDLED_MODEL.rglob("*") if path.is_file()) <= 40_000_000


def test_prompts_of_the_model_are_respected(prompted: Path) -> None:
    encoder = Encoder(prompted)
    question, passage = encoder.encode_questions(["đường"])[0], encoder.encode_passages(["đường"])[0]
    # Columns are the pieces: "hỏi : đường" and "đáp : đường", each piece a third of the mean.
    np.testing.assert_allclose(question**2, [0, 1 / 3, 0, 0, 1 / 3, 1 / 3], atol=1e-6)
    np.testing.assert_allclose(passage**2, [0, 0, 1 / 3, 0, 1 / 3, 1 / 3], atol=1e-6)


def test_a_model_read_by_the_library_gives_what_the_table_gives(prompted: Path, tmp_path: Path) -> None:
    direct = Encoder(prompted)
    # Three modules: no longer the plain table that is read directly.
    wrapped = tmp_path / "wrapped"
    shutil.copytree(prompted, wrapped)
    normalize = {"type": "sentence_transformers.models.Normalize"}
    listing = json.loads((wrapped / "modules.json").read_text())[:1]
    listing += [{"idx": i, "name": str(i), "path": f"{i}_Normalize", **normalize} for i in (1, 2)]
    for i in (1, 2):
        (wrapped / f"{i}_Normalize").mkdir(exist_ok=True)
    (wrapped / "modules.json").write_text(json.dumps(listing))
    through = Encoder(wrapped)
    texts = ["đường trường", "trường", "đường"]
    np.testing.assert_allclose(through.encode_questions(texts), direct.encode_questions(texts), atol=1e-6)
    np.testing.assert_allclose(through.encode_passages(texts), direct.encode_passages(texts), atol=1e-6)


def test_e5_without_prompts_gets_its_own(prompted: Path, tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-tiny"
    shutil.copytree(prompted, folder)
    config = folder / "config_sentence_transformers.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "prompts": {}}))
    encoder = Encoder(folder)
    # "query" and "passage" are one unknown piece here; with the colon and the word each is a third.
    for row in (encoder.encode_questions(["đường"])[0], encoder.encode_passages(["đường"])[0]):
        np.testing.assert_allclose(row**2, [1 / 3, 0, 0, 0, 1 / 3, 1 / 3], atol=1e-6)


def test_the_revision_follows_the_files(prompted: Path, encoder: Encoder) -> None:
    before = Encoder(prompted).revision
    assert before == Encoder(prompted).revision != encoder.revision
    config = prompted / "config_sentence_transformers.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "prompts": {"query": "đáp: "}}))
    assert Encoder(prompted).revision != before


@pytest.mark.parametrize("missing", ["nowhere/at/all", "./nowhere", Path("nowhere")])
def test_a_missing_folder_is_one_clear_error(missing: str | Path) -> None:
    with pytest.raises(EncoderError, match="no model folder"):
        Encoder(missing)


def test_a_folder_without_a_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no sentence-transformers model"):
        Encoder(tmp_path)


@pytest.mark.parametrize("broken", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_damaged_folder_is_one_clear_error(prompted: Path, broken: str) -> None:
    (prompted / broken).write_bytes(b"not what it was")
    with pytest.raises(EncoderError, match="can't be loaded"):
        Encoder(prompted)


def test_it_loads_and_encodes_without_a_network(monkeypatch: pytest.MonkeyPatch, prompted: Path) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the encoder reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert Encoder().encode_questions(["Câu hỏi"]).any()
    assert Encoder(prompted).encode_questions(["đường"]).any()


def test_importing_and_asking_load_no_heavy_library() -> None:
    code = (
        "import sys; from embeddings.encoder import Encoder; Encoder().encode_questions(['Câu hỏi']); "
        "print([n for n in ('torch', 'sentence_transformers', 'transformers') if n in sys.modules])"
    )
    root = Path(__file__).parents[2]
    shown = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
