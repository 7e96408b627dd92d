"""The agent's conversation in direct messages: prompts to begin with, and titles that tell nothing of the person."""

import json
import time
from typing import Any

import pytest

from bot.render.title import title_of
from knowledge.case import CaseDetails
from tests.scenarios.answers import FakeConsultant, clinical, plain, survival
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import PERSON, Call, FakeSlack, Fault
from tests.scenarios.payloads import mention, message

PROMPTS, TITLES = "assistant.threads.setSuggestedPrompts", "assistant.threads.setTitle"


def opened(tab: str) -> dict[str, Any]:
    return {"type": "app_home_opened", "user": PERSON, "channel": "D0ANNA", "tab": tab, "event_ts": "1750000000.000001"}


def called(slack: FakeSlack, method: str) -> list[Call]:
    return [call for call in slack.calls if call.method == method]


def test_opening_the_conversation_offers_at_most_four_prompts_and_no_home(door: Door, slack: FakeSlack) -> None:
    before, homes = len(called(slack, PROMPTS)), len(called(slack, "views.publish"))
    door.event(opened("messages"))
    slack.wait(lambda: len(called(slack, PROMPTS)) > before, 3)
    arguments = called(slack, PROMPTS)[-1].arguments
    prompts = arguments["prompts"] if isinstance(arguments["prompts"], list) else json.loads(arguments["prompts"])
    assert arguments["channel_id"] == "D0ANNA"
    assert 1 <= len(prompts) <= 4
    assert all(set(prompt) == {"title", "message"} for prompt in prompts)
    assert len(called(slack, "views.publish")) == homes


def test_opening_home_offers_no_prompts(door: Door, slack: FakeSlack) -> None:
    before = len(called(slack, PROMPTS))
    door.event(opened("home"))
    time.sleep(0.2)
    assert len(called(slack, PROMPTS)) == before


def test_the_thread_of_a_direct_message_is_named_by_what_it_is_about(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(message(ts, "Greta Huber, 62, pNET, prognosis?", channel="D0ANNA"))
    slack.wait_for_posts(1, ts)
    slack.wait(lambda: any(call.arguments["thread_ts"] == ts for call in called(slack, TITLES)), 3)
    (title,) = [call.arguments["title"] for call in called(slack, TITLES) if call.arguments["thread_ts"] == ts]
    assert title == "Pancreatic tumour"


def test_a_thread_of_a_channel_gets_no_title(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, "pNET, prognosis?"))
    slack.wait_for_posts(1, ts)
    assert [call for call in called(slack, TITLES) if call.arguments["thread_ts"] == ts] == []


@pytest.mark.parametrize("method", [PROMPTS, TITLES])
def test_a_courtesy_that_slack_refuses_breaks_nothing(method: str, door: Door, slack: FakeSlack) -> None:
    slack.fail_next(method, Fault(200, {}, '{"ok": false, "error": "missing_scope"}'))
    door.event(opened("messages"))
    ts = slack.new_ts()
    door.event(message(ts, "pNET, prognosis?", channel="D0ANNA"))
    assert len(slack.wait_for_posts(1, ts)) == 1


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ({"primary_site": "pancreas", "histology": "net", "stated_grade": 2}, "Pancreatic NET, G2"),
        ({"primary_site": "jejunum_ileum", "histology": "net"}, "Small-bowel NET"),
        ({"histology": "nec"}, "NEC"),
        ({"primary_site": "lung", "histology": "atypical_carcinoid"}, "Lung atypical carcinoid"),
        ({"age_years": 62, "sex": "female"}, ""),
    ],
)
def test_a_title_is_made_of_site_kind_and_grade_alone(case: dict[str, Any], title: str) -> None:
    assert title_of(clinical(case=CaseDetails(**case))) == title


def test_the_grade_of_a_title_is_that_of_the_rule_where_it_assigned_one() -> None:
    graded = survival(rule="who_grade", value="G3")
    case = CaseDetails(primary_site="pancreas", histology="net", stated_grade=2)
    assert title_of(clinical(case=case, findings=(graded,))) == "Pancreatic NET, G3"


def test_a_refusal_gives_no_title() -> None:
    assert title_of(plain("I answer questions about NET.", refused=True)) == ""
