"""Manifest: what the live collection of the store holds and how it was made; written last."""

import json
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version

from pydantic import Field, ValidationError

from knowledge.case import Value

LAYOUT = 4
"""Raised when what is stored for a passage or in the manifest changes, so that older stores are rebuilt."""
_PACKAGES = ("netboard", "chromadb")


class Manifest(Value):
    """What the live collection holds and how it was made."""

    collection: str
    digest: str
    """Of the register's content."""
    date: date
    edition: str
    embedding: str
    dimension: int
    sources: int
    passages: int
    hashes: dict[str, str] = Field(default_factory=dict)
    """Of each source of the register, by its id; those without passages too."""
    versions: dict[str, str] = Field(default_factory=dict)
    """Of the packages that built it."""
    built_at: datetime
    layout: int = LAYOUT


def parsed_manifest(text: str) -> Manifest | None:
    """The manifest in a text, or None where it holds none that this version can read."""
    try:
        return Manifest.model_validate(json.loads(text))
    except (ValidationError, json.JSONDecodeError):
        return None


def package_versions() -> dict[str, str]:
    """The versions of the packages that decide what is stored; one that runs without being installed is left out."""
    found: dict[str, str] = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
