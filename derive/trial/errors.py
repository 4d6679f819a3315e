"""What an evaluation may say in the place of a value."""


class UndefinedError(Exception):
    """There is certainly no value here."""


class SwingingError(UndefinedError):
    """Values go to and fro for ever, so that there is no limit, from whatever side."""


class MissingError(UndefinedError):
    """An array has no such entry."""


class UnknownError(Exception):
    """Nothing can be told here."""


class SpentError(UnknownError):
    """The effort that one audit may take is used up."""
