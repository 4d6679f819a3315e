"""JAX: pure functions of ``jax.numpy`` with its own softmax, log-sum-exp, sigmoid and softplus."""

from derive.kernel.backend import Backend
from derive.kernel.functional import functional
from derive.kernel.program import Program
from derive.kernel.spelling import Spelling

TO = Spelling(
    "jnp",
    names={
        "select": "where",
        "exp_square": "jnp.exp({1} * ({0}) ** 2)",
        "exp_product": "jnp.exp({1} * ({0}))",
        "weighted": "jnp.where((({0}) == 0) & (({2}) == ({2})), 0.0 * ({0}), ({0}) * ({1}))",
        "log1p_over": "jnp.log1p(({}) / ({}))",
        "erf": "jax.scipy.special.erf({})",
        "erfc": "jax.scipy.special.erfc({})",
        "erfcx": "(2.0 * jnp.exp(jax.scipy.special.log_ndtr(-jnp.sqrt(2.0) * ({0})) + ({0}) ** 2))",
        "normal_cdf": "jax.scipy.special.ndtr({})",
        "log_normal_cdf": "jax.scipy.special.log_ndtr({})",
        "mills_ratio": "(2.5066282746310002 * jnp.exp(jax.scipy.special.log_ndtr(-({0})) + ({0}) ** 2 / 2))",
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
