"""Imprint: the title and the year that a file states of itself, taken only where they are certain."""

import re
from datetime import UTC, datetime
from pathlib import PurePath

FIRST_YEAR = 1950
"""No guideline that a team still reads is older."""

_LEFT_BY_PROGRAMS = re.compile(
    r"^(?:untitled|document\s*\d*|dokument\s*\d*|title|(?:microsoft )?(?:word|powerpoint)\b.*|\(?anonymous\)?)$"
    r"|\.(?:docx?|docm|pdf|indd|qxp|qxd|tex|dvi|rtf|odt|pptx?)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d/-]|\.\d)")
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")
_COUNTED = re.compile(r"^\s*(?:patients|cases|tumou?rs|people|participants|persons|samples|specimens)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:^|[(\[,;:–—]|\b(?:guidelines?|recommendations?|consensus|classification|version|edition|update))\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*(?:$|[)\];,:.–—]|(?:update|edition|version|guidelines?|guidance|consensus|recommendations?|classification)\b)",
    re.IGNORECASE,
)


def stated_title(text: str) -> str:
    """``text`` as a title, with its spaces made single; empty when it is what a program leaves in the field."""
    title = " ".join(text.split())
    plain = sum(c.isalpha() for c in title) >= 3 and not _LEFT_BY_PROGRAMS.search(title)
    return title if plain else ""


def title_from_name(name: str) -> str:
    """The title of a file that states none: its own name, without the ending."""
    return " ".join(PurePath(name).stem.replace("_", " ").split()) or name


def year_of_title(title: str) -> int | None:
    """The year of an edition in its title: ``2023 ENETS guidance``, ``Guidelines (2020)``; no count of patients."""
    found = {
        int(match.group())
        for match in _YEAR.finditer(title)
        if (_BEFORE.search(title[: match.start()]) or _AFTER.search(title[match.end() :]))
        and not _COUNTED.search(title[match.end() :])
    }
    return _only(found)


def year_of_citation(citation: str) -> int | None:
    """The year of a journal's citation of itself: ``Neuroendocrinology 2016;103:172``, ``Ann Oncol 31 (2020) 844``."""
    return _only({int(match.group()) for match in _YEAR.finditer(_DOI.sub(" ", citation))})


def doi_of_citation(citation: str) -> str | None:
    """The one DOI of a citation, in lower case."""
    found = {match.group().rstrip(".,;)]").lower() for match in _DOI.finditer(citation)}
    return found.pop() if len(found) == 1 else None


def _only(years: set[int]) -> int | None:
    plausible = {year for year in years if FIRST_YEAR <= year <= datetime.now(tz=UTC).year + 1}
    return plausible.pop() if len(years) == 1 and plausible else None
