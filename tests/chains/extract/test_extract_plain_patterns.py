"""No pattern uses what Python 3.11.0 to 3.11.4 reads wrongly, possessive quantifiers and atomic groups, nor a group
that repeats without end, with which a long text of one word takes quadratic time."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHAINS = Path(__file__).parents[3] / "chains"
_ASIDE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
"""An escaped sign or a class: a "+" in it, or right after it, is none of a quantifier."""
_POSSESSIVE = re.compile(r"\(\?>|(?:[^(|][*+?]|\{\d*,?\d*\})\+")

_ENDLESS = re.compile(r"\)[*+]")


def _repeats_without_end(pattern: str) -> bool:
    return _ENDLESS.search(_ASIDE.sub("x", pattern)) is not None


def _uses_it(pattern: str) -> bool:
    return _POSSESSIVE.search(_ASIDE.sub("x", pattern)) is not None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _of_file(path: Path) -> Iterator[str]:
    if path.suffix == ".toml":
        yield from _strings(tomllib.loads(path.read_text("utf-8")))
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "(?:x)" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("pattern", ["a++", "a*+", "a?+", "(?:a|b){0,24}+", "a{3}+", "(?>a)", r"\d++", "[ab]?+"])
def test_a_possessive_quantifier_or_an_atomic_group_is_seen(pattern: str) -> None:
    assert _uses_it(pattern)


@pytest.mark.parametrize("pattern", [r"\++", r"\?+", "[+*]+", "[?]+", "(?:a)+", "a+", "a?b+", r"[\]+]+", "+"])
def test_a_plain_quantifier_is_left_alone(pattern: str) -> None:
    assert not _uses_it(pattern)


def test_no_pattern_of_the_chains_uses_them() -> None:
    files = [path for suffix in ("py", "toml") for path in CHAINS.rglob(f"*.{suffix}")]
    assert len(files) > 100
    found = [(path.name, text) for path in files for text in _of_file(path) if _uses_it(text)]
    assert found == []


@pytest.mark.parametrize("pattern", ["(?:the )*liver", "(a|b)+", "(?:x)*?"])
def test_a_group_that_repeats_without_end_is_seen(pattern: str) -> None:
    assert _repeats_without_end(pattern)


@pytest.mark.parametrize("pattern", [r"\)+", "[)]*", "(?:the ){0,12}", "[a-z]+", "(a)?"])
def test_a_bounded_repetition_is_left_alone(pattern: str) -> None:
    assert not _repeats_without_end(pattern)


def test_no_pattern_of_the_reader_repeats_a_group_without_end() -> None:
    files = [path for suffix in ("py", "toml") for path in (CHAINS / "extract").rglob(f"*.{suffix}")]
    assert [(path.name, text) for path in files for text in _of_file(path) if _repeats_without_end(text)] == []
