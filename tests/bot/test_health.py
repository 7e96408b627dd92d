"""Health: a part that is away, slow or hanging is said so, soon, and asked no more often than needed."""

import threading
import time

import pytest

from bot.health import FRESH_S, DownError, Health, remembered


def there() -> None:
    return


def away() -> None:
    raise OSError("/secret/path is gone")


def test_all_parts_must_be_there() -> None:
    assert Health({"store": there, "slack": there}).readiness().ready
    found = Health({"store": there, "slack": away}).readiness()
    assert found.parts == {"store": "ok", "slack": "down"}
    assert not found.ready


def test_a_part_that_hangs_is_late_and_is_not_asked_a_second_time_meanwhile(stalled: threading.Event) -> None:
    asked: list[float] = []
    now = 100.0

    def hang() -> None:
        asked.append(now)
        stalled.wait(10)

    health = Health({"knowledge": hang, "store": there}, limit_s=0.1, clock=lambda: now)
    begun = time.monotonic()
    assert health.readiness().parts == {"knowledge": "late", "store": "ok"}
    assert time.monotonic() - begun < 1
    now += FRESH_S
    assert health.readiness().parts["knowledge"] == "late"
    assert asked == [100.0]
    stalled.set()
    now += FRESH_S
    deadline = time.monotonic() + 2
    while health.readiness().parts["knowledge"] != "ok" and time.monotonic() < deadline:
        now += FRESH_S
    assert health.readiness().ready


def test_a_result_stands_for_a_while_however_often_it_is_asked_for() -> None:
    asked: list[float] = []
    now = 0.0
    health = Health({"store": lambda: asked.append(now)}, clock=lambda: now)
    for _ in range(50):
        health.readiness()
    assert asked == [0.0]
    now = FRESH_S
    health.readiness()
    assert asked == [0.0, FRESH_S]


def test_a_success_is_remembered_and_a_failure_is_not() -> None:
    asked: list[float] = []
    now = 0.0
    is_there = False

    def check() -> None:
        asked.append(now)
        if not is_there:
            raise DownError

    probe = remembered(check, 30.0, clock=lambda: now)
    for _ in range(2):
        with pytest.raises(DownError):
            probe()
    is_there = True
    for now in (1.0, 2.0, 30.0, 31.0):  # noqa: B007 - the clock reads it
        probe()
    assert asked == [0.0, 0.0, 1.0, 31.0]
