"""Sources: each cited statement of an answer as it stands there, and where it stands; in pages where there are many."""

from collections.abc import Sequence

from bot.render.limits import CONTEXT_TEXT, MESSAGE_CHARACTERS, SECTION_TEXT, Block, cost
from bot.render.modals.view import VIEW_BLOCKS, View, paragraph, small, view, words
from bot.render.mrkdwn import escape, link, split
from chains.footing import Cited, Footing

SOURCES = "sources"
EARLIER, LATER = "sources_earlier", "sources_later"
_PAGE_BLOCKS = VIEW_BLOCKS - 4
"""Room for the line at the head, and for the buttons that turn the page."""
_TITLE = 300
_NOTHING = "This answer cites no statement."


def pages(cited: Sequence[Cited]) -> tuple[tuple[Block, ...], ...]:
    """The statements with their sources, as many whole ones a page as a modal takes."""
    found: list[list[Block]] = [[]]
    size = 0
    for one in cited:
        blocks = _statement(one)
        more = sum(map(cost, blocks))
        if found[-1] and (len(found[-1]) + len(blocks) > _PAGE_BLOCKS or size + more > MESSAGE_CHARACTERS):
            found.append([])
            size = 0
        found[-1].extend(blocks)
        size += more
    return tuple(tuple(page) for page in found)


def sources(cited: Sequence[Cited], ids: dict[str, str], number: int = 0) -> View:
    """One page of the sources; a number that is past the end shows the last. ``ids`` name the answer."""
    shown = pages(cited)
    number = max(0, min(number, len(shown) - 1))
    count = "1 statement carries" if len(cited) == 1 else f"{len(cited)} statements carry"
    head = f"{count} a citation in this answer." if cited else _NOTHING
    if len(shown) > 1:
        head += f" Page {number + 1} of {len(shown)}."
    turns = [
        {"type": "button", "action_id": action, "text": words(label), "value": str(target)}
        for action, label, target in ((EARLIER, "Earlier", number - 1), (LATER, "More", number + 1))
        if 0 <= target < len(shown)
    ]
    buttons: list[Block] = [{"type": "actions", "elements": turns}] if turns else []
    return view(SOURCES, "Sources", [small(head), *shown[number], *buttons], ids)


def _statement(one: Cited) -> list[Block]:
    parts = [paragraph(part) for part in split(escape(one.text), SECTION_TEXT - 100)]
    lines = [_line(footing) for footing in one.footings]
    small_print: list[str] = []
    for line in lines:
        if small_print and len(small_print[-1]) + len(line) + 1 <= CONTEXT_TEXT:
            small_print[-1] += f"\n{line}"
        else:
            small_print.append(line)
    return [*parts, *(small(text) for text in small_print)]


def _line(footing: Footing) -> str:
    """``[2] Title 2022, table 3 · who-2022-nen#s2 · checked in the source``."""
    title = footing.title if len(footing.title) <= _TITLE else f"{footing.title[: _TITLE - 1].rstrip()}\u2026"
    where = f", {escape(footing.locator)}" if footing.locator else ", place in the source not noted"
    checked = "checked in the source" if footing.checked else "*not checked in the source*"
    return (
        f"[{footing.number}] {link(footing.url or '', title)} {footing.year}{where} \u00b7 "
        f"{escape(footing.key)} \u00b7 {checked}"
    )
