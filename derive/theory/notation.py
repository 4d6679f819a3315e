r"""The notation of formulas as data: which macro or character is what.

:data:`ROLES` maps a token's source text to its role and its canonical text. A new
macro is a new word in one of the tables below. Words inside ``\text`` are in
:mod:`derive.theory.notation_words`, characters beyond ASCII in
:mod:`derive.theory.notation_unicode`.
"""

from typing import Final

Role = tuple[str, str]


def _rows(role: str, text: str) -> dict[str, Role]:
    r"""Rows of one role: ``canonical`` or ``canonical|spelling|spelling`` in each word of ``text``."""
    return {spelling: (role, word.split("|")[0]) for word in text.split() for spelling in word.split("|")}


def _words(text: str) -> tuple[str, ...]:
    """The words of a table."""
    return tuple(text.split())


_NAMES: Final = _rows(
    "symbol",
    r"""\alpha \beta \gamma \delta \epsilon|\varepsilon \zeta \eta \theta|\vartheta \iota \kappa|\varkappa
    \lambda \mu \nu \xi \omicron \pi|\varpi \rho|\varrho \sigma|\varsigma \tau \upsilon \phi|\varphi
    \chi \psi \omega \Gamma|\varGamma \Delta|\varDelta \Theta|\varTheta \Lambda|\varLambda \Xi|\varXi
    \Pi|\varPi \Sigma|\varSigma \Upsilon|\varUpsilon \Phi|\varPhi \Psi|\varPsi \Omega|\varOmega \infty
    \ell \hbar \imath \jmath \emptyset|\varnothing \aleph \wp \top|\intercal \bot \dagger|\dag
    \ddagger|\ddag \Alpha \Beta \Epsilon \Zeta \Eta \Iota \Kappa \Mu \Nu \Omicron \Rho \Tau \Chi""",
) | {
    r"\R": ("symbol", r"\mathbb{R}"),
    r"\N": ("symbol", r"\mathbb{N}"),
    r"\Z": ("symbol", r"\mathbb{Z}"),
    r"\Q": ("symbol", r"\mathbb{Q}"),
    r"\C": ("symbol", r"\mathbb{C}"),
    r"\reals": ("symbol", r"\mathbb{R}"),
    r"\E": ("big", "expectation"),
    r"\ast": ("multiplicative", "*"),
    r"\star": ("multiplicative", r"\star"),
}

_FUNCTIONS: Final = _rows(
    "function",
    r"""\sin \cos \tan|\tg \cot|\ctg|\cotg \sec \csc|\cosec \arcsin \arccos \arctan|\arctg \sinh|\sh
    \cosh|\ch \tanh|\th \coth|\cth \exp \log \ln \lg \gcd \deg \dim \ker \Pr \hom \arg \Re \Im""",
) | {
    rf"\{name}": ("function", {"sign": "sgn", "Tr": "tr", "arcctg": "arccot"}.get(name, name))
    for name in _words(
        "arccot arcctg sech csch arcsec arccsc arsinh arcosh artanh sgn sign erf erfc rank tr Tr diag "
        "softmax relu ReLU sigmoid logit id grad Var Cov sinc lcm lb lse argsinh arctanh"
    )
}

_BIG: Final = {
    rf"\{name}": ("big", name)
    for name in _words(
        "sum prod coprod int iint iiint oint lim limsup liminf max min sup inf argmax argmin bigcup bigcap "
        "bigoplus bigotimes bigwedge bigvee det"
    )
} | {
    r"\varlimsup": ("big", "limsup"),
    r"\varliminf": ("big", "liminf"),
    r"\bigsqcup": ("big", "bigcup"),
    r"\Sum": ("big", "sum"),
}

