"""Where a text turns, in German."""

from typing import Final

from derive.elaborate.turning import Turns

TURNS: Final = Turns(
    every=r"alle|jede[nsr]?|beliebige[sn]?",
    universal=r"für (?:alle|jede[nsr]?|beliebige[sn]?)",
    reals=((r"reelle[nrs]?(?: Zahl(?:en)?)?", r"%s \in \mathbb{R}"), (r"Zahl(?:en)?|Werte(?: von)?|die", "")),
    turning=(
        r"umgekehrt|ebenso|analog|nun|und|aber|also|andererseits|dagegen|schließlich|dann|jedoch|wieder|sonst"
        r"|hingegen|während|zunächst|zweitens|drittens|erstens"
    ),
    afresh=r"es gilt|gilt|ist|sind|wir (?:haben|wissen|sehen)|nun",
    rejoining=r"in (?:beiden|allen|jedem) (?:dieser )?Fäll?e?n?|in jedem Fall|so oder so",
    environment=r"satz|theorem|lemma|hilfssatz|proposition|(?:gegen)?beispiel|aufgabe",
    proving=r"beweis|lösung|proof",
    referring=r"obig\w*|gleich\w*|vorig\w*|wie in|unter den|diese[rsmn]?",
    contradiction=r"widerspr|absurd|unmöglich|kann nicht sein|nicht der fall",
    announcing=r"(?:gilt|gelten|haben wir|erhalten wir|folgt|folgende\w*)\b[^.;]*",
    asking=(
        r"ist|sind|gilt|gelten|warum|wieso|wann|wo|was|wie|kann|können|hat|haben"
        r"|für welche\w*|welche\w*|stimmt|wahr"
    ),
    presenting=(
        r"(?:die|eine|unsere|diese) (?:\w+ )?(?:Funktion|Folge|Abbildung)|das Polynom"
        r"|definiere[nt]?(?: wir)?(?: nun| jetzt)?|setze[nt]?(?: wir)?(?: nun| jetzt)?"
    ),
    inserting=r"mit|einsetzen von|zum beispiel|beispielsweise",
    vague=(
        r"für (?:alle )?(?:die )?(?:anderen?|übrigen)|in (?:den|allen) (?:anderen|übrigen)"
        r"|für (?:alle )?(?:sehr |hinreichend |genügend )?(?:große[srn]?|kleine[srn]?)|für fast alle"
        r"|für (?:unendlich viele|höchstens|genau|die meisten|viele|einige|zwei|drei|manche|gewisse)|manchmal"
    ),
    denying=(
        r"nicht (?:voraus|an)|"
        r"(?:ist|sind|wäre) (?:\w+ )?(?:falsch|unmöglich|ungültig|nicht (?:wahr|richtig"
        r"|erfüllt))|gilt (?:\w+ )?nicht"
        r"|kann (?:\w+ )?nicht (?:gelten|stimmen|sein)|stimmt nicht|ist widerlegt|würde (?:folgen|gelten)"
    ),
    denied=r"nicht|es nicht (?:wahr|der Fall) ist,? dass",
    over=r"\s*,?\s*(?:auf|in|über)(?: dem)?(?: (?:\w+ )?Intervall)?\s*",
    else_=r"sonst|andernfalls|anderenfalls|ansonsten",
    adding=r"außerdem|ferner|zudem|zusätzlich|auch|sogar|weder|nicht|nur|es|die|der|das|wir|beide",
    that=r"dass",
    dropping=r"nicht mehr|nicht länger|verzicht|weglassen|lassen wir .*? weg|fallen",
    restricting=(
        r"zwischen|nahe|innerhalb|außerhalb|auf|außer|nur|fast|für|falls|wenn|sofern" r"|solange|unter|lokal"
    ),
    letting=r"sei|setze[nt]?(?: wir)?|angenommen",
    assumed=(
        r"(?:\w+ )?(?:annehmen|voraussetzen|angenommen|vorausgesetzt)|(?:an"
        r"|voraus)(?=[.,;]|$)|nach Voraussetzung"
    ),
    reversing=r"umgekehrt|(?:für |in )?die (?:umkehrung|andere richtung|rückrichtung)|rückrichtung",
    direction=(
        r"(?:erste|zweite|andere) richtung|hinrichtung|notwendigkeit|(?:notwendig|hinreichend):|⇒|⇐"
        r"|\(?(?:=>|<=|==>|<==)\)"
    ),
    introducing=r"(?:nun |jetzt )?(?:eine? (?:[\w-]+ ){0,3}?Zahl|beliebig\w*|(?:reell|komplex)\b)",
    general=(
        r"im allgemeinen(?: fall)?|(?:ganz )?allgemein|generell|für allgemeine[sn]?"
        r"|ohne (?:diese|jene|die|solche)[rsn]? (?:annahme|voraussetzung|einschränkung|bedingung)(?:en)?"
    ),
    example=r"zum beispiel|beispielsweise|z\.\s?b\.|als beispiel|etwa(?: für)?|im (?:spezialfall|sonderfall)",
    here=r"hier(?:bei)?(?: (?:ist|sind))?",
    joining=r"und(?: auch| sogar| somit| damit| daher)?|aber(?: auch)?|sowie|jedoch",
    predicating=r"ist|sind|hat|haben|nimmt|konvergiert|divergiert|besitzt|erfüllt|bildet",
    be="ist",
    neither=(r"weder ([^\0]*?) noch\b", r"nicht \1 und nicht"),
    grounds=r"aus diesen Gründen",
    declared=r"sei(?:en)?|soll(?:en)?",
    contrasting=r"aber|jedoch|doch|während",
)
