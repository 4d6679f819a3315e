"""What a subcommand is, and the errors that its user can mend."""

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, NoReturn

from derive.theory.messages import say

_WORDS: Final = (
    (re.compile("the following arguments are required: (.*)"), "cli.required"),
    (re.compile("argument (.*?): expected (?:one|at least one) argument"), "cli.value-missing"),
)


class UsageError(Exception):
    """The arguments cannot be used; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand; its name is that of its file, its help the first line of the file's docstring.

    ``run`` gets the parsed arguments and returns the exit status; it may raise UsageError.
    ``examples`` are command lines that its help shows, each with what it does.
    """

    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def epilogue(self) -> str:
        """The examples as help shows them."""
        rows = "".join(f"\n  {line}\n      {told}" for line, told in self.examples)
        return f"examples:{rows}" if rows else ""


class Parser(ArgumentParser):
    """An argument parser that raises, and names the nearest option when one is unknown."""

    def __init__(self, **settings: Any) -> None:
        """Start without any option known."""
        self.options: list[str] = []
        super().__init__(**settings, allow_abbrev=False, formatter_class=RawDescriptionHelpFormatter)

    def add_argument(self, *names: Any, **settings: Any) -> Any:
        """Remember the option's spellings."""
        self.options.extend(n for n in names if n.startswith("-"))
        return super().add_argument(*names, **settings)

    def parse(self, arguments: list[str]) -> Namespace:
        """The arguments of a subcommand.

        Raises:
            UsageError: an option is unknown, or its value is missing or not allowed.
        """
        found, unknown = self.parse_known_args(arguments)
        if unknown and not unknown[0].startswith("-"):
            raise UsageError(say("cli.surplus-argument", name=unknown[0]))
        if unknown:
            option = unknown[0].split("=", 1)[0]
            raise UsageError(unknown_name("cli.unknown-option", option, self.options))
        return found

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing and leaving, in our own words where these are known.

        Raises:
            UsageError: always.
        """
        for pattern, code in _WORDS:
            if found := pattern.fullmatch(message):
                message = say(code, names=found[1])
        raise UsageError(message + " " + say("cli.ask-for-help", command=self.prog))


def looks_like_mathematics(name: str) -> bool:
    """Whether a formula was given where a file was expected."""
    return any(sign in name for sign in "=$\\^")


def unknown_name(code: str, name: str, known: Iterable[str]) -> str:
    """The sentence about an unknown name, with the nearest known one if it is near."""
    near = get_close_matches(name, sorted(known), n=1)
    return say(code, name=name) + (" " + say("cli.did-you-mean", name=near[0]) if near else "")
