"""The manifest says exactly what the code uses."""

import ast
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from slack_sdk import WebClient

from bot.commands import SLASH, usage_hint
from bot.events import EVENT_SCOPES
from bot.openers import OPENERS
from bot.shortcut import SHORTCUT
from bot.webapi import METHOD_SCOPES


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    import bot

    return yaml.safe_load((Path(bot.__file__).parent / "manifest.yaml").read_text(encoding="utf-8"))


def test_scopes_are_those_of_the_events_and_of_what_the_bot_does(manifest: dict[str, Any]) -> None:
    needed = {scope for scope in (*EVENT_SCOPES.values(), *METHOD_SCOPES.values()) if scope} | {"commands"}
    assert sorted(needed) == manifest["oauth_config"]["scopes"]["bot"]
    assert set(manifest["oauth_config"]["scopes"]) == {"bot"}


def test_the_table_of_methods_names_every_one_that_the_code_calls_and_no_other() -> None:
    import bot

    public = {name for name in dir(WebClient) if re.fullmatch(r"[a-z]+_\w+", name)} - {"api_call"}
    called = set()
    for file in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in public:
                called.add(node.func.attr)
    assert called == set(METHOD_SCOPES)


def test_the_prompts_are_those_that_the_code_offers(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["agent_view"]["suggested_prompts"] == [dict(opener) for opener in OPENERS]
    assert "assistant_view" not in manifest["features"]


def test_the_shortcut_is_the_one_that_the_code_hears(manifest: dict[str, Any]) -> None:
    (shortcut,) = manifest["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", SHORTCUT)


def test_events_are_those_that_the_code_hears(manifest: dict[str, Any]) -> None:
    assert sorted(EVENT_SCOPES) == manifest["settings"]["event_subscriptions"]["bot_events"]


def test_the_slash_command_is_that_of_the_table(manifest: dict[str, Any]) -> None:
    (command,) = manifest["features"]["slash_commands"]
    assert (command["command"], command["usage_hint"]) == (SLASH, usage_hint())
    assert "url" not in command


def test_the_switches_are_set(manifest: dict[str, Any]) -> None:
    switches = manifest["settings"]
    assert switches["interactivity"]["is_enabled"]
    assert switches["socket_mode_enabled"]
    assert switches["org_deploy_enabled"]  # by OAuth an organisation may install it as a whole
    assert not switches["token_rotation_enabled"]
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]


def test_slacks_lengths_are_kept(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    assert all(len(command["description"]) <= 2000 for command in manifest["features"]["slash_commands"])
    assert all(len(command["usage_hint"]) <= 1000 for command in manifest["features"]["slash_commands"])


def _closed(required: list[str] | None = None, **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "additionalProperties": False,
    }


def _text(low: int, high: int, pattern: str = "") -> dict[str, Any]:
    return {"type": "string", "minLength": low, "maxLength": high, "pattern": pattern}


FLAG = {"type": "boolean"}
NAMES = {"type": "array", "items": _text(1, 50), "maxItems": 255, "uniqueItems": True}
ACCEPTED = _closed(
    ["display_information"],
    display_information=_closed(
        ["name"],
        name=_text(1, 35),
        description=_text(1, 140),
        long_description=_text(175, 4000),
        background_color=_text(4, 7, "^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    ),
    features=_closed(
        app_home=_closed(home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG),
        agent_view=_closed(
            agent_description=_text(1, 300),
            suggested_prompts={
                "type": "array",
                "maxItems": 4,
                "items": _closed(["title", "message"], title=_text(1, 75), message=_text(1, 3000)),
            },
        ),
        shortcuts={
            "type": "array",
            "maxItems": 10,
            "items": _closed(
                ["name", "type", "callback_id", "description"],
                name=_text(1, 24),
                type={"enum": ["message", "global"]},
                callback_id=_text(1, 255),
                description=_text(1, 150),
            ),
        },
        bot_user=_closed(["display_name"], display_name=_text(1, 80), always_online=FLAG),
        slash_commands={
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": _closed(
                ["command", "description"],
                command=_text(2, 32, "^/"),
                description=_text(1, 2000),
                usage_hint=_text(1, 1000),
                should_escape=FLAG,
                url=_text(1, 3000, "^https?://"),
            ),
        },
    ),
    oauth_config=_closed(scopes=_closed(bot=NAMES)),
    settings=_closed(
        event_subscriptions=_closed(bot_events=NAMES, request_url=_text(1, 3500, "^https?://")),
        interactivity=_closed(["is_enabled"], is_enabled=FLAG, request_url=_text(1, 3500, "^https?://")),
        org_deploy_enabled=FLAG,
        socket_mode_enabled=FLAG,
        token_rotation_enabled=FLAG,
    ),
)
"""What Slack's published manifest schema (slackapi/manifest-schema, version 1) asks of the parts that are used here."""


def test_the_manifest_fits_the_published_schema(manifest: dict[str, Any]) -> None:
    jsonschema.validate(manifest, ACCEPTED)
