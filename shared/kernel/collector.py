"""Keeps Python's garbage collector away from what a process loads at its start.

A full collection looks at every object that there is, and nothing else of the process goes on
meanwhile. Imports alone leave some quarter of a million, of which under half a percent is garbage:
while they load, collecting finds nothing, and later each full collection would stop a service
for a tenth of a second or more, so that whatever waits at that moment waits as long.
"""

from __future__ import annotations

import gc


def hold() -> None:
    """Collect nothing for now: the process only loads. ``keep`` ends it."""
    gc.disable()


def keep() -> None:
    """Leave all that is loaded by now out of every later collection, and let those begin.

    May be called again when more was loaded, such as what the first start of a service imports.
    """
    gc.freeze()
    gc.enable()
