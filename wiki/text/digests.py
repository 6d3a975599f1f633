"""The size of a revision, and a digest that is equal for equal revisions."""

import hashlib
import json


def in_bytes(facts: dict) -> bytes:
    """Return facts as JSON that is the same for equal facts."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def size_of(body: str, facts: dict) -> int:
    """Return the size of body and facts together, in bytes."""
    return len(body.encode()) + len(in_bytes(facts))


def sha256_of(body: str, facts: dict) -> str:
    """Return the SHA-256 of body and facts together."""
    return hashlib.sha256(body.encode() + b"\0" + in_bytes(facts)).hexdigest()
