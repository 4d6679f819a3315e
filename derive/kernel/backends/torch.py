"""PyTorch: functions of tensors with its own softmax, log-sum-exp, sigmoid and softplus."""

from derive.kernel.backend import Backend
from derive.kernel.functional import functional
from derive.kernel.program import Program
from derive.kernel.spelling import Spelling

TO = Spelling(
    "torch",
    "dim",
    {
        "select": "where",
        "max": "amax",
        "min": "amin",
        "maximum": "torch.maximum(torch.as_tensor({}), torch.as_tensor({}))",
        "minimum": "torch.minimum(torch.as_tensor({}), torch.as_tensor({}))",
        "power": "pow",
        "exp_square": "torch.exp({1} * ({0}) ** 2)",
        "exp_product": "torch.exp({1} * ({0}))",
        "weighted": "torch.where((({0}) == 0) & (({2}) == ({2})), 0.0 * ({0}), ({0}) * ({1}))",
        "log1p_over": "torch.log1p(({}) / ({}))",
        "erf": "torch.special.erf({})",
        "erfc": "torch.special.erfc({})",
        "erfcx": "torch.special.erfcx({})",
        "normal_cdf": "(0.5 * torch.special.erfc(-0.7071067811865476 * ({})))",
        "log_normal_cdf": "torch.special.log_ndtr({})",
        "mills_ratio": "(1.2533141373155003 * torch.special.erfcx(0.7071067811865476 * ({})))",
        "softmax": "torch.softmax({}, dim=-1)",
        "log_softmax": "torch.log_softmax({}, dim=-1)",
        "logsumexp": "torch.logsumexp({}, dim=-1)",
        "sigmoid": "torch.sigmoid({})",
        "softplus": "torch.nn.functional.softplus({}, threshold=40.0)",
    },
)


def emit(program: Program, name: str, docstring: list[str]) -> str:
    """The source of a module that imports PyTorch alone; gradients flow through the function."""
    return functional(program, name, docstring, TO, "import torch", "torch.as_tensor({})")


BACKEND = Backend("torch", "torch", emit)
