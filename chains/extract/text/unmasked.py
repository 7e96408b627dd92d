"""Unmasked: what is told of the patient, with passages that are blanked elsewhere ("symptoms grade 2") still in it."""

from chains.extract.text.mask import blank
from chains.extract.text.page import Page


def unmasked(page: Page) -> str:
    """The folded text, same length, without what is said of relatives and of other cancers only."""
    return blank(page.folded.text, page.folded.text, page.sentences)
