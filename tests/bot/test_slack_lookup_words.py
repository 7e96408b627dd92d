"""A lookup or a sentence: the one decision behind @bot grade, !grade and /net."""

import pytest

from bot.commands import COMMANDS, help_for, help_text, slash, usage_hint
from bot.lookup import lookup


@pytest.mark.parametrize(
    "text",
    [
        "grade 8% 3",
        "Grade 8%, 3",
        "grade ki67 8%",
        "grade Ki-67 <3% mitoses 1",
        "grade 25% 12 NET",
        "grade 8 3",
        "grade 3 2",
        "grade 3-5%",
        "grade >20%",
        "stage pancreas T2 N1 M0",
        "stage T2N1M0 pancreas ajcc 8",
        "stage pT3 pN1 cM1a ileum",
        "krenning 3",
        "krenning liver 3 bed 2",
        "liver 40%",
        "liver 5 lesions bilobar",
        "score panzuto ki67 12 liver 30",
        "survival pancreas G2 liver",
        "survival pancreas stage IV",
        "drug everolimus",
        "drug lutetium dotatate",
        "evidence PRRT pancreas",
        "help",
        "HELP",
        "!grade 8% 3",
        "!grade",
        "!help",
    ],
)
def test_a_lookup_is_recognised(text: str) -> None:
    found = lookup(text)
    assert found is not None
    assert found.split()[0] == text.lower().removeprefix("!").split()[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "nice work",
        "!nice work",
        "Grade 2 NET",
        "grade 2",
        "Grade 2 NET after distal pancreatectomy, prognosis?",
        "grade 2 net ki67 8% liver mets",
        "Grade 8% 3?",
        "stage IV pNET, what now?",
        "Stage IV pNET",
        "stage T2N1 pNET resected, what next",
        "stage?",
        "grade",
        "Krenning 3 in the liver lesions, is PRRT possible?",
        "Liver metastases resected, now what?",
        "liver mets",
        "survival with liver metastases of a G2 pNET",
        "drug options after progression on lanreotide",
        "evidence for PRRT in this patient",
        "help me with this patient",
        "!help me please",
        "!stage is set",
        "!score!",
        "grade 8% 3\nAlso a case",
        "score " + "x " * 9,
    ],
)
def test_a_sentence_goes_to_the_consultant(text: str) -> None:
    assert lookup(text) is None


def test_the_slash_command_takes_whatever_follows_a_known_word() -> None:
    assert slash("Grade 2 NET?") == "grade 2 NET?"
    assert slash("  stage   pancreas T2 ") == "stage pancreas T2"
    assert slash("grade") == "grade"


@pytest.mark.parametrize("text", ["", "help", "HELP", "help grade", "hello", "8% 3"])
def test_everything_else_after_the_slash_command_is_a_call_for_help(text: str) -> None:
    assert slash(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("grde 8% 3", '"grde" is not a lookup; did you mean /net grade?'),
        ("8% 3", '"8%" is not a lookup.'),
        ("Survivl pancreas", '"survivl" is not a lookup; did you mean /net survival?'),
    ],
)
def test_a_wrong_first_word_is_said_with_what_would_be_right_above_the_help(text: str, said: str) -> None:
    assert help_for(text) == f"{said}\n\n{help_text()}"


@pytest.mark.parametrize("text", ["", "help", "HELP grade"])
def test_help_that_was_asked_for_says_nothing_was_wrong(text: str) -> None:
    assert help_for(text) == help_text()


def test_the_help_text_and_the_hint_name_every_command() -> None:
    assert all(f"/net {command.usage}" in help_text() for command in COMMANDS)
    assert usage_hint().split("|") == [command.word for command in COMMANDS]


def test_every_usage_in_the_table_is_itself_a_lookup() -> None:
    assert [lookup(command.usage) for command in COMMANDS] == [command.usage for command in COMMANDS]
