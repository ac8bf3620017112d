"""On PYTHONPATH, refuses every connection and look-up that leaves the machine and notes it in $QA_GUARD_LOG."""

import os
import socket
from functools import partial
from typing import Any, NoReturn

_LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}


def _refuse(what: str) -> NoReturn:
    with open(os.environ["QA_GUARD_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{what}\n")
    raise OSError(f"refused by the test: {what}")


def _watch(name: str) -> None:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _LOCAL:
            _refuse(f"{name} {address}")
        return original(self, *args)

    setattr(socket.socket, name, guarded)


_look_up = socket.getaddrinfo


def _guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in _LOCAL:
        _refuse(f"getaddrinfo {name}")
    return _look_up(host, *args, **kwargs)


def _refuse_look_up(function: str, host: str) -> NoReturn:
    _refuse(f"{function} {host}")


if "QA_GUARD_LOG" in os.environ:
    for method in ("connect", "connect_ex", "sendto"):
        _watch(method)
    socket.getaddrinfo = _guarded_look_up
    for function in ("gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(socket, function, partial(_refuse_look_up, function))
