"""What a grading platform is: where grades go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derive.grade.result import Grade


@dataclass(frozen=True, slots=True)
class Platform:
    """Files for a platform, by name, from all grades; ``say`` puts a reason into words."""

    write: Callable[[Sequence[Grade], Callable[[str], str]], dict[str, str]]
