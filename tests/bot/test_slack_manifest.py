"""The manifest says exactly what the code uses."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import SCOPES_BESIDE_EVENTS
from bot.commands import SLASH, usage_hint
from bot.events import EVENT_SCOPES


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    import bot

    return yaml.safe_load((Path(bot.__file__).parent / "manifest.yaml").read_text(encoding="utf-8"))


def test_scopes_are_those_of_the_events_and_of_what_the_bot_does(manifest: dict[str, Any]) -> None:
    needed = {scope for scope in EVENT_SCOPES.values() if scope} | SCOPES_BESIDE_EVENTS
    assert sorted(needed) == manifest["oauth_config"]["scopes"]["bot"]
    assert set(manifest["oauth_config"]["scopes"]) == {"bot"}


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
    assert not switches["org_deploy_enabled"]
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
