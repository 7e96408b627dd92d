"""Subject: which patients a passage of an added document speaks of, as far as its own words tell."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from knowledge.evidence import AppliesTo


def subject_of(text: str, drug: str | None = None) -> AppliesTo:
    """Sites, carcinoma or not, and the drug of a label. What the words do not tell narrows nothing."""
    sites, carcinoma, tumour = _patterns()
    lower = text.lower()
    named = tuple(site for site, pattern in sites.items() if pattern.search(lower))
    only_carcinoma = carcinoma.search(lower) is not None and tumour.search(lower) is None
    if only_carcinoma:
        return AppliesTo(sites=named or ("all",), grades=("NEC",), differentiation="poor", drug=drug)
    return AppliesTo(sites=named or ("all",), drug=drug)


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads((files("knowledge") / "subjects.toml").read_text(encoding="utf-8"))
    sites = {site: _any(words) for site, words in data["sites"].items()}
    return sites, _any(data["grades"]["carcinoma"]), _any(data["grades"]["tumour"])


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words)})(?![a-z0-9])")
