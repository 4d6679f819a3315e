"""Tables that keep one object a key for as long as somebody holds it."""

from threading import Lock
from typing import Any
from weakref import ref


class WeakTable(dict[Any, "ref[Any]"]):
    """Terms of one class by their parts, held weakly; swept when the table has doubled.

    A plain table of weak references costs a third of a ``WeakValueDictionary``, whose references
    are Python objects.
    """

    __slots__ = ("limit", "lock")

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.limit = 1 << 15
        self.lock = Lock()

    def keep(self, key: object, term: Any) -> Any:
        """The term of this key, which is the given one if there was none."""
        new = ref(term)
        held = self.setdefault(key, new)
        if held is not new:
            with self.lock:
                other = self[key]()
                if other is not None:
                    return other
                self[key] = new
        elif len(self) > self.limit:
            self.sweep()
        return term

    def sweep(self) -> None:
        """Forget the keys of terms that are gone, the newest first since they hold the older ones."""
        with self.lock:
            for key in reversed(list(self)):
                if self[key]() is None:
                    del self[key]
            self.limit = max(1 << 15, 2 * len(self))
