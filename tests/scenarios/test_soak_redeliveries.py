"""Every event delivered several times, out of order and as two events of one mention: exactly one reply each."""

import json
import random
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.database import database_url, open_database
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running
from tests.scenarios.counting import count, wait_until_closed
from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import event_body, mention
from tests.soak import times

EVENTS = times(40, 5_000)
"""In each of the two modes."""
SEED = 8
NEIGHBOURS = 200
"""How far an event may be from its place in the order."""
SENDERS = 4

Delivery = tuple[dict[str, Any], str, int]
"""The event, its id, and the how-manieth retry it is."""


def deliveries(events: Sequence[dict[str, Any]], chance: random.Random) -> list[Delivery]:
    """Each event two to five times, and once as the message that comes beside a mention; neighbours change places."""
    found: list[tuple[float, Delivery]] = []
    for number, event in enumerate(events):
        event_id = f"Ev{event['ts']}"
        copies = [(event, event_id, retry) for retry in range(chance.randint(2, 5))]
        copies.append((event | {"type": "message", "channel_type": "channel"}, f"{event_id}M", 0))
        found += [(number + chance.uniform(0, NEIGHBOURS), copy) for copy in copies]
    return [copy for _, copy in sorted(found, key=lambda one: one[0])]


def send(door: Door, slack: FakeSlack, given: Sequence[Delivery]) -> int:
    """Bring all of them, once more what is not acknowledged, as Slack does; how many were acknowledged in the end."""
    if door.port is None:
        for number, (event, event_id, retry) in enumerate(given):
            envelope = {
                "type": "events_api", "envelope_id": f"{event_id}:{number}", "payload": event_body(event, event_id),
                "accepts_response_payload": False, "retry_attempt": retry,
            }  # fmt: skip
            slack._sockets[-1].send(json.dumps(envelope))
        until = time.monotonic() + 60 + len(given) / 20
        while len(slack.acks) < len(given) and time.monotonic() < until:
            time.sleep(0.1)
        return len(slack.acks)
    acknowledged = [0] * SENDERS

    def bring(sender: int) -> None:
        assert door.port is not None
        for event, event_id, retry in given[sender::SENDERS]:
            headers = {"X-Slack-Retry-Num": str(retry)} if retry else {}
            body = json.dumps(event_body(event, event_id))
            statuses = (post_signed(door.port, body, headers=headers)[0] for _ in range(3))
            acknowledged[sender] += 200 in statuses

    senders = [threading.Thread(target=bring, args=(number,)) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return sum(acknowledged)


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES)
def test_events_delivered_again_and_again_and_out_of_order_get_exactly_one_reply_each(mode: str, data: Path) -> None:
    chance, begun, slack = random.Random(SEED), time.monotonic(), FakeSlack()  # noqa: S311 - chosen, not hidden
    asked = [mention(slack.new_ts(), "G2 pNET, prognosis?") for _ in range(EVENTS)]
    given = deliveries(asked, chance)
    with running(slack, FakeConsultant(), data, mode, NETBOARD_QUEUE=10**9) as (door, _):
        acknowledged = send(door, slack, given)
        engine = open_database(database_url(data, None))
        wait_until_closed(engine, EVENTS, 60 + EVENTS / 5)
        counted = count(slack, engine, [event["ts"] for event in asked])
        engine.dispose()
    slack.close()
    sys.stdout.write(
        f"\n{mode}: {len(given)} deliveries of {EVENTS} events in {time.monotonic() - begun:.0f} s, "
        f"{acknowledged} acknowledged: {counted.line()}\n"
    )
    assert (counted.lost, counted.doubled) == ([], [])
    assert (counted.replies, counted.posts) == (EVENTS, EVENTS)
    assert acknowledged == len(given)
    assert slack.problems == []
