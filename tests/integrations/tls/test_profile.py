"""Apple's profile holds the authority, and the same authority has the same identifiers."""

import plistlib
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from vipops.integrations.tls.authority import Wanted, fingerprint, keep, title
from vipops.integrations.tls.profile import profile


def test_the_profile_holds_the_authority(tmp_path: Path) -> None:
    authority = keep(
        tmp_path, Wanted(("localhost",)), hotel="海港", now=datetime.now(UTC), passphrase=b"x"
    ).authority
    read = plistlib.loads(profile(authority, "海港"))
    [certificate] = read["PayloadContent"]
    assert certificate["PayloadType"] == "com.apple.security.root"
    assert certificate["PayloadContent"] == authority.public_bytes(serialization.Encoding.DER)
    assert (read["PayloadType"], read["PayloadDisplayName"]) == ("Configuration", title(authority))
    assert read["PayloadOrganization"] == "海港"
    assert fingerprint(authority) in read["PayloadDescription"]
    assert read["PayloadUUID"] != certificate["PayloadUUID"]
    assert profile(authority, "海港") == profile(authority, "海港")
