"""Licence: what of a source may be carried over word for word, and in which page that was read."""

from collections.abc import Mapping
from typing import Literal

from knowledge.case import Value


class Licence(Value):
    """What of a source may be carried over, and where that was read."""

    terms: Literal["public_domain", "cc_by", "cc_by_nc", "all_rights_reserved"]
    seen_in: str
    """The page that says so; a licence that nobody read is left out."""


CARRIES: Mapping[str, str] = {
    "public_domain": "public domain: text may be carried over",
    "cc_by": "CC BY: text may be carried over with credit",
    "cc_by_nc": "CC BY-NC: text may be carried over with credit, not for sale",
    "all_rights_reserved": "all rights reserved: facts only",
}
"""What the terms of a licence allow, as a reader sees it."""
LICENCE_NOT_KNOWN = "not known: facts only"
