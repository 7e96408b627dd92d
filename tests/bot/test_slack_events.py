"""Which events are questions: pure reading of payloads."""

from typing import Any

import pytest

from bot.events import read
from tests.scenarios.fake_slack import BOT_USER, TEAM
from tests.scenarios.payloads import event_body, mention, message


def reading(event: dict[str, Any], *, takes_part: bool = False, bot: str | None = BOT_USER) -> Any:
    return read(event_body(event), TEAM, bot, lambda _thread, _ts: takes_part)


def test_a_mention_starts_a_thread_at_itself() -> None:
    found = reading(mention("5.000001", "G2 pNET?"))
    assert (found.thread_ts, found.ts, found.kind, found.text, found.joins) == (
        "5.000001", "5.000001", "question", "G2 pNET?", True,
    )  # fmt: skip


def test_a_mention_in_a_thread_stays_in_it() -> None:
    assert reading(mention("6.000001", "and now?", thread_ts="5.000001")).thread_ts == "5.000001"


def test_a_reply_counts_only_in_a_thread_where_the_bot_takes_part() -> None:
    reply = message("6.000001", "and now?", thread_ts="5.000001")
    assert reading(reply) is None
    assert reading(reply, takes_part=True).text == "and now?"
    assert reading(message("6.000001", "lunch?"), takes_part=True) is None


def test_a_reply_to_somebody_else_is_theirs() -> None:
    assert reading(message("6.0", "<@U0EVE> what do you think?", thread_ts="5.0"), takes_part=True) is None
    assert reading(message("6.0", f"<@U0EVE> <@{BOT_USER}> and you?", thread_ts="5.0")).text == "[account]  and you?"


def test_the_bots_user_is_found_in_the_event_where_auth_test_named_none() -> None:
    assert reading(mention("5.0", "G2 pNET?"), bot=None).text == "G2 pNET?"


@pytest.mark.parametrize(
    "event", [{}, {"type": "message"}, {"type": "message", "channel": "C1", "user": "U1"}, {"ts": 1}]
)
def test_an_event_without_its_parts_is_no_question(event: dict[str, Any]) -> None:
    assert reading(event) is None


def test_an_empty_mention_is_still_a_question() -> None:
    assert reading(mention("5.0", "")).text == ""


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_text_with_a_file_or_sent_to_the_channel_too_is_a_question(subtype: str) -> None:
    assert reading(message("6.0", "G2 pNET?", channel="D1", subtype=subtype)).text == "G2 pNET?"


def test_a_file_without_text_and_text_with_a_file_are_told_apart() -> None:
    picture = [{"id": "F0SCAN", "name": "scan.png", "mimetype": "image/png", "filetype": "png"}]
    alone = reading(message("6.0", "", channel="D1", subtype="file_share", files=picture))
    assert (alone.text, alone.has_files) == ("", True)
    assert reading(mention("6.0", "G2 pNET?", files=picture)).has_files
    assert not reading(mention("6.0", "G2 pNET?")).has_files


@pytest.mark.parametrize(
    ("text", "kind"),
    [("!grade 8% 3", "lookup"), ("!help", "lookup"), ("!nice work", None), ("!grade 2 NET, what now?", None)],
)
def test_an_exclamation_mark_in_a_thread_of_others_is_only_for_lookups(text: str, kind: str | None) -> None:
    found = reading(message("6.0", text, thread_ts="5.0"))
    assert (found.kind if found else None) == kind
    assert found is None or not found.joins


def test_a_sentence_after_an_exclamation_mark_in_the_bots_thread_loses_the_mark() -> None:
    found = reading(message("6.0", "!grade 2 NET, what now?", thread_ts="5.0"), takes_part=True)
    assert (found.kind, found.text) == ("question", "grade 2 NET, what now?")


def test_an_exclamation_mark_at_the_top_of_a_channel_is_left_alone() -> None:
    assert reading(message("6.0", "!grade 8% 3")) is None
    assert reading(message("6.0", "!grade 8% 3", channel="D1")).kind == "lookup"
