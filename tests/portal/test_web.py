"""Members that are read over the web: bounded, conditional, from the host that is named and from no other."""

from __future__ import annotations

import gzip
import itertools
import os
import re
import shutil
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.portal.fetch import Fetcher
from generator.portal.web_faults import WebFault, fault_of_error
from tests.portal.members import PORTAL, check_text, rewrite
from tests.portal.test_build import TITLE, build, page, text_of
from tests.sites import WHOLE_LANGUAGES

MEGABYTE = 1 << 20


class Server:
    """A server on this machine, which notes what it is asked for and how it answered."""

    def __init__(self, handler: Callable[..., BaseHTTPRequestHandler]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Folder(SimpleHTTPRequestHandler):
    """Serves a folder, with Last-Modified."""

    asked: list[tuple[str, int]]

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.asked.append((self.path, int(code)))

    def log_message(self, format: str, *args: object) -> None:
        pass


def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> type[BaseHTTPRequestHandler]:
    """A handler that answers everything in one way."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def serving() -> Iterator[Callable[[Callable[..., BaseHTTPRequestHandler]], str]]:
    servers: list[Server] = []

    def serve(handler: Callable[..., BaseHTTPRequestHandler]) -> str:
        servers.append(Server(handler))
        return servers[-1].address

    yield serve
    for server in servers:
        server.stop()


Serve = Callable[[Callable[..., BaseHTTPRequestHandler]], str]


def named(city: Path, address: str) -> None:
    """Lets the first member be read at an address."""
    text = PORTAL.replace("folder: health/site, address: health/", f'address: "{address}"')
    assert text != PORTAL
    (city / "portal.yml").write_text(text, "utf-8")


@pytest.fixture
def asked(city: Path, serving: Serve) -> list[tuple[str, int]]:
    """What the server of the first member was asked for."""
    found: list[tuple[str, int]] = []
    handler = type("Noting", (Folder,), {"asked": found})
    named(city, serving(partial(handler, directory=str(city / "health/site"))))
    return found


def test_a_member_is_read_at_its_address(city: Path, asked: list[tuple[str, int]]) -> None:
    assert check_text(city).startswith("没有发现问题")
    build(city)
    assert TITLE in page(city, "")
    assert {path for path, _ in asked} == {"/manifest-sha256.txt", "/status.json", "/catalog.json"}


def test_what_has_not_changed_is_asked_for_once_and_not_sent(city: Path, asked: list[tuple[str, int]]) -> None:
    build(city)
    asked.clear()
    assert build(city).changed == 0
    assert asked == [("/manifest-sha256.txt", 304)]


def test_of_a_member_that_changed_only_what_changed_is_sent(city: Path, asked: list[tuple[str, int]]) -> None:
    build(city)
    asked.clear()
    catalog = city / "health/site/catalog.json"
    rewrite(city / "health/site", "status.json", lambda found: found["body"].update(name="另一个名称"))
    assert catalog.is_file()
    later = time.time() + 5  # Last-Modified tells whole seconds
    os.utime(city / "health/site/manifest-sha256.txt", (later, later))
    build(city)
    assert [path for path, code in asked if code == 200] == ["/manifest-sha256.txt", "/status.json"]


def test_a_member_that_cannot_be_reached_is_shown_as_it_was(city: Path, asked: list[tuple[str, int]]) -> None:
    build(city)
    named(city, address := closed())
    assert check_text(city) == (
        f"portal.yml:10:61: 警告: 从网上读不到“市卫生健康委”的 manifest-sha256.txt（127.0.0.1 没有开网站服务）；"
        "继续使用截至 2026-06-30 的内容 [member-unreachable]\n"
        f'    10 |   - {{id: health, name: 市卫生健康委, group: departments, address: "{address}"}}\n'
        f"       |{' ' * 67}^\n"
        f"  建议: 在浏览器里打开 {address}manifest-sha256.txt 看看；那里应当是它发布的站点，而且要连同 manifest-sha256.txt 一起发布\n"
        "\n"
        "错误 0 个，警告 1 个，提示 0 个；机构 2 个\n"
    )
    build(city)
    assert "截至2026-06-30" in text_of(page(city, "catalog/bodies"))
    assert TITLE in page(city, "catalog/bodies/health")


def test_a_copy_that_is_gone_is_fetched_again(city: Path, asked: list[tuple[str, int]]) -> None:
    build(city)
    shutil.rmtree(city / ".members")
    asked.clear()
    build(city)
    assert {code for _, code in asked} == {200}
    assert TITLE in page(city, "")


def test_a_member_that_lies_is_refused(city: Path, asked: list[tuple[str, int]]) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"].clear(), honest=False)
    assert "“市卫生健康委”的 catalog.json 与它的清单 manifest-sha256.txt 不符" in check_text(city)


def closed() -> str:
    """An address at which nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("health/", "错误: “市卫生健康委”既没有 folder，address 又不是完整的网址（health/），没有地方可读 [member-nowhere]"),
        (
            "http://health.example/",
            "错误: “市卫生健康委”要从网上读取，网址却不是 https（http://health.example/） [member-not-secure]",
        ),
        ("http://10.0.0.1/", "网址却不是 https（http://10.0.0.1/） [member-not-secure]"),
    ],
)
def test_an_address_that_cannot_be_read_safely_is_told(city: Path, address: str, message: str) -> None:
    named(city, address)
    assert message in check_text(city)


