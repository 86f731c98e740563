"""Where a preview listens, and the names under which it may be asked there."""

from __future__ import annotations

import errno
import http.server
import ipaddress
import os
import socket
import socketserver
import sys
from typing import Any

_TAKEN = {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}
ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  to know it, not to listen at it


class AddressTaken(Exception):
    """Another program listens at the address."""


class AddressUnusable(Exception):
    """The address is none of this machine, or not for everybody to use."""


class Server(http.server.ThreadingHTTPServer):
    """A server at one address, a thread for each question."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere two programs would listen at one address

    def __init__(self, family: socket.AddressFamily, where: Any) -> None:
        self.address_family = family
        super().__init__(where, http.server.BaseHTTPRequestHandler)

    def server_bind(self) -> None:
        """Takes the address; the name of the machine is not asked for, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of a page that was closed while it was sent."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def listen(host: str, port: int) -> Server:
    """A server that holds an address. Raises AddressTaken and AddressUnusable."""
    try:
        family, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return Server(family, where)
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno in _TAKEN:
            raise AddressTaken from error
        raise AddressUnusable from error


def names_of(host: str, bound: str) -> frozenset[str]:
    """The hosts under which what listens at an address may be asked."""
    names = {host.lower(), bound}
    if bound in ANY_ADDRESS:
        own = socket.gethostname().lower()
        names |= {own, f"{own}.local"}
    if bound in ANY_ADDRESS or ipaddress.ip_address(bound.partition("%")[0]).is_loopback:
        names |= {"localhost", "127.0.0.1", "::1"}
    return frozenset(names)


def is_number(host: str) -> bool:
    """True for an address in numbers, which nobody's name leads to."""
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False
