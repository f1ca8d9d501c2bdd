"""Entity tags: which version of a record an answer shows, and which one a command was meant for.

``"7-0f3a…"``: the record's version, which the service that owns it counts, and a digest of the answer,
since what is shown may change although nobody changed the record (a day passes). ``If-Match`` holds
a command to the version alone; ``If-None-Match`` spares the sending of the very same answer.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Response

from shared.contracts.base import Versioned

_TAG = re.compile(r'^"(\d{1,18})(?:-[0-9a-f]{16})?"$')
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^(\*|"[0-9]{1,18}(-[0-9a-f]{16})?")$',
        description="The ETag (or only the quoted `record_version`) of the record as you saw it. "
        "Where another version stands, nothing is done: 409, with the one that stands in `current` "
        "and as ETag. Without it, or with `*`, whichever stands is changed.",
    ),
]
NoIfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r"^\*$",
        include_in_schema=False,
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=2000,
        description="ETags of answers that you hold: where one is still the answer, 304 without it.",
    ),
]


def tag_of(answer: object) -> str | None:
    """Return the tag of an answer that shows a record with a version."""
    version = getattr(answer, "record_version", None)
    if not isinstance(answer, Versioned) or version is None:
        return None
    shown = answer.model_dump_json(exclude_none=True).encode()
    return f'"{version}-{sha256(shown).hexdigest()[:16]}"'


def expected(if_match: str | None) -> int | None:
    """Return the version that a command was meant for; None where any will do."""
    found = _TAG.match(if_match or "")
    return int(found[1]) if found else None


def is_held(tag: str, if_none_match: str | None) -> bool:
    """Whether the caller says that they hold the answer with this tag."""
    held = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    return tag in held or held == {"*"}


def tagged(answer: object, response: Response, if_none_match: str | None) -> Response | None:
    """Give the answer its tag; return what to send in its place where the caller holds it."""
    tag = tag_of(answer)
    if tag is None:
        return None
    response.headers["ETag"] = tag
    return Response(status_code=304, headers={"ETag": tag}) if is_held(tag, if_none_match) else None
