"""Table: the TOML shape that every published rule shares, and the loader that refuses a faulty one."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.case import CaseDetails, Problem, Value
from knowledge.evidence import Source
from knowledge.rules.conditions import Condition
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Range, plain
from knowledge.rules.verdict import Status, Verdict

_PREFIX = re.compile(r"^(?:yp|[cprumy])(?=[TNM])")
"""The letter before a T, N or M category that says how it was found."""
Shape = Literal["points", "rows", "formula"]
"""How a table decides: points with bands, the row that a case meets, or a named formula."""


class TableError(ValueError):
    """A table that must not be used; the message is one sentence that says where and why."""


class LegalRange(Value):
    """The values that a field may hold at all; outside them a rule answers ``invalid_input``."""

    fields: tuple[str, ...]
    """Paths into CaseDetails, for example ``ki67.low``."""
    range: Range | None = None
    """The numbers that are legal; none where the values are words."""
    one_of: tuple[str, ...] = ()
    """The words that are legal, without a prefix; none where the values are numbers."""
    whole: bool = False
    """True when only whole numbers are legal."""
    text: str
    """One sentence with the legal range, shown to the reader."""
    refusal: str | None = None
    """What is said of a value outside, with ``{text}`` for the value; without it a plain sentence."""

    def allows(self, value: float | str) -> bool:
        """Whether a value is legal."""
        if isinstance(value, str):
            return not self.one_of or _PREFIX.sub("", value).upper() in {word.upper() for word in self.one_of}
        return self.range is None or (self.range.holds(value) and not (self.whole and value != int(value)))


class Example(Value):
    """A worked example: a case, and what the rule must say of it."""

    case: dict[str, Any]
    status: Status
    value: Any = None
    inputs: dict[str, Any] = Field(default_factory=dict)
    """A part of the inputs that the verdict must show."""

    def patient(self) -> CaseDetails:
        """The case; raises pydantic's ValidationError where it is none."""
        return CaseDetails.model_validate(self.case)


class Reviewed(Value):
    """Who read a table and found it right, on which day, and the digest of what was read; all empty before that."""

    by: str = ""
    on: str = ""
    """ISO date."""
    digest: str = ""

    @property
    def signed(self) -> bool:
        """True once somebody has signed."""
        return bool(self.digest)


class Table(Value):
    """What every table of a published rule holds."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str = ""
    """Name of its file without the ending."""
    digest: str = ""
    """Hash over the content without the sign-off: what a sign-off refers to."""
    reviewed: Reviewed
    shape: Shape = "rows"
    rule: str
    title: str
    edition: str
    population: str
    certainty: Literal["verified", "provisional"]
    certainty_note: str
    sources: tuple[str, ...] = Field(min_length=1)
    """Passage keys of the register."""
    older_sources: dict[str, str] = Field(default_factory=dict)
    """Ids of sources that a newer one replaces, each with the reason that the rule rests on it all the same."""
    conventions: dict[str, str] = Field(default_factory=dict)
    """Fields whose numbers are this project's own and stand in no source, each with the reason."""
    uses: tuple[str, ...] = Field(min_length=1)
    """Fields of CaseDetails that the rule reads."""
    legal: tuple[LegalRange, ...] = ()
    gate: tuple[Condition, ...] = ()
    questions: dict[str, str] = Field(default_factory=dict)
    wording: dict[str, str] = Field(default_factory=dict)
    cites: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Passage keys by outcome, where an outcome has its own."""
    examples: tuple[Example, ...] = Field(min_length=1)

    def thresholds(self) -> tuple[str, ...]:
        """What the worked examples must show: one word for each side of each threshold."""
        return ()

    def shown(self) -> tuple[str, ...]:
        """The words of ``thresholds`` that the worked examples show; by default the expected values."""
        return tuple(str(example.value) for example in self.examples)

    def passages(self) -> tuple[str, ...]:
        """Every passage key that the table cites."""
        return self.sources + tuple(key for keys in self.cites.values() for key in keys)

    def say(self, name: str, /, **facts: object) -> str:
        """A sentence of the table's wording with facts filled in."""
        return self.wording[name].format(**facts)

    def keys(self, *outcomes: str) -> tuple[str, ...]:
        """Passage keys for outcomes, each once; the table's sources where an outcome has none of its own."""
        found = [key for outcome in outcomes for key in self.cites.get(outcome, ())]
        return tuple(dict.fromkeys(found or self.sources))

    def verdict(self, status: Status, statement: str, **more: Any) -> Verdict:
        """A verdict of this rule; a provisional table says so in the statement's own words and in the field."""
        more.setdefault("cites", self.sources)
        more.setdefault("provisional", self.certainty == "provisional")
        if "ask" in more and more["ask"] is not None:
            more["ask"] = self.questions[more["ask"]]
        return Verdict(rule=self.rule, title=self.title, status=status, statement=statement, **more)

    def closed(self, facts: Facts) -> Verdict | None:
        """``not_applicable`` or a question if the gate does not let the case through, else ``None``."""
        open_conditions = []
        for condition in self.gate:
            holds = condition.holds(facts)
            if holds is False:
                return self.verdict("not_applicable", condition.otherwise, provisional=False)
            if holds is None and condition.unknown == "ask" and not (facts.presume and condition.taken_as):
                open_conditions.append(condition)
        if open_conditions:
            first = open_conditions[0]
            missing = tuple(dict.fromkeys(field for c in open_conditions for field in c.missing))
            return self.verdict(
                "cannot_assign", self.say("gate_unknown"), missing=missing, ask=first.question, provisional=False
            )
        return None

    def presumed(self, facts: Facts) -> tuple[str, ...]:
        """What a lookup takes for granted here because the case does not tell it."""
        if not facts.presume:
            return ()
        return tuple(one.taken_as for one in self.gate if one.taken_as and one.holds(facts) is None)

    def invalid(self, case: CaseDetails, problems: tuple[Problem, ...]) -> Verdict | None:
        """``invalid_input`` if a value that this rule reads cannot be right, else ``None``."""
        for legal in self.legal:
            for problem in problems:
                path = _without_indices(problem.field)
                if any(path == field or field.startswith(f"{path}.") for field in legal.fields):
                    return self._refusal(legal, path, problem.text)
            for field in legal.fields:
                wrong = next((value for value in values_at(case, field) if not legal.allows(value)), None)
                if wrong is not None:
                    return self._refusal(legal, field, wrong if isinstance(wrong, str) else plain(float(wrong)))
        return None

    def _refusal(self, legal: LegalRange, field: str, text: str) -> Verdict:
        root = field.split(".", maxsplit=1)[0]
        plainly = f"{text} {'is not possible here' if legal.one_of else 'cannot be right'}."
        told = legal.refusal.format(text=text.replace("_", " ")) if legal.refusal else plainly
        return self.verdict(
            "invalid_input",
            f"{told} {legal.text}",
            inputs={"field": root, "text": text},
            missing=(root,),
            cites=self.keys(f"refusal_{root}" if f"refusal_{root}" in self.cites else "general"),
            provisional=False,
        )


