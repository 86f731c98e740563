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
    pictures: list[bytes] = []
    data = _PICTURE.sub(lambda found: pictures.append(base64.b64decode(found[1])) or b"", data)  # type: ignore[func-returns-value]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in _ASIDE:
            inner = re.compile(rb"<%s:%s\b[^<>]*[^/]>.*?</%s:%s>" % (root[1], name.encode(), root[1], name.encode()), re.DOTALL)
            if found := inner.search(data):
                data = data[: found.start()] + data[found.end() :]
                kind = b"document-" + name.encode()
                start = root[0].replace(b":document", b":" + kind, 1)
                archive.writestr(f"{name}.xml", start + found[0] + b"</%s:%s>" % (root[1], kind))
        archive.writestr(
            "content.xml", data.replace(b":document ", b":document-content ", 1).replace(b":document>", b":document-content>")
        )
        for number, picture in enumerate(pictures):
            archive.writestr(f"Pictures/{number}", picture)
    return file.getvalue()