def test_what_is_built_here_needs_a_folder(city: Path) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("folder: health/site", "source: health"), "utf-8")
    assert "缺少字段“folder”" in check_text(city)


# -- several at a time --


def serve_both(city: Path, *addresses: str) -> None:
    """Lets both members be read at an address."""
    text = PORTAL
    for name, address in zip(("health", "lake"), addresses, strict=True):
        text, count = re.subn(f"folder: {name}/site, address: [^}}]+", f'address: "{address}"', text)
        assert count == 1
    (city / "portal.yml").write_text(text, "utf-8")


def test_two_hosts_are_asked_at_once(city: Path, serving: Serve) -> None:
    """Each answers only when the other one was asked as well: one after the other, none of them could be read."""
    both = threading.Barrier(2)

    class Meeting(Folder):
        def do_GET(self) -> None:
            if self.path == "/manifest-sha256.txt":
                both.wait(9)
            super().do_GET()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    serve_both(city, *(serving(partial(Meeting, directory=str(city / name / "site"))) for name in ("health", "lake")))
    assert check_text(city).startswith("没有发现问题")


def test_members_on_one_host_are_asked_one_after_the_other(city: Path, serving: Serve) -> None:
    """No answer of a member lies between two of another, though both are read ahead."""
    found: list[tuple[str, int]] = []
    address = serving(partial(type("Noting", (Folder,), {"asked": found}), directory=str(city)))
    serve_both(city, f"{address}health/site/", f"{address}lake/site/")
    build(city)
    members = [path.split("/")[1] for path, _ in found]
    assert len(members) == 6
    assert len([1 for one, following in itertools.pairwise(members) if one != following]) == 1
    found.clear()
    assert build(city).changed == 0
    assert [code for _, code in found] == [304, 304]


# -- fetching --


def fault(address: str, most: int = MEGABYTE, seconds: float = 20.0) -> tuple[str, dict[str, str]]:
    fetcher = Fetcher(seconds=seconds)
    fetcher.begin()
    with pytest.raises(WebFault) as caught:
        fetcher.get(address, most)
    return caught.value.words, caught.value.values


def redirect(handler: BaseHTTPRequestHandler, target: str) -> None:
    handler.send_response(302)
    handler.send_header("Location", target)
    handler.end_headers()


