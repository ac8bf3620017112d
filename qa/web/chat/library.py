"""Gradio, imported here alone: seconds, so only when a server starts; without telemetry and without a hub."""

from __future__ import annotations

import os

# Gradio reads these while it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr

__all__ = ["gr"]
