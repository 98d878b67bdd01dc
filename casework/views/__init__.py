from casework.views.access import ask_to_open
from casework.views.hospital import admit, discharge, hospital, override, suspensions
from casework.views.package import allocate, end_package

__all__ = [
    "admit",
    "allocate",
    "ask_to_open",
    "discharge",
    "end_package",
    "hospital",
    "override",
    "suspensions",
]
