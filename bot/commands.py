"""Commands: the one table behind /net, !grade, the help text and the manifest."""

from knowledge.case import Value

SLASH = "/net"


class Command(Value):
    """One lookup: its word, what may follow, what it answers."""

    word: str
    usage: str
    does: str


COMMANDS: tuple[Command, ...] = (
    Command(word="grade", usage="grade 8% 3", does="WHO grade from Ki-67 and mitoses per 2 mm²"),
    Command(word="stage", usage="stage pancreas T2 N1 M0", does="AJCC stage from site and TNM"),
    Command(word="krenning", usage="krenning 3", does="what a Krenning score means"),
    Command(word="liver", usage="liver 40%", does="what the liver involvement means"),
    Command(word="score", usage="score panzuto", does="a published score"),
    Command(word="survival", usage="survival pancreas G2 liver", does="survival of published cohorts"),
    Command(word="drug", usage="drug everolimus", does="what the FDA label says"),
    Command(word="evidence", usage="evidence PRRT pancreas", does="studies on a subject"),
    Command(word="help", usage="help", does="this list"),
)
WORDS = frozenset(command.word for command in COMMANDS)


def help_text() -> str:
    """The help text, from the table."""
    listed = "\n".join(f"\u2022 {SLASH} {command.usage} \u2013 {command.does}" for command in COMMANDS)
    return (
        f"Quick lookups for neuroendocrine tumours:\n{listed}\n"
        "In a thread, mention me with the same words, or write them after an exclamation mark, as in !grade 8% 3.\n"
        "For a whole case, mention me and write it as you would to a colleague; follow up in the same thread."
    )


def usage_hint() -> str:
    """What Slack shows while the command is typed."""
    return "|".join(command.word for command in COMMANDS)


def slash(text: str) -> str | None:
    """The lookup that the text of a slash command asks for; ``None`` where the help text is the answer."""
    word, _, rest = text.strip().partition(" ")
    if word.lower() not in WORDS or word.lower() == "help":
        return None
    return f"{word.lower()} {rest.strip()}".strip()
