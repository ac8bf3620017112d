"""The chat page: events of the browser in, messages out. Open page.py first; gradio is imported there alone."""