_RELATIONS: Final = _rows(
    "relation",
    r"""= \ne|\neq < \le|\leq|\leqslant|\leqq|<= > \ge|\geq|\geqslant|\geqq|>= :=|\coloneqq|\triangleq
    \equiv \approx|\approxeq|\thickapprox \sim|\thicksim \propto|\varpropto \in \notin|\nin \ni|\owns
    \subset|\subsetneq \subseteq|\subseteqq \supset|\supsetneq \supseteq
    \to|\rightarrow|\longrightarrow|-> \leftarrow|\gets|\longleftarrow \mapsto|\longmapsto \perp|\bot
    \mid|\divides \nmid \parallel \cong \simeq \ll \gg \lll \ggg \prec \succ \preceq|\preccurlyeq
    \succeq|\succcurlyeq \asymp \doteq \nless \ngtr \lesssim \gtrsim \rightsquigarrow|\leadsto
    \uparrow \downarrow \nearrow \searrow \vdash \models \hookrightarrow \rightharpoonup
    \leftrightarrow \not\equiv \not\approx \not\sim \not\le \not\ge \not\subset \not\subseteq""",
) | {
    ":=": ("relation", ":="),
    "=:": ("relation", "=:"),
    r"\eqqcolon": ("relation", "=:"),
    r"\bot": ("symbol", r"\bot"),
    r"\nsubseteq": ("relation", r"\not\subseteq"),
    r"\nleq": ("relation", r"\not\le"),
    r"\ngeq": ("relation", r"\not\ge"),
    r"\nsim": ("relation", r"\not\sim"),
    r"\xlongequal": ("noted", "="),
    r"\xrightarrow": ("noted", r"\to"),
    r"\xlongrightarrow": ("noted", r"\to"),
    r"\xleftarrow": ("noted", r"\leftarrow"),
    r"\xmapsto": ("noted", r"\mapsto"),
    r"\xRightarrow": ("noted", r"\Rightarrow"),
    r"\xLeftrightarrow": ("noted", r"\Leftrightarrow"),
    r"\xLeftarrow": ("noted", r"\Leftarrow"),
}

NEGATED: Final = {"=": r"\ne", r"\in": r"\notin", r"\mid": r"\nmid", "<": r"\nless", ">": r"\ngtr"}
"""What ``\\not`` before a relation makes of it; any other ``R`` becomes ``\\not R`` if the tables have it."""

ARROWS: Final = frozenset((r"\Rightarrow", r"\Leftarrow", r"\Leftrightarrow"))
"""The relations that join whole statements."""

_ARROWS: Final = _rows(
    "arrow",
    r"""\Rightarrow|\implies|\Longrightarrow|==> \Leftarrow|\impliedby|\Longleftarrow
    \Leftrightarrow|\iff|\Longleftrightarrow|\equivalent""",
) | {"=>": ("arrow", r"\Rightarrow"), "<=>": ("arrow", r"\Leftrightarrow")}

_OPERATORS: Final = (
    _rows("additive", r"+ - \pm \mp \cup \setminus|\smallsetminus \oplus \ominus \triangle \sqcup \uplus")
    | _rows(
        "multiplicative",
        r"* / \cdot \times \div \odot \otimes \cap \circ \oslash \bmod \sqcap \bullet \circledast",
    )
    | {r"\mod": ("multiplicative", r"\bmod"), r"\slash": ("multiplicative", "/")}
    | _rows("connective", r"and|\land|\wedge or|\lor|\vee forall|\forall exists|\exists since|\because")
    | {
        r"\nexists": ("connective", "nexists"),
        r"\neg": ("negation", r"\neg"),
        r"\lnot": ("negation", r"\neg"),
    }
)

_DELIMITERS: Final = (
    _rows("open", r"( [ \{|\lbrace \langle|\lang \lfloor \lceil \lvert \lVert \lbrack")
    | _rows("close", r") ] \}|\rbrace \rangle|\rang \rfloor \rceil \rvert \rVert \rbrack")
    | {"|": ("bar", "|"), r"\vert": ("bar", "|"), r"\|": ("bar", "||"), r"\Vert": ("bar", "||")}
    | {r"\lbrack": ("open", "["), r"\rbrack": ("close", "]"), r"\llbracket": ("open", r"\llbracket")}
    | {r"\rrbracket": ("close", r"\rrbracket")}
)

FENCES: Final = {
    "(": ("(", ")"),
    "[": ("[", "]"),
    r"\{": ("{", "}"),
    r"\langle": ("<", ">"),
    r"\lfloor": ("floor", "floor"),
    r"\lceil": ("ceil", "ceil"),
    r"\lvert": ("|", "|"),
    r"\lVert": ("||", "||"),
    "]": ("]", "["),
    r"\llbracket": ("[[", "]]"),
}
"""An opening delimiter: its name in the surface tree and the name of what closes it."""

CLOSINGS: Final = {
    ")": ")",
    "]": "]",
    r"\}": "}",
    r"\rangle": ">",
    r"\rfloor": "floor",
    r"\rceil": "ceil",
    r"\rvert": "|",
    r"\rVert": "||",
    "[": "[",
    r"\rrbracket": "]]",
}

