"""The OpenAPI document, and the API fuzzed against it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qa.access import Access
from qa.archive import Archive
from qa.config import Settings
from qa.web.api_docs import ERRORS
from qa.web.server import create_app

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture(scope="module")
def api(demo: Archive) -> Any:
    app = create_app(demo, Settings(access=Access(asks_per_minute=0)))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@pytest.mark.parametrize("mode", GenerationMode)
def test_whatever_is_sent_is_answered_as_documented(api: Any, mode: GenerationMode) -> None:
    for found in api.get_all_operations():
        try:
            cases = found.ok().as_strategy(generation_mode=mode)
        except SkipTest:  # takes nothing, so nothing can be wrong with it
            continue

        @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
        @given(case=cases)
        def fuzz(case: Any) -> None:
            case.validate_response(case.call(), checks=list(CHECKS))

        with suppress(Unsatisfiable):  # nothing that it could be sent would be wrong
            fuzz()


def test_every_operation_tells_its_answers_and_errors(api: Any) -> None:
    document = api.raw_schema
    assert {"/api/ask", "/api/check", "/api/interviews", "/healthz", "/readyz"} <= document["paths"].keys()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            assert ERRORS.keys() <= operation["responses"].keys(), path
            assert any(answer["content"] for status, answer in operation["responses"].items() if status[0] == "2"), path
            assert "422" not in operation["responses"]
