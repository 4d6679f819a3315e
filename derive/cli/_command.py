"""What a subcommand is, and the errors that its user can mend."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from derive.theory.messages import say


class UsageError(Exception):
    """The arguments cannot be used; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand; its name is that of its file, its help the first line of the file's docstring.

    ``run`` gets the parsed arguments and returns the exit status; it may raise UsageError.
    """

    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


class Parser(ArgumentParser):
    """An argument parser that raises, and names the nearest option when one is unknown."""

    def __init__(self, **settings: Any) -> None:
        """Start without any option known."""
        self.options: list[str] = []
        super().__init__(**settings, allow_abbrev=False)

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
        if unknown:
            option = unknown[0].split("=", 1)[0]
            raise UsageError(unknown_name("cli.unknown-option", option, self.options))
        return found

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing and leaving.

        Raises:
            UsageError: always.
        """
        raise UsageError(message)


def unknown_name(code: str, name: str, known: Iterable[str]) -> str:
    """The sentence about an unknown name, with the nearest known one if it is near."""
    near = get_close_matches(name, sorted(known), n=1)
    return say(code, name=name) + (" " + say("cli.did-you-mean", name=near[0]) if near else "")