_DECORATIONS: Final = (
    {
        rf"\{macro}": ("accent", accent)
        for accent, macros in {
            "hat": "hat widehat",
            "bar": "bar overline",
            "tilde": "tilde widetilde",
            "dot": "dot",
            "ddot": "ddot",
            "check": "check widecheck",
            "breve": "breve",
            "ring": "mathring",
            "acute": "acute",
            "grave": "grave",
            "arrow": "vec overrightarrow",
            "underline": "underline underbar",
        }.items()
        for macro in macros.split()
    }
    | {
        rf"\{macro}": ("font", font)
        for font, macros in {
            "bold": "mathbf boldsymbol bm bf mathbfit pmb boldmath symbf",
            "roman": "mathrm rm mathup mathnormal mathit it",
            "sans": "mathsf sf",
            "mono": "mathtt tt",
            "calligraphic": "mathcal cal mathscr",
            "fraktur": "mathfrak",
            "blackboard": "mathbb Bbb mathbbm mathds",
        }.items()
        for macro in macros.split()
    }
    | {
        rf"\{macro}": ("decoration", kind)
        for kind, macros in {
            "boxed": "boxed fbox framebox tcboxmath",
            "cancel": "cancel bcancel xcancel",
            "strike": "sout st",
            "underbrace": "underbrace underbracket",
            "overbrace": "overbrace overbracket",
        }.items()
        for macro in macros.split()
    }
)

DISTINGUISHING: Final = frozenset(
    _words("hat bar tilde dot ddot check breve ring acute grave calligraphic fraktur")
)
"""Accents and fonts that make another name of a letter; the others only decorate."""

_COMMANDS: Final = (
    dict.fromkeys(_words(r"\frac \dfrac \tfrac \cfrac \sfrac \nicefrac"), ("fraction", ""))
    | dict.fromkeys(_words(r"\binom \dbinom \tbinom"), ("binomial", ""))
    | {
        r"\over": ("over", "fraction"),
        r"\choose": ("over", "binomial"),
        r"\sqrt": ("root", ""),
        r"\stackrel": ("stacked", ""),
        r"\overset": ("stacked", ""),
        r"\underset": ("stacked", ""),
        r"\substack": ("substack", ""),
        r"\cancelto": ("cancelto", ""),
        r"\pmod": ("connective", "mod"),
        r"\partial": ("partial", r"\partial"),
        r"\nabla": ("nabla", r"\nabla"),
        r"\dd": ("letter", "d"),
        r"\diff": ("letter", "d"),
        r"\prime": ("primes", "1"),
        r"\\": ("newline", ""),
        r"\newline": ("newline", ""),
        r"\cr": ("newline", ""),
        r"\%": ("postfix", r"\%"),
        r"\degree": ("postfix", r"\degree"),
        r"\textdegree": ("postfix", r"\degree"),
        r"\backslash": ("additive", r"\setminus"),
        r"\colon": ("colon", ":"),
    }
    | dict.fromkeys(
        _words(r"\cdots \ldots \dots \dotsc \dotsb \dotsm \dotsi \dotso \hdots ..."), ("dots", "h")
    )
    | {r"\vdots": ("dots", "v"), r"\ddots": ("dots", "d"), r"\iddots": ("dots", "d")}
)

_PUNCTUATION: Final = {
    "{": ("begin-group", ""),
    "}": ("end-group", ""),
    "^": ("sup", ""),
    "_": ("sub", ""),
    "&": ("cell", ""),
    ",": ("separator", ","),
    ";": ("separator", ";"),
    ":": ("colon", ":"),
    ".": ("period", "."),
    "!": ("postfix", "!"),
    "!!": ("postfix", "!!"),
    "'": ("primes", "1"),
    r"\_": ("symbol", "_"),
    r"\#": ("symbol", "#"),
}

SPACES: Final = frozenset(
    _words(r"""
    \, \: \; \> \! \/ ~ \thinspace \medspace \thickspace \negthinspace \negmedspace \enspace \enskip
    \hfill \hfil \displaystyle \textstyle \scriptstyle \scriptscriptstyle \limits \nolimits \nonumber
    \notag \allowbreak \nobreak \noindent \centering \mathstrut \strut \hline \relax \ensuremath
    \mathrel \mathbin \mathord \mathopen \mathclose \mathpunct \mathinner \protect \bigskip \smallskip
    \medskip \small \large \Large \normalsize \footnotesize \tiny \scriptsize \break \linebreak
    \leavevmode \therefore \smash \mathchoice \pagebreak \displaylimits \displaybreak \nobreakspace
    \null \normalfont \nopagebreak \allowdisplaybreaks \par \newpage \clearpage""")
) | {"\\ ", "\\\n", "\\\t"}
"""What only moves ink about, and style and size switches; ``\\therefore`` means nothing by itself."""

