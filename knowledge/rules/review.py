"""Review: every table as a page that a clinician can read and sign; ``python -m knowledge.rules.review`` writes them.

Nothing here decides anything: a page shows what the table holds, in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge.evidence import Source
from knowledge.register import load_register
from knowledge.rules.engine import Rulebook
from knowledge.rules.patient import patient_words
from knowledge.rules.ranges import Interval, in_words, plain
from knowledge.rules.table import Example, Table

FILE = Path(__file__).parents[2] / "REVIEW.md"
SHAPES = {"points": "points with bands", "rows": "rows", "formula": "a named formula"}
_TOLD = frozenset(Table.model_fields)
"""Fields of every table, which have their own place on the page."""


def text(rulebook: Rulebook, sources: Mapping[str, Source]) -> str:
    """All pages, with a list of them before."""
    rows = [
        (f"[{table.title}, {table.edition}](#{_anchor(table)})", f"`{table.rule}`", table.certainty, _signed(table))
        for table in rulebook.tables
    ]
    opening = [
        "# The rules, for review",
        "Made from the tables by `make review`; do not edit. One page a table: what it says, where it comes from, for "
        "whom it holds, worked examples, and who has signed it. To sign, read the page against its sources and run "
        '`netboard rules NAME --sign "Your name"`; a table that changes afterwards loses its signature and is '
        "refused until it is signed again.",
        _table(("table", "rule", "certainty", "sign-off"), rows),
    ]
    return "\n\n".join([*opening, *(page(table, sources) for table in rulebook.tables)]) + "\n"


def page(table: Table, sources: Mapping[str, Source]) -> str:
    """The page of one table, as Markdown."""
    parts = [
        f"## {table.title}, {table.edition}",
        _table(
            ("", ""),
            [
                ("table", f"`{table.name}`"),
                ("rule", f"`{table.rule}`"),
                ("shape", SHAPES[table.shape]),
                ("population", table.population),
                ("certainty", f"{table.certainty}. {table.certainty_note}"),
                ("reads", ", ".join(name.replace("_", " ") for name in table.uses)),
                ("digest", f"`{table.digest}`"),
                ("sign-off", _signed(table)),
            ],
        ),
        "### Applies to",
        "\n".join(_gate(table)) or "- Every case.",
    ]
    for name in type(table).model_fields:
        if name not in _TOLD and (value := getattr(table, name)) not in (None, (), {}, False):
            parts += [f"### {_heading(name)}", *_described(table, name), _shown(value)]
    if table.legal:
        parts += ["### Possible values", "\n".join(f"- {legal.text}" for legal in table.legal)]
    parts += ["### What an answer says", _table(("when", "sentence"), table.wording.items())]
    if table.questions:
        parts += ["### What an answer asks", "\n".join(f"- {question}" for question in table.questions.values())]
    parts += ["### Worked examples", _examples(table.examples)]
    parts += ["### Sources", "\n".join(_sources(table, sources))]
    return "\n\n".join(parts)


def _gate(table: Table) -> Iterable[str]:
    for condition in table.gate:
        wanted = " or ".join(_word(one) for one in condition.one_of)
        unknown = "asked for" if condition.unknown == "ask" else "let through"
        yield f"- {_words(condition.fact)} is {wanted} (not known: {unknown}). Otherwise: {condition.otherwise}"


def _examples(examples: Sequence[Example]) -> str:
    return _table(
        ("patient", "result"),
        [(patient_words(example.case), _result(example)) for example in examples],
    )


def _result(example: Example) -> str:
    value = "" if example.value is None else f": {_word(example.value)}"
    more = f" ({_word(example.inputs)})" if example.inputs else ""
    return f"{example.status.replace('_', ' ')}{value}{more}"


def _sources(table: Table, sources: Mapping[str, Source]) -> Iterable[str]:
    for key in dict.fromkeys(table.passages()):
        source_id, _, statement_key = key.partition("#")
        source = sources[source_id]
        statement = next(one for one in source.statements if one.key == statement_key)
        checked = f"checked in {statement.checked_in}" if statement.checked else "**not checked in the source**"
        older = f" Replaced by a newer source: {why}." if (why := table.older_sources.get(source_id)) else ""
        yield f"- `{key}`, {source.authors} {source.venue}: {statement.text} ({checked}){older}"


def _signed(table: Table) -> str:
    done = table.reviewed
    return f"signed by {done.by} on {done.on} (`{done.digest}`)" if done.signed else "not signed"


def _shown(value: Any) -> str:
    """A value of a table in Markdown: rows as a table, a mapping as two columns, anything else as a word."""
    if isinstance(value, Mapping):
        return _table(("", ""), [(_word(key), _word(part)) for key, part in value.items()])
    if isinstance(value, BaseModel):
        return _shown({name: part for name, part in value if part not in (None, (), {}, "", 0)})
    if isinstance(value, tuple) and value and all(isinstance(one, BaseModel) for one in value):
        if any(_nested(one) for one in value):
            return "\n\n".join(_block(one) for one in value)
        names = [name for name in type(value[0]).model_fields if any(_given(one, name) for one in value)]
        return _table(
            tuple(_words(name) for name in names), [tuple(_word(getattr(one, name)) for name in names) for one in value]
        )
    return _word(value)


def _block(row: BaseModel) -> str:
    parts = []
    for name, value in row:
        if value in (None, (), {}, "", False):
            continue
        rows = isinstance(value, Mapping) or (isinstance(value, tuple) and value and isinstance(value[0], BaseModel))
        parts.append(f"{_words(name)}:\n\n{_shown(value)}" if rows else f"**{_words(name)}: {_word(value)}**")
    return "\n\n".join(parts)


def _nested(row: BaseModel) -> bool:
    return any(isinstance(value, tuple) and bool(value) and isinstance(value[0], BaseModel) for _, value in row)


def _given(row: BaseModel, name: str) -> bool:
    return getattr(row, name) not in (None, (), {}, "", False)


def _word(value: Any) -> str:
    if isinstance(value, Interval):
        return in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return plain(value)
    if isinstance(value, BaseModel):
        return ", ".join(
            f"{_words(name)} {_word(part)}" for name, part in value if part not in (None, (), {}, "", False)
        )
    if isinstance(value, Mapping):
        return ", ".join(f"{_words(str(key))} {_word(part)}" for key, part in value.items())
    if isinstance(value, tuple | list):
        return (
            ", ".join(_word(one) for one in value)
            if not any(isinstance(v, BaseModel) for v in value)
            else "; ".join(_word(one) for one in value)
        )
    return "" if value is None else str(value)


def _words(name: str) -> str:
    return name.replace("_mm", " in mm").replace("_", " ").replace("ki67", "Ki-67")


def _heading(name: str) -> str:
    words = _words(name)
    return words if words.startswith("Ki") else words[:1].upper() + words[1:]


def _described(table: Table, name: str) -> list[str]:
    """What a field of the table means, from its docstring."""
    meaning = type(table).model_fields[name].description
    return [" ".join(meaning.replace("``", "").split())] if meaning else []


def _anchor(table: Table) -> str:
    title = f"{table.title}, {table.edition}".lower()
    return "".join(letter for letter in title.replace(" ", "-") if letter.isalnum() or letter == "-")


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    register = load_register()
    FILE.write_text(text(Rulebook.load(register), register), encoding="utf-8")
