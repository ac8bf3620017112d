"""What the server counts for Prometheus: no question, no name, no address ever becomes a label."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from qa.archive import Archive

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_MOUNTED = ("/giao-dien/", "/gradio_api/run/", "/gradio_api/queue/", "/gradio_api/heartbeat/", "/gradio_api/")


class Metrics:
    """The counters of one server, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        own: Any = {"registry": self._registry}
        self._requests = Counter("qa_requests", "Requests answered.", ["route", "status"], **own)
        self._seconds = Histogram("qa_ask_seconds", "Seconds to answer a question.", buckets=_SECONDS, **own)
        self._under_way = Gauge("qa_under_way", "Questions and checks under way.", **own)
        self._answers = Counter("qa_answers", "Answers by state.", ["state"], **own)
        self._checks = Counter("qa_checks", "Quotations checked, by verdict.", ["verdict"], **own)
        self._refusals = Counter("qa_refusals", "Requests refused, by reason.", ["reason"], **own)

    def answered(self, scope: Mapping[str, Any], status: int) -> None:
        """Counts a response under the template of its route."""
        self._requests.labels(route_of(scope), str(status)).inc()

    def refused(self, reason: str) -> None:
        """Counts a refusal; `reason` is one of a few fixed words."""
        self._refusals.labels(reason).inc()

    def watch(self, under_way: Callable[[], float]) -> None:
        """Takes the number of questions under way from here."""
        self._under_way.set_function(under_way)

    def asked(self, state: str, seconds: float) -> None:
        """Counts an answer."""
        self._answers.labels(state).inc()
        self._seconds.observe(seconds)

    def checked(self, verdict: str) -> None:
        """Counts a checked quotation."""
        self._checks.labels(verdict).inc()

    def text(self) -> bytes:
        """Writes all counters as Prometheus reads them (CONTENT_TYPE)."""
        return generate_latest(self._registry)


def route_of(scope: Mapping[str, Any]) -> str:
    """Returns the template of the route that answered: "/phong-van/{interview:path}"; "" where none was reached.

    What mounts answer is told apart by a few fixed beginnings, so that no visitor can make up labels.
    """
    template = str(getattr(scope.get("route"), "path", ""))
    if template or "router" not in scope:
        return template
    path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
    return next((f"{one}*" for one in _MOUNTED if path.startswith(one)), "/" if path == "/" else "/*")


class _Counted:
    """An archive whose answers and verdicts are counted, whoever asks."""

    def __init__(self, archive: Archive, metrics: Metrics) -> None:
        self._archive = archive
        self._metrics = metrics

    def ask(self, *arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        answer = self._archive.ask(*arguments, **named)
        self._metrics.asked(answer.state.value, time.perf_counter() - started)
        return answer

    def check(self, *arguments: Any, **named: Any) -> Any:
        found = self._archive.check(*arguments, **named)
        self._metrics.checked(str(found[0].verdict))
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)


def counted(archive: Archive, metrics: Metrics) -> Archive:
    """Returns the archive, each answer and verdict of which is counted."""
    return cast(Archive, _Counted(archive, metrics))