def send(handler: BaseHTTPRequestHandler, *heads: tuple[str, str], body: bytes = b"", status: int = 200) -> None:
    handler.send_response(status)
    for name, value in heads:
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def test_a_loop_of_redirects_ends(serving: Serve) -> None:
    address = serving(answering(lambda it: redirect(it, "/again")))
    assert fault(address) == ("web_loop", {"count": "5", "target": urljoin(address, "/again")})


@pytest.mark.parametrize(
    "target",
    [
        *(
            "http://localhost:1/",
            "https://127.0.0.1/",
            "http://169.254.169.254/latest/",
            "file:///etc/passwd",
            "//other.example/",
        ),
        *("http://[::1/", "http://127.0.0.1:99999/", "http://127.0.0.1:1/", "ftp://127.0.0.1/", "javascript:alert(1)"),
    ],
)
def test_nobody_is_led_to_another_host(serving: Serve, target: str) -> None:
    words, _ = fault(serving(answering(lambda it: redirect(it, target))))
    assert words == "web_elsewhere"


def test_a_redirect_on_the_same_host_is_followed(serving: Serve) -> None:
    address = serving(answering(lambda it: send(it, body=b"here") if it.path == "/there" else redirect(it, "/there")))
    fetcher = Fetcher()
    fetcher.begin()
    assert fetcher.get(address, MEGABYTE).data == b"here"


@pytest.mark.parametrize("place", ["/公开/", "/%E5%85%AC%E5%BC%80/"])
def test_an_address_in_chinese_is_asked_for_and_followed(serving: Serve, place: str) -> None:
    target = place.encode().decode("latin-1")  # as servers send it
    here = answering(lambda it: redirect(it, target) if it.path == "/" else send(it, body=it.path.encode()))
    address = serving(here)
    for one in (address, f"{address}{place[1:]}"):
        fetcher = Fetcher()
        fetcher.begin()
        assert fetcher.get(one, MEGABYTE).data == b"/%E5%85%AC%E5%BC%80/"


def test_a_host_in_chinese_is_asked_by_the_name_that_hosts_know(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    port = urlsplit(serving(answering(lambda it: send(it, body=it.headers["Host"].encode())))).port
    found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]
    monkeypatch.setattr("generator.portal.fetch.socket.getaddrinfo", lambda *_, **__: found)
    fetcher = Fetcher(["政务.example"])
    fetcher.begin()
    assert fetcher.get(f"http://政务.example:{port}/", MEGABYTE).data == f"xn--zfr164b.example:{port}".encode()


@pytest.mark.parametrize("host", ["GK.example", "xn--zfr164b.example", "政务.EXAMPLE"])
def test_the_same_host_may_be_written_otherwise(serving: Serve, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        place = f"http://{host}:{port}/there".encode().decode("latin-1")
        send(handler, body=b"here") if handler.path == "/there" else redirect(handler, place)

    port = urlsplit(serving(answering(answer))).port
    found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]
    monkeypatch.setattr("generator.portal.fetch.socket.getaddrinfo", lambda *_, **__: found)
    first = "gk.example" if host.startswith("GK") else "政务.example"
    fetcher = Fetcher([first])
    fetcher.begin()
    assert fetcher.get(f"http://{first}:{port}/", MEGABYTE).data == b"here"


def test_a_name_server_that_does_not_answer_is_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr("generator.portal.fetch.socket.getaddrinfo", lambda *_, **__: answered.wait(60) and [])
    since = time.monotonic()
    assert fault("https://gk.example/", seconds=0.3) == ("web_name_silent", {"host": "gk.example"})
    assert time.monotonic() - since < 10
    answered.set()


