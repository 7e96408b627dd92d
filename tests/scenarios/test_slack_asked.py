"""Questions back: a button opens a form, and what it says goes on in the thread, over every door."""

import time
from typing import Any

import pytest

from chains.gaps import gap_of
from tests.scenarios.answers import FakeConsultant, clinical
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import Call, FakeSlack, Fault
from tests.scenarios.forms import send, typed
from tests.scenarios.payloads import mention

CASE = "Prognosis for a pNET with liver metastases?"
EXPIRED = Fault(200, body='{"ok": false, "error": "expired_trigger_id"}')


@pytest.fixture
def asking(door: Door, consultant: FakeConsultant, monkeypatch: pytest.MonkeyPatch) -> Door:
    """A bot whose answers ask for the Ki-67."""
    gap = gap_of("ki67")
    assert gap is not None
    monkeypatch.setattr(consultant, "given", lambda reply: clinical(reply, questions=(gap.ask,)))
    return door


def ask(door: Door, slack: FakeSlack) -> tuple[str, Call, dict[str, Any], str]:
    """Ask about a case: the thread, the answer, its button for the Ki-67, the message of the answer."""
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    post = slack.wait_for_posts(1, ts)[0]
    (button,) = [one for one in post.buttons if one["action_id"] == "asked:ki67"]
    return ts, post, button, slack.new_ts()


def opened(slack: FakeSlack, count: int) -> list[Call]:
    slack.wait(lambda: len([c for c in slack.calls if c.method == "views.open"]) >= count, 5)
    return [call for call in slack.calls if call.method == "views.open"]


def test_a_question_is_answered_by_a_form_and_the_answer_goes_on_in_the_thread(
    asking: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts, post, button, message_ts = ask(asking, slack)
    before = len(opened(slack, 0))
    assert asking.press(button, post, message_ts) < 1
    form = opened(slack, before + 1)[-1]
    assert form.arguments["trigger_id"] == "1.2.3"
    send(asking, form, typed("8 %"))
    posts = slack.wait_for_posts(2, ts)
    assert consultant.asked[-1] == "Ki-67 8 %"
    assert "Turn 2 read Ki-67 8 %" in posts[1].arguments["text"]


def test_a_form_that_is_delivered_twice_gets_one_reply(asking: Door, slack: FakeSlack) -> None:
    ts, post, button, message_ts = ask(asking, slack)
    before = len(opened(slack, 0))
    asking.press(button, post, message_ts)
    form = opened(slack, before + 1)[-1]
    view_id = send(asking, form, typed("8 %"))
    send(asking, form, typed("8 %"), view_id)
    assert len(slack.wait_for_posts(2, ts)) == 2


def test_two_forms_under_one_answer_get_a_reply_each(asking: Door, slack: FakeSlack) -> None:
    ts, post, button, message_ts = ask(asking, slack)
    before = len(opened(slack, 0))
    asking.press(button, post, message_ts)
    form = opened(slack, before + 1)[-1]
    send(asking, form, typed("8 %"))
    send(asking, form, typed("9 %"))
    assert len(slack.wait_for_posts(3, ts)) == 3


def test_an_empty_form_is_sent_back_and_asks_nothing(
    asking: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    _ts, post, button, message_ts = ask(asking, slack)
    before = len(opened(slack, 0))
    asking.press(button, post, message_ts)
    send(asking, opened(slack, before + 1)[-1], typed(None))
    time.sleep(0.2)
    assert consultant.asked == [CASE]


def test_where_the_trigger_has_expired_the_person_alone_is_asked_in_words(asking: Door, slack: FakeSlack) -> None:
    ts, post, button, message_ts = ask(asking, slack)
    slack.fail_next("views.open", EXPIRED)
    asking.press(button, post, message_ts)
    slack.wait(lambda: any(call.arguments.get("thread_ts") == ts for call in whispers(slack)), 5)
    (whisper,) = [call for call in whispers(slack) if call.arguments.get("thread_ts") == ts]
    assert whisper.arguments["user"] == "U0ANNA"
    assert whisper.blocks_text.endswith("Reply in the thread, for example: Ki-67 8\u00a0%, mitoses 3 per 2\u00a0mm2")


def whispers(slack: FakeSlack) -> list[Call]:
    return [call for call in slack.calls if call.method == "chat.postEphemeral"]


def test_a_form_of_an_answer_that_is_not_stored_is_not_opened(asking: Door, slack: FakeSlack) -> None:
    _ts, post, button, message_ts = ask(asking, slack)
    before = len(opened(slack, 0))
    asking.press({**button, "value": "not-stored"}, post, message_ts)
    asking.press(button, post, message_ts, is_ephemeral=True)
    told = slack.wait_for_responses(2)
    assert [call.arguments["text"] for call in told] == ["That answer is no longer stored; please ask again."] * 2
    assert len(opened(slack, 0)) == before


def test_a_form_names_the_channel_of_its_answer_or_is_not_read(
    asking: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts, post, button, message_ts = ask(asking, slack)
    before = len(opened(slack, 0))
    asking.press(button, post, message_ts)
    form = opened(slack, before + 1)[-1]
    view = form.arguments["view"]
    assert isinstance(view, dict)
    moved = {**view, "private_metadata": view["private_metadata"].replace("C0TUMOUR", "C0ELSE")}
    send(asking, Call(form.method, {**form.arguments, "view": moved}, form.at), typed("8 %"))
    time.sleep(0.2)
    assert consultant.asked == [CASE]
    assert len(slack.posts(ts)) == 1
