"""Speed and accuracy, side by side with what a user would use instead (``python -m benchmarks``)."""

import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: all sides have one thread
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))  # the corpus and its independent reader
