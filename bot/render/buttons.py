"""Buttons: what can be done with an answer in Slack; each sends back the id of the answer and nothing else."""

from typing import Literal

from bot.render.chart import chart_of
from bot.render.limits import BUTTON_VALUE, Block
from bot.vote import Opinion
from chains.answer import Answer
from chains.envelope import CONSULTED

SHOW_MORE, SOURCES, CORRECT, CHART, SHEET, SHARE = (
    "show_more",
    "show_sources",
    "correct_case",
    "chart",
    "sheet",
    "share",
)
FEEDBACK = "feedback"
_LABELS = {
    SHOW_MORE: "Show more",
    SOURCES: "Show sources",
    CORRECT: "Correct the case",
    CHART: "Chart",
    SHEET: "Tumour-board sheet",
    SHARE: "Share with channel",
}
_VOTES: tuple[tuple[str, Opinion, str, str], ...] = (
    ("positive_button", "good", "\U0001f44d", "This answer is good"),
    ("negative_button", "bad", "\U0001f44e", "Something about this answer is not good"),
)


Mode = Literal["thread", "more", "private", "shared"]
"""Where an answer stands: in its thread, there once more at full length, before its asker alone, or in a channel where
it was shared."""


def offered(answer: Answer, mode: Mode = "thread") -> tuple[str, ...]:
    """The buttons that an answer has, in their order: a chart where there is one to draw, a sheet of a whole case.

    A private answer can be shared; it gives no file, as everybody would see that. The case of a shared answer is not
    that of the thread in which it stands, and is not corrected there. At full length it says what the answer above it
    says, which has the buttons of its case.
    """
    if answer.refused or not (answer.sections or answer.findings):
        return ()
    of_a_case = mode != "more" and answer.question.intent in CONSULTED and bool(answer.case.facts())
    fits = {
        SHOW_MORE: answer.more,
        SOURCES: bool(answer.shown_references()),
        CORRECT: of_a_case and mode != "shared",
        CHART: mode != "private" and chart_of(answer) is not None,
        SHEET: of_a_case and mode != "private" and bool(answer.findings),
        SHARE: mode == "private",
    }
    return tuple(button for button, does in fits.items() if does)


def under(answer: Answer, answer_id: str, mode: Mode = "thread") -> tuple[Block, ...]:
    """What stands under an answer: its buttons, and the two that say whether it was good."""
    shown = offered(answer, mode)
    return (block(shown, answer_id), feedback(answer_id)) if shown else ()


def block(buttons: tuple[str, ...], answer_id: str) -> Block:
    """The buttons as a block. Raises ValueError for a value that cannot be an id."""
    if len(answer_id) > BUTTON_VALUE:
        raise ValueError("a button's value holds ids only")
    elements = [
        {
            "type": "button",
            "action_id": button,
            "text": {"type": "plain_text", "text": _LABELS[button], "emoji": False},
            "value": answer_id,
        }
        for button in buttons
    ]
    return {"type": "actions", "elements": elements}


def feedback(answer_id: str) -> Block:
    """The two thumbs; each sends back its opinion and the id of the answer."""
    thumbs = {
        name: {
            "text": {"type": "plain_text", "text": thumb, "emoji": True},
            "value": f"{opinion}:{answer_id}",
            "accessibility_label": read,
        }
        for name, opinion, thumb, read in _VOTES
    }
    return {
        "type": "context_actions",
        "elements": [{"type": "feedback_buttons", "action_id": FEEDBACK, **thumbs}],
    }
