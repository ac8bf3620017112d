"""How the report of the advisory service is judged."""

from __future__ import annotations

from tests.audit import judged, needed

FAULT = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"], "description": "…"}


def test_a_known_fault_counts_unless_it_is_ignored_with_a_reason() -> None:
    report = {
        "dependencies": [
            {"name": "a", "version": "1.0", "vulns": [FAULT]},
            {"name": "b", "version": "1.0", "vulns": []},
            {"name": "c", "skip_reason": "not found"},
        ]
    }
    assert judged(report, {}) == (2, ["a 1.0: PYSEC-1 (fixed in 2.0)"])
    assert judged(report, {"CVE-1": "the part of it that is at fault is not used"}) == (2, [])


def test_no_report_is_no_audit() -> None:
    assert judged({}, {}) == (0, [])


def test_what_is_needed_at_run_time_is_found() -> None:
    packages = needed()
    assert {"gradio", "starlette", "prometheus-client", "numpy"} <= packages.keys()
    assert not {"pytest", "schemathesis", "mypy"} & packages.keys()
