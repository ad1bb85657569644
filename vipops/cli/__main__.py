"""``python -m vipops.cli``."""

from vipops.cli import main

main()
