"""Hosts: which only an inner network knows, and which addresses lead somewhere."""

from __future__ import annotations

import pytest

from generator.hosts import is_inner, is_site


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "gkserver",
        "oa.local",
        "oa.local.",
        "gk.intranet",
        "nas.lan",
        "10.1.2.3",
        "192.168.0.1",
        "127.0.0.1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "169.254.1.1",
        "100.64.0.1",
    ],
)
def test_a_host_of_an_inner_network_is_known(host: str) -> None:
    assert is_inner(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "gk.example",
        "local.example",
        "lan.gov.cn",
        "intranet.yunze.gov.cn",
        "8.8.8.8",
        "2001:4860:4860::8888",
        "xn--zfr164b.example",
        "政务.example",
        "10.example",
        "notlocal.cn",
        "yunze.gov.cn.",
    ],
)
def test_a_host_that_everybody_can_reach_is_no_inner_one(host: str) -> None:
    assert not is_inner(host)


@pytest.mark.parametrize(
    "address", ["https://gk.example/", "http://gk.example:8080/a/", "https://[2001:db8::1]/", "https://政务.example/"]
)
def test_the_address_of_a_site_is_one(address: str) -> None:
    assert is_site(address)


@pytest.mark.parametrize(
    "address",
    ["", "gk.example", "ftp://gk.example/", "https:///a/", "https://a:b@gk.example/", "https://[abc/", "https://a:99999/"],
)
def test_what_leads_nowhere_is_no_address_of_a_site(address: str) -> None:
    assert not is_site(address)
