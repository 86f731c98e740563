"""The configuration that is shipped, in the servers it is for: what is shown, what is kept, what is refused."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model import export_parts
from tests.sites import BASE, build_site, write_site

# Beside the pages of a site: what authors attach, whatever its kind.
ATTACHED = {
    "pdf": b"%PDF-1.7\n",
    "docx": b"PK\x03\x04",
    "html": b"<script>1</script>",
    "htm": b"<script>1</script>",
    "HTML": b"<script>1</script>",
    "xhtml": b"<html/>",
    "svg": b"<svg/>",
    "xml": b"<x/>",
    "csv": b"a\r\n",
    "txt": b"a\n",
    "ppt": b"\xd0\xcf\x11\xe0",
    "png": b"\x89PNG\r\n\x1a\n",
}
KEPT = ("docx", "ppt", "html", "htm", "HTML", "xhtml", "svg", "xml")
APACHE = Path("/usr/lib/apache2/modules")
MODULES = ("mpm_event", "authz_core", "headers", "dir", "mime", "deflate", "filter", "alias", "rewrite")


def nginx(conf: str, folder: Path, port: int) -> list[str]:
    inside = conf.replace("root /srv/gongkai/site;", f"root {folder}/site;")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temp = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = f"pid {folder}/pid;\ndaemon off;\nuser root;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{temp}server {{\nlisten 127.0.0.1:{port};\n{inside}\n}}\n}}\n"
    (folder / "conf").write_text(whole, "utf-8")
    return ["nginx", "-c", f"{folder}/conf"]


def caddy(conf: str, folder: Path, port: int) -> list[str]:
    whole = conf.replace("www.example.org {", f"http://127.0.0.1:{port} {{").replace("/srv/gongkai/site", f"{folder}/site")
    (folder / "conf").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + whole, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/conf"]


def apache(conf: str, folder: Path, port: int) -> list[str]:
    modules = "".join(f"LoadModule {name}_module {APACHE}/mod_{name}.so\n" for name in MODULES)
    head = f"ServerRoot {folder}\nListen 127.0.0.1:{port}\nServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/log\nTypesConfig /etc/mime.types\n"
    (folder / "conf").write_text(head + modules + conf.replace("/srv/gongkai/site", f"{folder}/site"), "utf-8")
    return ["apache2", "-f", f"{folder}/conf", "-DFOREGROUND"]


SERVERS = {"nginx.conf": nginx, "Caddyfile": caddy, "apache.conf": apache}


@pytest.fixture(scope="module", params=SERVERS)
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """A server of a built site with files of all kinds beside its pages."""
    folder = Path(tempfile.mkdtemp(prefix="served-"))
    folder.chmod(0o755)
    site = write_site(folder / "source", BASE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(export_parts, "WHOLE", 0)  # so that the exports are in parts
        assert build_site(site).published
    shutil.copytree(site / "site", folder / "site")
    for kind, data in ATTACHED.items():
        (folder / f"site/items/2023/notice/a.{kind}").write_bytes(data)
    (folder / "site/catalog/finance/year/2021/page/1").mkdir(parents=True)
    shutil.copy(folder / "site/catalog/index.html", folder / "site/catalog/finance/year/2021/page/1/index.html")
    (folder / "site/.site.build").mkdir()
    (folder / "site/.site.build/draft.txt").write_text("draft")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = SERVERS[request.param]((site / ".site.build/web" / request.param).read_text("utf-8"), folder, port)
    program = shutil.which(command[0])
    if not program or (command[0] == "apache2" and not (APACHE / "mod_headers.so").exists()):
        shutil.rmtree(folder)
        pytest.skip(f"{command[0]} is not here")
    home = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    log = (folder / "said").open("wb")
    server = subprocess.Popen([program, *command[1:]], stdout=log, stderr=log, env=home)
    try:
        for _ in range(500):
            assert server.poll() is None, (folder / "said").read_text("utf-8", "replace")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.02)
        yield port
    finally:
        server.terminate()
        server.wait()
        log.close()
        shutil.rmtree(folder)


def ask(port: int, path: str, **given: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in given.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/items/2023/notice/", "/items/2023/notice/index.html", "/feed.xml", "/sitemap.xml", "/catalog.csv"),
        *("/sitemap-pages.xml", "/sitemap-2023-06.xml", "/catalog-2023-06.csv", "/catalog-2023-06.jsonld"),
    ],
)
def test_what_the_site_is_made_of_is_shown(port: int, path: str) -> None:
    status, headers, _ = ask(port, path)
    assert status == 200
    assert "content-disposition" not in headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("kind", ATTACHED)
def test_what_could_run_on_the_site_is_never_shown(port: int, kind: str) -> None:
    status, headers, data = ask(port, f"/items/2023/notice/a.{kind}")
    assert (status, data) == (200, ATTACHED[kind])
    assert headers.get("content-disposition", "") == ("attachment" if kind in KEPT else "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers.get("content-type", "").startswith("text/plain") == (kind == "txt")
    if kind == "pdf":
        assert headers["content-type"] == "application/pdf"
        assert headers["content-security-policy"] == "frame-ancestors 'self'"


@pytest.mark.parametrize("path", ["/.site.build/draft.txt", "/items/nowhere/", "/items/", "/items/2023/nowhere.html"])
def test_what_is_not_there_or_not_public_has_the_page_for_it(port: int, path: str) -> None:
    status, headers, data = ask(port, path)
    # Apache says of a folder without a page that it is kept from the reader.
    assert status in ((403, 404) if path == "/items/" else (404,))
    assert b"draft" not in data
    if "site.build" not in path:
        assert "<html" in data.decode("utf-8", "replace")
        assert "'sha256-" in headers["content-security-policy"]


def test_styles_are_kept_for_a_year(port: int) -> None:
    page = ask(port, "/")[2].decode()
    style = re.search(r'href="\./(assets/[^"]+\.[0-9a-f]{10}\.css)"', page)
    assert style
    assert "immutable" in ask(port, f"/{style[1]}")[1]["cache-control"]


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/catalog-2023-06.json"])
def test_what_has_not_changed_is_not_sent_again(port: int, path: str) -> None:
    status, headers, data = ask(port, path, Accept_Encoding="gzip")
    assert (status, headers.get("content-encoding")) == (200, "gzip")
    assert len(data) > 0
    assert ask(port, path, Accept_Encoding="gzip", If_None_Match=headers["etag"])[::2] == (304, b"")


def test_an_address_without_its_slash_leads_to_the_public_address(port: int) -> None:
    status, headers, _ = ask(port, "/catalog", Host="www.example.org")
    if status == 200:  # Caddy answers for the hosts it is told of
        status, headers, _ = ask(port, "/catalog")
    assert status in (301, 308)
    assert headers["location"] in ("/catalog/", "catalog/", "http://www.example.org/catalog/")


def test_a_page_of_a_listing_that_is_gone_leads_to_the_listing_and_one_that_is_there_is_shown(port: int) -> None:
    for path in ("/catalog/policy/page/7/", "/catalog/policy/normative/page/2/", "/catalog/year/2023/page/12/"):
        status, headers, _ = ask(port, path)
        assert status == 301
        assert headers["location"].endswith(path.partition("page/")[0])
    status, headers, _ = ask(port, "/catalog/finance/year/2021/page/1/")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert ask(port, "/items/page/7/")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/%5cevil.example/catalog/policy/page/2/",
        "/%5c/evil.example/catalog/policy/page/2/",
        "/%09/evil.example/catalog/policy/page/2/",
        "//evil.example/catalog/policy/page/2/",
        "/%2fevil.example/catalog/policy/page/2/",
        "/catalog/a%0dSet-Cookie:b/page/2/",
        "/catalog/a%0d%0aSet-Cookie:b/page/2/",
    ],
)
def test_no_numbered_page_leads_to_another_site_or_ends_a_line_of_the_answer(port: int, path: str) -> None:
    status, headers, _ = ask(port, path)
    leads = headers.get("location", "/").removeprefix(f"http://127.0.0.1:{port}").removeprefix("http://localhost")
    assert (leads[:1], leads[1:2] in ("/", "\\", "\t"), "\r" in leads, "set-cookie" in headers) == ("/", False, False, False)
    assert status in (301, 400, 403, 404)
