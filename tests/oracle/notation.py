"""Notation that the oracle knows."""

FUNCTIONS = {
    "\\" + f: f
    for f in (
        *("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"),
        *("arcsin", "arccos", "arctan", "exp", "log", "ln", "det", "Gamma"),
    )
}
WORDS = {
    "softmax", "lse", "sigmoid", "relu", "softplus", "sign", "sgn", "erf", "tr", "diag", "arsinh", "arcosh",
    "artanh", "ReLU", "clip", "logit", "erfc",
}  # fmt: skip
NAMED = {"\\sigma": "sigmoid", "\\Phi": "Phi", "\\varphi": "phi", "\\phi": "phi"}
RELATIONS = {"=", "<", ">", "\\le", "\\ge", "\\ne", "\\in", "\\equiv"}
GREEK = {
    "\\alpha", "\\beta", "\\gamma", "\\delta", "\\epsilon", "\\zeta", "\\eta", "\\theta", "\\kappa",
    "\\lambda", "\\mu", "\\nu", "\\xi", "\\rho", "\\sigma", "\\tau", "\\phi", "\\varphi",
    "\\chi", "\\psi", "\\omega", "\\Phi", "\\Psi", "\\Omega", "\\Delta", "\\Sigma", "\\Lambda",
    "\\ell",
}  # fmt: skip
STOP = {
    ")", "]", "}", "\\}", ",", ";", "&", "\\\\", "",
    "|", "\\|", "\\rfloor", "\\rceil", "+", "-", "\\Rightarrow", "\\Leftrightarrow", "\\land",
    "\\lor", "text:and", "text:or", "text:if", "text:otherwise", "end:cases", "end:pmatrix",
    "end:bmatrix", "\\to",
    "\\rangle", ".", "text:for", "\\pm",
}  # fmt: skip
BIG = {"\\sum", "\\prod", "\\int", "\\lim", "\\max", "\\min"}
