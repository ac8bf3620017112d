"""An interview in which a paper printed a wrong figure, and what it published about that, for tests of errata."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa.archive import Archive
from qa.errata.entry import Entry, published
from qa.errata.placed import standing
from qa.errata.stored import enter

ARTICLE = """title: Cầu Khe Thử chậm tiến độ
outlet: Báo Minh Họa
date: 2024-05-17
note: hư cấu

PV: Thưa ông, cầu Khe Thử chậm tiến độ bao nhiêu?

Ông Lê Văn Thử: Cầu Khe Thử chậm 35 tháng so với hợp đồng. Nhà thầu thiếu cát từ đầu năm.{more}

PV: Bao giờ thông xe, thưa ông?

Ông Lê Văn Thử: Chúng tôi tính thông xe vào quý ba. Kinh phí vẫn là 120 tỷ đồng.
"""
WRONG, RIGHT = "chậm 35 tháng", "chậm 3,5 tháng"
SAID = "Cầu Khe Thử chậm 35 tháng so với hợp đồng."
NOTE = "Báo Minh Họa số ra ngày 20/5/2024."
KEY = "cau"


def write(folder: Path, more: str = "", name: str = f"{KEY}.txt") -> Path:
    """The article as a file, with `more` behind the first answer."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(ARTICLE.format(more=more), "utf-8")
    return path


def rectify(archive: Archive, wrong: str = WRONG, right: str = RIGHT, key: str = KEY, note: str = NOTE) -> Entry:
    """Enters what the paper published about the first place of some words."""
    text = archive.interview(key).text
    said = published(text, standing(text, wrong)[0], right, "20/5/2024", note, date(2025, 1, 1))
    return enter(archive.store, key, said, "an")
