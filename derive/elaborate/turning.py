"""Words where a text turns: to another case, to all of something, to what is denied, asked or excepted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turns:
    """Patterns of words of one language.

    every: words for all; universal: how a sentence begins that says something for all values.
    reals: the same as ``kinds`` of words that only call something a number.
    turning: words that may stand before "if" where a sentence begins with another case.
    afresh: words with which a paragraph begins anew; rejoining: how it is said what holds in all cases.
    environment: what a paragraph is called that has its own assumptions; proving: how a proof begins.
    referring: words of such a paragraph by which it has those of another one.
    contradiction: words that show that something is supposed in order to refute it.
    asking: how a question begins; presenting: what a function is called right before it is shown.
    inserting: how a sentence begins that inserts a value; vague: one about some or about large numbers.
    denying: how it is said behind a formula that it is wrong; denied: before what is supposed not to hold.
    over: what leads to an interval; else_: words for all other cases; adding: words for what holds as well.
    that: what leads to a statement; dropping: words that take back an assumption; restricting: that limit a
    claim before them; introducing: that introduce a name before them.
    letting: verbs that assume what is behind them; assumed: the same of what is before them.
    reversing: words that begin the converse; direction: that name one of two directions.
    announcing: what leads to a list of what holds.
    general: how a sentence begins that says what holds without what was supposed; example: words for what is
    supposed only for an example; here: what begins a sentence about what was just supposed.
    joining: words between two things that are said of one thing; predicating: verbs by which they are said;
    be: the one that goes without saying; neither: how two things are denied at once, and each of them.
    grounds: words for a reason that may hold a condition; declared: verbs behind a name that declare it.
    contrasting: words that set another statement against the one before.
    """

    every: str
    universal: str
    reals: tuple[tuple[str, str], ...]
    turning: str
    afresh: str
    rejoining: str
    environment: str
    proving: str
    referring: str
    contradiction: str
    announcing: str
    asking: str
    presenting: str
    inserting: str
    vague: str
    denying: str
    denied: str
    over: str
    else_: str
    adding: str
    that: str
    dropping: str
    restricting: str
    letting: str
    assumed: str
    reversing: str
    direction: str
    introducing: str
    general: str
    example: str
    here: str
    joining: str
    predicating: str
    be: str
    neither: tuple[str, str]
    grounds: str
    declared: str
    contrasting: str
