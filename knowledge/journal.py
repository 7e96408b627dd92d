"""Journal: the checks of a verification as they were made, one JSON line each, so that a run can go on after a stop."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from knowledge.case import Value
from knowledge.record import IdentifierKind

Outcome = Literal["match", "mismatch", "not_found", "not_reachable"]


class Identifier(Value):
    """An identifier that the register holds for a source, with the title and year that it should lead to."""

    source: str
    kind: IdentifierKind
    value: str
    candidate: bool
    """True for one from memory, which is not printed before it is checked."""
    title: str
    year: int
    retracted: bool = False
    """What the register says of the source."""

    @property
    def question(self) -> tuple[str, ...]:
        """What is asked about it; the answer holds as long as this stays, candidate or not."""
        return (self.source, self.kind, self.value, self.title, str(self.year))


class Check(Value):
    """What asking about one identifier gave."""

    identifier: Identifier
    outcome: Outcome
    found_title: str | None = None
    found_year: int | None = None
    reason: str = ""
    """Why it is no match, in a few words."""
    retracted: bool = False
    asked: date | None = None
    """The day of asking; an answer that is old is asked for again, for an article may be retracted since."""

    @property
    def newly_retracted(self) -> bool:
        """Whether the register does not say so yet."""
        return self.retracted and not self.identifier.retracted


class Journal:
    """The file of the checks. A service that could not be reached is no result and is asked again in the next run."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> Mapping[tuple[str, ...], Check]:
        """The results so far, by the identifier's question. Raises OSError.

        A line that a stopped run left torn is passed over.
        """
        try:
            lines = self.file.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return {}
        found: dict[tuple[str, ...], Check] = {}
        for line in lines:
            try:
                check = Check.model_validate_json(line)
            except ValidationError:
                continue
            found[check.identifier.question] = check
        return found

    def add(self, check: Check) -> None:
        """Write a result down, on a line of its own. Raises OSError."""
        if check.outcome == "not_reachable":
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a+b") as journal:
            if journal.tell():
                journal.seek(-1, 2)
                if journal.read(1) != b"\n":
                    journal.write(b"\n")
            journal.write(check.model_dump_json().encode() + b"\n")

    def forget(self, identifiers: Collection[Identifier]) -> None:
        """Drop the results of these identifiers, so that they are asked about anew. Raises OSError."""
        dropped = {identifier.question for identifier in identifiers}
        kept = [check for question, check in self.read().items() if question not in dropped]
        if self.file.exists():
            self.file.write_text("".join(f"{check.model_dump_json()}\n" for check in kept), encoding="utf-8")
