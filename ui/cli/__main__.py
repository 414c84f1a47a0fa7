"""`python -m ui.cli` is `larets`."""

import sys

from ui.cli import main

sys.exit(main())
