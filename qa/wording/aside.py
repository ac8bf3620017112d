"""What is said of the archive itself: a greeting, how much it holds, what is new, who spoke on a subject."""

from __future__ import annotations

from collections.abc import Sequence

from qa.wording import number

THANKS = "Rất vui được giúp bạn. Có thể hỏi tiếp bất cứ lúc nào, chẳng hạn:"
THEIR_WORDS = "Xem lời của từng bài"
EACH_ONES_WORDS = "Xem lời của từng người"


def talk(interviews: int) -> str:
    """Greets, and says what the page does."""
    return (
        f"Xin chào! Trang này tìm trong {number(interviews)} bài phỏng vấn và trả lời bằng nguyên văn lời đã nói với "
        "báo chí, kèm nguồn. Có thể thử hỏi:"
    )


def holds(interviews: int) -> str:
    """How many interviews the archive has."""
    return f"Kho hiện có {number(interviews)} bài phỏng vấn."


WHO_ANSWERS = "Những người có lời trong kho đều ở trang “Người trả lời”, xếp theo tên, kèm chức vụ và các bài."


def newest(within: str) -> str:
    """Heads the newest interviews, of a time or paper or of all."""
    return f"Các bài mới nhất trong kho: {within}" if within else "Các bài mới nhất trong kho"


def none_of(within: str) -> str:
    """The archive has no interview of a time or paper, or on a subject of these, as far as days are printed."""
    return f"Không thấy bài phỏng vấn nào trong phạm vi được hỏi: {within}. Bài không ghi ngày thì không rõ."


def words_of(name: str, position: str | None) -> str:
    """Heads whatever a person said, with the post that was printed last."""
    return f"{name}{f', {position}' if position else ''}: những lời trong kho, bài mới nhất trước"


def no_words_of(name: str) -> str:
    """Says that the filters leave nothing that a person said."""
    return f"Trong phạm vi đang chọn không có lời của {name}."


def interviews_on(topic: str, sure: bool) -> str:
    """Heads the interviews on a subject, or those nearest to it; how many more there are is not known."""
    if sure:
        return f"Bài trong kho nói về “{topic}”, mỗi bài một đoạn"
    return f"Kho chưa có bài nào chắc chắn nói về “{topic}”. Các bài gần nhất, mỗi bài một đoạn"


def people_on(topic: str, sure: bool) -> str:
    """Heads the people who spoke on a subject, or whose words are nearest to it."""
    if sure:
        return f"Người đã nói về “{topic}”, mỗi người một đoạn"
    return f"Chưa thấy ai chắc chắn nói về “{topic}”. Những lời gần nhất, mỗi người một đoạn"


def side_by_side(topic: str, people: Sequence[str]) -> str:
    """Heads what people said on a subject."""
    return f"Lời của {' và '.join(people)} về “{topic}”"


def nothing_by(name: str, topic: str) -> str:
    """Someone who is compared has no words that were found on the subject."""
    return f"Chưa thấy lời nào của “{name}” về “{topic}”."


def nothing_on(topic: str) -> str:
    """The archive has nothing on a subject."""
    return f"Kho chưa có bài nào nói về “{topic}”."
