"""robots.txt (RFC 9309), read from our own bytes by the standard library's parser."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from ..lightclass import dataclass
from .decoding import text_of

AGENT = "qingdan"
_MOST = 512_000  # RFC 9309, 2.5: at least 500 KiB have to be read


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site."""

    rules: RobotFileParser | None

    @classmethod
    def none(cls) -> Robots:
        """No rules: everything is allowed."""
        return cls(None)

    @classmethod
    def parse(cls, data: bytes) -> Robots:
        """The rules in a file's bytes; a page of markup sent in its place holds none."""
        text = text_of(data[:_MOST])
        if text.lstrip()[:1] == "<":
            return cls(None)
        parser = RobotFileParser()
        parser.parse(text.splitlines())
        return cls(parser)

    def allows(self, url: str) -> bool:
        return self.rules is None or self.rules.can_fetch(AGENT, url)

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for (Crawl-delay), 0 if it does not."""
        if self.rules is None:
            return 0.0
        return float(self.rules.crawl_delay(AGENT) or 0)
