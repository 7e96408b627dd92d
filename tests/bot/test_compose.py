"""The composition root: what is set up wrongly is one sentence."""

from pathlib import Path

import pytest

from bot.compose import consultant
from bot.settings import Settings, SetupError
from knowledge.register import load_register


def test_a_rule_that_rests_on_a_retracted_source_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = load_register()
    retracted = register["zaidi-2019"].model_copy(update={"retracted": True})
    monkeypatch.setattr("knowledge.register.load_register", lambda: register | {"zaidi-2019": retracted})
    with pytest.raises(SetupError) as refused:
        consultant(Settings(NETBOARD_DATA=tmp_path))
    assert str(refused.value) == (
        "zaidi_2019.toml: 'zaidi-2019' was retracted; let the rule rest on another source, or take it out."
    )
