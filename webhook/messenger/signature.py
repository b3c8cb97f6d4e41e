"""Facebook's signature over the raw body. The algorithm is ours, never read from the header."""

from __future__ import annotations

import hashlib
import hmac

_PREFIX = b"sha256="


def is_signed(app_secret: str, body: bytes, header: str | None) -> bool:
    """Check `X-Hub-Signature-256` in constant time over the bytes as they came."""
    given = (header or "").encode("utf-8", "replace")
    return hmac.compare_digest(given, sign(app_secret, body).encode())


def sign(app_secret: str, body: bytes) -> str:
    """The header's value for a body: `sha256=` and lowercase hex."""
    return _PREFIX.decode() + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def same_secret(given: str | None, expected: str) -> bool:
    """Compare two secrets in constant time; any Unicode is allowed."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())


def appsecret_proof(app_secret: str, token: str) -> str:
    """What the Graph API wants beside a token: HMAC-SHA256 of the token with the app secret, hex."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
