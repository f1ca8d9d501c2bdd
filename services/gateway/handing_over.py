"""Files that leave: to be saved and not shown, by a browser that guesses nothing and keeps nothing."""

from __future__ import annotations

import base64

from fastapi.responses import Response

from shared.contracts.comms.papers import PaperFile


def handed_over(paper: PaperFile, name: str) -> Response:
    """Return a file for a browser to save. What somebody sent us never runs as a page of ours."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    content = base64.b64decode(paper.content)
    return Response(content, media_type=paper.media_type, headers=headers)
