"""Keys of the Telex and VNI input methods as the syllables that they stand for."""

from __future__ import annotations

import re
import unicodedata

_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiouyăâêôơư]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_TONE = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX = (
    *(("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô")),
    *(("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")),
)
_VNI_TONE = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}


def telex(keys: str) -> str | None:
    """Reads Telex keys as the syllable that they stand for: "chuyeenr" → "chuyển"; None if they stand for none."""
    tones = [key for key in keys[1:] if key in _TONE]
    if not keys.isalpha() or len(set(tones)) > 1:
        return None
    tone = tones[-1] if tones and re.search(r"[aeiouy]", keys[: keys.rfind(tones[-1])]) else ""
    body = keys[0] + "".join(key for key in keys[1:] if key != tone) if tone else keys
    for typed, letter in _TELEX:
        body = body.replace(typed, letter)
    # Marks are often typed at the end: "luanaj", "duowngf", "vieejt", "dduongwf".
    for plain, marked in (("a", "â"), ("e", "ê"), ("o", "ô"), ("d", "đ")):
        if body.endswith(plain) and body.count(plain) == 2:
            body = body[:-1].replace(plain, marked, 1)
    if re.search(r"[auo].*w", body):
        body = body.replace("w", "", 1)
        body = (
            body.replace("uo", "ươ")
            if "uo" in body
            else re.sub(r"[auo]", lambda m: "ăươ"["auo".index(m[0])], body, count=1)
        )
    return toned(body, _TONE.get(tone, "")) if body != keys or tone else None


def vni(keys: str) -> str | None:
    """Reads VNI keys as the syllable that they stand for: "chuye6n3" → "chuyển"; None if they stand for none."""
    digits, body = re.findall(r"\d", keys), re.sub(r"\d", "", keys)
    if not digits or not body.isalpha() or not keys[0].isalpha() or "0" in digits:
        return None
    tone = ""
    for digit in digits:
        if digit in _VNI_TONE:
            tone = _VNI_TONE[digit]
        elif digit == "6":
            body = re.sub(r"[aeo](?=[^aeo]*$)", lambda m: "âêô"["aeo".index(m[0])], body)
        elif digit == "7":
            body = body.replace("uo", "ươ") if "uo" in body else body.replace("o", "ơ").replace("u", "ư")
        elif digit == "8":
            body = body.replace("a", "ă", 1)
        else:
            body = body.replace("d", "đ", 1)
    return toned(body, tone)


def toned(body: str, tone: str) -> str | None:
    """Puts a tone (a combining accent, "" for none) on a syllable where Vietnamese does; None if `body` is none."""
    if not _SYLLABLE.fullmatch(body):
        return None
    if not tone:
        return body
    start = 2 if body.startswith(("qu", "gi")) and re.search(r"[aeiouyăâêôơư]", body[2:]) else 0
    vowels = [i for i in range(start, len(body)) if body[i] in "aeiouyăâêôơư"]
    marked = [i for i in vowels if body[i] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(vowels) == 1 or (vowels[-1] == len(body) - 1 and len(vowels) == 2):
        place = vowels[0]
    else:
        place = vowels[1]
    return unicodedata.normalize("NFC", body[: place + 1] + tone + body[place + 1 :])
