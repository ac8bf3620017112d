"""What several tests share: the demonstration archive, built once with the bundled encoder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import acting
from qa.archive import Archive
from qa.store.database import Database
from tests.postgres import PostgresHere, newest_programs

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "qa" / "demo"
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def nobody_acts() -> Iterator[None]:
    """Who acted in one test does not in the next."""
    token = acting._HERE.set(None)
    yield
    acting._HERE.reset(token)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the demonstration archive, read closely; not to be written to."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    with Archive.open(folder) as archive:
        report = archive.add([DEMO])
        archive.read_on()
    assert not report.failures
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The demonstration archive; not to be written to.

    A copy of its own: tests copy the folder, and closing any descriptor of a file drops the locks of SQLite on it.
    """
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("open") / "data")
    with Archive.open(folder) as archive:
        yield archive


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresHere]:
    """A PostgreSQL server; its tests are skipped where it, or what speaks with it, is not installed."""
    for library in ("sqlalchemy", "psycopg"):
        pytest.importorskip(library)
    programs = newest_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (sudo apt-get install postgresql)")
    server = PostgresHere(programs)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def back_end(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Has every archive of a test lie in a file, then each in a database of a server."""
    if request.param == "postgresql":
        server: PostgresHere = request.getfixturevalue("postgres")
        opened = Database.__init__

        def on_server(self: Database, path: Path, given: str = "") -> None:
            opened(self, path, given or server.of(path))

        monkeypatch.setattr(Database, "__init__", on_server)
    return str(request.param)


@pytest.fixture(scope="session")
def press() -> Path:
    """The folder of real press data, which is no part of the project: its tests are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the press data (../shared/data) is not here")
    return SHARED
