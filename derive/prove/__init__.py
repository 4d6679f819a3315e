"""Floor 5: claims to verdicts. It can be called: ``derive.prove(claim)`` is ``derive.decide(claim)``."""

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import derive
from derive.core.verdict import Verdict


class CallablePackage(ModuleType):
    """A package that is also a function of the programming interface."""

    def __call__(self, claim: Any, *conditions: Any, given: Any | Sequence[Any] = ()) -> Verdict:
        """The verdict on a claim; see :func:`derive.decide`."""
        return derive.decide(claim, *conditions, given=given)


sys.modules[__name__].__class__ = CallablePackage
