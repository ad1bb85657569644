"""PAdES baseline B signatures (ETSI EN 319 142-1) under letters, made and checked without any network."""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cryptography.hazmat.primitives import serialization

from vipops.errors import BadInput
from vipops.integrations.signing.certificate import Credentials

FIELD = "GeneralManager"
# The CMS of a 3072-bit key is below 3 KB; a fixed room keeps the file's layout the same each time.
_ROOM = 8192


@dataclass(frozen=True)
class Verdict:
    """What a check found. ``fault`` says what is wrong, empty if nothing is.

    ``intact``: not one byte differs from what was signed. ``trusted``: signed with a certificate that
    the given authority vouches for. ``at`` is the signing time as the signer stated it, in UTC.
    """

    intact: bool
    trusted: bool
    signer: str = ""
    at: datetime | None = None
    fault: str = ""


def sign_pdf(pdf: bytes, credentials: Credentials, *, signer_name: str, reason: str, at: datetime) -> bytes:
    """``pdf`` with a certifying signature that allows no later change.

    The same input gives the same bytes. ``at`` is aware. Raises BadInput where ``pdf`` is not a PDF, is
    already signed, or ``at`` lies outside the certificate's validity.
    """
    signer = _signer(credentials)
    certificate = signer.signing_cert
    assert certificate is not None
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise BadInput("The hotel's certificate is not valid at this time.", expected="a renewed certificate")
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=True)
        if writer.prev.embedded_signatures:
            raise BadInput("This paper is already signed.")
    except BadInput:
        raise
    except Exception as fault:  # the reader raises many kinds on a broken file
        raise BadInput("This is not a PDF.") from fault
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        name=signer_name,
        reason=reason,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
        cades_signed_attr_spec=CAdESSignedAttrSpec(),
    )
    return asyncio.run(_signed(writer, signers.PdfSigner(about, signer=signer), at))


def verify_pdf(pdf: bytes, authority_pem: bytes) -> Verdict:
    """Whether ``pdf`` is what was signed, and by the hotel whose authority is given. Never raises on a bad PDF."""
    try:
        return _verdict(pdf, _certificate(authority_pem))
    except Exception as fault:  # a changed file may break the reader anywhere: that too is "not intact"
        return Verdict(intact=False, trusted=False, fault=f"unreadable: {type(fault).__name__}")
