"""Names of organisations as newspapers print them, brought to one form for comparing; never for showing.

A form is folded words: "Sở GD-ĐT tỉnh Sông Lam" and "Sở Giáo dục và Đào tạo Sông Lam" become one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text import fold, nfc
from qa.vietnamese import SYLLABLE

_ABBREVIATIONS = {
    r"ubnd": "uy ban nhan dan",
    r"hđnd": "hoi dong nhan dan",
    r"ubmttq|ub\s*mttq": "uy ban mat tran to quoc",
    r"mttq": "mat tran to quoc",
    r"ubtvqh": "uy ban thuong vu quoc hoi",
    r"đbqh": "dai bieu quoc hoi",
    r"ub": "uy ban",
    r"qh": "quoc hoi",
    r"đb": "dai bieu",
    r"tw|t\.ư": "trung uong",
    r"tbt": "tong bien tap",
    r"tgđ": "tong giam doc",
    r"gđ": "giam doc",
    r"gd\s*(?:và|&|-)?\s*đt": "giao duc dao tao",
    r"kh\s*(?:và|&|-)?\s*đt": "ke hoach dau tu",
    r"kh\s*(?:và|&|-)?\s*cn": "khoa hoc cong nghe",
    r"nn\s*(?:và|&|-)?\s*ptnt": "nong nghiep phat trien nong thon",
    r"nn\s*(?:và|&|-)?\s*mt": "nong nghiep moi truong",
    r"lđ\s*-?\s*tb\s*(?:và|&|-)?\s*xh": "lao dong thuong binh xa hoi",
    r"tn\s*(?:và|&|-)?\s*mt": "tai nguyen moi truong",
    r"tt\s*(?:và|&|-)?\s*tt": "thong tin truyen thong",
    r"vh\s*-?\s*tt\s*(?:và|&|-)?\s*dl": "van hoa the thao du lich",
    r"gtvt": "giao thong van tai",
    r"tp\s*\.?\s*hcm|tphcm": "thanh pho ho chi minh",
    r"hcm": "ho chi minh",
    r"tp\.?": "thanh pho",
    r"tx\.?": "thi xa",
    r"hđqt": "hoi dong quan tri",
    r"hđtv": "hoi dong thanh vien",
    r"cty": "cong ty",
    r"tcty|tct": "tong cong ty",
    r"ctcp": "cong ty co phan",
    r"dn": "doanh nghiep",
    r"đh": "dai hoc",
    r"cđ": "cao dang",
    r"bv": "benh vien",
    r"nhnn": "ngan hang nha nuoc",
    r"bhxh": "bao hiem xa hoi",
    r"vksnd": "vien kiem sat nhan dan",
    r"tand": "toa an nhan dan",
    r"lđlđ": "lien doan lao dong",
    r"qlda": "quan ly du an",
    r"vpcp": "van phong chinh phu",
    r"htx": "hop tac xa",
    r"qltt": "quan ly thi truong",
    r"xnk": "xuat nhap khau",
    r"xk": "xuat khau",
    r"vietnam": "viet nam",
}
_ABBREVIATED = [(re.compile(rf"(?<!\w)(?:{short})(?!\w)"), full) for short, full in _ABBREVIATIONS.items()]

# Words that papers put in or leave out of one and the same name.
_LOOSE = re.compile(
    r"\b(?:va|cac|ve|cho|tnhh|mtv|mot thanh vien|co phan|cp|hoi dong quan tri|hoi dong thanh vien|hoi dong truong|"
    r"ban giam doc|ban lanh dao|ban dieu hanh)\b"
)
_UNIVERSITY = re.compile(r"\btruong (?=(?:dai hoc|cao dang|trung hoc|tieu hoc|mam non|chinh tri)\b)")

KINDS = (
    "bo|so|cuc|vu|tong cuc|chi cuc|ban|uy ban|hoi dong|hoi|hiep hoi|lien hiep|lien doan|lien minh|mat tran|doan|"
    "quoc hoi|chinh phu|van phong|thanh tra|kiem toan|ngan hang|kho bac|cong ty|tong cong ty|tap doan|chi nhanh|"
    "cong an|quan chung|quan khu|quan doan|bo chi huy|bo tu lenh|ban chi huy|toa an|vien kiem sat|trung tam|vien|"
    "hoc vien|dai hoc|truong|cao dang|khoa|bo mon|phong|to|doi|benh vien|tram|dai|bao|tap chi|nha xuat ban|nha hat|"
    "bao tang|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|trung uong|cang|nha may|xi nghiep|hop tac xa|quy|"
    "chuong trinh|du an|cau lac bo|bao hiem xa hoi|phong thuong mai|hang|tinh|thanh pho|huyen|quan|thi xa|xa|phuong"
)
"""The first words of an organisation's name."""

