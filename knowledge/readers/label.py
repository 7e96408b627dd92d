"""What openFDA and SPL labels share: the way they mark up text, and how a label is named."""

from collections.abc import Iterable

from knowledge.readers.xml_text import Markup

LABEL = Markup(
    blocks=frozenset({"paragraph", "list", "item", "text", "title"}),
    labels=frozenset({"caption"}),
    left_out=frozenset({"renderMultiMedia", "footnoteRef"}),
    notes=frozenset({"footnote"}),
)


def label_title(brand: str, generic: str) -> str:
    """``AMBIEN (zolpidem tartrate), drug label``; empty where the label names no product."""
    if not brand or brand.lower() == generic.lower():
        name = brand or generic
    else:
        name = f"{brand} ({generic})" if generic else brand
    return f"{name}, drug label" if name else ""


def label_venue(labeler: str, version: str) -> str:
    """``STAT Rx USA LLC, version 3``; what is not known is left out."""
    return ", ".join(part for part in (labeler, f"version {version}" if version else "") if part)


def label_edition(version: str) -> str | None:
    """``version 3``; ``None`` where the file does not number it."""
    return f"version {version}" if version else None


def generic_names(names: Iterable[str]) -> str | None:
    """The generic names in lower case, each once; ``None`` where there are none."""
    return " and ".join(dict.fromkeys(name.lower() for name in names if name)) or None
