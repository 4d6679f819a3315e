"""The words by which a language says that something is a matrix or a vector."""

from derive.core.record import record


@record
class ArrayWords:
    """Patterns of one language.

    ``matrix`` and ``vector`` are the nouns, ``being`` what stands between names and them, ``articles`` what
    stands before them, ``sized`` what leads to a size, ``dimensional`` what stands between a length and the
    noun; ``plain`` are adjectives that restrict nothing beyond the shape, ``commuting`` those by which
    products do not depend on the order; ``stop`` are words that are no adjectives, ``beyond`` what may
    follow the noun where it is no part of a longer one.
    """

    matrix: str
    vector: str
    being: str
    articles: str
    sized: str
    dimensional: str
    plain: str
    commuting: str
    stop: str
    beyond: str
