"""Results are kept, those of long texts are not."""

from __future__ import annotations

from qa.remembered import SHORT, remembered


def test_what_is_long_is_done_anew() -> None:
    done: list[str] = []

    @remembered(10)
    def last(text: str, letters: int = 1) -> str:
        """Gives the end of a text."""
        done.append(text)
        return text[-letters:]

    long = "a" * SHORT + "b"
    assert [last("abc"), last("abc"), last("abc", 2), last(long), last(long)] == ["c", "c", "bc", "b", "b"]
    assert done == ["abc", "abc", long, long]
