"""Commands: the one table behind /net, !grade, the help text and the manifest."""

from chains.lookup import COMMANDS, WORDS

SLASH = "/net"


def help_text() -> str:
    """The help text, from the table."""
    listed = "\n".join(f"\u2022 {SLASH} {command.usage} \u2013 {command.does}" for command in COMMANDS)
    return (
        f"Quick lookups for neuroendocrine tumours:\n{listed}\n"
        "In a thread, mention me with the same words, or write them after an exclamation mark, as in !grade 8% 3.\n"
        "For a whole case, mention me and write it as you would to a colleague; follow up in the same thread.\n"
        "To have the case of a thread erased, write forget to me in it."
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
