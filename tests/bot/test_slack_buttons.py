"""What stands under an answer: which buttons it has where, and that they hold ids only."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.render.blocks import messages
from chains.consult import Consultant
from tests.scenarios.answers import clinical, found, survival
from tests.scenarios.answers import plain as plain_answer


def test_show_more_comes_only_with_a_longer_answer_and_every_button_holds_ids_only() -> None:
    with_button = messages(clinical(), more_value="abc123")[-1].blocks
    in_full = messages(clinical(more=False), more_value="abc123")[-1].blocks
    assert _buttons(with_button)[0] == ("show_more", "abc123")
    assert ("show_more", "abc123") not in _buttons(in_full)
    assert {value for _, value in _buttons(with_button) + _buttons(in_full)} == {"abc123"}
    assert _buttons(messages(clinical())[-1].blocks) == []


def test_the_thumbs_under_an_answer_hold_a_opinion_and_the_id_and_can_be_read_aloud() -> None:
    blocks = messages(clinical(), more_value="abc123")[-1].blocks
    (thumbs,) = [block["elements"][0] for block in blocks if block["type"] == "context_actions"]
    up, down = thumbs["positive_button"], thumbs["negative_button"]
    assert (up["value"], down["value"]) == ("good:abc123", "bad:abc123")
    assert up["accessibility_label"] == "This answer is good"


def test_a_private_answer_is_shared_instead_of_giving_files_and_a_shared_one_is_not_corrected() -> None:
    answer = clinical(findings=(survival(),))
    private, shared = (
        [name for name, _ in _buttons(messages(answer, more_value="abc", mode=mode)[-1].blocks)]
        for mode in ("private", "shared")
    )
    assert private == ["show_more", "show_sources", "correct_case", "share"]
    assert shared == ["show_more", "show_sources", "chart", "sheet"]


def _buttons(blocks: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["action_id"], one["value"]) for b in blocks if b["type"] == "actions" for one in b["elements"]]


def test_a_lookup_shows_its_sources_and_small_talk_has_nothing_under_it() -> None:
    assert _buttons(messages(found("8% 3"), more_value="abc")[-1].blocks) == [("show_sources", "abc")]
    for answer in (plain_answer("You are welcome."), plain_answer("Out of scope.", refused=True)):
        kinds = {block["type"] for block in messages(answer, more_value="abc")[-1].blocks}
        assert kinds.isdisjoint({"actions", "context_actions"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("grade", "for example: grade 8% 3"),
        ("stage spleen T2", "the sites are pancreas, stomach"),
        ("krenning 7", "it must be a whole number from 0 to 4"),
        ("score foo", "Name the score, one of panzuto"),
        ("drug", "for example: drug everolimus"),
        ("grade 150%", "it must lie between 0 and 100 %"),
        ("survival", "for example: survival pancreas G2 liver"),
    ],
)
def test_a_lookup_with_wrong_words_says_in_a_sentence_what_would_be_right_and_has_nothing_to_share(
    text: str, said: str, consultant: Consultant
) -> None:
    (message,) = messages(consultant.look_up(text).answer, more_value="abc", mode="private")
    assert said in message.text
    assert _buttons(message.blocks) == []
