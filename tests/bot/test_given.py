"""Who may see an answer that was given, that it is shared once, and what an open form is good for."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database import database_url, open_database
from bot.forms import MAX_AGE_S, Form, Forms
from bot.given import Given, GivenAnswers
from tests.scenarios.answers import META, cited, clinical

PUBLIC = Given(id="a", team="T1", channel="C1", meta=META, cited=cited())
PRIVATE = PUBLIC.model_copy(update={"id": "b", "private_to": "U1", "answer": clinical()})
FORM = Form(team="T1", user="U1", channel="C1", ts="1.1", thread_ts="1.0", text="G2 pNET", response_url="https://x")


@pytest.fixture
def given(tmp_path: Path) -> GivenAnswers:
    answers = GivenAnswers(open_database(database_url(tmp_path, None)))
    answers.keep(PUBLIC, 1.0)
    answers.keep(PRIVATE, 1.0)
    return answers


@pytest.mark.parametrize(("team", "channel"), [("T2", "C1"), ("T1", "C2")])
def test_an_answer_is_not_found_from_another_workspace_or_channel(team: str, channel: str, given: GivenAnswers) -> None:
    assert given.find("a", team, channel, "U1") is None
    assert given.find("b", team, channel, "U1") is None


def test_a_private_answer_is_found_by_its_asker_alone_and_comes_back_whole(given: GivenAnswers) -> None:
    assert given.find("a", "T1", "C1", "U2") == PUBLIC
    assert given.find("b", "T1", "C1", "U1") == PRIVATE
    assert given.find("b", "T1", "C1", "U2") is None
    assert given.find("b", "T1", "C1", "") is None


def test_of_many_who_share_at_once_one_shares_and_may_begin_again(given: GivenAnswers) -> None:
    taken: list[str] = []

    def share(delivery: str) -> None:
        if given.claim_share("b", "T1", delivery):
            taken.append(delivery)

    threads = [threading.Thread(target=share, args=(f"d{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 1
    assert given.claim_share("b", "T1", taken[0])


def test_a_share_that_failed_is_free_again_and_only_for_whom_it_failed(given: GivenAnswers) -> None:
    assert given.claim_share("b", "T1", "d1")
    given.unclaim_share("b", "T1", "d2")
    assert not given.claim_share("b", "T1", "d2")
    given.unclaim_share("b", "T1", "d1")
    assert given.claim_share("b", "T1", "d2")


def test_an_answer_that_an_earlier_version_kept_in_another_form_is_gone(tmp_path: Path) -> None:
    engine = open_database(database_url(tmp_path, None))
    answers = GivenAnswers(engine)
    answers.keep(PUBLIC, 1.0)
    with engine.begin() as connection:
        connection.execute(text("update given set json = '{\"old\": 1}'"))
    assert answers.find("a", "T1", "C1", "U1") is None
    assert answers.exists("a", "T1")


def test_a_form_is_for_the_person_who_opened_it_and_forgotten_after_its_time(tmp_path: Path) -> None:
    forms = Forms(open_database(database_url(tmp_path, None)))
    first = forms.open(FORM, 0.0)
    assert forms.find(first, "T1", "U1") == FORM
    assert forms.find(first, "T1", "U2") is None
    assert forms.find(first, "T2", "U1") is None
    second = forms.open(FORM, MAX_AGE_S + 1)
    assert forms.find(first, "T1", "U1") is None
    forms.close(second)
    assert forms.find(second, "T1", "U1") is None
