"""Home: what the Home tab shows, as blocks; pure, and readable on a phone."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.admission import Admission
from bot.commands import SLASH
from bot.preferences import Preference
from bot.render.limits import VIEW_BLOCKS, Block, SlackMessage
from bot.render.mrkdwn import escape
from bot.usage import MOST_CHANNELS, Usage
from chains.lookup import COMMANDS
from knowledge.case import Value
from knowledge.status import StoreStatus

LENGTH, PRIVATE, TRY = "home_length", "home_private", "home_try:"
"""Action ids; behind ``TRY`` stands the number of the example."""
EXAMPLE = "example"
SCOPE = (
    "I answer questions about patients with neuroendocrine tumours: prognosis and its factors, stage and grade, "
    "treatment options, drug labels and the evidence behind them. Every statement has its source."
)
LIMITS = (
    "I read text only: no files, no pictures.",
    "Figures are of published groups, never this patient's own probability.",
    "Where my sources do not answer, I say so; what was not checked in its source is marked.",
    "Decision support for clinicians: no medical device, no substitute for the multidisciplinary team.",
    "Leave out names, dates of birth and record numbers.",
)
EXAMPLES = (
    "58M G2 pNET s/p distal panc 2021, Ki67 8%, DOTATATE: bed K2, liver x6 K3 \u2191. Prognosis?",
    "71F ileal NET G1, Ki-67 2%, liver and bone mets, progressing on octreotide, Krenning 4. Options?",
    "What is the evidence for PRRT in pancreatic NET?",
    f"{SLASH} grade 8% 3",
)
_KINDS = {"guideline": "guidelines", "drug_label": "drug labels", "research": "research"}
_LENGTHS = {"short": "Short, with Show more", "full": "In full at once"}
_PRIVATE = {
    "text": {"type": "plain_text", "text": "Answer me privately in channels", "emoji": False},
    "description": {
        "type": "plain_text",
        "text": "Only you see the answer; go on by mentioning me again.",
        "emoji": False,
    },
    "value": "private",
}


class HomeState(Value):
    """What one person's Home tab tells."""

    knowledge: StoreStatus | None
    """``None`` where it cannot be read now."""
    preference: Preference = Preference()
    usage: Usage | None = None
    """For administrators alone."""
    admission: Admission = Admission()
    retention_days: int = 0
    """How long a case is kept in which nothing happens; 0 is without end."""


def home(state: HomeState) -> dict[str, Any]:
    """The Home view."""
    blocks = [
        _header("netboard"),
        _mrkdwn(SCOPE),
        _context("\n".join(f"\u2022 {escape(limit)}" for limit in LIMITS)),
        *_allowed(state.admission),
        *_settings(state.preference),
        *_examples(),
        *_knowledge(state.knowledge),
        *(_administration(state.usage, state) if state.usage is not None else ()),
    ]
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS]}


def told(sentence: str) -> dict[str, Any]:
    """The Home view that says one thing."""
    return {"type": "home", "blocks": [_header("netboard"), _mrkdwn(escape(sentence))]}


def waiting(example: str) -> dict[str, Any]:
    """The modal in which an example is answered, while it is."""
    return _modal([_mrkdwn(escape(example)), _context("Reading the case\u2026")])


def answered(example: str, answer: Sequence[SlackMessage]) -> dict[str, Any]:
    """The modal with the answer to an example."""
    blocks = [block for message in answer for block in message.blocks]
    return _modal([_mrkdwn(f"> {escape(example)}"), *blocks][:VIEW_BLOCKS])


def _modal(blocks: list[Block]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": EXAMPLE,
        "title": _plain("Example"),
        "close": _plain("Close"),
        "blocks": blocks,
    }


def _allowed(admission: Admission) -> Iterator[Block]:
    """The channels, where not everyone is one."""
    if admission.channels:
        yield _context(f"In channels I answer in {_channels(admission)} alone; direct messages are always open.")


def _channels(admission: Admission) -> str:
    named = [f"<#{channel}>" for channel in sorted(admission.channels)]
    more = f" and {len(named) - MOST_CHANNELS} more" if len(named) > MOST_CHANNELS else ""
    return ", ".join(named[:MOST_CHANNELS]) + more


