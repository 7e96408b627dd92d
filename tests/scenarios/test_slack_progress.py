"""What is shown while an answer is made, and that showing it can neither delay nor break the answer."""

import time

import pytest

from tests.scenarios.answers import FakeConsultant
from tests.scenarios.changed import edited
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, FakeSlack, Fault
from tests.scenarios.payloads import mention

CASE = "62F pNET, Ki-67 8%, prognosis?"
METHOD = "assistant.threads.setStatus"


def statuses(slack: FakeSlack, ts: str) -> list[str]:
    calls = [call.arguments for call in slack.calls if call.method == METHOD]
    return [call["status"] for call in calls if call["thread_ts"] == ts]


def test_the_steps_are_shown_while_it_works_and_cleared_at_the_end(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.step_s = 0.15
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    slack.wait_for_posts(1, ts)
    slack.wait(lambda: statuses(slack, ts)[-1:] == [""], 3)
    assert statuses(slack, ts) == ["Reading the case", "Applying rules", "Searching evidence", ""]


def test_the_answer_is_posted_whole_and_only_after_the_steps(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.step_s = 0.1
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    (post,) = slack.wait_for_posts(1, ts)
    told = [call for call in slack.calls if call.method == METHOD and call.arguments["thread_ts"] == ts]
    assert all(call.at < post.at for call in told if call.arguments["status"])
    assert "Knowledge base" in post.blocks_text


def test_a_quick_answer_never_leaves_a_status_behind(door: Door, slack: FakeSlack) -> None:
    for _ in range(5):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        slack.wait_for_posts(1, ts)
        slack.wait(lambda ts=ts: statuses(slack, ts)[-1:] == [""], 3)
        assert statuses(slack, ts)[-1] == ""


def test_the_status_of_an_edited_question_is_cleared_too(door: Door, slack: FakeSlack) -> None:
    event = mention(slack.new_ts(), CASE)
    door.event(event)
    slack.wait_for_posts(1, event["ts"])
    door.event(edited(event, f"<@{BOT_USER}> pNET, Ki-67 4%", slack.new_ts()))
    slack.wait_until_shown(event["ts"], lambda shown: "Updated" in shown[0])
    assert statuses(slack, event["ts"])[-1] == ""


@pytest.mark.parametrize(
    "fault",
    [
        Fault(500),
        Fault(0),
        Fault(429, {"Retry-After": "30"}, '{"ok": false, "error": "ratelimited"}'),
        Fault(200, {}, '{"ok": false, "error": "missing_scope"}'),
    ],
)
def test_a_status_that_slack_does_not_take_neither_delays_nor_breaks_the_answer(
    fault: Fault, door: Door, slack: FakeSlack
) -> None:
    slack.fail_next(METHOD, fault)
    ts, begun = slack.new_ts(), time.monotonic()
    door.event(mention(ts, CASE))
    (post,) = slack.wait_for_posts(1, ts)
    assert post.at - begun < 2
    assert "went wrong" not in post.arguments["text"]


def test_a_status_that_slack_answers_slowly_does_not_delay_the_answer(
    door: Door, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = slack.called

    def slow(method: str, arguments: dict[str, object], token: str) -> tuple[int, dict[str, str], str]:
        if method == METHOD:
            time.sleep(1.5)
        return original(method, arguments, token)

    monkeypatch.setattr(slack, "called", slow)
    ts, begun = slack.new_ts(), time.monotonic()
    door.event(mention(ts, CASE))
    (post,) = slack.wait_for_posts(1, ts)
    assert post.at - begun < 1
    slack.wait(lambda: statuses(slack, ts)[-1:] == [""], 5)
    assert statuses(slack, ts)[-1] == ""


def test_no_status_holds_a_word_of_the_case(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    slack.wait_for_posts(1, ts)
    assert set(statuses(slack, ts)) <= {"Reading the case", "Applying rules", "Searching evidence", ""}


def test_a_lookup_shows_no_status(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, "grade 8% 3"))
    slack.wait_for_posts(1, ts)
    assert statuses(slack, ts) == []