BREAKS: Final = frozenset(_words(r"\displaybreak \pagebreak \linebreak \nopagebreak \nobreak"))
"""Spaces that may have a number in square brackets: how much a break is wanted there."""

_REMARKS: Final = {
    m: ("remark", name)
    for m, name in {
        r"\square": "□",
        r"\Box": "□",
        r"\blacksquare": "■",
        r"\qed": "□",
        r"\qedhere": "□",
        r"\qedsymbol": "□",
        r"\checkmark": "✓",
        "?": "?",
        r"\lightning": "↯",
    }.items()
}

DROPPED: Final = {
    r"\label": 1,
    r"\hspace": 1,
    r"\hspace*": 1,
    r"\vspace": 1,
    r"\vspace*": 1,
    r"\hskip": 0,
    r"\kern": 0,
    r"\mkern": 0,
    r"\mskip": 0,
    r"\phantom": 1,
    r"\hphantom": 1,
    r"\vphantom": 1,
    r"\color": 1,
    r"\textcolor": 1,
    r"\colorbox": 1,
    r"\cite": 1,
    r"\footnote": 1,
    r"\rule": 2,
    r"\raisebox": 1,
}
"""Macros that go without a trace, with the number of arguments that go with them."""

TEXT_MACROS: Final = frozenset(
    _words(r"""\text \mbox \hbox \textrm \textbf \textit \textsf \texttt \textnormal \textsc \emph \intertext
    \shortintertext \textup \mathrm \mathit \mathsf \mathtt \rm \operatorname \operatorname*
    \operatornamewithlimits \mathop \tag \tag* \textsuperscript \textmd \textsl""")
)

GRIDS: Final = {
    "matrix": ("", ""),
    "smallmatrix": ("", ""),
    "array": ("", ""),
    "tabular": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("||", "||"),
    "psmallmatrix": ("(", ")"),
    "bsmallmatrix": ("[", "]"),
}
CASES: Final = frozenset(("cases", "dcases", "rcases", "drcases"))
ALIGNMENTS: Final = frozenset(
    _words("""aligned align align* alignat alignat* alignedat split gather gather* gathered multline multline*
    multlined eqnarray eqnarray* equation equation* flalign flalign* displaymath math IEEEeqnarray
    IEEEeqnarray* subequations dmath dmath*""")
)
DISPLAYS: Final = frozenset(
    _words("""align align* alignat alignat* gather gather* multline multline* eqnarray eqnarray* equation
    equation* flalign flalign* displaymath IEEEeqnarray IEEEeqnarray* dmath dmath* aligned split
    gathered""")
)
"""Environments that are displays without any dollar signs around them."""

WITH_ARGUMENT: Final = frozenset(
    _words("array tabular alignat alignat* alignedat IEEEeqnarray IEEEeqnarray*")
)
"""Environments whose name is followed by an argument in braces (columns)."""

OPERATOR_NAMES: Final = frozenset(
    _words("""softmax lse logsumexp diag tr Tr trace rank sgn sign relu ReLU sigmoid logit erf erfc exp log ln
    sin cos tan sinh cosh tanh arsinh arcosh artanh arctan arcsin arccos Var Cov softplus gelu silu
    swish clip hinge det vec cosh coth sech csch span ker dim grad div rot curl sinc lg logistic
    heaviside elu selu lcm gcd softargmax arccot arcoth arcsec arccsc""")
)
"""Words that are functions also in ``\\text`` and ``\\mathrm``; in ``\\operatorname`` every word is one."""

STANDARD_FUNCTIONS: Final = {row[1][1:]: row[1] for row in _FUNCTIONS.values() if row[1].startswith("\\")}
"""Words that LaTeX has a macro for: ``sin`` in ``\\operatorname`` is ``\\sin``."""

BIG_NAMES: Final = {
    "argmax": "argmax",
    "argmin": "argmin",
    "max": "max",
    "min": "min",
    "sup": "sup",
    "inf": "inf",
    "lim": "lim",
    "limsup": "limsup",
    "liminf": "liminf",
    "det": "det",
}

DELIMITER_SIZES: Final = {
    rf"\{size}{side}": side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
} | {r"\left": "left", r"\right": "right", r"\middle": "m"}

ROLES: Final[dict[str, Role]] = (
    _NAMES
    | _FUNCTIONS
    | _BIG
    | _RELATIONS
    | _ARROWS
    | _OPERATORS
    | _DELIMITERS
    | _DECORATIONS
    | _COMMANDS
    | _PUNCTUATION
    | _REMARKS
    | dict.fromkeys((r"\quad", r"\qquad"), ("quad", "quad"))
)
