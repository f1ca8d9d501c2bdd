"""What is known of a case flag: set, denied by somebody who was asked, or not known."""

from __future__ import annotations

from collections.abc import Collection

from shared.contracts.codes import CaseFlag, YesNoUnknown


def answer_about(
    flag: CaseFlag, *, flags: Collection[CaseFlag], asked: Collection[CaseFlag] | None
) -> YesNoUnknown:
    """Return what is known of a flag: yes where it is set, no only where somebody was asked.

    ``asked`` is None in what was sent before anybody could say who was asked: what was not set was
    read as a no then, and still is, so that the past is read as it was.
    """
    if flag in flags:
        return YesNoUnknown.YES
    return YesNoUnknown.NO if asked is None or flag in asked else YesNoUnknown.UNKNOWN
