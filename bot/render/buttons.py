"""Buttons: what can be done with an answer in Slack; each sends back the id of the answer and nothing else."""

from bot.render.chart import chart_of
from bot.render.limits import BUTTON_VALUE, Block
from chains.answer import Answer
from chains.envelope import CONSULTED

SHOW_MORE, CHART, SHEET = "show_more", "chart", "sheet"
_LABELS = {SHOW_MORE: "Show more", CHART: "Chart", SHEET: "Tumour-board sheet"}


def offered(answer: Answer) -> tuple[str, ...]:
    """The buttons that an answer has, in their order: a chart where there is one to draw, a sheet of a whole case."""
    if answer.refused:
        return ()
    fits = {
        SHOW_MORE: answer.more,
        CHART: chart_of(answer) is not None,
        SHEET: answer.question.intent in CONSULTED and bool(answer.findings and answer.case.facts()),
    }
    return tuple(button for button, does in fits.items() if does)


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
