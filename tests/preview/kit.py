"""Kit: Block Kit's blocks and elements as HTML, laid out as Slack lays them out; what it does not know is shown so."""

import html
from collections.abc import Callable, Mapping
from typing import Any

from tests.preview.marks import mrkdwn, plain

Json = Mapping[str, Any]


def blocks(found: list[dict[str, Any]]) -> str:
    """Blocks, one under the other."""
    return "".join(block(one) for one in found)


def block(found: Json) -> str:
    """One block."""
    draw = _BLOCKS.get(str(found.get("type")))
    return draw(found) if draw else _unknown("block", found)


def element(found: Json) -> str:
    """One element of a block: a button, a menu, a field."""
    draw = _ELEMENTS.get(str(found.get("type")))
    return draw(found) if draw else _unknown("element", found)


def text(found: Json | None) -> str:
    """A text object."""
    if not found:
        return ""
    if found["type"] == "mrkdwn":
        return mrkdwn(found["text"])
    return plain(found["text"], emoji=found.get("emoji", True))


def _unknown(kind: str, found: Json) -> str:
    return f'<div class="unknown">{kind} {html.escape(str(found.get("type")))} is not drawn yet</div>'


def _section(found: Json) -> str:
    words = f'<div class="words">{text(found["text"])}</div>' if "text" in found else ""
    fields = "".join(f'<div class="field">{text(field)}</div>' for field in found.get("fields", ()))
    inner = words + (f'<div class="fields">{fields}</div>' if fields else "")
    accessory = f'<div class="accessory">{element(found["accessory"])}</div>' if "accessory" in found else ""
    return f'<div class="block section"><div class="main">{inner}</div>{accessory}</div>'


def _header(found: Json) -> str:
    return f'<h3 class="block header">{text(found["text"])}</h3>'


def _context(found: Json) -> str:
    shown = "".join(
        f"<span>{text(one) if one['type'] in {'mrkdwn', 'plain_text'} else element(one)}</span>"
        for one in found["elements"]
    )
    return f'<div class="block context">{shown}</div>'


def _actions(found: Json) -> str:
    return f'<div class="block actions">{"".join(element(one) for one in found["elements"])}</div>'


def _input(found: Json) -> str:
    optional = ' <span class="optional">(optional)</span>' if found.get("optional") else ""
    hint = f'<div class="hint">{text(found["hint"])}</div>' if "hint" in found else ""
    label = f"<label>{text(found['label'])}{optional}</label>"
    return f'<div class="block input">{label}{element(found["element"])}{hint}</div>'


def _image(found: Json) -> str:
    return f'<div class="image">{html.escape(found.get("alt_text", "image"))}</div>'


def _markdown(found: Json) -> str:
    return f'<div class="block section"><div class="main">{plain(found["text"])}</div></div>'


def _divider(_found: Json) -> str:
    return '<hr class="block">'


def _button(found: Json) -> str:
    return f'<span class="button {found.get("style", "")}">{text(found["text"])}</span>'


def _select(found: Json) -> str:
    chosen = found.get("initial_options") or [one for one in (found.get("initial_option"),) if one]
    shown = ", ".join(text(one["text"]) for one in chosen)
    shown = shown or f'<span class="placeholder">{text(found.get("placeholder"))}</span>'
    return f'<span class="select">{shown}<span class="arrow">\u25be</span></span>'


def _choices(found: Json) -> str:
    many = found["type"] == "checkboxes"
    initial = found.get("initial_options", ()) if many else (found.get("initial_option"),)
    chosen = {one["value"] for one in initial if one}
    lines = []
    for option in found["options"]:
        mark = ("\u2611" if many else "\u25c9") if option["value"] in chosen else ("\u2610" if many else "\u25cb")
        more = f'<div class="hint">{text(option["description"])}</div>' if "description" in option else ""
        lines.append(
            f'<div class="choice"><span class="tick">{mark}</span><div>{text(option["text"])}{more}</div></div>'
        )
    return f'<div class="choices">{"".join(lines)}</div>'


def _field(found: Json) -> str:
    value = html.escape(str(found.get("initial_value", "")))
    tall = " tall" if found.get("multiline") else ""
    empty = f'<span class="placeholder">{text(found.get("placeholder"))}</span>'
    return f'<div class="entry{tall}">{value or empty}</div>'


def _overflow(_found: Json) -> str:
    return '<span class="button">\u22ef</span>'


def _feedback(found: Json) -> str:
    names = ("positive_button", "negative_button")
    return "".join(f'<span class="button">{text(found[name]["text"])}</span>' for name in names)


def _icon(found: Json) -> str:
    return f'<span class="button">{text(found["text"])}</span>'


_BLOCKS: Mapping[str, Callable[[Json], str]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "context_actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
}
_MENUS = ("static_select", "users_select", "conversations_select", "channels_select", "external_select", "datepicker")
_ELEMENTS: Mapping[str, Callable[[Json], str]] = {
    "button": _button,
    "workflow_button": _button,
    "overflow": _overflow,
    "feedback_buttons": _feedback,
    "icon_button": _icon,
    "checkboxes": _choices,
    "radio_buttons": _choices,
    "image": _image,
    **dict.fromkeys((*_MENUS, *(f"multi_{menu}" for menu in _MENUS)), _select),
    **dict.fromkeys(("plain_text_input", "number_input", "email_text_input", "url_text_input"), _field),
}
