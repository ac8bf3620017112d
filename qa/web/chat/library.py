"""Gradio, imported here alone: seconds, so only when a server starts; without telemetry and without a hub."""

from __future__ import annotations

import os
import sys

# Gradio imports MCP's library where it is there, for a server of its own that we never start: half a second.
_ours = "mcp" not in sys.modules
if _ours:
    sys.modules["mcp"] = None  # type: ignore[assignment]  # Python's way to say that there is none

# Gradio reads these while it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr  # noqa: E402

if _ours:
    del sys.modules["mcp"]

__all__ = ["gr"]
