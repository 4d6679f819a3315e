"""What words before a formula say that it does, in German."""

from typing import Final

from derive.elaborate.language import Role
from derive.elaborate.turns_german import TURNS

CUES: Final[tuple[tuple[str, Role], ...]] = (
    (r"sei(?:en)?|für(?: alle| jede[ns]?| beliebige[sn]?)|betrachte[nt]?", Role.DECLARE),
    (r"gegeben(?: seien| sei)?|bezeichne[nt]?", Role.DECLARE),
    (r"hier(?:bei)? (?:ist|sind)", Role.DEFINE),
    (r"\A\W*jede (?:\w+ )?Zahl", Role.DECLARE),
    (r"(?:gegeben|definiert) (?:durch|als|mittels)|definiere[nt]?|definiert", Role.DEFINE),
    (r"setze[nt]?(?: wir)?|wähle[nt]?", Role.DEFINE),
    (r"wir setzen|wobei|mit|worin|(?:die |der )folgen?", Role.DEFINE),
    (r"(?:annahmen?|voraussetzung(?:en)?):", Role.ASSUME),
    (r"angenommen,?|(?:wir nehmen|nehmen wir) an,?(?: dass)?|(?:es )?gelte", Role.ASSUME),
    (r"(?:wir (?:fordern|verlangen)|(?:fordern|verlangen) wir)(?: nun)?,?(?: dass)?", Role.ASSUME),
    (r"(?:1\. |2\. |3\. )?fall(?: \d+)?:?", Role.WHEN),
    (r"unter(?: der bedingung)?", Role.ASSUME),
    (r"unter (?:der|den) nebenbedingung(?:en)?|u\.\s?d\.\s?n\.|s\.t\.", Role.CONSTRAIN),
    (r"vorausgesetzt,?(?: dass)?|so ?dass|erfüll(?:t|en)|löst|genügt", Role.ASSUME),
    (r"\A\W*(?:an der stelle|im punkt|bei)", Role.WHEN),
    (r"aus|für|falls|wenn|im (?:spezial|sonder)?fall|sofern", Role.WHEN),
    (r"Gleichheit (?:gilt |tritt )?(?:ein )?(?:genau |nur )?(?:dann,? )?(?:wenn|falls|für)", Role.SOLVE),
    (r"gesucht|bestimme[nt]?|finde[nt]?", Role.SOLVE),
    (r"löse[nt]?(?: sie)?|(?:die )?lösung(?:en)? (?:von|der|des)", Role.EQUATION),
    (r"zeige[nt]?(?: sie)?,?(?: dass)?|beweise[nt]?(?: sie)?,?(?: dass)?", Role.GOAL),
    (rf"\A\W*(?:aber |und |auch )?(?:{TURNS.general}) (?:gilt|ist)", Role.CLAIM),
    (r"(?:gilt|folgt|ist|haben wir)(?: für(?! alle)[^.\0]*)\0\s*,?\s*dass", Role.CLAIM),
    (
        (
            r"(?:o\.\s?B\.\s?d\.\s?A\.|ohne (?:beschränkung|einschränkung) der allgemeinheit|o\.\s?E\.)"
            r"(?: (?:sei(?:en)?|gelte|nehmen wir an,?|können wir annehmen,?|ist))?(?: dass)?"
        ),
        Role.ASSUME,
    ),
    (r"tatsächlich|nein,|richtig(?: ist)?:?|in (?:beiden|allen|jedem) (?:dieser )?Fäll?e?n?", Role.CLAIM),
    (
        (
            r"(?:nicht|nie|ohne)[^.,\0]*(?:voraus|annahme|angenommen|an|verlangt"
            r"|fordern)\w*,?(?: dass)?"
        ),
        Role.DOUBTED,
    ),
    (
        (r"statt|anstelle von|anstatt|falsch|widerleg\w*[^.,\0]*|(?:würde|wäre" r"|ergäbe)[^.,\0]*"),
        Role.DOUBTED,
    ),
    (r"nicht (?:für )?(?:alle|jede[sn]?)\b[^.]*", Role.DOUBTED),
    (r"(?:häufige|typische|beliebte|verbreitete)\w* (?:fehler|irrtum)[^.\0]*", Role.DOUBTED),
    (r"gilt (?:\w+ ){0,2}nicht|(?:darf|kann|soll|sollte) (?:\w+ ){0,3}nicht[^.,\0]*", Role.DOUBTED),
    (
        r"nicht|keineswegs|ob|wahr oder falsch[.:?]?|entscheide[nt]?[^.,\0]*|fälschlich\w*[^.,\0]*",
        Role.DOUBTED,
    ),
    (r"zu zeigen:?|behauptung:?|wir (?:zeigen|beweisen),? dass", Role.GOAL),
    (r"dann(?: gilt| ist)?|also|daher|somit|folglich|damit|da|weil|denn|es folgt|folgt", Role.CLAIM),
    (
        r"wir (?:haben|erhalten|schreiben)|es gilt|gilt|d\.\s?h\.|ist|sind|(?<!sei )(?<!seien )nun",
        Role.CLAIM,
    ),
    (
        (
            r"ergibt sich|ergibt|erhält man|insbesondere"
            r"|(?<!falls )(?<!wenn )(?<!sei )(?:außerdem|ferner|zudem)|wegen"
        ),
        Role.CLAIM,
    ),
    (
        r"asymptotisch|näherungsweise|ungefähr|etwa|für (?:sehr |hinreichend )?(?:groß|klein)e[snr]?",
        Role.LOOSE,
    ),
    (r"(?:falsch|gilt nicht|nicht (?:wahr|richtig|der Fall)),? dass", Role.DOUBTED),
    (r"an der stelle|im punkt|bei|wir erwähnen", Role.REMARK),
    (r"(?:kritischen|stationären) (?:Punkte|Stellen) (?:sind|liegen bei)", Role.REMARK),
    (
        (
            r"(?:zwei|drei|vier|die|folgende|mehrere) (?:möglichen? )?(?:fälle|möglichkeiten)"
            r"(?::[^.]*|\s*\0[^.]*)?"
        ),
        Role.DOUBTED,
    ),
    (
        (
            r"\A\W*(?:\w+,? )?(?:jede[rs]?|alle|keine?|nicht|einige|nur|wenige|viele|manche)\b"
            r"[^.]*\b(?:erfüll(?:t|en)|löst|lösen|genüg(?:t|en))"
        ),
        Role.REMARK,
    ),
    (r"berechne[nt]?|skizziere[nt]?|ersetze[nt]?|die funktion|der ausdruck", Role.REMARK),
)
