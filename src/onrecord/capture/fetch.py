"""An http(s) address -> the bytes behind it, within a deadline, a size, and the public internet.

An address a user pastes may lead anywhere, and a page may redirect anywhere. So each host is resolved here, every
address it has is checked, and the connection goes to the checked address itself: a name that changes its answer
between check and connection (DNS rebinding) gains nothing. Certificates are still checked against the name.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

from onrecord.capture.addresses import Page
from onrecord.capture.files import too_large
from onrecord.errors import CaptureError

_IP = IPv4Address | IPv6Address
_AGENT = "onrecord/0.1 (reads one page at its user's request)"
_REDIRECTS = {301, 302, 303, 307, 308}
_HINTS = {
    401: "it asks for a login",
    403: "it refuses programs",
    404: "there is no such page",
    410: "the page is gone",
    429: "it asks to be left alone for a while",
    451: "it is withheld for legal reasons",
}
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("2002::/16"))  # IPv6 that carries an IPv4 address inside


def is_public(address: _IP) -> bool:
    """Return whether `address` is on the public internet, and not of a private, local or reserved range."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED[0]:
            return is_public(IPv4Address(address.packed[-4:]))
        if address in _TRANSLATED[1]:
            return is_public(IPv4Address(address.packed[2:6]))
    return address.is_global and not address.is_multicast


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of `host` as the system's resolver gives them."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches one page at a time; all settings are fixed when it is made.

    `deadline` is for the whole fetch with its redirects, `timeout` for each wait on the network, in seconds.
    """

    def __init__(
        self,
        *,
        limit: int,
        allow_private: bool = False,
        timeout: float = 10.0,
        deadline: float = 30.0,
        max_redirects: int = 5,
        resolve: Callable[[str, int], list[str]] = resolve_host,
    ) -> None:
        self.limit = limit
        self.allow_private = allow_private
        self.timeout = timeout
        self.deadline = deadline
        self.max_redirects = max_redirects
        self.resolve = resolve

    def fetch(self, url: str) -> Page:
        """Return the page at `url`, redirects followed; raises CaptureError if there is none to be had."""
        end = time.monotonic() + self.deadline
        backend = _Backend(end, self.timeout, self.allow_private, self.resolve)
        target = _parse(url)
        try:
            with httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend
            ) as pool:
                for _ in range(self.max_redirects + 1):
                    answer = self._get(pool, target, end)
                    if isinstance(answer, Page):
                        return answer
                    target = answer
        except httpcore.TimeoutException as error:
            late = time.monotonic() >= end
            what = f"did not finish within {self.deadline:g} s" if late else f"did not answer within {self.timeout:g} s"
            raise CaptureError(f"{url} {what}; try again, or save the page and give the file") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError) as error:
            raise CaptureError(f"{url} could not be fetched: {str(error) or type(error).__name__}") from error
        raise CaptureError(f"{url} redirects more than {self.max_redirects} times; giving up")

    def _get(self, pool: httpcore.ConnectionPool, target: httpx.URL, end: float) -> Page | httpx.URL:
        """Return the page at `target`, or the address it redirects to."""
        headers = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": _AGENT,
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self.timeout)
        where = httpcore.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path or b"/"
        )
        with pool.stream("GET", where, headers=list(headers.items()), extensions={"timeout": timeouts}) as response:
            said = httpx.Headers(response.headers)
            if response.status in _REDIRECTS and "location" in said:
                return _parse(said["location"], target)
            if response.status != 200:
                hint = _HINTS.get(response.status, "the page was not sent")
                raise CaptureError(
                    f"{target} answered {response.status}: {hint}; open it in a browser, save it, and give the file"
                )
            data = _bounded(response.iter_stream(), said.get("content-encoding", ""), self.limit, str(target))
        kind, _, rest = said.get("content-type", "").partition(";")
        charset = rest.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
        return Page(data, kind.strip().lower() or None, charset, str(target))


def _parse(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return the address, without its fragment and without any name and password in it."""
    try:
        parsed = base.join(url) if base else httpx.URL(url)
        parsed = parsed.copy_with(fragment=None, userinfo=b"")
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise CaptureError(f"{url} is not a valid address: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise CaptureError(f"{url} is not an http or https address; only those are fetched")
    return parsed


def _bounded(chunks: Iterable[bytes], coding: str, limit: int, url: str) -> bytes:
    """Return the body, unpacked, while it is within `limit`; a small body may unpack to a huge one."""
    coding = coding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise CaptureError(f"{url} sent its page in an unknown packing, {coding}")
    unpack = None if coding in ("", "identity") else zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    for chunk in chunks:
        try:
            body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise CaptureError(f"{url} sent a page whose packing is damaged: {error}") from error
        if len(body) > limit:
            raise CaptureError(too_large(url, limit))
    return bytes(body)


class _Backend(httpcore.NetworkBackend):
    """The network with a deadline on every wait, connecting only to addresses that were checked."""

    def __init__(
        self, end: float, timeout: float, allow_private: bool, resolve: Callable[[str, int], list[str]]
    ) -> None:
        self._inner = httpcore.SyncBackend()
        self._end = end
        self._timeout = timeout
        self._allow_private = allow_private
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: Exception | None = None
        for address in self._checked(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, left(self._end, timeout), local_address, socket_options)
                return _Stream(stream, self._end)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error or httpcore.ConnectError(f"{host} has no address")

    def _checked(self, host: str, port: int) -> list[str]:
        """Return the addresses of `host`, every one of them public; raises CaptureError otherwise."""
        found = list(dict.fromkeys(self._lookup(host.strip("[]"), port)))
        for address in found:
            if not self._allow_private and not is_public(ip_address(address.partition("%")[0])):
                raise CaptureError(
                    f"{host} is {address}, an address of a private or local network; such addresses are not fetched"
                )
        return found

    def _lookup(self, host: str, port: int) -> list[str]:
        """Return the addresses of `host`; the system's resolver has no timeout of its own, so it waits in a thread."""
        found: list[str] = []
        failed: list[Exception] = []

        def look() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                failed.append(error)

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        thread.join(left(self._end, self._timeout))
        if thread.is_alive():
            raise httpcore.ConnectTimeout(f"{host} was not resolved in time")
        if failed or not found:
            raise CaptureError(f"{host} is not known: its name could not be resolved; check the address") from (
                failed[0] if failed else None
            )
        return list(found)


class _Stream(httpcore.NetworkStream):
    """A connection on which no wait outlasts the deadline, so that a page that drips for ever ends too."""

    def __init__(self, inner: httpcore.NetworkStream, end: float) -> None:
        self._inner = inner
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, left(self._end, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left(self._end, timeout)), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def left(end: float, timeout: float | None) -> float:
    """Return how long a wait may last, in seconds; raises httpcore.ReadTimeout when the deadline has passed."""
    rest = end - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return rest if timeout is None else min(rest, timeout)
