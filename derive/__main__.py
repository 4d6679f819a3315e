"""``python -m derive`` is the command ``derive``."""

import sys

from derive.cli.main import main

sys.exit(main())
