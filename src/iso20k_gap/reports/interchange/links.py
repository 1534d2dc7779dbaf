"""Addresses that may become links: what a person typed is one only if it leads to the web."""

import re
from urllib.parse import SplitResult, quote, urlsplit

WEB = ("http", "https")
KEPT = "/:@!$&'()*+,;=-._~%?"
STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_address(text: str) -> str:
    """The address, escaped, if it is one of the web with a host and no password; else nothing."""
    wanted = text.strip()
    if not wanted.isprintable() or " " in wanted:
        return ""
    try:
        parts = urlsplit(wanted)
        port = parts.port
    except ValueError:
        return ""
    is_web = parts.scheme in WEB and bool(parts.hostname) and "@" not in parts.netloc
    return _escaped(parts) if is_web and port != 0 else ""


def _escaped(parts: SplitResult) -> str:
    kept = (_quoted(each) for each in parts[2:])
    return SplitResult(parts.scheme, quote(parts.netloc, safe=":[]"), *kept).geturl()


def _quoted(text: str) -> str:
    return quote(STRAY.sub("%25", text), safe=KEPT)
