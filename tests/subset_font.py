"""The font of pages, cut down to what formulas here are made of, and texts in European languages.

    python subset_font.py STIXTwoMath-Regular.ttf

needs fontTools and brotli. The licence of the font stands beside the result.
"""

import sys
from pathlib import Path

from derive.syntax.mathml_letters import BRACKETS, EXCEPTIONS, OPERATORS
from derive.theory import notation_unicode

TARGET = Path(__file__).resolve().parent.parent / "derive" / "render" / "font" / "stix-two-math.woff2"
RANGES = (
    (0x20, 0x7E), (0xA1, 0x17F), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x1D400, 0x1D454), (0x1D456, 0x1D467),
    (0x1D6A8, 0x1D6E1), (0x1D6E2, 0x1D71B),
)  # fmt: skip
SIGNS = (
    "ϵϑϕϖϱ¬±×÷·°¯¨´ˆ˘ˇ˙˚˜′″‴‵⁗‖…⋯⋮⋱−∗∕√∛∜∞∂∇∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀⟨⟩⟦⟧⌈⌉⌊⌋⏞⏟→←↔⇒⇐⇔↦⟶⟹⟺↑↓∅ℓℏℎℑℜ℘ℵ≲≳≺≻⊤⊥⊢⊨∣∤∥⊘⋆★△▽□◦∙•≜≐∎✓ı𝚤𝚥ȷ–—‘’“”‚„‹›†‡‰€←"
    "\u0302\u0303\u0304\u0305\u0307\u0308\u0338\u20d6\u20d7\u00a0\u2003\u2009\u200a\u2061\u2062\u2063\u2064"
    "𝔸𝔹𝔻𝔼𝔽𝔾𝕀𝕁𝕂𝕃𝕄𝕆𝕊𝕋𝕌𝕍𝕎𝕏𝕐𝟙𝟘𝟎𝟏𝒜𝒞𝒟𝒢𝒥𝒦𝒩𝒪𝒫𝒬𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵𝔄𝔅𝔇𝔈𝔉𝔊𝔍𝔎𝔏𝔐𝔑𝔒𝔓𝔔𝔖𝔗𝔘𝔙𝔚𝔛𝔜𝔤𝔥𝔭𝔮"
)


def characters():
    """Every character that a formula may show, and the letters of texts."""
    found = {chr(code) for low, high in RANGES for code in range(low, high + 1)} | set(SIGNS)
    found |= set(EXCEPTIONS.values()) | set("".join((*OPERATORS.values(), *BRACKETS.values())))
    return found | set(notation_unicode._MACROS)


def main(source):
    """Write the subset."""
    from fontTools import subset

    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["dtls", "kern"],
        glyph_names=False,
        notdef_outline=True,
    )
    font = subset.load_font(source, options)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=map(ord, characters()))
    cut.subset(font)
    subset.save_font(font, str(TARGET), options)


if __name__ == "__main__":
    main(sys.argv[1])
