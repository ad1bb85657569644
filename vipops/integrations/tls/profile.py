"""The profile by which iPads, iPhones and Macs take in the hotel's authority."""

import plistlib
from uuid import NAMESPACE_URL, uuid5

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from vipops.integrations.tls.authority import fingerprint, title

MEDIA_TYPE = "application/x-apple-aspen-config"


def profile(authority: x509.Certificate, hotel: str) -> bytes:
    """Apple's configuration profile with the authority's certificate in it and nothing else.

    Its identifiers hang on the certificate: the same authority replaces itself, another one stands beside it.
    """
    mark = fingerprint(authority).replace(":", "").lower()
    name = title(authority)
    certificate = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"vipops.authority.{mark[:16]}.certificate",
        "PayloadUUID": _uuid(f"{mark} certificate"),
        "PayloadDisplayName": name,
        "PayloadDescription": f"Lets this device trust vipops at {hotel}.",
        "PayloadCertificateFileName": "vipops-ca.cer",
        "PayloadContent": authority.public_bytes(serialization.Encoding.DER),
    }
    whole = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"vipops.authority.{mark[:16]}",
        "PayloadUUID": _uuid(mark),
        "PayloadDisplayName": name,
        "PayloadDescription": f"Lets this device trust vipops at {hotel}. SHA-256 {fingerprint(authority)}",
        "PayloadOrganization": hotel,
        "PayloadRemovalDisallowed": False,
        "PayloadContent": [certificate],
    }
    return plistlib.dumps(whole)


def _uuid(text: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"vipops:{text}")).upper()
