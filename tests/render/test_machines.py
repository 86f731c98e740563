"""D5. What pages tell machines, read by libraries that know the vocabularies: schema.org, DCAT, the tags of government pages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT, SDO

from generator.engine.csp import policy
from tests.demo import SAMPLES
from tests.sites import BASE, build_site, write_site

# rdflib's reader of JSON-LD uses what rdflib itself has begun to leave behind.
pytestmark = [
    pytest.mark.filterwarnings(f"ignore:{what}:DeprecationWarning") for what in ("ConjunctiveGraph", "Dataset.default_context")
]
ROOT = Path(__file__).parent.parent.parent
VALIDATORS = ROOT.parent / "shared/validators"
SCHEMA = "https://schema.org/"
SITE = "https://yunze.example/wjw/"


class Head(HTMLParser):
    """The tags of a page's head, and its data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        self.links: dict[str, list[str]] = {}
        self.data = ""
        self._in_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.tags[values.get("name") or values.get("property", "")] = values.get("content", "")
        elif tag == "link":
            self.links.setdefault(values["rel"], []).append(values["href"])
        self._in_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data

    @property
    def things(self) -> list[dict[str, Any]]:
        return list(json.loads(self.data)["@graph"]) if self.data else []


def head(demo: Path, address: str) -> Head:
    return Head((demo / address / "index.html").read_text("utf-8"))


def test_the_data_of_every_page_speaks_schema_org(demo: Path) -> None:
    """Every type and property is one of the vocabulary, as rdflib knows it; nothing is a relative address."""
    terms = {str(term) for term in dir(SDO)} | {str(name) for name in SDO.__annotations__}
    unknown = set()
    graph = Graph()
    for page in demo.rglob("index.html"):
        data = Head(page.read_text("utf-8")).data
        if data:
            document = json.loads(data)
            assert document["@context"] == SCHEMA
            graph.parse(data=json.dumps(document | {"@context": {"@vocab": SCHEMA}}), format="json-ld")
    assert len(graph) > 5000
    for subject, predicate, value in graph:
        names = [str(predicate)] if predicate != RDF.type else [str(value)]
        unknown |= {name for name in names if name.removeprefix(SCHEMA) not in terms}
        assert not isinstance(subject, URIRef) or str(subject).startswith("https://"), subject
    assert unknown == set()


def test_a_document_is_legislation_with_its_force(demo: Path) -> None:
    thing, trail = head(demo, "items/2020/clinic-filing-trial").things
    assert thing["@type"] == "Legislation"
    assert thing["legislationIdentifier"] == "云卫规〔2020〕1号"
    assert thing["legislationLegalForce"] == SCHEMA + "NotInForce"
    assert thing["legislationDate"] == "2020-04-16"
    assert thing["publisher"]["name"] == "云泽市卫生健康委员会"
    assert [entry["name"] for entry in trail["itemListElement"]] == [
        "首页",
        "法定主动公开内容",
        "政策文件",
        "行政规范性文件",
        "云泽市诊所备案管理实施细则（试行）",
    ]


def test_other_things_are_called_what_they_are(demo: Path) -> None:
    for address, kind in (
        ("items/services/hospital-setup", "GovernmentService"),
        ("items/2024/maternity-ward-survey", "CreativeWork"),
        ("reports/2023", "Report"),
        ("catalog", "Dataset"),
        ("", "GovernmentOrganization"),
    ):
        assert head(demo, address).things[0]["@type"] == kind


def test_a_withdrawn_item_tells_machines_no_more_than_people(demo: Path) -> None:
    thing = head(demo, "items/2024/maternity-ward-survey").things[0]
    assert thing["creativeWorkStatus"] == "withdrawn"
    assert thing.keys() <= {
        "@id",
        "@type",
        "name",
        "inLanguage",
        "identifier",
        "datePublished",
        "dateModified",
        "publisher",
        "creativeWorkStatus",
    }


def test_government_pages_carry_their_tags(demo: Path) -> None:
    site = {"SiteName": "云泽市卫生健康委员会政府信息公开", "SiteDomain": "yunze.example", "SiteIDCode": "9979000010"}
    column = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
    article = {"ArticleTitle", "PubDate", "ContentSource"}
    types = {
        "": "首页",
        "guide": "信息公开指南",
        "rules": "政策文件",
        "catalog": "信息公开目录",
        "catalog/functions": "机构职能",
        "catalog/policy/normative": "政策文件",
        "catalog/interpretation": "政策解读",
        "reports": "信息公开年报",
        "apply": "依申请公开",
        "items/2025/home-beds": "政策文件",
        "reports/2023": "信息公开年报",
    }
    for address, kind in types.items():
        tags = head(demo, address).tags
        assert site.items() <= tags.items()
        assert column <= tags.keys()
        assert all(tags[name] for name in column)
        assert tags["ColumnType"] == kind, address
        assert (article <= tags.keys()) == address.startswith(("items/", "reports/"))
    tags = head(demo, "items/2025/home-beds").tags
    assert tags["ArticleTitle"] == "云泽市家庭病床服务管理办法"
    assert tags["PubDate"] == "2025-06-13 00:00"
    assert tags["ContentSource"] == "云泽市卫生健康委员会"


