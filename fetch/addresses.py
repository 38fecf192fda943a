"""Which addresses may be asked: form, host, and the network address that a host leads to.

The check of the network address is made where the connection is opened, on the very address that is
connected to, so that a name that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from ..lightclass import dataclass
from ..model import SourceError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Policy:
    """Private addresses are refused, but for hosts that the user named where `allow_private` is set.

    A redirect or a link to another private host stays refused, and link-local addresses (the metadata
    services of clouds) are refused always.
    """

    allow_private: bool = False
    named_hosts: frozenset[str] = frozenset()

    def permits(self, host: str, address: str) -> bool:
        """Whether a host that leads to this network address may be connected to."""
        ip = ipaddress.ip_address(address.partition("%")[0])
        if is_public(ip):
            return True
        if any(inner.is_link_local for inner in (ip, *embedded(ip))):
            return False
        return self.allow_private and host.lower() in self.named_hosts


def is_public(ip: _Address) -> bool:
    """Whether an address is on the open internet: none of RFC 6890's special blocks, nor one inside it.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("8.8.8.8", "10.0.0.1", "100.100.100.200", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    if not ip.is_global or ip.is_multicast or ip.is_unspecified or ip.is_reserved:
        return False
    return all(is_public(inner) for inner in embedded(ip))


def embedded(ip: _Address) -> tuple[ipaddress.IPv4Address, ...]:
    """IPv4 addresses carried in an IPv6 one: mapped, 6to4, Teredo, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64:
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(a for a in found if a is not None)


def checked(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises SourceError for another scheme, credentials, no host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SourceError(url, "fetch_bad_address") from None
    if parts.scheme not in ("http", "https"):
        raise SourceError(url, "fetch_scheme", scheme=parts.scheme or "—")
    if parts.username is not None or parts.password is not None:
        raise SourceError(without_credentials(url), "fetch_credentials")
    if not parts.hostname or port == 0:
        raise SourceError(url, "fetch_bad_address")
    return parts


def without_credentials(url: str) -> str:
    """The address as it may be shown: what stands before @ in the host is left out."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def normal(url: str, base: str = "") -> str:
    """One spelling of an address, the key under which it is kept: absolute, host lower case, no fragment,
    no default port, everything beyond ASCII percent-encoded as UTF-8 (WHATWG URL Standard).

    >>> normal("./P0 附件.doc#x", "HTTP://WWW.A.GOV.CN:80/zw/t1.html")
    'http://www.a.gov.cn/zw/P0%20%E9%99%84%E4%BB%B6.doc'
    """
    try:
        parts = urlsplit(urljoin(base, url.strip().replace("\\", "/")) if base else url.strip())
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise SourceError(url, "fetch_bad_address") from None
    if ":" in host:
        host = f"[{host}]"
    scheme = parts.scheme.lower()
    if port is not None and port != {"http": 80, "https": 443}.get(scheme):
        host = f"{host}:{port}"
    userinfo, at, _ = parts.netloc.rpartition("@")
    path = quote(parts.path or "/", safe=_PATH_SAFE)
    query = quote(parts.query, safe=_PATH_SAFE + "?")
    return urlunsplit((scheme, userinfo + at + host, path, query, ""))


def host_of(url: str) -> str:
    """The host of an address in lower case, "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
