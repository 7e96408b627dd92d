"""Messages in, replies out: real payloads over a websocket and over signed HTTP, real Bolt, every reply checked."""

import threading
import time

import pytest

from tests.scenarios.answers import SAFETY, FakeConsultant
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, FakeSlack, Fault
from tests.scenarios.payloads import mention, message

CASE = "Prognosis for a G2 pNET with Ki-67 8% and liver metastases?"


def test_a_mention_is_answered_once_in_its_thread(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    posts = slack.wait_for_posts(1, ts)
    assert len(posts) == 1
    assert consultant.asked == [CASE]
    assert posts[0].arguments["channel"] == "C0TUMOUR"
    assert SAFETY in posts[0].blocks_text
    assert "[1, 4]" in posts[0].blocks_text
    assert "Turn 1 read" in posts[0].arguments["text"]


def test_three_redeliveries_at_the_same_time_get_one_reply(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    event = mention(ts, CASE)
    event_id = f"Ev{ts}"
    deliveries = [
        threading.Thread(target=door.event, args=(event,), kwargs={"event_id": event_id, "retry": retry})
        for retry in range(4)
    ]
    for delivery in deliveries:
        delivery.start()
    for delivery in deliveries:
        delivery.join()
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_mention_that_comes_as_two_events_gets_one_reply(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(message(ts, f"<@{BOT_USER}> {CASE}"))
    door.event(mention(ts, CASE))
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_redelivery_after_the_answer_gets_no_second_reply(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE), event_id=f"Ev{ts}")
    slack.wait_for_posts(1, ts)
    door.event(mention(ts, CASE), event_id=f"Ev{ts}", retry=3)
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_follow_up_without_a_mention_keeps_the_case(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    slack.wait_for_posts(1, ts)
    door.event(message(slack.new_ts(), "and if the Ki-67 were 15%?", thread_ts=ts))
    posts = slack.wait_for_posts(2, ts)
    assert len(posts) == 2
    assert "Turn 2 read and if the Ki-67 were 15%?" in posts[1].arguments["text"]


def test_two_follow_ups_at_once_are_answered_in_their_order(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    consultant.delay_s = 0.2
    for text in (CASE, "Ki-67 is 9%", "and R0"):
        door.event(mention(slack.new_ts() if text != CASE else ts, text, thread_ts=ts))
    posts = slack.wait_for_posts(3, ts)
    assert [post.arguments["text"].split(" read")[0] for post in posts] == ["Turn 1", "Turn 2", "Turn 3"]
    assert consultant.asked == [CASE, "Ki-67 is 9%", "and R0"]


def test_a_thread_of_other_people_is_left_alone(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    ts = slack.new_ts()
    door.event(message(slack.new_ts(), "what do you think?", thread_ts=ts))
    door.event(message(slack.new_ts(), "lunch?"))
    time.sleep(0.3)
    assert consultant.asked == []


def test_a_direct_message_is_answered_in_its_own_thread(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(message(ts, CASE, channel="D0ANNA"))
    posts = slack.wait_for_posts(1, ts)
    assert [post.arguments["channel"] for post in posts] == ["D0ANNA"]


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message", "user": None},
        {"subtype": "message_changed", "message": {"text": "x"}},
        {"subtype": "message_deleted", "hidden": True},
        {"subtype": "channel_join"},
        {"user": BOT_USER},
        {"user": "USLACKBOT"},
    ],
)
def test_what_no_person_wrote_is_ignored(
    changes: dict[str, object], door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    door.event(message(slack.new_ts(), f"<@{BOT_USER}> {CASE}", channel="D0ANNA") | changes)
    time.sleep(0.15)
    assert consultant.asked == []


def test_slacks_escapes_and_links_are_read_as_the_person_typed_them(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(
        mention(
            ts,
            "Ki-67 &lt;3% &amp; see <https://x.org/a?b=1|the report>, <mailto:a@b.org|a@b.org>, *G2* \u201cpNET\u201d",
        )
    )
    slack.wait_for_posts(1, ts)
    assert consultant.asked == ["Ki-67 <3% & see the report, [email], G2 \u201cpNET\u201d"]


def test_an_injected_channel_mention_comes_back_escaped(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, "G2 pNET &lt;!channel&gt; &lt;https://evil.example|click&gt; *bold* prognosis?"))
    posts = slack.wait_for_posts(1, ts)
    assert "&lt;!channel&gt;" in posts[0].blocks_text
    assert "<!channel>" not in str(posts[0].arguments)


def test_a_long_answer_goes_on_in_further_messages_and_nothing_is_cut(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.long = True
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    slack.wait(lambda: any(SAFETY in post.blocks_text for post in slack.posts(ts)), 15)
    posts = slack.wait_for_posts(2, ts)
    text = "\n".join(post.blocks_text for post in posts)
    assert len(posts) > 5
    assert all(f"Statement {n}: " in text for n in range(300))
    assert text.count(SAFETY) == 1
    assert [bool(post.buttons) for post in posts] == [False] * (len(posts) - 1) + [True]


def test_slow_work_is_acknowledged_at_once(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    consultant.delay_s = 1.0
    ts = slack.new_ts()
    assert door.event(mention(ts, CASE)) < 0.5
    assert slack.posts(ts) == []
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_too_many_requests_is_waited_for(door: Door, slack: FakeSlack) -> None:
    slack.fail_next("chat.postMessage", Fault(429, {"Retry-After": "1"}, '{"ok": false, "error": "ratelimited"}'))
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    assert len(slack.wait_for_posts(1, ts)) == 1


@pytest.mark.parametrize("fault", [Fault(500), Fault(503, body="<html>upstream</html>"), Fault(0)])
def test_a_fault_at_slacks_end_is_tried_again(fault: Fault, door: Door, slack: FakeSlack) -> None:
    slack.fail_next("chat.postMessage", fault)
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_unknown_events_are_acknowledged_and_ignored(door: Door, slack: FakeSlack) -> None:
    assert door.event({"type": "reaction_added", "user": "U1", "reaction": "eyes", "item": {"type": "message"}}) < 1
    assert door.event({"type": "team_rename", "name": "x"}) < 1


def test_opening_the_home_tab_shows_the_home_view(door: Door, slack: FakeSlack) -> None:
    door.event({"type": "app_home_opened", "user": "U0ANNA", "channel": "D0ANNA", "tab": "home"})
    slack.wait(lambda: any(call.method == "views.publish" for call in slack.calls), 5)
    view = next(call.arguments["view"] for call in slack.calls if call.method == "views.publish")
    assert view["type"] == "home"
    assert "/net grade 8% 3" in str(view)
