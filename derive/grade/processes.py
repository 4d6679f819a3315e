"""What only some systems have: forked worker processes, and locks on files. None where there are none."""

try:
    import fcntl

    from derive.grade.workers import Pool
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    Pool = None  # type: ignore[assignment,misc]

__all__ = ["Pool", "fcntl"]
