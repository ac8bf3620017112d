"""The chat page: events of the browser in, messages out. Open page.py first, then events.py and chat.py."""
