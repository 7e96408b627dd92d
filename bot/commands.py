"""Commands: the one table behind /net, !grade, the help text and the manifest."""

from difflib import get_close_matches

from chains.lookup import COMMANDS, WORDS

SLASH = "/net"


def help_text() -> str:
    """The help text, from the table."""
    listed = "\n".join(f"\u2022 {SLASH} {command.usage} \u2013 {command.does}" for command in COMMANDS)
    return (
        f"Quick lookups for neuroendocrine tumours:\n{listed}\n\n"
        "In a thread, mention me with the same words, or write them after an exclamation mark, as in !grade 8% 3.\n\n"
        "For a whole case, mention me and write it as you would to a colleague; follow up in the same thread.\n\n"
        "To have the case of a thread erased, mention me in it with the one word forget."
    )


def help_for(text: str) -> str:
    """The help text; where it was not asked for, what was wrong with the first word stands before it."""
    word = text.strip().partition(" ")[0].lower()
    if not word or word == "help":
        return help_text()
    near = get_close_matches(word, WORDS, n=1)
    meant = f"; did you mean {SLASH} {near[0]}?" if near else "."
    return f'"{word[:30]}" is not a lookup{meant}\n\n{help_text()}'


def usage_hint() -> str:
    """What Slack shows while the command is typed."""
    return "|".join(command.word for command in COMMANDS)


def slash(text: str) -> str | None:
    """The lookup that the text of a slash command asks for; ``None`` where the help text is the answer."""
    word, _, rest = text.strip().partition(" ")
    if word.lower() not in WORDS or word.lower() == "help":
        return None
    return f"{word.lower()} {rest.strip()}".strip()
