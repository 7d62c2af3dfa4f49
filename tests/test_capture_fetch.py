"""Addresses -> pages, against servers of our own: within a deadline, a size, and the public internet."""

from __future__ import annotations

import gzip
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from onrecord.capture import read_captures
from onrecord.capture.fetch import Fetcher, is_public
from onrecord.errors import CaptureError
from onrecord.types import Capture, Failure

PAGE = "<html><body><p>The two leaders met at Hofdi House — in été.</p></body></html>"
NOON = datetime(1986, 10, 12, 12, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    """Answers each path with one habit that servers have."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.partition("?")[0].strip("/")
        getattr(self, f"answer_{path}", self.answer_missing)()

    def log_message(self, *_):
        pass

    def send(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self):
        self.send(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def answer_latin(self):
        self.send(PAGE.encode("cp1252"), Content_Type='text/html; charset="iso-8859-1"')

    def answer_plain(self):
        self.send(b"They met.", Content_Type="text/plain")

    def answer_rows(self):
        self.send(b'{"text": "One."}\n{"text": "Two."}\n', Content_Type="application/x-ndjson")

    def answer_untyped(self):
        self.send(PAGE.encode())

    def answer_packed(self):
        self.send(gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")

    def answer_bomb(self):
        self.send(gzip.compress(bytes(5_000_000)), Content_Type="text/html", Content_Encoding="gzip")

    def answer_damaged(self):
        self.send(b"this is no gzip", Content_Type="text/html", Content_Encoding="gzip")

    def answer_brotli(self):
        self.send(b"?", Content_Type="text/html", Content_Encoding="br")

    def answer_photo(self):
        self.send(b"\x89PNG", Content_Type="image/png")

    def answer_style(self):
        self.send(b"wOF2", Content_Type="font/woff2")

    def answer_empty(self):
        self.send(b"", Content_Type="text/html")

    def answer_missing(self):
        self.send(b"no", 404)

    def answer_forbidden(self):
        self.send(b"no", 403)

    def answer_moved(self):
        self.send(status=302, Location="/page")

    def answer_circle(self):
        self.send(status=302, Location="/circle")

    def answer_inward(self):
        self.send(status=302, Location="http://127.0.0.1:1/secret")

    def answer_file(self):
        self.send(status=302, Location="file:///etc/hostname")

    def answer_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b"word " * 5000, 0.0)

    def answer_drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b".", 0.05)

    def answer_slow_headers(self):
        self.drip(b"H", 0.05)

    def answer_silent(self):
        time.sleep(1)

    def drip(self, piece, wait):
        try:
            for _ in range(2000):
                self.wfile.write(piece)
                time.sleep(wait)
        except OSError:
            pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(url, **settings):
    settings = {"limit": 100_000, "allow_private": True, "timeout": 0.4, "deadline": 0.8} | settings
    return Fetcher(**settings).fetch(url)


@pytest.mark.parametrize("path", ["page", "untyped", "packed", "moved", "page#part", "page?x=1"])
def test_a_page_comes_back_whole(site, path):
    page = fetch(f"{site}/{path}")
    assert page.data == PAGE.encode()
    assert page.url == f"{site}/{'page' if path.startswith(('moved', 'page#')) else path}"


def test_an_address_is_a_capture_with_its_address_and_the_clock(site):
    (capture,) = read_captures([f"{site}/latin"], allow_private=True, now=lambda: NOON)
    assert isinstance(capture, Capture)
    assert capture.text == PAGE
    assert (capture.origin.url, capture.origin.fetched) == (f"{site}/latin", "1986-10-12T12:00:00Z")
    assert (capture.origin.media_type, capture.origin.encoding, capture.origin.path) == ("text/html", "cp1252", None)


def test_an_address_may_hold_text_or_rows(site):
    found = list(read_captures([f"{site}/plain", f"{site}/rows"], allow_private=True))
    assert [c.text for c in found] == ["They met.", "One.", "Two."]
    assert [c.origin.row for c in found] == [None, 1, 2]
    assert {c.origin.url for c in found[1:]} == {f"{site}/rows"}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing", "answered 404"),
        ("forbidden", "answered 403"),
        ("circle", "redirects more than 5 times"),
        ("file", "not an http or https address"),
        ("endless", "over the limit"),
        ("bomb", "over the limit"),
        ("damaged", "packing is damaged"),
        ("brotli", "unknown packing"),
        ("drip", "did not finish within 0.8 s"),
        ("slow_headers", "did not finish within 0.8 s"),
        ("silent", "did not answer within 0.4 s"),
    ],
)
def test_a_page_that_cannot_be_had_is_a_clear_error_in_time(site, path, message):
    began = time.monotonic()
    with pytest.raises(CaptureError) as raised:
        fetch(f"{site}/{path}")
    assert time.monotonic() - began < 3
    assert message in str(raised.value)
    assert f"{site}/{path}" in str(raised.value) or path == "file"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("photo", "is an image (PNG)"),
        ("style", "is font/woff2, not a page"),
        ("empty", "is empty"),
        ("missing", "404"),
    ],
)
def test_what_is_no_page_is_a_failure_in_its_place(site, path, message):
    failure, capture = read_captures([f"{site}/{path}", f"{site}/plain"], allow_private=True)
    assert isinstance(failure, Failure)
    assert message in failure.error.message
    assert failure.capture.url == f"{site}/{path}"
    assert isinstance(capture, Capture)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest",
     "http://0.0.0.0/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://user:secret@192.168.0.1/"],
)  # fmt: skip
def test_local_addresses_are_refused(url):
    with pytest.raises(CaptureError, match=r"private or local|not known") as raised:
        fetch(url, allow_private=False)
    assert "secret" not in str(raised.value)


def test_a_redirect_to_a_local_address_is_refused(site):
    port = int(site.rpartition(":")[2])
    answers = {"example.org": "127.0.0.1"}

    def resolve(host, _):
        return [answers.get(host, host)]

    # the first host is let through only for this test, as if it were public
    fetcher = Fetcher(limit=1000, allow_private=False, timeout=1, deadline=2, resolve=resolve)
    allowed = "example.org"
    with pytest.MonkeyPatch.context() as patch:
        seen = []

        def once_public(address):
            seen.append(str(address))
            return len(seen) == 1

        patch.setattr("onrecord.capture.fetch.is_public", once_public)
        with pytest.raises(CaptureError, match="private or local"):
            fetcher.fetch(f"http://{allowed}:{port}/inward")
    assert len(seen) == 2


def test_a_name_is_resolved_once_so_that_a_second_answer_gains_nothing(site):
    port = site.rpartition(":")[2]
    asked = []

    def resolve(host, _):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    page = Fetcher(limit=100_000, allow_private=True, timeout=1, deadline=2, resolve=resolve).fetch(
        f"http://rebinding.example:{port}/page"
    )
    assert page.data == PAGE.encode()
    assert asked == ["rebinding.example"]


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(CaptureError, match=r"private or local"):
        Fetcher(limit=1000, resolve=lambda *_: ["93.184.216.34", "10.0.0.1"]).fetch("http://example.org/")


def test_a_resolver_that_never_answers_is_given_up():
    def resolve(*_):
        time.sleep(2)
        return []

    with pytest.raises(CaptureError, match=r"did not"):
        Fetcher(limit=1000, timeout=0.2, deadline=0.5, resolve=resolve).fetch("http://example.org/")


@pytest.mark.parametrize("url", ["http://", "http:///path", "http://exa mple.org/", "http://[bad/", "https://\x00/"])
def test_an_address_that_is_none_is_a_clear_error(url):
    (failure,) = read_captures([url])
    assert isinstance(failure, Failure)
    assert failure.error.message


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("100.64.0.1", False),  # carrier's own network
        ("192.0.2.1", False),  # documentation
        ("224.0.0.1", False),  # multicast
        ("255.255.255.255", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),  # 10.0.0.1 behind a translator
        ("2002:a00:1::1", False),  # 10.0.0.1 in a tunnel
        ("::", False),
    ],
)
def test_is_public(address, public):
    assert is_public(ip_address(address)) is public
