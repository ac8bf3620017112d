"""Known faults of what the program needs at run time: `python -m tests.audit`, which `make test` runs.

Exit status 1 for a fault that is not on the list; where no advisory service answers, one line says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
SECONDS = 90

IGNORED: dict[str, str] = {}
"""Advisories that do not touch us, by id, each with the reason why."""


def needed() -> dict[str, str]:
    """The installed version of everything that the program needs at run time, by name."""
    waiting = list(tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["dependencies"])
    found: dict[str, str] = {}
    while waiting:
        requirement = Requirement(waiting.pop())
        name = requirement.name.lower().replace("_", "-")
        extra = {"extra": next(iter(requirement.extras), "")}
        if name in found or (requirement.marker and not requirement.marker.evaluate(extra)):
            continue
        try:
            installed = distribution(requirement.name)
        except PackageNotFoundError:
            continue
        found[name] = installed.version
        waiting += installed.requires or []
    return found


def judged(report: Mapping[str, Any], ignored: Mapping[str, str]) -> tuple[int, list[str]]:
    """How many packages were audited, and the faults that are not ignored, a line each."""
    audited = [one for one in report.get("dependencies", []) if "skip_reason" not in one]
    faults = [
        f"{one['name']} {one['version']}: {fault['id']} (fixed in {', '.join(fault['fix_versions']) or 'no version'})"
        for one in audited
        for fault in one["vulns"]
        if not {fault["id"], *fault.get("aliases", [])} & ignored.keys()
    ]
    return len(audited), faults


def audit(packages: Mapping[str, str]) -> Mapping[str, Any]:
    """The advisory service's report; empty where none answers."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{name}=={version}\n" for name, version in packages.items()))
        file.flush()
        options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "5"]
        command = [sys.executable, "-m", "pip_audit", "-r", file.name, *options]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
            report: Mapping[str, Any] = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError):
            return {}
        return report


def main() -> int:
    """Says what was found in as few lines as there are faults."""
    packages = needed()
    audited, faults = judged(audit(packages), IGNORED)
    if not audited:
        print("dependency audit: no advisory service could be reached, nothing was audited")
        return 0
    print(f"dependency audit: {audited} of {len(packages)} run-time packages audited, {len(faults)} known faults")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
