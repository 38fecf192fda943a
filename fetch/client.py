"""One polite client: time and size limits, retries with back-off, checked redirects, robots.txt, a rate.

Raises SourceError with one of this stage's codes; what may pass by itself (503, a timeout) is tried again
first. Bytes are handed on as they came: decoding is the readers' work.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..lightclass import dataclass
from ..model import SourceError
from .addresses import Policy, checked, normal
from .robots import Robots

if TYPE_CHECKING:
    import httpx

    from .transport import Backend

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts."""

    connect: float = 15.0
    read: float = 30.0  # between two pieces of an answer
    total: float = 300.0  # for one answer; a scan of 60 MB over a slow line
    max_bytes: int = 200 * _MB
    redirects: int = 5
    attempts: int = 4
    wait_initial: float = 1.0
    wait_max: float = 30.0
    retry_after_max: float = 120.0  # a longer Retry-After is left to the next run
    delay: float = 1.0  # between two requests to one host
    delay_max: float = 60.0  # of what robots.txt asks for
    failures: int = 5  # failed connections in a row after which a host is left alone


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional (RFC 9110, 13): the ETag and Last-Modified of the last answer."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a GET: the address it came from after redirects; `body` is None for 304 Not Modified."""

    url: str
    body: bytes | None
    validators: Validators = NO_VALIDATORS
    media_type: str = ""
    disposition: bytes = b""


class _PassingError(Exception):
    """A failure that may pass by itself; `wait` is what the server asked for."""

    def __init__(self, error: SourceError, wait: float | None = None, connection: bool = False) -> None:
        super().__init__(error)
        self.error = error
        self.wait = wait
        self.connection = connection


@dataclass(slots=True)
class _Host:
    ready: float = 0.0  # when it may be asked again
    delay: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class Client:
    """Fetches addresses one after another. Use as a context manager.

    `contact` (an address or mail) stands in the user agent, so that a site can complain.
    Raises SourceError `fetch_missing` when the extra is not installed.
    """

    policy: Policy = field(default_factory=Policy)
    limits: Limits = LIMITS
    version: str = "0"
    contact: str = ""
    _backend: Any = None
    _http: Any = None
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _robots: dict[str, Robots | SourceError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._backend, self._http = _open(self.policy, self.limits, self.agent)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    @property
    def agent(self) -> str:
        about = self.contact or "reads published plans; one request at a time"
        return f"qingdan/{self.version} ({about})"

    def get(self, url: str, validators: Validators = NO_VALIDATORS) -> Answer:
        """The answer of an address after redirects, each of which is checked like the first."""
        url = normal(url)
        seen: set[str] = set()
        for _ in range(self.limits.redirects + 1):
            checked(url)
            if url in seen:
                break
            seen.add(url)
            self._ask_robots(url)
            found = self._patiently(url, validators)
            if isinstance(found, Answer):
                return found
            url = found
        raise SourceError(url, "fetch_redirects", limit=self.limits.redirects)

    # ---- robots.txt

    def _ask_robots(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, SourceError):
            raise SourceError(url, rules.code, **rules.params)
        if not rules.allows(url):
            raise SourceError(url, "fetch_robots")
        self._host(url).delay = min(rules.delay, self.limits.delay_max)

    def _read_robots(self, origin: str) -> Robots | SourceError:
        """RFC 9309, 2.3.1: no such file (4xx) allows all; a failing server (5xx, none) forbids all."""
        url, first = f"{origin}/robots.txt", True
        for _ in range(self.limits.redirects + 1):
            try:
                found = self._patiently(url, NO_VALIDATORS)
            except SourceError as error:
                if error.code in _NO_ROBOTS or not first:
                    return Robots.none()
                if error.code in (
                    "fetch_private_address",
                    "fetch_host_unknown",
                    "fetch_tls",
                    "fetch_host_down",
                ):
                    return error
                return SourceError(origin, "fetch_robots_unreachable", reason=_reason(error))
            if isinstance(found, Answer):
                return Robots.parse(found.body or b"")
            url, first = found, False
            try:
                checked(url)
            except SourceError:
                break
        return Robots.none()

    # ---- one request

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).netloc, _Host())

    def _patiently(self, url: str, validators: Validators) -> Answer | str:
        """An answer, or where it redirects to; retried with back-off while failures may pass."""
        import stamina

        host = self._host(url)
        if host.failures >= self.limits.failures:
            raise SourceError(url, "fetch_host_down", host=urlsplit(url).netloc, count=host.failures)
        limits = self.limits
        try:
            for attempt in stamina.retry_context(
                on=self._worth_another,
                attempts=limits.attempts,
                timeout=None,
                wait_initial=limits.wait_initial,
                wait_max=limits.wait_max,
                wait_jitter=min(1.0, limits.wait_initial),
            ):
                with attempt:
                    return self._once(url, validators, host)
        except _PassingError as failure:
            host.failures = host.failures + 1 if failure.connection else 0
            raise failure.error from None
        raise AssertionError("unreachable")

    def _worth_another(self, error: Exception) -> bool | float:
        if not isinstance(error, _PassingError):
            return False
        if error.wait is None:
            return True
        return error.wait if error.wait <= self.limits.retry_after_max else False

    def _once(self, url: str, validators: Validators, host: _Host) -> Answer | str:
        import httpcore
        import httpx

        from .transport import RefusedAddressError, UnknownHostError

        time.sleep(max(0.0, host.ready - time.monotonic()))
        self._backend.deadline = time.monotonic() + self.limits.total
        try:
            with self._http.stream("GET", url, headers=validators.headers()) as response:
                found = self._understood(url, response, validators)
            host.failures = 0
            return found
        except RefusedAddressError as refused:
            raise SourceError(
                url, "fetch_private_address", host=refused.host, address=refused.address
            ) from None
        except UnknownHostError:
            raise _PassingError(
                SourceError(url, "fetch_host_unknown", host=urlsplit(url).hostname), None, True
            ) from None
        except httpcore.TimeoutException:
            raise self._too_slow(url, host) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise _connection_failure(url, error) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise SourceError(url, "fetch_bad_address") from None
        finally:
            host.ready = time.monotonic() + max(self.limits.delay, host.delay)

    def _too_slow(self, url: str, host: _Host) -> Exception:
        """Silent for a while: worth another try. Not done within the whole time: left to the next run."""
        limits = self.limits
        if time.monotonic() < self._backend.deadline:
            return _PassingError(SourceError(url, "fetch_timeout", seconds=round(limits.read)), None, True)
        host.failures += 1
        return SourceError(url, "fetch_timeout", seconds=round(limits.total))

    def _understood(self, url: str, response: httpx.Response, validators: Validators) -> Answer | str:
        status = response.status_code
        if status in (301, 302, 303, 307, 308) and response.headers.get("location"):
            return normal(response.headers["location"], url)
        if status == 304 and validators != NO_VALIDATORS:
            return Answer(url, None, validators)
        if status != 200:
            raise _status_failure(url, response)
        body = b"".join(_limited(url, response, self.limits.max_bytes))
        if not body and not url.endswith("/robots.txt"):
            raise _PassingError(SourceError(url, "fetch_empty"))
        headers = response.headers
        return Answer(
            url,
            body,
            Validators(headers.get("etag", ""), headers.get("last-modified", "")),
            headers.get("content-type", "").partition(";")[0].strip().lower(),
            _raw(headers, b"content-disposition"),
        )