def test_every_page_names_its_address_and_the_feeds(demo: Path) -> None:
    for page in demo.rglob("index.html"):
        folder = page.parent.relative_to(demo).as_posix()
        read = Head(page.read_text("utf-8"))
        (canonical,) = read.links["canonical"]
        assert canonical.startswith(SITE)
        assert read.tags["og:url"] == canonical
        assert read.tags["og:title"]
        assert read.tags["og:image"] == f"{SITE}assets/apple-touch-icon.png"
        assert read.tags["og:site_name"] == "云泽市卫生健康委员会政府信息公开"
        assert read.tags["og:type"] in ("article", "website")
        feeds = read.links["alternate"]
        assert [one.rpartition("/")[2] for one in feeds[-2:]] == ["feed.xml", "feed.json"]
        # A listing of a category or a department has one of its own.
        for one in feeds[:-2]:
            assert (page.parent / one).resolve().is_file()
        listed = re.match("catalog/(?!year/)", folder) and b"gk-list" in page.read_bytes()
        assert len(feeds) == (3 if listed else 2), folder
        if folder.isascii():
            assert canonical == SITE + ("" if folder == "." else f"{folder}/")
    missing = Head((demo / "404.html").read_text("utf-8"))
    assert "canonical" not in missing.links
    assert missing.tags["robots"] == "noindex"


def test_the_catalog_is_dcat(demo: Path) -> None:
    graph = Graph().parse(demo / "catalog.jsonld", format="json-ld")
    shapes = Graph().parse(Path(__file__).parent / "dcat_ap.ttl")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, told
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1
    known = set(DCAT.__annotations__)
    used = {str(node).removeprefix(str(DCAT)) for triple in graph for node in triple if str(node).startswith(str(DCAT))}
    assert used - known <= {"DatasetSeries", "inSeries", "prev"}
    # The reports are one series, each after the one before it.
    series = URIRef(SITE + "reports/")
    members = sorted(URIRef(str(node)) for node in graph.subjects(URIRef(str(DCAT) + "inSeries"), series))
    assert [graph.value(later, URIRef(str(DCAT) + "prev")) for later in members] == [None, *members[:-1]]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_catalog_is_dcat_by_the_shapes_of_semic(sample: str, samples: Mapping[str, Path]) -> None:
    shapes = VALIDATORS / "dcat-ap-3.0.1-SHACL.ttl"
    if not shapes.is_file():
        pytest.skip("the shapes of DCAT-AP are not here")
    graph = Graph().parse(samples[sample] / "catalog.jsonld", format="json-ld")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=Graph().parse(shapes), inference="none")
    assert conforms, told


def test_the_policy_of_the_page_for_unknown_addresses_knows_its_script(demo: Path) -> None:
    page = (demo / "404.html").read_text("utf-8")
    script = re.search(r"<script data-root=\"/wjw/\">(.+?)</script>", page)
    assert script
    assert policy([script[1]], base=True).replace("'", "&#39;") in page or policy([script[1]], base=True) in page


def test_a_hostile_title_stays_a_text(tmp_path: Path) -> None:
    notice = BASE[BASE.index("-- content/items") :].replace("title: 关于做好夏季防病工作的通知", "title: '</script><b>\"&'")
    site = write_site(tmp_path / "site", BASE, notice)
    assert build_site(site).published
    page = (site / "site/items/2023/notice/index.html").read_text("utf-8")
    assert "</script><b>" not in page
    assert Head(page).things[0]["name"] == '</script><b>"&'
    assert Head(page).tags["ArticleTitle"] == '</script><b>"&'


def test_a_site_that_knows_no_address_says_none(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE.replace("site_url: https://example.org/gk/\n", ""))
    assert build_site(site).published
    page = (site / "site/items/2023/notice/index.html").read_text("utf-8")
    read = Head(page)
    assert "canonical" not in read.links
    assert "og:url" not in read.tags
    assert "data:image" not in page
    assert read.things[0]["@id"] == "../../../items/2023/notice/"
    assert json.loads((site / "site/catalog.jsonld").read_text("utf-8"))["dcat:dataset"][0]["@id"] == "catalog/"
