"""OpenDocument in one XML file (ISO/IEC 26300-2, 2.2: FODT, FODS, FODP), made an archive of parts for the readers of those."""

from __future__ import annotations

import base64
import io
import re
import zipfile

from generator.late import late

_ROOT = late(rb"<(\w+):document\b[^<>]*>")
_PICTURE = late(rb"<\w+:binary-data>([^<]*)</\w+:binary-data>")
_ASIDE = ("meta", "settings", "scripts")  # what stands in parts of their own


def packed(data: bytes) -> bytes:
    """The archive of a document: its content, what stands aside of that, its pictures; a file that is none stays what it is."""
    root = _ROOT.search(data)
    if root is None:
        return data
    pictures = [base64.b64decode(found[1]) for found in _PICTURE.finditer(data)]
    data = _PICTURE.sub(b"", data)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in _ASIDE:
            tag = b"%s:%s" % (root[1], name.encode())
            opened = re.search(rb"<%s\b[^<>]*(?<!/)>" % tag, data)
            # Only behind the first that opens: a stranger's file may open without an end, as often as it likes.
            end = data.find(b"</%s>" % tag, opened.end()) if opened else -1
            if opened and end >= 0:
                end += len(b"</%s>" % tag)
                kind = b"document-" + name.encode()
                start = root[0].replace(b":document", b":" + kind, 1)
                archive.writestr(f"{name}.xml", start + data[opened.start() : end] + b"</%s:%s>" % (root[1], kind))
                data = data[: opened.start()] + data[end:]
        archive.writestr(
            "content.xml", data.replace(b":document ", b":document-content ", 1).replace(b":document>", b":document-content>")
        )
        for number, picture in enumerate(pictures):
            archive.writestr(f"Pictures/{number}", picture)
    return file.getvalue()
