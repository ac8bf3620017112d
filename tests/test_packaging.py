"""The built wheel holds everything that the program reads at run time, so that it works without its source tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built of a copy: a build leaves traces in its tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "app.py"):
        shutil.copy(ROOT / name, source / name)
    for name in ("qa", "embeddings"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_program(wheel: Path) -> None:
    held = {one.filename: one.file_size for one in zipfile.ZipFile(wheel).infolist()}
    wanted = [
        path
        for folder in ("qa", "embeddings")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    missing = [
        str(path.relative_to(ROOT))
        for path in wanted
        if held.get(path.relative_to(ROOT).as_posix()) != path.stat().st_size
    ]
    assert missing == []
    assert any(name.endswith("model/model.safetensors") or "/model/" in name for name in held)
    assert "app.py" in held


def test_the_wheel_alone_names_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as files:
        entry = next(name for name in files.namelist() if name.endswith("entry_points.txt"))
        assert "interview-archive = qa.cli.main:main" in files.read(entry).decode()
