"""Conversations with what should be known after each turn."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.talk import Expected, Talk, hold, load_talks, matches
from chains.consult import Consultant

if TYPE_CHECKING:
    from knowledge.library import Hit, Library

HERE = Path(__file__).parent
BUILD, REPORT = HERE / "conversations_build.json", HERE / "conversations_report.json"
THREADS = HERE / "conversations_thread.json"


class Unsearched:
    """The library, in which no search finds anything: what is understood of a turn does not hang on what is found, and
    searching takes half of the time. `netboard eval` holds the same conversations with every search."""

    def __init__(self, library: "Library") -> None:
        self._library = library

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def search(self, *_: object, **__: object) -> Sequence["Hit"]:
        return ()


@pytest.fixture(scope="module")
def listening(consultant: Consultant) -> Consultant:
    """A consultant by the same rules that looks nothing up."""
    return consultant.over(Unsearched(consultant.library))  # type: ignore[arg-type]


def share(consultant: Consultant, path: Path) -> tuple[float, str]:
    turns, faults = hold(consultant, load_talks(path))
    return 1 - len(faults) / turns, "\n".join(f"{one.talk} [{one.turn}]: {one.faults}" for one in faults)


def test_conversations_used_while_building_are_understood_turn_by_turn(listening: Consultant) -> None:
    understood, faults = share(listening, BUILD)
    assert understood >= 0.95, faults


def test_conversations_kept_for_the_report_are_understood_too(listening: Consultant) -> None:
    understood, faults = share(listening, REPORT)
    assert understood >= 0.90, faults


def test_threads_as_people_type_them_are_mostly_understood(listening: Consultant) -> None:
    understood, faults = share(listening, THREADS)
    assert understood >= 0.80, faults


@pytest.mark.parametrize(
    ("wanted", "held", "same"),
    [
        ({"low": 8}, {"low": 8.0, "high": 8.0}, True),
        ({"low": 8}, {"low": 9.0}, False),
        ({"low": 8}, None, False),
        (True, True, True),
        (1, True, False),
        ("pancreas", "pancreas", True),
        ("pancreas", None, False),
    ],
)
def test_of_an_object_only_the_named_keys_are_judged(wanted: Any, held: Any, same: bool) -> None:
    assert matches(wanted, held) is same


def test_every_fault_of_a_turn_is_named(consultant: Consultant) -> None:
    turn = Expected(
        text="G2 pNET, Ki-67 8 %, liver mets. Prognosis?",
        intent_any_of=("evidence",),
        case_has={"ki67": [{"low": 9}], "primary_site": "rectum"},
        case_lacks={"stated_grade": (2,)},
        comparison=True,
        new_patient=True,
        conflict=True,
    )
    turns, (found,) = hold(consultant, (Talk(name="one", turns=(turn,)),))
    assert turns == 1
    assert len(found.faults) == 7
