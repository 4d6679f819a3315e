"""Elementwise kernels in blocks: each ufunc writes into a small buffer that stays in the cache.

Fresh large arrays cost more than the arithmetic, so a value takes over the buffer
of an operand that is not needed again, and the last one writes into the result.
"""

from dataclasses import dataclass, field
from typing import Final

from derive.kernel.program import Instruction, Operand, Program

BLOCK: Final = 8192
RESULT: Final = "r"


@dataclass(slots=True)
class _Buffers:
    """Which buffer holds which value; ``r`` is the block of the result."""

    free: list[str] = field(default_factory=list)
    count: int = 0
    holds: dict[Operand, str] = field(default_factory=dict)

    def take(self) -> str:
        if self.free:
            return self.free.pop()
        self.count += 1
        return f"b{self.count - 1}"


def _last_uses(instructions: tuple[Instruction, ...]) -> dict[Operand, int]:
    return {o: n for n, i in enumerate(instructions) for o in i.operands}


def _assigned(program: Program, blocks: dict[Operand, str]) -> tuple[list[str], int]:
    """One ufunc call with ``out=`` an instruction, and the number of buffers they need.

    ``blocks`` names the blocks of the arguments, which are never written into.
    """
    instructions, result = program.instructions, program.result
    last = _last_uses(instructions)
    buffers = _Buffers(free=[RESULT])
    calls: list[str] = []
    for n, i in enumerate(instructions):
        texts = [blocks.get(o) or buffers.holds.get(o, o.text) for o in i.operands]
        for o in dict.fromkeys(i.operands):
            if o in buffers.holds and last[o] == n:
                buffers.free.append(buffers.holds[o])
        out = RESULT if i.target == result else buffers.take()
        if i.target == result and RESULT in buffers.free:
            buffers.free.remove(RESULT)
        buffers.holds[i.target] = out
        calls.append(_call(i.operation, texts, out))
    return calls, buffers.count


def _call(operation: str, texts: list[str], out: str) -> str:
    if operation == "select":
        return f"{out}[...] = np.where({', '.join(texts)})"
    return f"np.{operation}({', '.join(texts)}, out={out})"


def blocked(program: Program, name: str, docstring: str) -> list[str]:
    """The lines of a function of broadcasting arguments and an optional ``out``."""
    arguments = [a.name for a in program.arguments]
    calls, count = _assigned(program, {Operand(a): f"{a}_" for a in arguments})
    listed = ", ".join(arguments)
    body = [
        *(f"{a} = np.asarray({a}, dtype=float)" for a in arguments),
        f"shape = np.broadcast_shapes({', '.join(f'{a}.shape' for a in arguments)})",
        "result = np.empty(shape) if out is None else out",
        "flat = result.reshape(-1) if result.flags.c_contiguous else np.empty(result.size)",
        *(f"{a} = {a} if {a}.size == 1 else np.broadcast_to({a}, shape).reshape(-1)" for a in arguments),
        *(f"{a} = {a}.reshape(()) if {a}.size == 1 else {a}" for a in arguments),
        f"buffers = np.empty(({count}, min({BLOCK}, flat.size)))" if count else "",
        'with np.errstate(over="ignore", under="ignore"):',
        f"    for start in range(0, flat.size, {BLOCK}):",
        f"        part = slice(start, start + {BLOCK})",
        "        r = flat[part]",
        *(f"        b{n} = buffers[{n}, : r.size]" for n in range(count)),
        *(f"        {a}_ = {a}[part] if {a}.ndim else {a}" for a in arguments),
        *(f"        {call}" for call in calls),
        "if not result.flags.c_contiguous:",
        "    result[...] = flat.reshape(result.shape)",
        "return result",
    ]
    lines = [f"def {name}({listed}, out=None):", f"    {docstring!r}"]
    return lines + [f"    {line}" for line in body if line]
