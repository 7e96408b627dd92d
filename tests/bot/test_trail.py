"""The audit trail: every answer has an entry, no entry can be changed, and a chain that was is found out."""

import json
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.database import open_database
from bot.inbox import Delivery, Message
from bot.trail import FIRST, Entry, Trail, check
from tests.scenarios.answers import clinical

CASE = "G2 pNET of the tail"


@pytest.fixture
def engine(database: URL) -> Iterator[Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


def delivery(number: int = 1, team: str = "T1") -> Delivery:
    message = Message(
        team=team, channel="C", ts=f"{number}.0", thread_ts="1.0", event_id=f"E{number}", kind="question", text=CASE,
        user="U0ANNA", removed=("name",),
    )  # fmt: skip
    return Delivery(id=f"d{number}", message=message, claims=1, parts_posted=0, created_at=0.0)


def test_an_answer_leaves_who_when_where_and_what_answered_and_no_case(engine: Engine) -> None:
    Trail(engine).answered(delivery(), clinical(f"Stage IV for {CASE}."))
    (entry,) = Trail(engine).entries()
    assert (entry.person, entry.channel, entry.thread_ts, entry.event) == ("U0ANNA", "C", "1.0", "answered")
    details = json.loads(entry.details)
    assert (details["kind"], details["identifiers"], details["knowledge"], details["rules"], details["writer"]) == (
        "question", ["name"], "k1", "r1", "deterministic",
    )  # fmt: skip
    assert details["sources"] == [f"source-{n}" for n in range(1, 10)]
    assert "pNET" not in entry.line()


def test_a_delivery_that_is_answered_again_after_a_crash_has_one_entry(engine: Engine) -> None:
    trail = Trail(engine)
    for _ in range(3):
        trail.answered(delivery(), None)
    assert len(list(trail.entries())) == 1


def test_a_question_that_was_edited_has_an_entry_for_each_wording_that_was_answered(engine: Engine) -> None:
    trail, asked = Trail(engine), delivery()
    for revision in ("", "5.0", "5.0", "6.0"):
        trail.answered(asked.model_copy(update={"revision": revision}), None)
    assert [entry.number for entry in trail.entries()] == [1, 2, 3]


@pytest.mark.parametrize("change", ["update audit set person = 'U0EVE'", "delete from audit", "truncate audit"])
def test_the_database_refuses_to_change_or_delete_an_entry(engine: Engine, change: str) -> None:
    Trail(engine).answered(delivery(), None)
    if engine.dialect.name == "sqlite" and change.startswith("truncate"):
        return  # it has no such statement
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    assert len(list(Trail(engine).entries())) == 1


@pytest.mark.parametrize(
    ("row", "more"),
    [
        ({"person": "U0EVE"}, {}),
        ({"person": "U0EVE", "number": 9}, {}),
        ({"person": "U0EVE", "number": 9, "subject": "another"}, {"rowid": 1}),
    ],
    ids=["of the same number", "of the same event", "in the same row"],
)
def test_no_entry_can_be_put_in_the_place_of_another(
    row: dict[str, object], more: dict[str, object], engine: Engine
) -> None:
    Trail(engine).answered(delivery(), None)
    (entry,) = Trail(engine).entries()
    values = {**entry.model_dump(), **row, **(more if engine.dialect.name == "sqlite" else {})}
    names = ", ".join(values)
    given = ", ".join(f":{name}" for name in values)
    verb, else_ = "INSERT OR REPLACE", ""
    if engine.dialect.name != "sqlite":
        verb, else_ = "INSERT", "ON CONFLICT (team, number) DO UPDATE SET person = 'U0EVE'"
        if more:
            return  # rows have no number of their own there
    put = f"{verb} INTO audit ({names}) VALUES ({given}) {else_}"
    with pytest.raises(DBAPIError, match=r"append-only|unique"), engine.begin() as connection:
        connection.execute(text(put), values)
    assert list(Trail(engine).entries()) == [entry]


def test_each_workspace_has_a_chain_of_its_own(engine: Engine) -> None:
    trail = Trail(engine)
    for number, team in enumerate(("T1", "T2", "T1", "T2"), start=1):
        trail.answered(delivery(number, team), None)
    assert [(one.team, one.number) for one in trail.entries()] == [("T1", 1), ("T1", 2), ("T2", 1), ("T2", 2)]
    assert {one.team for one in trail.entries("T1")} == {"T1"}
    assert [one.previous for one in trail.entries() if one.number == 1] == [FIRST, FIRST]
    checked = check(trail.entries())
    assert (checked.entries, checked.broken, sorted(checked.heads)) == (4, None, ["T1", "T2"])


def test_many_writers_at_once_make_one_whole_chain(engine: Engine) -> None:
    trails = [Trail(open_database(engine.url)) for _ in range(4)]
    writers = [
        threading.Thread(target=trail.note, args=("T1", "answered"), kwargs={"subject": f"{n}-{i}"})
        for n in range(10)
        for i, trail in enumerate(trails)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    checked = check(Trail(engine).entries())
    assert (checked.entries, checked.broken) == (40, None)


@pytest.mark.parametrize(("spoil", "told"), [
    (lambda rows: rows[2].__class__(**{**rows[2].model_dump(), "person": "U0EVE"}), "entry 3 was changed"),
    (lambda rows: None, "entry 3 is missing"),
])  # fmt: skip
def test_a_chain_that_was_changed_is_broken_at_the_first_wrong_entry(engine: Engine, spoil: object, told: str) -> None:
    rows = _five(engine)
    spoilt = spoil(rows)  # type: ignore[operator]
    changed = [*rows[:2], *([spoilt] if spoilt else []), *rows[3:]]
    checked = check(changed)
    assert (checked.entries, checked.broken) == (2, f"workspace T1: {told}")


def test_an_entry_put_in_with_a_hash_of_its_own_breaks_the_chain(engine: Engine) -> None:
    rows = _five(engine)
    forged = rows[2].model_copy(update={"person": "U0EVE"})
    forged = forged.model_copy(update={"hash": forged.right_hash()})
    assert check([*rows[:2], forged, *rows[3:]]).broken == "workspace T1: entry 4 does not follow the one before it"


def test_an_export_is_checked_like_the_database(engine: Engine) -> None:
    lines = [row.line() for row in _five(engine)]
    assert check(Entry.model_validate_json(line) for line in lines) == check(Trail(engine).entries())


def _five(engine: Engine) -> list[Entry]:
    trail = Trail(engine)
    for number in range(1, 6):
        trail.answered(delivery(number), None)
    return list(trail.entries())
