"""vipops runs the VIP stays of a hotel: plans, checklists, live boards and signed letters."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("vipops")
except PackageNotFoundError:  # a checkout that nobody installed
    __version__ = "0+unknown"
