"""Words inside formulas that join or qualify statements, in English and German."""

from typing import Final


def _rows(table: dict[str, str]) -> dict[str, str]:
    return {word.strip(): role for role, words in table.items() for word in words.split(",")}


CONNECTIVES: Final = _rows(
    {
        "and": "and,und,&,as well as,sowie,resp.,bzw.",
        "or": "or,oder",
        "where": "where,wobei,such that,s.t.,so that,sodass,so dass,mit der eigenschaft",
        "for": "for,für,for all,für alle,for every,for any,for each,für jedes,für jede,für jeden,whenever,on,auf,for some",
        "with": "with,mit,given,assuming,subject to",
        "if": "if,wenn,falls,when,provided,provided that,sofern,in case,as,für den fall",
        "since": "since,because,da,weil,denn,as we know,by,wegen,using,due to",
        "quad": (
            "hence,thus,so,therefore,then,also,daher,somit,folglich,also gilt,dann,it follows that,i.e.,d.h.,das heißt,"
            "that is,that means,or equivalently,bzw,now,nun,and hence,and thus,and so,and therefore,und damit,und somit"
        ),
        "otherwise": "otherwise,else,sonst,ansonsten,elsewhere,andernfalls",
        "iff": "if and only if,iff,genau dann wenn,genau dann, wenn,gdw.,gdw",
        "implies": "implies,impliziert,yields,gives,ergibt",
    }
) | {"genau dann, wenn": "iff"}
"""What a phrase in ``\\text`` does, by the phrase in lower case without the punctuation around it."""

SIDE_CONDITIONS: Final = frozenset(("where", "for", "with", "if", "since", "forall", "exists", "nexists"))
"""The connectives after which a condition of what stands before follows."""
