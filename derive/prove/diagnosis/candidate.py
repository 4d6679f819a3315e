"""A changed line that may be right."""

from dataclasses import dataclass

from derive.core.derivation import Written
from derive.core.source import Place
from derive.core.surface import Surface
from derive.syntax.latex import write


@dataclass(frozen=True, slots=True)
class Candidate:
    """A changed relation: the mistake that the change undoes, what is put where, and the new line.

    ``cause`` is the mistake that was made where it has another name than the change; where the change does
    not tell the mistake, ``is_cause`` is False. What is not ``is_proved`` is no repair, but may tell the
    mistake.
    """

    mistake: str
    place: Place
    detail: Surface
    sign: str
    right: Surface
    cause: str = ""
    is_cause: bool = True
    is_proved: bool = True

    def latex(self, written: Written) -> str:
        """The right side, or the whole relation if its sign is another one."""
        if self.sign == written.sign:
            return write(self.right)
        return f"{write(written.left)} {self.sign} {write(self.right)}"
