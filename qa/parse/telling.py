"""Words by which a paper reports what somebody said: they are not that person's answer."""

from __future__ import annotations

import re

from qa.names.labels import FIRST_PERSON, TITLE, UPPER

_VERBS = (
    r"(?:nêu rõ|nói(?! chung| riêng)|cho biết|cho rằng|chia sẻ|khẳng định|nhấn mạnh|tâm niệm|kể|bày tỏ|cho hay|nhận định|trả lời|"
    r"tâm sự|giải thích|phân tích)"
)
_SAID = re.compile(_VERBS)
_TOLD = re.compile(
    rf"(?<!\w)(?<!hư )(?<!heo )(?<!mà )(?<!khi )(?<!do ){TITLE}"
    rf"(?:(?:\s+[{UPPER}]\w*){{1,5}}(?:,[^.!?]{{0,90}}?)?)?\s+(?:cũng\s+|đã\s+|còn\s+)?{_VERBS}\b"
)
_TOLD_AT_END = re.compile(rf"[”\"’]\s*[,\-–.]?\s*{TITLE}?(?:\s*[{UPPER}]\w*){{0,5}}\s+{_VERBS}[^.]{{0,40}}\.?$")


def told_at_end(words: str) -> bool:
    """Whether the words end with a quotation and who said it."""
    return bool(_SAID.search(words[-120:]) and _TOLD_AT_END.search(words[-120:]))


def tells(words: str) -> bool:
    """Whether the words report what somebody said, as a reporter's sentence does."""
    head = words[:160]
    if FIRST_PERSON.search(words[:60]):
        return False
    return bool(_SAID.search(head) and _TOLD.search(head)) or told_at_end(words)