_KIND = re.compile(
    rf"(?!quan (?:ly|tri|he|su|trac)\b)(?:{'|'.join(sorted(KINDS.split('|'), key=len, reverse=True))})\b"
)

# One such body is enough for a country, whatever word follows.
_NATIONAL = re.compile(r"(?:bo|tong cuc|cuc|uy ban|hoc vien|vien)\b(?! (?:nhan dan|kiem sat|chi huy|mat tran|mon)\b)")
_EVERYWHERE = re.compile(r"cuc (?:thue|hai quan|thong ke|thi hanh an|quan ly thi truong|du tru)\b|uy ban kiem tra\b")
_WHOLE_COUNTRY = re.compile(r"\b(?:viet nam|trung uong|quoc gia|toi cao|chinh phu|quoc hoi|nha nuoc|toan cau)\b")
_TOO_WIDE = frozenset(
    {"trung uong dang", "dang", "ban chap hanh trung uong", "ban chap hanh trung uong dang", "quoc hoi", "nha nuoc"}
    | {"chinh phu", "viet nam", "trung uong", "cong ty", "tap doan", "hoi dong"}
)
# What any place may have: these words alone tell no body from another.
_COMMON = frozenset(
    """bo so cuc vu tong chi ban uy hoi dong hiep lien hiep doan minh mat tran quoc van phong thanh tra kiem toan
    ngan hang kho bac cong ty tap nhanh an quan chung khu huy tu lenh toa vien sat trung tam hoc dai truong cao
    dang khoa mon to doi benh tram bao nha xuat hat tang tinh huyen thi xa phuong nhan dan duong noi y te giao duc
    dao tai chinh ke hoach dau xay dung thong van lao thuong binh nong nghiep phat trien thon nguyen moi tin truyen
    nghe hoa the thao du lich phap ngoai toc thue thong hanh ly truong kinh doanh nho vua chu tich che chuc can hop
    tac dua khen thuong tuyen chinh phu nu cuu chien nien thap do luat su da ky thuat trung pho tieu mam canh hinh
    chay chua dieu quy nghien cuu ung dung dich mai san chung khoan bat nhac si kien truc nhap khau""".split()  # noqa: SIM905
)
_OFFICES_OF_A_PROVINCE = re.compile(
    r"(?:y te|noi vu|tai chinh|xay dung|tu phap|cong thuong|thuong mai|cong nghiep|ngoai vu|du lich|the thao|giao duc|"
    r"dao tao|ke hoach|dau tu|giao thong|van tai|lao dong|thuong binh|xa hoi|nong nghiep|phat trien|nong thon|"
    r"moi truong|tai nguyen|thong tin|truyen thong|khoa hoc|cong nghe|van hoa|quy hoach|kien truc|dan toc|ton giao|\s)+"
)
_PLACES = (
    (re.compile(r"\b(?:thi tran|phuong|(?<!thi )xa(?! hoi\b))(?: |$)"), "xa"),
    (re.compile(r"\b(?:huyen uy|quan uy|thi uy|thi xa|huyen|quan(?! (?:ly|su|chung|khu|doan)\b))(?: |$)"), "huyen"),
    (re.compile(r"\b(?:thanh pho|thanh uy)(?: |$)"), "thanh pho"),
)
_CITIES = frozenset(("ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"))
_REPEATED = frozenset(("chau thanh", "tam nong", "phu tan", "ky son", "vinh thanh", "phong dien"))
_GOVERNING = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan|tinh uy|thanh uy|huyen uy|quan uy|thi uy|ban thuong vu(?= \w+ uy))\b"
)


