"""Evaluation texts: what is written in the evaluation sets, as bare texts."""

import json
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "evaluation"


def texts_of(*names: str) -> list[str]:
    """Every text of the sets with these names, in their order; questions are texts too where a set holds such."""
    told: list[str] = []

    def gather(part: Any) -> None:
        if isinstance(part, dict):
            told.extend([part["text"]] if isinstance(part.get("text"), str) else [])
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                gather(one)

    for name in names:
        toml = FOLDER / f"{name}.toml"
        if toml.exists():
            gather(tomllib.loads(toml.read_text(encoding="utf-8")))
        else:
            gather(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    return told
