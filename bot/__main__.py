"""`python -m bot` is the `verbale` command."""

import sys

from bot.cli import main

sys.exit(main())
