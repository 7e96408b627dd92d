"""Gist: what a statement says in few words, for the short answer; the long one tells it whole."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from knowledge.evidence import Passage


def gist(passage: Passage) -> str:
    """The statement of a passage in few words, or as it stands where the plans have none."""
    return gists().get(passage.key, passage.statement.text)


@cache
def gists() -> Mapping[str, str]:
    """Every gist by the key of its passage."""
    told: dict[str, str] = tomllib.loads(files("chains").joinpath("plans/gists.toml").read_text(encoding="utf-8"))[
        "gist"
    ]
    return told