def test_all_addresses_of_a_host_share_the_time_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_: object, seconds: float) -> None:
        time.sleep(min(seconds, 0.2))
        raise TimeoutError

    many = [(0, 0, 0, "", (f"93.184.216.{number}", 443)) for number in range(99)]
    monkeypatch.setattr("generator.portal.fetch.socket.getaddrinfo", lambda *_, **__: many)
    monkeypatch.setattr("generator.portal.fetch.socket.create_connection", wait)
    since = time.monotonic()
    assert fault("https://gk.example/", seconds=0.5)[0] == "web_slow"
    assert time.monotonic() - since < 10


@pytest.mark.parametrize("host", ["政务..example", "政" * 70 + ".example", "a" * 70 + ".example"])
def test_a_name_that_cannot_be_one_is_told(host: str) -> None:
    assert fault(f"https://{host}/")[0] in ("web_no_name", "web_name_silent")


def test_a_host_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.portal.fetch.socket.getaddrinfo", lambda *_, **__: [])
    assert fault("https://gk.example/") == ("web_no_name", {"host": "gk.example"})


def test_what_is_too_long_is_not_read(serving: Serve) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(2048):  # 2 GB
                handler.wfile.write(bytes(MEGABYTE))
        except OSError:
            pass

    assert fault(serving(answering(pour))) == ("web_size", {"megabytes": "1"})


