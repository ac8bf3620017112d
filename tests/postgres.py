"""A PostgreSQL server of the tests: Debian's, on a free port of 127.0.0.1, in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = Path("/usr/lib/postgresql")
"""Where Debian puts them, a folder a version."""

PATIENCE = 30.0
"""Seconds in which a server has to start."""

in_a_file = pytest.mark.parametrize("back_end", ["sqlite"], indirect=True)
"""Marks a test of what only a file has."""


class PostgresHere:
    """The server, with a database for each archive; it may be stopped and started again."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="qa-postgres-"))
        self._user = "postgres" if os.getuid() == 0 else None  # it refuses to be run by root
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._making = threading.Lock()
        self._made: dict[Path, str] = {}
        self._server: subprocess.Popen[bytes] | None = None
        # A language whose order of letters is not that of bytes, as an operator's server may have.
        order = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi")
        self._run("initdb", "-D", str(self._folder / "data"), "-U", "kho", "-A", "trust", "-E", "UTF8", "-N", *order)
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        command: Any = [self._programs / program, *arguments]
        subprocess.run(command, check=True, user=self._user, capture_output=True, cwd="/")

    def start(self) -> None:
        """Starts the server, and waits until it can be asked."""
        command: Any = [self._programs / "postgres", "-D", self._folder / "data", "-p", str(self.port), "-F"]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        log = (self._folder / "log").open("ab")
        self._server = subprocess.Popen(command, user=self._user, stdout=log, stderr=log, cwd="/")
        log.close()
        deadline = time.monotonic() + PATIENCE
        asked: Any = [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(asked, check=False).returncode:
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """Stops the server at once, as its machine would: nobody is waited for."""
        if self._server is not None:
            self._server.send_signal(3)
            self._server.wait(PATIENCE)
            self._server = None

    def close(self) -> None:
        """Stops it for good."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Returns the address of a database."""
        return f"postgresql://kho@127.0.0.1:{self.port}/{database}"

    def of(self, path: Path) -> str:
        """Returns the address of the database that stands for a file, made at the first time."""
        path = path.resolve()
        with self._making:
            if path not in self._made:
                name = f"kho{len(self._made)}"
                self.run("postgres", f"CREATE DATABASE {name}")
                self._made[path] = self.url(name)
            return self._made[path]

    def run(self, database: str, statement: str) -> str:
        """Runs a statement by the server's own program; what it prints."""
        command: Any = [self._programs / "psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"]
        command += ["-d", self.url(database), "-c", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def newest_programs() -> Path | None:
    """Returns the folder of the newest server that is installed; None where there is none."""
    found = sorted(PROGRAMS.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None
