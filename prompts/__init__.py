"""Prompts for a chat model: Markdown files with checked variables, and a digest that says which wording was used."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from string import Template


class PromptError(ValueError):
    """A prompt was given other variables than it has."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. What is put in for a variable is never read for variables itself."""

    name: str
    text: str

    @property
    def variables(self) -> frozenset[str]:
        """The variables that must be given."""
        return frozenset(Template(self.text).get_identifiers())

    @property
    def digest(self) -> str:
        """The wording, as a short digest."""
        return sha256(self.text.encode()).hexdigest()[:12]

    def render(self, **values: str) -> str:
        """The prompt with its variables filled in. Raises PromptError when one is missing or unknown."""
        wrong = self.variables ^ values.keys()
        if wrong:
            raise PromptError(
                f"The prompt {self.name} has the variables {sorted(self.variables)}; see {sorted(wrong)}."
            )
        return Template(self.text).substitute(values)


def load(name: str) -> Prompt:
    """The prompt of that name. Raises PromptError when its text has a ``$`` that is no variable."""
    text = (files("prompts") / f"{name}.md").read_text("utf-8")
    if not Template(text).is_valid():
        raise PromptError(f"The prompt {name} has a $ that begins no variable; write $$.")
    return Prompt(name, text)
