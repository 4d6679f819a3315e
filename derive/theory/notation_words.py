"""Words inside formulas that join or qualify statements, in English and German."""

from typing import Final


def _rows(table: dict[str, str]) -> dict[str, str]:
    return {word.strip(): role for role, words in table.items() for word in words.split(",")}


CONNECTIVES: Final = _rows(
    {
        "and": "and,und,&,as well as,sowie,resp.,bzw.",
        "or": "or,oder",
        "where": "where,wobei,such that,s.t.,so that,sodass,so dass,mit der eigenschaft",
        "for": (
            "for,for all,for every,for any,for each,for some,whenever,on,"
            "für,für alle,für jedes,für jede,für jeden,auf"
        ),
        "with": "with,mit,given,assuming,subject to",
        "if": "if,wenn,falls,when,provided,provided that,sofern,in case,as,für den fall",
        "since": "since,because,da,weil,denn,as we know,by,wegen,using,due to",
        "quad": (
            "hence,thus,so,therefore,then,it follows that,i.e.,that is,that means,or equivalently,now,"
            "and hence,and thus,and so,and therefore,"
            "also,daher,somit,folglich,also gilt,dann,d.h.,das heißt,bzw,nun,und damit,und somit"
        ),
        "otherwise": "otherwise,else,sonst,ansonsten,elsewhere,andernfalls",
        "iff": "if and only if,iff,genau dann wenn,genau dann, wenn,gdw.,gdw",
        "implies": "implies,impliziert,yields,gives,ergibt",
    }
) | {"genau dann, wenn": "iff"}
"""What a phrase in ``\\text`` does, by the phrase in lower case without the punctuation around it."""

SIDE_CONDITIONS: Final = frozenset(("where", "for", "with", "if", "since", "forall", "exists", "nexists"))
"""The connectives after which a condition of what stands before follows."""
