"""Score: how well the reader reads - precision, recall and F1 a field, over texts with gold facts.

The sets were annotated before the reader knew some fields (``annotated.LATER``). A text whose gold names none of such
a field was never annotated for it: what is read of it there counts neither as right nor as wrong; ``never`` does count.
"""

import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from chains.extract.annotated import judged
from chains.extract.reader import read_case
from knowledge.case import CaseDetails, Ki67, Marker, Mitoses, Value

_IMAGING = {
    **dict.fromkeys(("positive", "negative"), "uptake"),
    **dict.fromkeys(("increased", "stable", "decreased", "new"), "trend"),
    "possible": "certainty",
}
_TUPLES = {"ki67", "metastases", "receptor_imaging", "treatments", "markers"}
_PARTED = {"liver", "bone", "measurements"}
_SKIPPED = {"evidence_spans", "evidence_turns", "filled_by_model", "likely", "primary_site_basis"}


class Example(Value):
    """One text with what is true of it."""

    text: str
    gold: frozenset[str]
    problems: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    """Facts that a careful reader may take or leave (a treatment that is only asked about): they do not count."""


class FieldScore(Value):
    """Counts for one field."""

    field: str
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was read."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


class Misreading(Value):
    """One text in which something was read wrongly or missed."""

    text: str
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    dangerous: tuple[str, ...]


class Score(Value):
    """The result over a set of texts."""

    texts: int
    fields: tuple[FieldScore, ...]
    micro: FieldScore
    misreadings: tuple[Misreading, ...]
    milliseconds: tuple[float, ...] = ()
    """What each text took to read, shortest first."""

    @property
    def dangerous(self) -> tuple[Misreading, ...]:
        """The texts in which something was read that could hurt a person."""
        return tuple(one for one in self.misreadings if one.dangerous)


def load_examples(path: Path) -> tuple[Example, ...]:
    """The texts of one evaluation file."""
    return tuple(
        Example(
            text=body["text"],
            gold=_facts(body["gold"]),
            optional=_facts(body.get("optional", "")),
            problems=tuple(body.get("problems", ())),
            never=tuple(body.get("never", ())),
        )
        for body in tomllib.loads(path.read_text("utf-8"))["text"]
    )


def _facts(line: str) -> frozenset[str]:
    return frozenset(fact for part in line.split(";") for fact in _expand(part.strip()))


def score(examples: Iterable[Example]) -> Score:
    """Read every text and compare."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    misreadings = []
    times: list[float] = []
    for example in examples:
        begun = time.perf_counter()
        reading = read_case(example.text)
        times.append((time.perf_counter() - begun) * 1000)
        read = facts_of(reading.case) | {f"problems {field}" for field in {p.field for p in reading.problems}}
        told, known = read, example.gold | example.optional | {f"problems {field}" for field in example.problems}
        read = judged(read, known) - (example.optional - example.gold)
        gold = example.gold | {f"problems {field}" for field in example.problems}
        for counter, facts in ((right, read & gold), (wrong, read - gold), (missed, gold - read)):
            counter.update(fact.split(" ", 1)[0] for fact in facts)
        dangerous = tuple(sorted(fact for fact in told if fact.startswith(example.never))) if example.never else ()
        if read != gold or dangerous:
            misreadings.append(
                Misreading(
                    text=example.text,
                    wrong=tuple(sorted(read - gold)),
                    missed=tuple(sorted(gold - read)),
                    dangerous=dangerous,
                )
            )
    names = sorted(right.keys() | wrong.keys() | missed.keys())
    fields = tuple(FieldScore(field=n, right=right[n], wrong=wrong[n], missed=missed[n]) for n in names)
    micro = FieldScore(field="all", right=right.total(), wrong=wrong.total(), missed=missed.total())
    return Score(
        texts=len(times),
        fields=fields,
        micro=micro,
        misreadings=tuple(misreadings),
        milliseconds=tuple(sorted(times)),
    )


def table(result: Score) -> str:
    """The figures as lines of text, one a field, the sum last."""
    rows = [f"{'field':<24}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'wrong':>7}{'missed':>8}"]
    rows += [
        f"{f.field:<24}{f.precision:>10.3f}{f.recall:>8.3f}{f.f1:>7.3f}{f.right:>7}{f.wrong:>7}{f.missed:>8}"
        for f in (*result.fields, result.micro)
    ]
    return "\n".join(rows)


def facts_of(case: CaseDetails) -> frozenset[str]:
    """A case as a set of short facts, so that two cases can be compared fact by fact."""
    facts: list[str] = []
    for field in type(case).model_fields:
        value = getattr(case, field)
        if field in _SKIPPED or value in (None, ()):
            continue
        if field == "primary_site":
            facts.append(f"{field} {value}" + (" inferred" if case.primary_site_basis == "inferred" else ""))
        elif field in _TUPLES or field in {"mitoses", "nodes", *_PARTED}:
            for entry in value if field in _TUPLES else (value,):
                facts += _entry(field, entry)
        else:
            facts.append(f"{field} {_plain(value)}")
    return frozenset(facts)


def _entry(field: str, entry: Value) -> Iterable[str]:
    data = {name: value for name, value in entry if value is not None}
    if isinstance(entry, Ki67):
        yield " ".join(filter(None, ["ki67", _range(entry), entry.specimen, _plain(entry.year)]))
    elif isinstance(entry, Mitoses):
        yield " ".join(filter(None, ["mitoses", _range(entry), entry.per]))
    elif isinstance(entry, Marker):
        if entry.value is not None:
            yield " ".join(filter(None, ["markers", entry.name, _plain(entry.value), entry.unit]))
        if entry.times_uln is not None:
            yield f"markers {entry.name} x{_plain(entry.times_uln)}"
    elif field == "nodes":
        yield f"nodes {data.get('positive', '?')}/{data.get('examined', '?')}"
    elif field == "metastases":
        yield f"metastases {data['site']} {data['status']}"
    elif field == "treatments":
        yield " ".join(filter(None, ["treatments", data["name"], data["status"], _plain(data.get("year"))]))
        if "best_response" in data:
            yield f"response {data['name']} {data['best_response']}"
    elif field == "receptor_imaging":
        for name in ("krenning", "uptake", "trend", "tracer"):
            if name in data:
                yield f"imaging {data['location']} {name} {data[name]}"
        if data["certainty"] == "possible":
            yield f"imaging {data['location']} certainty possible"
    else:
        low, high = data.pop("involvement_low", None), data.pop("involvement_high", None)
        if low is not None:
            yield f"{field} involvement {_plain(low)}" + ("" if low == high else f"-{_plain(high)}")
        yield from (f"{field} {name} {_plain(value)}" for name, value in data.items())


def _range(entry: Ki67 | Mitoses) -> str:
    if entry.operator == "range":
        return f"{_plain(entry.low)}-{_plain(entry.high)}"
    if entry.operator == "<":
        return f"<{_plain(entry.high)}"
    return {">": ">", "~": "~", "=": ""}[entry.operator] + _plain(entry.low)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _expand(fact: str) -> Iterable[str]:
    if not fact.startswith("imaging "):
        return (fact,) if fact else ()
    _, place, *signs = fact.split()
    return tuple(
        f"imaging {place} "
        + (
            f"krenning {sign[1:]}"
            if sign[0] == "k" and sign[1:].isdigit()
            else f"{_IMAGING.get(sign, 'tracer')} {sign}"
        )
        for sign in signs
    )
