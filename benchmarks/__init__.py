"""Speed and accuracy, side by side with what a user would use instead (``python -m benchmarks``)."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))  # the corpus and its independent reader