T = TypeVar("T", bound=Table)


def read_table(file: Traversable, model: type[T], sources: Mapping[str, Source]) -> T:
    """Read one table; raises TableError with one sentence for the first fault found."""
    return check_table(file.read_text(encoding="utf-8"), file.name, model, sources)


@lru_cache(maxsize=64)
def _parsed(text: str, name: str, model: type[T]) -> T:
    """The table that stands in a text, whatever the register holds; the same text is read once a process."""
    data = tomllib.loads(text)
    own = {"name": name.removesuffix(".toml"), "digest": digest_of(data)}
    return model.model_validate(data | own)


def check_table(text: str, name: str, model: type[T], sources: Mapping[str, Source]) -> T:
    """Read a table from its text, refusing every fault; raises TableError with one sentence that says where."""
    try:
        table: T = _parsed(text, name, model)
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{name}: not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TableError(f"{name}: {where}: {first['msg']}.") from error
    if table.reviewed.signed and table.reviewed.digest != table.digest:
        by, on = table.reviewed.by, table.reviewed.on
        raise TableError(
            f"{name}: changed since {by} signed it on {on}: its digest is {table.digest} now; have it reviewed again."
        )
    for field in (*table.uses, *(f for legal in table.legal for f in legal.fields)):
        if not is_field(field):
            raise TableError(f"{name}: {field!r} is no field of CaseDetails.")
    for key in table.passages():
        source_id, _, statement = key.partition("#")
        source = sources.get(source_id)
        if source is None or all(s.key != statement for s in source.statements):
            raise TableError(f"{name}: the passage {key!r} is not in the register.")
        if source.retracted:
            raise TableError(
                f"{name}: {source_id!r} was retracted; let the rule rest on another source, or take it out."
            )
        if source.superseded_by and source_id not in table.older_sources:
            newer = source.superseded_by
            raise TableError(f"{name}: {newer!r} replaces {source_id!r}; cite that, or say why not in older_sources.")
    for source_id in table.older_sources:
        if source_id not in sources or sources[source_id].superseded_by is None:
            raise TableError(f"{name}: older_sources: nothing in the register replaces {source_id!r}.")
    for question in table.questions.values():
        if not question.endswith("?"):
            raise TableError(f"{name}: the question {question!r} does not end in a question mark.")
    for number, example in enumerate(table.examples, 1):
        try:
            CaseDetails.model_validate(example.case)
        except ValidationError as error:
            raise TableError(f"{name}: example {number} is no case: {error.errors()[0]['msg']}.") from error
    shown = set(table.shown())
    for threshold in table.thresholds():
        if threshold not in shown:
            raise TableError(f"{name}: no worked example shows {threshold!r}.")
    return table


def digest_of(data: Mapping[str, Any]) -> str:
    """Hash over the content of a table, its sign-off left out; order of keys and layout do not count."""
    content = {key: value for key, value in data.items() if key != "reviewed"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]


def is_field(path: str) -> bool:
    """True if a dotted path names a field of CaseDetails."""
    model: type[BaseModel] | None = CaseDetails
    for part in path.split("."):
        if model is None or part not in model.model_fields:
            return False
        model = _model_in(model.model_fields[part].annotation)
    return True


def values_at(case: CaseDetails, path: str) -> list[float | str]:
    """Every number or word that stands at a dotted path of the case, through tuples."""
    found: list[Any] = [case]
    for part in path.split("."):
        reached: list[Any] = []
        for item in found:
            value = getattr(item, part)
            if isinstance(value, tuple):
                reached += [one for one in value if one is not None]
            elif value is not None:
                reached.append(value)
        if not reached:
            return []
        found = reached
    return [value if isinstance(value, str) else float(value) for value in found]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if (model := _model_in(part)) is not None:
            return model
    return None


def _without_indices(path: str) -> str:
    return ".".join(part.split("[", maxsplit=1)[0] for part in path.split("."))
