"""Print what a shell needs to complete commands and options."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import Final

from derive.cli._command import Command, Parser, UsageError, unknown_name
from derive.cli.main import command_of, commands, summary

BASH: Final = """_derive() {{
    local word=${{COMP_WORDS[COMP_CWORD]}}
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{commands}" -- "$word"))
        return
    fi
    case ${{COMP_WORDS[1]}} in
{cases}
    esac
}}
complete -o default -F _derive derive derive-checker
"""
ZSH: Final = """#compdef derive
autoload -U +X bashcompinit && bashcompinit
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("shell", metavar="bash|zsh|fish", help="which shell")


def run(arguments: Namespace) -> int:
    """Print the script; the shell reads it at its start."""
    script = SHELLS.get(arguments.shell)
    if script is None:
        raise UsageError(unknown_name("cli.unknown-shell", arguments.shell, SHELLS))
    sys.stdout.write(script({name: _options(name) for name in commands()}))
    return 0


def _options(name: str) -> tuple[str, ...]:
    parser = Parser(prog=name)
    command_of(name).add_arguments(parser)
    return tuple(o for o in parser.options if o.startswith("--"))


def _bash(options: Mapping[str, tuple[str, ...]]) -> str:
    cases = "\n".join(
        f'        {name}) COMPREPLY=($(compgen -W "{" ".join(found)}" -- "$word")) ;;'
        for name, found in options.items()
    )
    return BASH.format(commands=" ".join(options), cases=cases)


def _zsh(options: Mapping[str, tuple[str, ...]]) -> str:
    return ZSH + _bash(options)


def _fish(options: Mapping[str, tuple[str, ...]]) -> str:
    names = " ".join(options)
    lines = [
        f"complete -c derive -n 'not __fish_seen_subcommand_from {names}' -f -a {name} -d '{summary(name)}'"
        for name in options
    ]
    lines += [
        f"complete -c derive -n '__fish_seen_subcommand_from {name}' -l {option.removeprefix('--')}"
        for name, found in options.items()
        for option in found
    ]
    return "\n".join(lines) + "\n"


SHELLS: Final[Mapping[str, Callable[[Mapping[str, tuple[str, ...]]], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}

EXAMPLES: Final = (
    ('eval "$(derive completion bash)"', "complete commands and options in this shell"),
    ("derive completion fish > ~/.config/fish/completions/derive.fish", "the same for good, in fish"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
