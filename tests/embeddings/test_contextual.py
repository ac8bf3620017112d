"""The bundled contextual encoder: what its rows promise, and that it runs small, offline and without torch."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import BUNDLED_CONTEXTUAL, Encoder, EncoderError, contextual_encoder

QUESTIONS = (
    "Vì sao tỉnh không điều bác sĩ giỏi sang làm quản lý ở nơi khác?",
    "Tỉnh Hòa Bình phát triển thủy điện ra sao",
    "khi nào khởi công tuyến đường ven biển?",
)
ANSWERS = (
    "Cán bộ có chuyên môn sâu về y tế thì không luân chuyển, vì đi rồi địa phương không có người thay.",
    "Các hồ chứa trên sông Đà đã được nâng công suất, điện làm ra tăng đều mỗi năm.",
    "Dự án chạy dọc bờ biển sẽ động thổ vào quý hai năm sau, vốn đã bố trí xong.",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return contextual_encoder()


def test_an_answer_in_other_words_is_nearest_to_its_question(encoder: Encoder) -> None:
    cosines = encoder.encode_questions(QUESTIONS) @ encoder.encode_passages(ANSWERS).T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_rows_are_unit_vectors_in_single_precision(encoder: Encoder) -> None:
    rows = encoder.encode_passages(ANSWERS)
    assert rows.shape == (3, encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_no_text_gives_no_row_and_a_text_without_a_word_is_near_nothing(encoder: Encoder) -> None:
    assert encoder.encode_questions([]).shape == (0, encoder.dimension)
    rows = encoder.encode_passages(["", "?!…", ANSWERS[0]])
    assert rows.any(axis=1).tolist() == [False, False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        str.upper,
        str.lower,
        lambda text: text.replace("Hòa", "Hoà").replace("thủy", "thuỷ"),
    ],
    ids=["decomposed letters", "capitals", "small letters", "new tone placement"],
)
def test_how_a_question_is_typed_changes_nothing(encoder: Encoder, change) -> None:  # type: ignore[no-untyped-def]
    typed = [change(question) for question in QUESTIONS]
    np.testing.assert_array_equal(encoder.encode_questions(typed), encoder.encode_questions(QUESTIONS))


def test_a_row_depends_on_its_text_alone(encoder: Encoder) -> None:
    texts = [f"{answer} " * (1 + number % 5) for number, answer in enumerate(ANSWERS * 4)]
    together = encoder.encode_passages(texts)
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)


def test_a_text_longer_than_the_model_reads_is_cut_not_refused(encoder: Encoder) -> None:
    assert encoder.encode_passages([" ".join(ANSWERS) * 40]).any()


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in BUNDLED_CONTEXTUAL.rglob("*") if path.is_file()) <= 40_000_000


def test_a_damaged_graph_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model.onnx").write_bytes(b"not a graph")
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((BUNDLED_CONTEXTUAL / name).read_bytes())
    with pytest.raises(EncoderError, match="can't be loaded"):
        Encoder(tmp_path)


def test_asking_loads_no_heavy_library() -> None:
    code = (
        "import sys; from embeddings.encoder import contextual_encoder; "
        "contextual_encoder().encode_questions(['Câu hỏi']); "
        "print([n for n in ('torch', 'sentence_transformers', 'transformers', 'onnx') if n in sys.modules])"
    )
    root = Path(__file__).parents[2]
    shown = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_sentence_transformers_gives_the_same_rows(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED_CONTEXTUAL), trust_remote_code=True, local_files_only=True, device="cpu")
    np.testing.assert_allclose(model.encode_query(list(QUESTIONS)), encoder.encode_questions(QUESTIONS), atol=1e-6)
    assert model.get_embedding_dimension() == encoder.dimension
