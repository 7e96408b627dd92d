"""Votes counted by the versions that answered, and what an administrator reads of them."""

import json
from pathlib import Path

import pytest

from bot.database import database_url, open_database
from bot.feedback import Feedback
from bot.tally import NONE, text_of
from bot.vote import Vote
from chains.answer import Meta
from tests.command import Run

OLD = Meta(knowledge_version="k1", rules_version="r1", writer="deterministic", elapsed_ms=1.0)
NEW = Meta(knowledge_version="k2", rules_version="r1", writer="some:model", elapsed_ms=1.0, prompts=("prose:ab12",))


@pytest.fixture
def feedback(tmp_path: Path) -> Feedback:
    return Feedback(open_database(database_url(tmp_path, None)))


def vote(user: str, opinion: str = "bad", answer: str = "a", **more: object) -> Vote:
    return Vote.model_validate({"team": "T", "answer_id": answer, "user": user, "opinion": opinion, **more})


def test_votes_are_counted_apart_for_each_state_of_the_program_the_newest_first(feedback: Feedback) -> None:
    feedback.cast(vote("U1", reasons=("wrong_fact",)), OLD, 1.0)
    feedback.cast(vote("U2", reasons=("wrong_fact", "missing"), comment="no\nstage"), OLD, 2.0)
    feedback.cast(vote("U1", "good", "b"), NEW, 3.0)
    assert text_of(feedback.tallies()) == (
        "knowledge k2, rules r1, written by some:model\n"
        "  prompts: prose:ab12\n"
        "  good 1, not good 0\n"
        "\n"
        "knowledge k1, rules r1, written by deterministic\n"
        "  good 0, not good 2\n"
        "      2  A fact is wrong\n"
        "      1  Something is missing\n"
        "  said:  no stage\n"
    )


def test_the_same_person_on_another_answer_is_another_vote_and_cannot_be_told_from_another_person(
    feedback: Feedback,
) -> None:
    feedback.cast(vote("U1", "good", "a"), OLD, 1.0)
    feedback.cast(vote("U1", "good", "b"), OLD, 2.0)
    feedback.cast(vote("U1", "bad", "b"), OLD, 3.0)
    (found,) = feedback.tallies()
    assert (found.good, found.bad) == (1, 1)


def test_no_votes_are_said_in_one_line() -> None:
    assert text_of(()) == NONE


def test_the_command_prints_the_votes_as_text_and_as_json(run: Run, tmp_path: Path) -> None:
    engine = open_database(database_url(tmp_path, None))
    Feedback(engine).cast(vote("U1", reasons=("too_long",)), OLD, 1.0)
    engine.dispose()
    shown = run("feedback", NETBOARD_DATA=str(tmp_path))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "1  Too long" in shown.stdout
    (found,) = json.loads(run("feedback", "--json", NETBOARD_DATA=str(tmp_path)).stdout)
    assert (found["bad"], found["reasons"]) == (1, {"too_long": 1})


def test_a_database_that_cannot_be_opened_is_one_line_that_names_the_setting(
    run: Run,
) -> None:
    shown = run("feedback", DATABASE_URL="nonsense")
    assert shown.returncode == 2
    assert shown.stderr.startswith("netboard: DATABASE_URL")
    assert shown.stderr.count("\n") == 1