_NO_ROBOTS = frozenset({"fetch_not_found", "fetch_forbidden", "fetch_empty"})
_PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 523, 524})
_ROBOT_CHECK = frozenset({412, 521})  # 加速乐 answers 521, 瑞数 412, each with a script to be run


def _raw(headers: Any, name: bytes) -> bytes:
    """A header as its bytes: file names come in GBK or UTF-8, whatever the standard says."""
    return next((value for key, value in headers.raw if key.lower() == name), b"")


def _reason(error: SourceError) -> str:
    return str(error.params.get("status") or error.params.get("reason") or error.code.removeprefix("fetch_"))


def _connection_failure(url: str, error: Exception) -> Exception:
    causes = list(_causes(error))
    certificate = next((c for c in causes if isinstance(c, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return SourceError(url, "fetch_tls", reason=certificate.verify_message)
    reason = next((str(c) for c in causes if str(c)), type(error).__name__)
    code = "fetch_tls" if any(isinstance(c, ssl.SSLError) for c in causes) else "fetch_connection"
    return _PassingError(SourceError(url, code, reason=reason[:120]), None, True)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _status_failure(url: str, response: httpx.Response) -> Exception:
    status = response.status_code
    if status in (404, 410):
        return SourceError(url, "fetch_not_found", status=status)
    if status in _ROBOT_CHECK:
        return SourceError(url, "fetch_antibot", status=status)
    if status in _PASSING_STATUS:
        wait = response.headers.get("retry-after", "")
        return _PassingError(
            SourceError(url, "fetch_status", status=status), float(wait) if wait.isdecimal() else None
        )
    if 400 <= status < 500:
        return SourceError(url, "fetch_forbidden", status=status)
    return SourceError(url, "fetch_status", status=status)


def _limited(url: str, response: httpx.Response, limit: int) -> Iterator[bytes]:
    """The body, decompressed piece by piece: no piece grows beyond what is left of the limit."""
    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise SourceError(url, "fetch_too_large", limit=limit // _MB)
    unpack = _unpacker(url, response.headers.get("content-encoding", ""))
    left = limit
    for piece in response.iter_raw():
        for part in unpack(piece, left + 1):
            left -= len(part)
            if left < 0:
                raise SourceError(url, "fetch_too_large", limit=limit // _MB)
            yield part


def _unpacker(url: str, encoding: str) -> Any:
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return lambda piece, _: (piece,)
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(url, "fetch_bad_encoding", encoding=kind[:40])
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)  # zlib or gzip, by its head

    def unpack(piece: bytes, room: int) -> Iterator[bytes]:
        try:
            yield inflate.decompress(piece, room)
        except zlib.error:
            raise _PassingError(SourceError(url, "fetch_bad_encoding", encoding=kind)) from None

    return unpack


def _open(policy: Policy, limits: Limits, agent: str) -> tuple[Backend, httpx.Client]:
    try:
        import logging

        import httpx
        import stamina  # noqa: F401

        from .transport import Backend, Transport
    except ImportError:
        raise SourceError("", "fetch_missing") from None
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    backend = Backend(policy)
    http = httpx.Client(
        transport=Transport(backend),
        headers={"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=False,
        trust_env=False,
    )
    return backend, http
