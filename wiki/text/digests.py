"""What a revision says of itself: how large it is, and a digest by which equal ones are known."""

import hashlib
import json


def in_bytes(facts: dict) -> bytes:
    """Return facts as JSON that is the same for equal facts."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def size_of(body: str, facts: dict) -> int:
    """Return the bytes of body and facts together."""
    return len(body.encode()) + len(in_bytes(facts))


def sha256_of(body: str, facts: dict) -> str:
    """Return the digest of body and facts together."""
    return hashlib.sha256(body.encode() + b"\0" + in_bytes(facts)).hexdigest()
