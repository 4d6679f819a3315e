"""A place in the tokens of a formula."""

from collections.abc import Collection

from oracle.lexing import ReadError, tokens

Node = tuple  # ("add", a, b), ("num", "2"), ("sym", "x") ...


class Cursor:
    """One formula; ``functions`` are names that stand for unknown functions,
    ``arrays`` those with entries."""

    def __init__(self, latex: str, functions: Collection[str] = (), arrays: Collection[str] = ()) -> None:
        self.tokens = tokens(latex)
        self.at = 0
        self.functions = set(functions)
        self.arrays = set(arrays)
        self.bars = 0
        self.integrals = 0

    @property
    def now(self) -> str:
        """The token to be read next, empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        """Take a token."""
        token = self.now
        self.at += 1
        return token

    def take(self, token: str) -> bool:
        """Take this token if it is next."""
        if self.now == token:
            self.at += 1
            return True
        return False

    def need(self, token: str) -> None:
        """Take this token or fail."""
        if not self.take(token):
            raise ReadError(f"expected {token} before {self.tokens[self.at :]}")
