"""JAX: pure functions of ``jax.numpy`` with its own softmax, log-sum-exp, sigmoid and softplus."""

from derive.kernel.backend import Backend
from derive.kernel.functional import functional
from derive.kernel.program import Program
from derive.kernel.spelling import Spelling

TO = Spelling(
    "jnp",
    names={
        "select": "where",
        "softmax": "jax.nn.softmax({}, axis=-1)",
        "log_softmax": "jax.nn.log_softmax({}, axis=-1)",
        "logsumexp": "jax.nn.logsumexp({}, axis=-1)",
        "sigmoid": "jax.nn.sigmoid({})",
        "softplus": "jax.nn.softplus({})",
    },
)


def emit(program: Program, name: str, docstring: list[str]) -> str:
    """The source of a module that imports JAX alone; its function can be jitted, mapped, differentiated."""
    return functional(program, name, docstring, TO, "import jax\nimport jax.numpy as jnp", "jnp.asarray({})")


BACKEND = Backend("jax", "jax", emit)
