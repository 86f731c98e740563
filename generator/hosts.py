"""Hosts of sites and their addresses: which lead somewhere, which only the machines of an inner network can reach."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

# What no address has, by RFC 3986 and RFC 3987: browsers mend some of it, each in its own way.
_NO_SIGN = frozenset(' "<>\\^`{|}')
# Names that no register gives to anybody: RFC 6761, RFC 6762, RFC 8375, and what routers and offices use.
_INNER = (".localhost", ".local", ".lan", ".internal", ".localdomain", ".intranet", ".home.arpa")


def is_site(address: str) -> bool:
    """True for the address of a site that people can be sent to: of the web, with a host and without a password."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.username is None
            and parts.port != 0
            and _NO_SIGN.isdisjoint(address)
            and address.isprintable()
        )
    except ValueError:  # no port, or no address of IPv6
        return False


def is_inner(host: str) -> bool:
    """True for a host that only an inner network knows: one of its names, a name of one word, an address of it."""
    host = host.rstrip(".")
    if is_address(host):
        return not is_global(host)
    return bool(host) and ("." not in host or host.endswith(_INNER))


def is_own_machine(host: str) -> bool:
    """True for the addresses of this machine, where there is nobody between who might read along."""
    return is_address(host) and ipaddress.ip_address(host).is_loopback


def is_address(host: str) -> bool:
    """True for an address in figures."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_global(address: str) -> bool:
    """True for an address that anybody can reach; one of IPv4 may stand in one of IPv6 (RFC 4291 §2.5.5.2)."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
