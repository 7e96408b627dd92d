"""Help: what netboard says of itself, read from its table of words."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words() -> dict[str, dict[str, str]]:
    """Every standing sentence, by section and name."""
    table: dict[str, dict[str, str]] = tomllib.loads(
        files("chains").joinpath("plans/words.toml").read_text(encoding="utf-8")
    )
    return table


def small_talk(topic: str | None) -> str | None:
    """The answer to thanks, a greeting or a call for help, or None for anything else."""
    said = words()["small_talk"].get(topic or "")
    return said.format(help=words()["help"]["text"]) if said else None


def safety(knowledge_date: str) -> str:
    """The standing safety line with the date of the knowledge base."""
    return words()["safety"]["text"].format(date=knowledge_date)
