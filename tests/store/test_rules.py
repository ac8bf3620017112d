"""What decided a block's role, and why it is in doubt: stored, read back, and said in Vietnamese."""

from __future__ import annotations

import pytest

from qa.interview import Block, Doubt, Role, Rule
from qa.store.tables import blocks_from_json, blocks_to_json
from qa.text import Span
from qa.wording import edit as wording_edit


def test_every_rule_and_every_doubt_has_its_words() -> None:
    assert set(wording_edit.RULES) == {rule.value for rule in Rule}
    assert set(wording_edit.DOUBTS) == {doubt.value for doubt in Doubt}


@pytest.mark.parametrize("doubt", [None, *Doubt])
@pytest.mark.parametrize("said", [None, (), (Span(4, 9),), (Span(4, 6), Span(8, 9))])
def test_blocks_come_back_as_they_were_stored(doubt: Doubt | None, said: tuple[Span, ...] | None) -> None:
    blocks = tuple(Block(Span(0, 9), Role.ANSWER, "Thử", 0.5, rule, False, doubt, said) for rule in Rule)
    assert blocks_from_json(blocks_to_json(blocks)) == blocks


@pytest.mark.parametrize(
    ("stored", "rule", "doubt"),
    [
        ("mark -; names the speaker", Rule.MARK, Doubt.NAMES_SPEAKER),
        ("mark ***; no marks: where an answer ends is unsure", Rule.MARK, Doubt.UNMARKED),
        ("looks:caption", Rule.LOOKS, None),
        ("label person; caption", Rule.PERSON_LABEL, Doubt.CAPTION),
        ("opinion under a name; opinion without line breaks", Rule.OPINION, Doubt.BROKEN_OPINION),
        ("corrected", Rule.CORRECTED, None),
        ("a rule of long ago; a doubt of long ago", Rule.LAYOUT, Doubt.UNSURE),
        ("", Rule.LAYOUT, None),
    ],
)
def test_what_was_stored_as_one_sentence_is_still_read(stored: str, rule: Rule, doubt: Doubt | None) -> None:
    (block,) = blocks_from_json(f'[[0, 9, "answer", null, 0.5, "{stored}", false]]')
    assert (block.rule, block.doubt, block.served, block.said) == (rule, doubt, False, None)
