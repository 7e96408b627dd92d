"""Show sources: a modal with every cited statement and where it stands, a page at a time."""

import json

import pytest

from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant, cited
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import Call, FakeSlack, Fault
from tests.scenarios.faults import texts
from tests.scenarios.payloads import mention

CASE = "G2 pNET with Ki-67 3% and liver metastases. Prognosis?"


def answered(door: Door, slack: FakeSlack, text: str = CASE) -> Call:
    ts = slack.new_ts()
    door.event(mention(ts, text))
    return slack.wait_for_posts(1, ts)[0]


def pressed(door: Door, slack: FakeSlack, post: Call, label: str = "Show sources", **more: object) -> None:
    button = next(button for button in post.buttons if button["text"]["text"] == label)
    door.interact(fake_modals.press(button, post, slack.response_url(), **more))  # type: ignore[arg-type]


def opened(slack: FakeSlack, count: int = 1) -> list[Call]:
    """The modals that were opened since the test began."""
    slack.wait(lambda: len(views(slack)) >= count, 5)
    return views(slack)


def views(slack: FakeSlack, method: str = "views.open") -> list[Call]:
    return [call for call in slack.calls if call.method == method]


@pytest.fixture(autouse=True)
def _forget_calls(slack: FakeSlack) -> None:
    slack.calls.clear()


def test_each_statement_is_shown_as_it_stands_with_its_number_and_where_it_stands(door: Door, slack: FakeSlack) -> None:
    post = answered(door, slack)
    pressed(door, slack, post)
    (call,) = opened(slack)
    view, shown = call.arguments["view"], "\n".join(texts(call.arguments["view"]["blocks"]))
    assert call.arguments["trigger_id"] == "1.2.3"
    assert "3 statements carry a citation in this answer." in shown
    assert "Statement 1: the median was 1 months &amp; more [2]." in shown
    assert (
        "[2] <https://example.org/?a=1&amp;b=2|Outcome of study 1 &amp; its &lt;follow-up&gt;> 2017, table 2 "
        "\u00b7 source-2#s1 \u00b7 checked in the source" in shown
    )
    assert "place in the source not noted \u00b7 source-1#s0 \u00b7 *not checked in the source*" in shown
    assert set(json.loads(view["private_metadata"])) == {"answer", "channel"}


def test_a_lookup_in_a_thread_shows_its_sources_too(door: Door, slack: FakeSlack) -> None:
    post = answered(door, slack, "grade 8% 3")
    pressed(door, slack, post)
    assert "1 statement carries a citation" in str(opened(slack)[0].arguments["view"])


def test_what_does_not_fit_on_one_page_is_on_the_next_and_nothing_is_lost(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.cited = cited(120)
    post = answered(door, slack)
    pressed(door, slack, post)
    view = opened(slack)[0].arguments["view"]
    shown, pages = "\n".join(texts(view["blocks"])), 1
    assert "120 statements carry a citation in this answer. Page 1 of" in shown
    while '"More"' in json.dumps(view):
        door.interact(fake_modals.turn(view, "More"))
        pages += 1
        slack.wait(lambda count=pages: len(views(slack, "views.update")) >= count - 1, 5)  # type: ignore[misc]
        view = views(slack, "views.update")[-1].arguments["view"]
        shown += "\n".join(texts(view["blocks"]))
    assert pages > 2
    assert all(f"Statement {n}: " in shown for n in range(120))
    door.interact(fake_modals.turn(view, "Earlier"))
    slack.wait(lambda: len(views(slack, "views.update")) >= pages, 5)
    assert f"Page {pages - 1} of {pages}" in str(views(slack, "views.update")[-1].arguments["view"])
    assert views(slack, "views.update")[-1].arguments["hash"] == "1.abc"


def test_a_trigger_that_expired_is_told_privately_in_one_sentence(door: Door, slack: FakeSlack) -> None:
    post = answered(door, slack)
    slack.fail_next("views.open", Fault(200, {}, '{"ok": false, "error": "expired_trigger_id"}'))
    pressed(door, slack, post)
    (told,) = slack.wait_for_responses()
    assert told.arguments["text"] == "Slack closed the window before it was open; please press the button again."


def test_a_window_that_slack_refuses_is_told_with_an_id(door: Door, slack: FakeSlack) -> None:
    post = answered(door, slack)
    slack.fail_next("views.open", Fault(200, {}, '{"ok": false, "error": "invalid_arguments"}'))
    pressed(door, slack, post)
    (told,) = slack.wait_for_responses()
    assert told.arguments["text"].startswith("Something went wrong on our side (id ")
    assert told.arguments["text"].endswith("The window did not open; please press the button again.")


def test_a_slow_slack_does_not_hold_up_the_acknowledgement_and_a_fault_is_tried_again(
    door: Door, slack: FakeSlack
) -> None:
    post = answered(door, slack)
    slack.fail_next("views.open", Fault(429, {"Retry-After": "1"}, '{"ok": false, "error": "ratelimited"}'), Fault(500))
    button = next(button for button in post.buttons if button["text"]["text"] == "Show sources")
    assert door.press(button, post, slack.new_ts()) < 0.9
    assert len(opened(slack)) == 1


def test_an_answer_that_is_no_longer_stored_says_so(door: Door, slack: FakeSlack) -> None:
    post = answered(door, slack)
    button = next(button for button in post.buttons if button["text"]["text"] == "Show sources")
    for wrong in (
        fake_modals.press(button | {"value": "f" * 32}, post, slack.response_url()),
        fake_modals.press(button, post, slack.response_url(), channel="C0OTHER"),
    ):
        slack.responses.clear()
        door.interact(wrong)
        (told,) = slack.wait_for_responses()
        assert told.arguments["text"] == "That answer is no longer stored; please ask again."
    assert views(slack) == []