@pytest.mark.parametrize("where", ["head", "body"])
def test_what_comes_drop_by_drop_is_not_waited_for(serving: Serve, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"\r\n" if where == "body" else b"X-Slow: "))
            for _ in range(200):
                handler.wfile.write(b"a")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    assert fault(serving(answering(drip)), seconds=0.6)[0] == "web_slow"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda it: send(it, status=404), "web_absent"),
        (lambda it: send(it, status=403), "web_closed"),
        (lambda it: send(it, status=503), "web_failed"),
        (lambda it: send(it, status=302), "web_status"),
        (lambda it: send(it, status=304), "web_status"),
        (lambda it: send(it, ("Content-Length", "100"), body=b"short"), "web_cut"),
        (lambda it: send(it, ("Content-Length", "100"), ("Content-Length", "5"), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Length", "5"), ("Content-Length", "100"), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Length", "5, 100"), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Length", "100, 100"), body=b"short"), "web_cut"),
        (lambda it: send(it, ("Content-Length", "five"), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Length", "-5"), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Length", ""), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Length", "1_0"), body=b"short"), "web_length"),
        (lambda it: send(it, ("Content-Encoding", "gzip"), body=b"bomb"), "web_packed"),
        (lambda it: send(it, ("Content-Encoding", "gzip"), body=gzip.compress(b"a" * 99)[:-9]), "web_cut"),
        (lambda it: send(it, ("Content-Encoding", "gzip"), body=gzip.compress(bytes(2 * MEGABYTE))), "web_size"),
        (lambda it: send(it, ("Content-Encoding", "gzip"), body=gzip.compress(bytes(MEGABYTE // 8)) * 20), "web_size"),
        (lambda it: send(it, ("Content-Encoding", "gzip"), body=gzip.compress(b"a") * MEGABYTE), "web_size"),
        (lambda it: send(it, ("Content-Encoding", "gzip"), body=gzip.compress(b"a") + b"and more"), "web_packed"),
        (lambda it: send(it, ("Content-Encoding", "br"), body=b"?"), "web_packed"),
        (lambda it: it.wfile.write(b"what is this\r\n\r\n"), "web_no_http"),
        (lambda it: it.wfile.write(b""), "web_cut"),
    ],
)
def test_an_answer_that_is_none_is_told(serving: Serve, answer: Callable[[BaseHTTPRequestHandler], None], words: str) -> None:
    assert fault(serving(answering(answer)))[0] == words


@pytest.mark.parametrize("lengths", [("5", "5"), ("5, 5",), ("5", "05")])
def test_a_length_that_is_said_twice_is_one(serving: Serve, lengths: tuple[str, ...]) -> None:
    fetcher = Fetcher()
    fetcher.begin()
    address = serving(answering(lambda it: send(it, *(("Content-Length", one) for one in lengths), body=b"whole")))
    assert fetcher.get(address, MEGABYTE).data == b"whole"


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"whole"), gzip.compress(b"who") + gzip.compress(b"le"), gzip.compress(b"whole") + bytes(512)]
)
def test_what_was_packed_without_being_asked_for_is_unpacked(serving: Serve, packed: bytes) -> None:
    fetcher = Fetcher()
    fetcher.begin()
    address = serving(answering(lambda it: send(it, ("Content-Encoding", "gzip"), body=packed)))
    assert fetcher.get(address, MEGABYTE).data == b"whole"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_fails_once_is_asked_once_more(serving: Serve, status: int) -> None:
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        send(handler, body=b"well", status=200 if len(asked) > 1 else status)

    fetcher = Fetcher()
    fetcher.begin()
    assert fetcher.get(serving(answering(answer)), MEGABYTE).data == b"well"
    assert len(asked) == 2


@pytest.mark.parametrize("after", ["3600", "Wed, 01 Jan 2098 00:00:00 GMT"])
def test_a_server_that_wants_to_be_left_alone_for_long_is(serving: Serve, after: str) -> None:
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        send(handler, ("Retry-After", after), status=503)

    assert fault(serving(answering(answer))) == ("web_failed", {"status": "503"})
    assert len(asked) == 1


def test_a_password_that_a_site_leads_on_with_is_not_told(serving: Serve) -> None:
    words = fault(serving(answering(lambda it: redirect(it, "https://clerk:secret@other.example/"))))
    assert words == ("web_elsewhere", {"target": "https://other.example/"})


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "web_no_name"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "web_name_silent"),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure in name resolution"), "web_name_silent"),
        (ConnectionRefusedError(), "web_refused"),
        (TimeoutError(), "web_silent"),
        (ConnectionResetError(), "web_cut"),
        (ssl.SSLError(1, "wrong version"), "web_no_tls"),
        (OSError(101, "Network is unreachable"), "web_down"),
    ],
)
def test_why_there_is_no_answer_is_told_in_words_of_people(error: Exception, words: str) -> None:
    fault = fault_of_error(error, "gk.example", 10)
    assert fault.words == words
    for language in WHOLE_LANGUAGES:
        assert load_labels(SHIPPED, language).text[words].format(**fault.values)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (10, "web_certificate_over"),
        (9, "web_certificate_early"),
        (62, "web_certificate_host"),
        (18, "web_certificate_issuer"),
        (20, "web_certificate_issuer"),
        (23, "web_certificate"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told(code: int, words: str) -> None:
    error = ssl.SSLCertVerificationError()
    error.verify_code, error.verify_message = code, "revoked"
    assert fault_of_error(error, "gk.example", 10).words == words


def test_what_is_not_encrypted_is_no_https(serving: Serve) -> None:
    address = serving(answering(send)).replace("http:", "https:")
    assert fault(address)[0] == "web_no_tls"


@pytest.mark.parametrize(
    "inner", ["10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fd00::1", "::ffff:10.0.0.1", "100.64.0.1"]
)
def test_a_name_that_leads_into_an_inner_network_is_refused(monkeypatch: pytest.MonkeyPatch, inner: str) -> None:
    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (one, port)) for one in ("93.184.216.34", inner)]

    monkeypatch.setattr("generator.portal.fetch.socket.getaddrinfo", resolve)
    assert fault("https://gk.example/") == ("web_inner", {"host": "gk.example", "address": inner})


def test_a_name_that_is_said_to_be_an_inner_one_is_asked(serving: Serve) -> None:
    address = serving(answering(lambda it: send(it, body=b"inside"))).replace("127.0.0.1", "localhost")
    assert fault(address)[0] == "web_inner"
    fetcher = Fetcher(["localhost"])
    fetcher.begin()
    assert fetcher.get(address, MEGABYTE).data == b"inside"
