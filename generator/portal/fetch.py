"""Fetching over the web, politely: bounded in bytes and seconds, over TLS, to the host that was named and to no other.

A name that leads to an address of an inner network is refused, unless that name is said to be an inner one: else a portal
could be made to ask what only its own machine can reach. The address that was judged is the one that is asked.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Iterator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Event, Timer, local
from urllib.parse import SplitResult, urljoin, urlsplit

from generator import __version__
from generator.frozen import frozen
from generator.load.source.source import MEGABYTE

SECONDS = 60.0  # for all that is asked of one site
_CONNECT = 10.0  # seconds for a connection, and for each answer on it
_HOPS = 5
_CHUNK = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_OK, _UNCHANGED = 200, 304


class WebFault(Exception):
    """Something on the web cannot be had: the name of the words for it, and their values."""

    def __init__(self, words: str, **values: str) -> None:
        super().__init__(words, values)
        self.words = words
        self.values = values


@frozen
class Fetched:
    """An answer: the bytes, or None where they are as they were; what to ask with the next time; the address that answered."""

    data: bytes | None
    tag: str
    modified: str
    address: str
    kind: str


class _Clock(local):
    """When the time of the site that a thread asks is over."""

    until = 0.0


class Fetcher:
    """Asks one site after the other, in each thread. ``inner`` are names of hosts that may lead into an inner network."""

    def __init__(self, inner: Collection[str] = (), seconds: float = SECONDS) -> None:
        self._inner = frozenset(inner)
        self._seconds = seconds
        self._clock = _Clock()

    def begin(self) -> None:
        """Begins with another site, which has all its seconds."""
        self._clock.until = time.monotonic() + self._seconds

    def get(self, address: str, most: int, tag: str = "", modified: str = "") -> Fetched:
        """What lies at an address, of at most so many bytes. Raises WebFault."""
        asked = {"If-None-Match": tag} if tag else {"If-Modified-Since": modified} if modified else {}
        first = urlsplit(address)
        for _ in range(_HOPS):
            parts = urlsplit(address)
            if (parts.scheme, parts.netloc) != (first.scheme, first.netloc):
                raise WebFault("web_elsewhere", target=f"{parts.scheme}://{parts.netloc}/"[:120])
            with self._answer(parts, asked) as (answer, expired):
                if answer.status in _REDIRECTS:
                    address = urljoin(address, answer.headers.get("Location", ""))
                    continue
                if answer.status == _UNCHANGED and asked:
                    return Fetched(None, tag, modified, address, "")
                if answer.status != _OK:
                    raise WebFault("web_status", status=str(answer.status))
                data = self._read(answer, most, expired)
                head = answer.headers
                return Fetched(data, head.get("ETag", ""), head.get("Last-Modified", ""), address, head.get_content_type())
        raise WebFault("web_loop", count=str(_HOPS))

    @contextlib.contextmanager
    def _answer(self, parts: SplitResult, asked: Mapping[str, str]) -> Iterator[tuple[HTTPResponse, Event]]:
        """The head of an answer. Whatever it is doing, the connection ends when the time of the site is over."""
        expired = Event()
        left = self._clock.until - time.monotonic()
        if left <= 0:
            raise WebFault("web_slow", seconds=f"{self._seconds:.0f}")
        with contextlib.ExitStack() as cleanup:
            try:
                raw = cleanup.enter_context(self._connected(parts, min(left, _CONNECT)))
                if parts.scheme == "https":
                    context = ssl.create_default_context()
                    # It shakes hands only once the clock is set.
                    shaken = context.wrap_socket(raw, server_hostname=parts.hostname, do_handshake_on_connect=False)
                    raw = cleanup.enter_context(shaken)
                timer = Timer(left, _end, (raw, expired))
                timer.daemon = True
                timer.start()
                cleanup.callback(timer.cancel)
                if isinstance(raw, ssl.SSLSocket):
                    raw.do_handshake()
                connection = HTTPConnection(parts.hostname or "", parts.port)
                connection.sock = raw
                cleanup.callback(connection.close)
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                head = {"User-Agent": f"gongkai/{__version__}", "Accept-Encoding": "identity", "Connection": "close", **asked}
                connection.request("GET", path, headers={"Host": parts.netloc, **head})
                answer = cleanup.enter_context(contextlib.closing(connection.getresponse()))
                yield answer, expired
            except ssl.SSLCertVerificationError as error:
                raise WebFault("web_certificate", reason=error.verify_message) from error
            except (OSError, HTTPException, ValueError) as error:
                if expired.is_set() or time.monotonic() >= self._clock.until:
                    raise WebFault("web_slow", seconds=f"{self._seconds:.0f}") from error
                raise WebFault("web_down", reason=_reason(error)) from error

    def _connected(self, parts: SplitResult, seconds: float) -> socket.socket:
        """A connection to one of the addresses of a host. Raises OSError, WebFault."""
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        inner = next((one for one in found if not _is_global(one)), "")
        if inner and not (_is_address(host) or host in self._inner):
            raise WebFault("web_inner", host=host, address=inner)
        for place, one in enumerate(found):
            try:
                return socket.create_connection((one, port), seconds)
            except OSError:
                if place == len(found) - 1:
                    raise
        raise OSError(host)

    def _read(self, answer: HTTPResponse, most: int, expired: Event) -> bytes:
        """The bytes of an answer, which may not be more than so many."""
        if (answer.headers.get("Content-Encoding") or "identity") != "identity":
            raise WebFault("web_down", reason=f"Content-Encoding: {answer.headers['Content-Encoding']}"[:120])
        chunks, size = [], 0
        while chunk := answer.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > most:
                raise WebFault("web_size", megabytes=str(most // MEGABYTE))
        if expired.is_set():
            raise WebFault("web_slow", seconds=f"{self._seconds:.0f}")
        if answer.length:  # reading by parts does not say that the end came too early
            raise WebFault("web_down", reason=f"{size} of {size + answer.length} bytes")
        return b"".join(chunks)


def _end(connection: socket.socket, expired: Event) -> None:
    expired.set()
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)  # that of TLS takes away what another thread reads with


def is_own_machine(host: str) -> bool:
    """True for the addresses of this machine, where there is nobody between who might read along."""
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_global(address: str) -> bool:
    """True for an address that anybody can reach; one of IPv4 may stand in one of IPv6 (RFC 4291 §2.5.5.2)."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:120]
