"""Fetching over the web, politely: bounded in bytes and seconds, over TLS, to the host that was named and to no other.

A name that leads to an address of an inner network is refused, unless that name is said to be an inner one: else a portal
could be made to ask what only its own machine can reach. The address that was judged is the one that is asked.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
import zlib
from collections.abc import Collection, Iterator, Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Event, Thread, Timer, local
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from generator import __version__
from generator.frozen import frozen
from generator.hosts import is_address, is_global
from generator.late import late
from generator.load.source.source import MEGABYTE
from generator.portal.web_faults import WebFault, fault_of_error, fault_of_status, may_pass

SECONDS = 60.0  # for all that is asked of one site
_CONNECT = 10.0  # seconds for a connection, and for each answer on it
_NAME = 20.0  # seconds for the name of a host: of several name servers the first may not answer
_FOREVER = float("inf")
_PORTS = {"https": 443, "http": 80}
_HOPS = 5
_CHUNK = 1 << 16
_PACKED, _GZIP = ("gzip", "x-gzip"), 31  # nobody is asked to pack, but some do; 31: zlib for what gzip made
_LENGTH = late("[0-9]{1,18}")
_REDIRECTS = (301, 302, 303, 307, 308)
_OK, _UNCHANGED = 200, 304
_AS_THEY_ARE = "/?:@!$&'()*+,;=~%#[]"  # signs of an address that are not quoted
_SHOWN = 120  # signs of an address
_PAUSE, _LONGEST_PAUSE = 1.0, 10.0  # seconds before a server that failed is asked once more; more than that nobody waits


@frozen
class Fetched:
    """An answer: the bytes, or None where they are as they were; what to ask with the next time; the address that answered."""

    data: bytes | None
    tag: str
    modified: str
    address: str
    kind: str


class _Passing(Exception):
    """A server fails now, and may not after a pause of so many seconds."""

    def __init__(self, fault: WebFault, pause: float) -> None:
        super().__init__(fault)
        self.fault = fault
        self.pause = pause


class _Clock(local):
    """When the time of the site that a thread asks is over."""

    until = 0.0


class Fetcher:
    """Asks one site after the other, in each thread. ``inner`` are names of hosts that may lead into an inner network."""

    def __init__(self, inner: Collection[str] = (), seconds: float = SECONDS) -> None:
        self._inner = frozenset(map(_ascii, inner))
        self._seconds = seconds
        self._clock = _Clock()

    def begin(self) -> None:
        """Begins with another site, which has all its seconds."""
        self._clock.until = time.monotonic() + self._seconds

    def get(self, address: str, most: int, tag: str = "", modified: str = "") -> Fetched:
        """What lies at an address, of at most so many bytes. Raises WebFault."""
        try:
            return self._get(address, most, tag, modified)
        except _Passing as passing:
            if passing.pause > _LONGEST_PAUSE or time.monotonic() + passing.pause >= self._clock.until:
                raise passing.fault from passing
            time.sleep(passing.pause)
        try:
            return self._get(address, most, tag, modified)
        except _Passing as passing:
            raise passing.fault from passing

    def _get(self, address: str, most: int, tag: str, modified: str) -> Fetched:
        """The answer of an address, asked once. Raises WebFault, _Passing."""
        asked = {"If-None-Match": tag} if tag else {"If-Modified-Since": modified} if modified else {}
        first = urlsplit(address)
        for _ in range(_HOPS):
            parts = urlsplit(address)
            if _origin(parts) != _origin(first):
                raise WebFault("web_elsewhere", target=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"[:_SHOWN])
            with self._answer(parts, asked) as (answer, expired):
                if answer.status in _REDIRECTS and (place := answer.headers.get("Location")):
                    address = _led_to(address, place)
                    continue
                if answer.status == _UNCHANGED and asked:
                    return Fetched(None, tag, modified, address, "")
                if may_pass(answer.status):
                    raise _Passing(fault_of_status(answer.status), _pause(answer.headers.get("Retry-After", "")))
                if answer.status != _OK:
                    raise fault_of_status(answer.status)
                data = self._read(answer, most, expired)
                head = answer.headers
                return Fetched(data, head.get("ETag", ""), head.get("Last-Modified", ""), address, head.get_content_type())
        raise WebFault("web_loop", count=str(_HOPS), target=address[:_SHOWN])

    @contextlib.contextmanager
    def _answer(self, parts: SplitResult, asked: Mapping[str, str]) -> Iterator[tuple[HTTPResponse, Event]]:
        """The head of an answer. Whatever it is doing, the connection ends when the time of the site is over."""
        expired = Event()
        with contextlib.ExitStack() as cleanup:
            try:
                raw = cleanup.enter_context(self._connected(parts))
                if parts.scheme == "https":
                    context = ssl.create_default_context()
                    # It shakes hands only once the clock is set.
                    shaken = context.wrap_socket(raw, server_hostname=_host(parts), do_handshake_on_connect=False)
                    raw = cleanup.enter_context(shaken)
                timer = Timer(self._left(_FOREVER), _end, (raw, expired))
                timer.daemon = True
                timer.start()
                cleanup.callback(timer.cancel)
                if isinstance(raw, ssl.SSLSocket):
                    raw.do_handshake()
                connection = HTTPConnection(_host(parts), parts.port)
                connection.sock = raw
                cleanup.callback(connection.close)
                path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_THEY_ARE)
                head = {"User-Agent": f"gongkai/{__version__}", "Accept-Encoding": "identity", "Connection": "close", **asked}
                connection.request("GET", path, headers={"Host": _named(parts), **head})
                answer = cleanup.enter_context(contextlib.closing(connection.getresponse()))
                yield answer, expired
            except (OSError, HTTPException, ValueError) as error:
                if expired.is_set() or time.monotonic() >= self._clock.until:
                    raise WebFault("web_slow", seconds=f"{self._seconds:.0f}") from error
                raise fault_of_error(error, _host(parts), _CONNECT) from error

    def _left(self, most: float) -> float:
        """The seconds that are left for a site, and not more than so many. Raises WebFault."""
        left = self._clock.until - time.monotonic()
        if left <= 0:
            raise WebFault("web_slow", seconds=f"{self._seconds:.0f}")
        return min(left, most)

    def _connected(self, parts: SplitResult) -> socket.socket:
        """A connection to one of the addresses of a host. Raises OSError, WebFault."""
        host, port = _host(parts), parts.port or _PORTS[parts.scheme]
        found = _resolved(host, port, self._left(_NAME))
        inner = next((one for one in found if not is_global(one)), "")
        if inner and not (is_address(host) or host in self._inner):
            raise WebFault("web_inner", host=host, address=inner)
        for place, one in enumerate(found):
            try:
                return socket.create_connection((one, port), self._left(_CONNECT))
            except OSError:
                if place == len(found) - 1:
                    raise
        raise WebFault("web_no_name", host=host)

    def _read(self, answer: HTTPResponse, most: int, expired: Event) -> bytes:
        """The bytes of an answer, which may not be more than so many."""
        answer.length = _stated_length(answer)
        packing = (answer.headers.get("Content-Encoding") or "identity").lower()
        if packing not in ("identity", *_PACKED):
            raise WebFault("web_packed", packing=packing[:40])
        if (answer.length or 0) > most:
            raise _too_large(most)
        unpack = _Unpacking(most) if packing in _PACKED else None
        chunks, size = [], 0
        while chunk := answer.read(_CHUNK):
            try:
                chunks.append(unpack.more(chunk, most + 1 - size) if unpack else chunk)
            except zlib.error as error:
                raise WebFault("web_packed", packing=packing) from error
            size += len(chunks[-1])
            if size > most:
                raise _too_large(most)
        if expired.is_set():
            raise WebFault("web_slow", seconds=f"{self._seconds:.0f}")
        if answer.length or (unpack and not unpack.is_whole):  # reading by parts does not say that the end came too early
            raise WebFault("web_cut")
        return b"".join(chunks)


class _Unpacking:
    """Bytes that gzip packed, unpacked as they come; there may be several members, one behind the other (RFC 1952 §2.2)."""

    def __init__(self, most: int) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._most = most
        self._room = most  # for what is packed: a member of nothing has twenty bytes

    @property
    def is_whole(self) -> bool:
        """True where nothing is missing at the end."""
        return self._member.eof

    def more(self, chunk: bytes, most: int) -> bytes:
        """The bytes that some more unpack to, as far as these are not more than so many. Raises WebFault, zlib.error."""
        found = b""
        self._room -= len(chunk)
        if self._room < 0:
            raise _too_large(self._most)
        while chunk and len(found) < most:
            if self._member.eof:
                chunk = chunk.lstrip(b"\0")  # with which some fill up the last block
                if not chunk:
                    break
                self._member = zlib.decompressobj(_GZIP)
            found += self._member.decompress(chunk, most - len(found))
            chunk = self._member.unused_data
        return found


def _stated_length(answer: HTTPResponse) -> int | None:
    """The bytes that an answer says it has; None where it does not say, or comes in chunks. Raises WebFault.

    Of one that says several numbers, or none that can be, nobody knows whether all came (RFC 9112 §6.3). http.client believes
    the first, and takes what is no number for nothing said.
    """
    stated = answer.headers.get_all("Content-Length")
    if not stated or answer.chunked:
        return None
    lengths = [one.strip() for one in ",".join(stated).split(",")]
    if not all(map(_LENGTH.fullmatch, lengths)) or len(set(map(int, lengths))) > 1:
        raise WebFault("web_length", length=", ".join(lengths)[:40])
    return int(lengths[0])


def _too_large(most: int) -> WebFault:
    return WebFault("web_size", megabytes=str(most // MEGABYTE))


def _resolved(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host. Raises OSError, UnicodeError, WebFault.

    The system waits for its name servers as long as it is set up to, and nothing ends that: it is left behind in a thread.
    """
    answer: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            answer.append([str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answer.append(error)

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answer:
        raise WebFault("web_name_silent", host=host)
    if isinstance(answer[0], Exception):
        raise answer[0]
    return answer[0]


def _led_to(address: str, place: str) -> str:
    """The address that a ``Location`` leads on to. Raises WebFault."""
    try:
        found = urljoin(address, quote(place, safe=_AS_THEY_ARE, encoding="latin-1"))
        _origin(urlsplit(found))
    except ValueError as error:
        raise WebFault("web_elsewhere", target=place[:_SHOWN]) from error
    return found


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    """The scheme, host and port of an address, in one form whichever way it is written (RFC 6454 §4). Raises ValueError."""
    if parts.username is not None:
        return parts.scheme, parts.netloc, None
    return parts.scheme, _host(parts), parts.port or _PORTS.get(parts.scheme)


def _host(parts: SplitResult) -> str:
    """The host of an address as name servers know it."""
    return _ascii(unquote(parts.hostname or "").lower())


def _ascii(host: str) -> str:
    """A name in signs of a people as RFC 3490 writes it; one that cannot be stays, and no name server knows it."""
    with contextlib.suppress(UnicodeError):
        return host if host.isascii() else host.encode("idna").decode()
    return host


def _named(parts: SplitResult) -> str:
    """The host and port of an address, as a question to it names them."""
    host = f"[{_host(parts)}]" if ":" in _host(parts) else _host(parts)
    return f"{host}:{parts.port}" if parts.port else host


def _end(connection: socket.socket, expired: Event) -> None:
    expired.set()
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)  # that of TLS takes away what another thread reads with


def _pause(after: str) -> float:
    """The seconds that a server wants to be left alone, from its ``Retry-After`` (RFC 9110 §10.2.3)."""
    if after.strip().isdecimal():
        return max(_PAUSE, float(after))
    try:
        return max(_PAUSE, parsedate_to_datetime(after).timestamp() - time.time())
    except ValueError:
        return _PAUSE
