"""Answers that are kept packed by gzip, for browsers that take them so and for those that do not."""

import gzip

from flask import Response, request


def packed_answer(packed: bytes, content_type: str, *, vary: str = "Accept-Encoding") -> Response:
    """The answer whose body was packed by gzip; unpacked for who does not accept that."""
    zips = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(packed if zips else gzip.decompress(packed), content_type=content_type)
    if zips:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = vary
    return answer
