"""The Home tab: what it tells to whom, within Slack's limits."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.admission import Admission
from bot.home import chosen
from bot.preferences import Preference
from bot.render.blocks import messages
from bot.render.home import EXAMPLES, SCOPE, HomeState, answered, home, waiting
from bot.usage import Usage
from chains.consult import Consultant
from knowledge.status import StoreStatus, status
from tests.scenarios.faults import texts
from tests.scenarios.views import elements, faults_of_view

USAGE = Usage(
    answered=40, answered_this_week=7, failed=1, waiting=0, channels=("C1", "C2"), more_channels=0, direct=3,
    threads=12, oldest=date(2026, 1, 2),
)  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(data: Path, consultant: Consultant) -> StoreStatus:
    return status(data, None)


def shown(view: dict[str, Any]) -> str:
    return "\n".join(texts(view["blocks"]))


def test_home_tells_scope_limits_examples_and_the_state_of_the_knowledge_base(knowledge: StoreStatus) -> None:
    view = home(HomeState(knowledge=knowledge))
    text = shown(view)
    assert faults_of_view(view) == []
    assert SCOPE in text
    assert "no medical device" in text
    assert "/net grade 8% 3" in text
    assert all(example.split()[0] in text for example in EXAMPLES)
    assert f"{knowledge.date.day} {knowledge.date:%B %Y}" in text
    assert knowledge.version[:12] in text
    assert f"{knowledge.sources}: 15 drug labels" in text
    assert f"{knowledge.sources_unchecked} sources, {knowledge.statements_unchecked} statements" in text
    assert "up to date with the register" in text
    assert "For administrators" not in text


def test_a_stale_store_says_why_and_what_mends_it(knowledge: StoreStatus) -> None:
    stale = knowledge.model_copy(update={"current": False, "stale_because": "the register has changed"})
    text = shown(home(HomeState(knowledge=stale)))
    assert ":warning: *Stale*: the register has changed. An administrator can run `netboard knowledge build`." in text
    assert "up to date" not in text


def test_home_without_its_knowledge_says_so_and_shows_the_rest() -> None:
    view = home(HomeState(knowledge=None))
    assert faults_of_view(view) == []
    assert "cannot be read at the moment" in shown(view)
    assert SCOPE in shown(view)


def test_an_administrator_sees_counts_channels_and_what_is_kept(knowledge: StoreStatus) -> None:
    view = home(HomeState(knowledge=knowledge, usage=USAGE))
    text = shown(view)
    assert faults_of_view(view) == []
    assert "40, 7 in the last 7 days" in text
    assert "<#C1>, <#C2>; direct messages with 3 people" in text
    assert "The cases of 12 threads, each with its last question, the longest untouched since 2026-01-02." in text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            30,
            "A case is erased when nothing has happened in its thread for 30 days. Whoever mentions me in a thread",
        ),
        (
            0,
            "No case is erased by its age (NETBOARD_RETENTION_DAYS is 0). Whoever mentions me in a thread",
        ),
    ],
)
def test_an_administrator_reads_how_long_a_case_is_kept(days: int, said: str) -> None:
    view = home(HomeState(knowledge=None, usage=USAGE, retention_days=days))
    assert faults_of_view(view) == []
    assert said in shown(view)
    assert "erased" not in shown(home(HomeState(knowledge=None, retention_days=days)))


def test_everybody_sees_the_channels_that_are_allowed_and_an_administrator_the_other_lists_too() -> None:
    admission = Admission(channels=frozenset({"C2", "C1"}), teams=frozenset({"T1"}))
    person, administrator = (
        home(HomeState(knowledge=None, admission=admission, usage=usage)) for usage in (None, USAGE)
    )
    assert faults_of_view(administrator) == []
    assert "In channels I answer in <#C1>, <#C2> alone; direct messages are always open." in shown(person)
    assert "T1" not in shown(person)
    assert "Channels: only <#C1>, <#C2>. Workspaces: only T1." in shown(administrator)
    assert "People of other organisations are refused politely." in shown(administrator)


def test_where_nothing_is_listed_home_names_no_channel_and_an_administrator_reads_that_all_are_allowed() -> None:
    assert "In channels I answer in" not in shown(home(HomeState(knowledge=None)))
    text = shown(home(HomeState(knowledge=None, usage=USAGE, admission=Admission(outsiders=True))))
    assert "Channels: every channel to which I was invited. Workspaces: every one that installed me." in text
    assert "People of other organisations are answered too." in text


@pytest.mark.parametrize("preference", [Preference(), Preference(length="full", private=True)])
def test_the_settings_show_what_was_chosen(preference: Preference) -> None:
    found = {one["action_id"]: one for one in elements(home(HomeState(knowledge=None, preference=preference)))}
    assert found["home_length"]["initial_option"]["value"] == preference.length
    assert ("initial_options" in found["home_private"]) == preference.private


@pytest.mark.parametrize(
    ("action", "preference"),
    [
        ({"action_id": "home_length", "selected_option": {"value": "full"}}, Preference(length="full")),
        ({"action_id": "home_length", "selected_option": {"value": "endless"}}, Preference()),
        ({"action_id": "home_length", "selected_option": None}, Preference()),
        ({"action_id": "home_private", "selected_options": [{"value": "private"}]}, Preference(private=True)),
        ({"action_id": "home_private", "selected_options": []}, Preference()),
    ],
)
def test_a_choice_changes_that_setting_alone(action: dict[str, Any], preference: Preference) -> None:
    assert chosen(Preference(), {"actions": [action]}) == preference
    other = Preference(length="full")
    assert chosen(other, {"actions": [{"action_id": "home_private", "selected_options": []}]}) == other


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_answered_in_a_modal_within_the_limits(example: str, consultant: Consultant) -> None:
    made = consultant.factor(example[5:]) if example.startswith("/net ") else consultant.answer(example).answer
    assert not made.refused
    assert made.references
    for view in (waiting(example), answered(example, messages(made))):
        assert faults_of_view(view) == []