def _settings(chosen: Preference) -> Iterator[Block]:
    options = {length: {"text": _plain(words), "value": length} for length, words in _LENGTHS.items()}
    yield _header("Your settings")
    yield {
        **_mrkdwn("*Length of answers*"),
        "accessory": {
            "type": "static_select",
            "action_id": LENGTH,
            "options": list(options.values()),
            "initial_option": options[chosen.length],
        },
    }
    checkboxes: dict[str, Any] = {"type": "checkboxes", "action_id": PRIVATE, "options": [_PRIVATE]}
    if chosen.private:
        checkboxes["initial_options"] = [_PRIVATE]
    yield {"type": "actions", "elements": [checkboxes]}


def _examples() -> Iterator[Block]:
    yield _header("Try it")
    for number, example in enumerate(EXAMPLES):
        yield {
            **_mrkdwn(escape(example)),
            "accessory": {"type": "button", "action_id": f"{TRY}{number}", "text": _plain("Try"), "value": str(number)},
        }
    listed = "\n".join(f"`{SLASH} {escape(one.usage)}` {escape(one.does)}" for one in COMMANDS)
    yield _context(f"*Quick lookups*\n{listed}")
    yield _context(
        "In a channel mention me with a case, and follow up in the same thread; in a thread the lookups are written "
        f"without {SLASH}, as in !grade 8% 3."
    )


def _knowledge(found: StoreStatus | None) -> Iterator[Block]:
    yield _header("Knowledge base")
    if found is None:
        yield _mrkdwn("Its state cannot be read at the moment.")
        return
    kinds = ", ".join(f"{count} {_KINDS[kind]}" for kind, count in found.sources_by_kind.items())
    added = f", {found.added_documents} of your own" if found.added_documents else ""
    yield {
        "type": "section",
        "fields": [
            _field("Edition", f"{found.edition}, {found.date.day} {found.date:%B %Y}"),
            _field("Version", found.version[:12]),
            _field("Sources", f"{found.sources}: {kinds}{added}"),
            _field("Statements", f"{found.statements}, {found.statements_checked} checked in their source"),
            _field("Not checked", f"{found.sources_unchecked} sources, {found.statements_unchecked} statements"),
            _field("Retracted or superseded", f"{len(found.retracted)} and {len(found.superseded)}; never cited"),
        ],
    }
    if found.current:
        yield _context(":white_check_mark: What I search is up to date with the register.")
    else:
        yield _mrkdwn(
            f":warning: *Stale*: {escape(found.stale_because or 'not known why')}. An administrator can run "
            "`netboard knowledge build`."
        )


def _administration(counts: Usage, state: HomeState) -> Iterator[Block]:
    admission = state.admission
    yield _header("For administrators")
    yield {
        "type": "section",
        "fields": [
            _field("Answered", f"{counts.answered}, {counts.answered_this_week} in the last 7 days"),
            _field("Not answered", f"{counts.failed} failed, {counts.waiting} waiting"),
        ],
    }
    channels = ", ".join(f"<#{channel}>" for channel in counts.channels) or "none yet"
    more = f" and {counts.more_channels} more" if counts.more_channels else ""
    yield _mrkdwn(f"*Where I answered*\n{channels}{more}; direct messages with {counts.direct} people")
    where = f"only {_channels(admission)}" if admission.channels else "every channel to which I was invited"
    teams = f"only {', '.join(sorted(admission.teams))}" if admission.teams else "every one that installed me"
    outside = "answered too" if admission.outsiders else "refused politely"
    allowed = f"Channels: {where}. Workspaces: {teams}. People of other organisations are {outside}."
    yield _mrkdwn(f"*Whom I may answer*\n{allowed}")
    since = f", the longest untouched since {counts.oldest.isoformat()}" if counts.oldest else ""
    kept = f"The cases of {counts.threads} threads, each with its last question{since}."
    by_age = (
        f"A case is erased when nothing has happened in its thread for {state.retention_days} days."
        if state.retention_days
        else "No case is erased by its age (NETBOARD_RETENTION_DAYS is 0)."
    )
    erased = f"{by_age} Whoever mentions me in a thread with the word forget erases its case at once."
    yield _mrkdwn(f"*What is kept*\n{kept} {erased} Every other text is forgotten once it is answered.")
    yield _context("Counts of this workspace alone; nothing that anybody wrote is shown here.")


def _field(name: str, value: str) -> Block:
    return {"type": "mrkdwn", "text": f"*{name}*\n{escape(value)}"}


def _header(text: str) -> Block:
    return {"type": "header", "text": _plain(text)}


def _mrkdwn(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