@lru_cache(maxsize=1 << 14)
def expanded(text: str) -> str:
    """Returns `text` in lower case with the usual abbreviations written out (those without accents)."""
    lowered = nfc(text).lower()
    for pattern, full in _ABBREVIATED:
        lowered = pattern.sub(full, lowered)
    return lowered


@lru_cache(maxsize=1 << 14)
def body_form(name: str) -> str:
    """Returns the form of an organisation's name by which it is compared."""
    words = " ".join(re.findall(r"[a-z0-9]+", fold(expanded(name))))
    words = _UNIVERSITY.sub("", _LOOSE.sub(" ", words))
    words = re.sub(r"\bcong ty (?=tap doan|tong cong ty)", "", " ".join(words.split()))
    if words.endswith(" viet nam") and _NATIONAL.match(words):
        words = words.removesuffix(" viet nam")
    # "Sở Y tế tỉnh X" and "Sở Y tế X" are one; "UBND huyện X" is another body than "UBND tỉnh X".
    level = re.search(r"(?<=\w )(?:tinh|thanh pho(?= (?:" + "|".join(_CITIES) + r")$)) (?!uy\b|doan\b)", words)
    if level:
        words = words[: level.start()] + words[level.end() :]
    return words


def starts_with_kind(form: str) -> bool:
    """Tells whether a form begins as organisations' names do."""
    return _KIND.match(form) is not None


@lru_cache(maxsize=1 << 14)
def is_one_body(form: str) -> bool:
    """Tells whether only one body has this name: "Sở Y tế" is in every province, "Bộ Y tế" is one."""
    words = form.split()
    # One syllable alone ("vùng") names no body; a word that is none ("VASEP") is a name.
    if not words or form in _TOO_WIDE or (len(words) == 1 and SYLLABLE.fullmatch(form)):
        return False
    place = place_of(form)
    if place:
        # Communes are called alike all over the country, and a few districts too.
        return place[0] != "xa" and place[1] not in _REPEATED
    if _EVERYWHERE.match(form):
        return any(word not in _COMMON for word in words)
    if _WHOLE_COUNTRY.search(form) and len(words) > 2:
        return True
    national = _NATIONAL.match(form)
    if national:
        return len(form[national.end() :].split()) >= 1
    return any(word not in _COMMON and not word.isdigit() for word in words)


@lru_cache(maxsize=1 << 14)
def place_of(form: str) -> tuple[str, str] | None:
    """Finds the level ("tinh", "thanh pho", "huyen", "xa") and folded name of the place that a local body governs.

    None where the name holds no place, or holds it without a word that says so.
    """
    for pattern, level in _PLACES:
        found = list(pattern.finditer(form))
        if found and (rest := form[found[-1].end() :].strip()):
            return level, rest
    province = re.search(r"\btinh (?!uy|doan)(.+)$", form) or re.search(r"\btinh uy (.+)$", form)
    if province:
        return "tinh", province[1].removeprefix("tinh ")
    local = re.match(r"(?:so|uy ban nhan dan|hoi dong nhan dan|doan dai bieu quoc hoi|cong an)\b ?", form)
    rest = form[local.end() :] if local else ""
    if local and local[0].startswith("so"):
        rest = _OFFICES_OF_A_PROVINCE.sub("", rest, count=1) if _OFFICES_OF_A_PROVINCE.match(rest) else ""
    if not rest:
        return None
    city = next((c for c in _CITIES if form.endswith(c)), None)
    return ("thanh pho", city) if city else ("tinh", rest)


def governs(form: str) -> bool:
    """Tells whether a body is one that governs its place (people's committee, council, party committee)."""
    return _GOVERNING.match(form) is not None
