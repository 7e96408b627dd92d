"""Correct the case: a form with what the case holds; what is put right is answered anew in the place of the answer."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios import fake_modals
from tests.scenarios.answers import SAFETY, FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import Call, FakeSlack, Fault
from tests.scenarios.faults import texts
from tests.scenarios.payloads import mention, message

CASE = "Greta Huber, G2 pNET with Ki-67 3% and liver metastases. Prognosis?"


@pytest.fixture(autouse=True)
def _forget_calls(slack: FakeSlack) -> None:
    slack.calls.clear()


def calls(slack: FakeSlack, method: str) -> list[Call]:
    return [call for call in slack.calls if call.method == method]


def answered(door: Door, slack: FakeSlack) -> tuple[str, Call]:
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    return ts, slack.wait_for_posts(1, ts)[-1]


def form(door: Door, slack: FakeSlack, post: Call, *, user: str = fake_modals.ANNA) -> dict[str, Any]:
    """The form behind the button, as Slack shows it."""
    button = next(button for button in post.buttons if button["text"]["text"] == "Correct the case")
    before = len(calls(slack, "views.open"))
    door.interact(fake_modals.press(button, post, slack.response_url(), user=user))
    slack.wait(lambda: len(calls(slack, "views.open")) > before, 5)
    return calls(slack, "views.open")[-1].arguments["view"]


def element(view: dict[str, Any], key: str) -> dict[str, Any]:
    return next(block["element"] for block in view["blocks"] if block.get("block_id") == key)


def test_the_form_holds_what_the_case_holds_and_its_metadata_only_an_id(door: Door, slack: FakeSlack) -> None:
    _, post = answered(door, slack)
    view = form(door, slack, post)
    assert element(view, "primary_site")["initial_option"]["text"]["text"] == "Pancreas"
    assert element(view, "ki67")["initial_value"] == "3 %"
    assert "initial_option" not in element(view, "sex")
    keys = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert {"t", "n", "m", "metastases.present", "receptor_imaging.liver", "treatments", "ecog", "margin"} <= set(keys)
    assert list(json.loads(view["private_metadata"])) == ["form"]


def test_a_correction_updates_the_answer_where_it_stands_and_says_in_the_thread_what_changed(
    door: Door, slack: FakeSlack
) -> None:
    ts, post = answered(door, slack)
    view = form(door, slack, post)
    assert door.interact(fake_modals.submit(view, ki67="8 %", sex="male")) == {}
    posts = slack.wait_for_posts(2, ts)
    (update,) = calls(slack, "chat.update")
    assert "Corrected by hand: Ki-67 8 %; sex male. Given anew." in update.arguments["text"]
    assert SAFETY in update.blocks_text
    assert [button["text"]["text"] for button in update.buttons][:3] == [
        "Show more",
        "Show sources",
        "Correct the case",
    ]
    assert len(posts) == 2
    assert "The answer above was updated by <@U0ANNA>. Corrected by hand: Ki-67 8 %; sex male." in posts[1].blocks_text
    assert calls(slack, "chat.delete") == []


def test_what_is_asked_next_goes_on_from_the_corrected_case(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts, post = answered(door, slack)
    door.interact(fake_modals.submit(form(door, slack, post), ki67="8 %"))
    slack.wait_for_posts(2, ts)
    (update,) = calls(slack, "chat.update")
    again = form(door, slack, update)
    assert element(again, "ki67")["initial_value"] == "8 %"
    door.event(message(slack.new_ts(), "and R0", thread_ts=ts))
    assert "Turn 3 read and R0" in slack.wait_for_posts(3, ts)[2].arguments["text"]


def test_a_correction_of_the_corrected_answer_changes_it_again_and_keeps_the_earlier_note(
    door: Door, slack: FakeSlack
) -> None:
    ts, post = answered(door, slack)
    door.interact(fake_modals.submit(form(door, slack, post), ki67="8 %"))
    slack.wait_for_posts(2, ts)
    door.interact(fake_modals.submit(form(door, slack, calls(slack, "chat.update")[0]), ki67="9 %"))
    posts = slack.wait_for_posts(3, ts)
    first, second = calls(slack, "chat.update")
    assert first.arguments["ts"] == second.arguments["ts"]
    assert len(posts) == 3
    assert calls(slack, "chat.delete") == []


@pytest.mark.parametrize(
    ("filled", "key", "told"),
    [
        ({"ki67": "150 %"}, "ki67", "Ki-67 150 % is not possible: it must lie between 0 and 100 %."),
        ({"age_years": "old"}, "age_years", "Write the age in whole years, such as 58."),
        (
            {"metastases.present": ["liver"], "metastases.absent": ["liver"]},
            "metastases.absent",
            "Liver stands under two headings; choose one for each site.",
        ),
    ],
)
def test_what_cannot_be_right_is_told_at_its_field_and_changes_nothing(
    filled: dict[str, Any], key: str, told: str, door: Door, slack: FakeSlack
) -> None:
    ts, post = answered(door, slack)
    answer = door.interact(fake_modals.submit(form(door, slack, post), **filled))
    assert answer == {"response_action": "errors", "errors": {key: told}}
    assert len(slack.wait_for_posts(1, ts)) == 1
    assert calls(slack, "chat.update") == []


def test_a_form_that_was_not_changed_says_so(door: Door, slack: FakeSlack) -> None:
    _, post = answered(door, slack)
    answer = door.interact(fake_modals.submit(form(door, slack, post)))
    assert answer["response_action"] == "update"
    assert texts(answer["view"]["blocks"]) == ["Nothing was changed, so the answer stands as it is."]
    assert fake_modals.faults_of_view(answer["view"]) == []


def test_a_form_that_is_sent_twice_corrects_once(door: Door, slack: FakeSlack) -> None:
    ts, post = answered(door, slack)
    payload = fake_modals.submit(form(door, slack, post), ki67="8 %")
    for _ in range(3):
        door.interact(payload)
    assert len(slack.wait_for_posts(2, ts)) == 2
    assert len(calls(slack, "chat.update")) == 1


def test_a_form_of_somebody_else_corrects_nothing(door: Door, slack: FakeSlack) -> None:
    ts, post = answered(door, slack)
    answer = door.interact(fake_modals.submit(form(door, slack, post), user=fake_modals.BEN, ki67="8 %"))
    assert "no longer open on our side" in str(answer["view"])
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_what_was_said_while_the_form_was_open_stays(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    ts, post = answered(door, slack)
    view = form(door, slack, post)
    door.interact(fake_modals.submit(form(door, slack, post, user=fake_modals.BEN), user=fake_modals.BEN, ki67="9 %"))
    slack.wait_for_posts(2, ts)
    door.interact(fake_modals.submit(view, t="T3"))
    slack.wait_for_posts(3, ts)
    latest = form(door, slack, calls(slack, "chat.update")[-1])
    assert element(latest, "ki67")["initial_value"] == "9 %"
    assert element(latest, "t")["initial_option"]["value"] == "T3"


def test_an_answer_in_more_parts_grows_in_the_thread_and_one_in_fewer_leaves_no_old_part_behind(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts, post = answered(door, slack)
    consultant.long = True
    door.interact(fake_modals.submit(form(door, slack, post), ki67="8 %"))
    slack.wait(lambda: any("was updated by" in call.blocks_text for call in slack.posts(ts)), 15)
    posts, (update,) = slack.posts(ts), calls(slack, "chat.update")
    shown = update.blocks_text + "".join(one.blocks_text for one in posts[1:])
    assert all(f"Statement {n}: " in shown for n in range(300))
    consultant.long = False
    door.interact(fake_modals.submit(form(door, slack, posts[-2]), ki67="9 %"))
    slack.wait(lambda: len(calls(slack, "chat.delete")) >= len(posts) - 2, 15)
    assert len(calls(slack, "chat.delete")) == len(posts) - 2
    assert calls(slack, "chat.update")[-1].arguments["ts"] == update.arguments["ts"]


def test_an_answer_that_was_deleted_meanwhile_is_given_anew_in_the_thread(door: Door, slack: FakeSlack) -> None:
    ts, post = answered(door, slack)
    view = form(door, slack, post)
    slack.fail_next("chat.update", Fault(200, {}, '{"ok": false, "error": "message_not_found"}'))
    door.interact(fake_modals.submit(view, ki67="8 %"))
    posts = slack.wait_for_posts(3, ts)
    assert "Given anew." in posts[1].arguments["text"]
    assert len(posts) == 3


@pytest.mark.parametrize(
    "fault", [Fault(429, {"Retry-After": "1"}, '{"ok": false, "error": "ratelimited"}'), Fault(500)]
)
def test_a_fault_while_updating_is_tried_again_and_the_note_comes_once(
    fault: Fault, door: Door, slack: FakeSlack
) -> None:
    ts, post = answered(door, slack)
    view = form(door, slack, post)
    slack.fail_next("chat.update", fault)
    door.interact(fake_modals.submit(view, ki67="8 %"))
    assert len(slack.wait_for_posts(2, ts)) == 2
    assert len(calls(slack, "chat.update")) == 1


def test_a_correction_that_breaks_says_one_sentence_and_the_answer_stays(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts, post = answered(door, slack)
    view = form(door, slack, post)
    consultant.error = RuntimeError("secret")
    door.interact(fake_modals.submit(view, ki67="8 %"))
    told = slack.wait_for_posts(2, ts)[1].arguments["text"]
    assert told.startswith("Something went wrong on our side (id ")
    assert told.endswith("The case was not corrected; please correct it again.")
    assert calls(slack, "chat.update") == []


def test_a_correction_taken_up_before_the_process_ended_is_made_after_the_next_start(
    slack: FakeSlack, data: Path, consultant: FakeConsultant
) -> None:
    first = FakeConsultant()
    with running(slack, first, data, "http") as (door, service):
        ts, post = answered(door, slack)
        view = form(door, slack, post)
        service._inbox._stopping.set()  # nothing more is begun, as when the process is about to end
        assert door.interact(fake_modals.submit(view, ki67="8 %")) == {}
        time.sleep(0.2)
        assert calls(slack, "chat.update") == []
    with running(slack, FakeConsultant(), data, "socket"):
        assert len(slack.wait_for_posts(2, ts)) == 2
    assert len(calls(slack, "chat.update")) == 1
    assert slack.problems == []
