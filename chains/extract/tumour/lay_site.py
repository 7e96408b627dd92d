"""Lay site: where a tumour is by what is told in passing - "the ileal lady", "it started in the pancreas", a form."""

import re
from functools import cache

from chains.extract.text.vocabulary import forms, index, table

_NAMES = ("called_person", "called_one", "one_before", "began", "shown", "shown_after", "form_label")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = {name: re.compile(table("sites")[name]) for name in _NAMES}
    known["kind_of"] = re.compile(rf" (?:kind|type|sort|form) of {forms('sites', 'net_words')}")
    return known


def is_told_so(text: str, before: str, after: str) -> bool:
    """Whether a site is where the tumour began, what was found for an unknown primary, or stands in its form."""
    patterns = _patterns()
    if patterns["began"].search(before) or patterns["form_label"].search(before):
        return True
    shown = patterns["shown"].search(before) and patterns["shown_after"].match(after)
    return bool(shown) and any(site == "unknown_primary" for site, _, _ in index("sites", "whole").find(text))


def is_kind_of(after: str) -> bool:
    """Whether the site is named as a kind of the tumour: "the stomach kind of NET"."""
    return _patterns()["kind_of"].match(after) is not None


def is_called_after(before: str, after: str) -> bool:
    """Whether a patient, or "one" at the start of a note, is called after the site: "the ileal lady", "gastric one"."""
    patterns = _patterns()
    if patterns["called_person"].match(after):
        return True
    return patterns["called_one"].match(after) is not None and patterns["one_before"].search(before) is not None
