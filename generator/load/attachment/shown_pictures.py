"""Pictures that a browser shows: of a kind that it knows, and whole to the end."""

from __future__ import annotations

from generator.load.attachment.media import is_picture

SHOWN = ("jpg", "jpeg", "png", "gif", "webp")
_PNG = b"\x89PNG\r\n\x1a\n"
_SCAN, _END, _ALONE = 0xDA, b"\xff\xd9", frozenset((0x01, *range(0xD0, 0xD8)))  # markers of a JPEG (ITU-T T.81)
_ICON = b"\0\0\1\0"
_HEIC = (b"heic", b"heix", b"mif1", b"msf1")


def hidden_kind(data: bytes) -> str:
    """The kind of a picture that most browsers do not show, as an ending; nothing of another."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC and b"avif" not in data[8:64]:
        return "heic"
    return "tiff" if data.startswith((b"II*\0", b"MM\0*")) else ""


def is_cut(data: bytes) -> bool:
    """True for a picture that ends before its own end: a copy or a download that was broken off."""
    if data.startswith(_PNG):
        return _png_is_cut(data)
    if data.startswith(b"\xff\xd8"):
        return _jpeg_is_cut(data)
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data) + 1  # some leave out the last byte of padding
    return not (is_picture(data[:64]) or data.startswith(_ICON))


def _png_is_cut(data: bytes) -> bool:
    at = len(_PNG)
    while at + 8 <= len(data):
        kind, size = data[at + 4 : at + 8], int.from_bytes(data[at : at + 4], "big")
        if kind == b"IEND":
            return False
        at += 12 + size
    return True


def _jpeg_is_cut(data: bytes) -> bool:
    """True where no end follows the picture itself; a small one inside what is said of it has an end of its own."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return False  # out of step: those who show it find their way
        marker = data[at + 1]
        if marker == _SCAN:
            return data.find(_END, at) < 0
        at += 1 if marker == 0xFF else 2 if marker in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return True
