"""Case: the facts of a case as a form to put right, prefilled; and what a person filled in, read back."""

from collections.abc import Mapping
from typing import Any

from bot.render.limits import Block
from bot.render.modals.view import View, option, small, view, words
from chains.form import FIELDS, FormField, Words, fields_for, shown
from knowledge.case import CaseDetails

CASE = "correct_case"
_ACTION = "value"
_MAX_LINES = 3_000
_INTRODUCTION = "Change what was misread or has changed, and empty what does not hold. The answer is then given anew."


def case_form(case: CaseDetails, ids: Mapping[str, str]) -> View:
    """The form, filled with what the case holds."""
    filled = shown(case)
    blocks = [_input(field, filled[field.key]) for field in fields_for(case)]
    return view(CASE, "Correct the case", [small(_INTRODUCTION), *blocks], ids, submit="Correct")


def was_shown(sent: Mapping[str, Any]) -> dict[str, Words]:
    """What the form held when it was opened, from the view as Slack gives it back."""
    elements = {block.get("block_id"): block.get("element") or {} for block in sent.get("blocks") or ()}
    return {field.key: _initial(field, elements.get(field.key) or {}) for field in FIELDS}


def filled_in(sent: Mapping[str, Any]) -> dict[str, Words]:
    """What the form holds now."""
    values = (sent.get("state") or {}).get("values") or {}
    return {field.key: _stated(field, (values.get(field.key) or {}).get(_ACTION) or {}) for field in FIELDS}


def _input(field: FormField, filled: Words) -> Block:
    return {
        "type": "input",
        "block_id": field.key,
        "optional": True,
        "label": words(field.label),
        "element": _element(field, filled),
        **({"hint": words(field.hint)} if field.hint else {}),
    }


def _element(field: FormField, filled: Words) -> Block:
    element: Block = {"action_id": _ACTION}
    if field.kind in {"choice", "choices"}:
        options = {value: option(value, label) for value, label in field.options.items()}
        chosen = [options[value] for value in filled if value in options]
        several = field.kind == "choices"
        element |= {
            "type": "multi_static_select" if several else "static_select",
            "placeholder": words("Not known"),
            "options": list(options.values()),
        }
        if chosen:
            element |= {"initial_options": chosen} if several else {"initial_option": chosen[0]}
        return element
    text = "\n".join(filled)
    element |= {"type": "plain_text_input", "multiline": field.kind == "lines", "max_length": _MAX_LINES}
    return element | ({"initial_value": text} if text else {})


def _initial(field: FormField, element: Mapping[str, Any]) -> Words:
    if field.kind == "choices":
        return tuple(str(one["value"]) for one in element.get("initial_options") or ())
    if field.kind == "choice":
        chosen = element.get("initial_option")
        return (str(chosen["value"]),) if chosen else ()
    return _lines(element.get("initial_value"))


def _stated(field: FormField, state: Mapping[str, Any]) -> Words:
    if field.kind == "choices":
        return tuple(str(one["value"]) for one in state.get("selected_options") or ())
    if field.kind == "choice":
        chosen = state.get("selected_option")
        return (str(chosen["value"]),) if chosen else ()
    return _lines(state.get("value"))


def _lines(text: object) -> Words:
    return tuple(line.strip() for line in str(text or "").splitlines() if line.strip())
