"""PAdES baseline B signatures (ETSI EN 319 142-1) under letters, made and checked without any network."""

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import cms, pem, x509  # type: ignore[import-untyped]  # no types for it
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.metadata.model import DocumentMetadata
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vipops.errors import BadInput
from vipops.integrations.signing.certificate import Credentials, read_key

T = TypeVar("T")
FIELD = "GeneralManager"
# The CMS of a 3072-bit key is below 3 KB; a fixed room keeps the file's layout the same each time.
_ROOM = 8192
_HASHES = {"sha256": hashes.SHA256()}


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
    certificate = _certificate(credentials.certificate_pem)
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise BadInput("The hotel's certificate is not valid at this time.", expected="a renewed certificate")
    try:
        writer = _RepeatableWriter(pdf, at)
        signatures = writer.prev.embedded_signatures
    except Exception as fault:  # the reader raises many kinds on a broken file
        raise BadInput("This is not a PDF.") from fault
    if signatures:
        raise BadInput("This paper is already signed.")
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
    return _aside(lambda: asyncio.run(_signed(writer, signers.PdfSigner(about, signer=signer), at)))


def verify_pdf(pdf: bytes, authority_pem: bytes) -> Verdict:
    """Whether ``pdf`` is what was signed, and by the hotel whose authority is given.

    Never raises on a bad PDF.
    """
    try:
        return _verdict(pdf, _certificate(authority_pem))
    except Exception as fault:  # noqa: BLE001  # a changed file may break the reader anywhere: not intact
        return Verdict(intact=False, trusted=False, fault=f"unreadable: {type(fault).__name__}")


def _aside(work: Callable[[], T]) -> T:
    """Run the library's asynchronous work in a thread of its own: the caller's may have a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


class _SignedAt(DocumentMetadata):
    """Says that the file was changed when it was signed; the library would write its own clock's time."""

    at: datetime

    def __init__(self, at: datetime) -> None:
        self.__dict__["at"] = at
        super().__init__()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, self.at if name == "last_modified" else value)


class _RepeatableWriter(IncrementalPdfFileWriter):
    """An update whose file identifier comes from the file, and its date from the caller."""

    def __init__(self, pdf: bytes, at: datetime) -> None:
        super().__init__(BytesIO(pdf), strict=True)
        first, _ = self._document_id
        second = generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])
        self._document_id = generic.ArrayObject([first, second])
        self._meta = _SignedAt(at.astimezone(UTC))


async def _signed(writer: IncrementalPdfFileWriter, pdf_signer: signers.PdfSigner, at: datetime) -> bytes:
    # The library's short way stamps its own clock; this is the same way with ours.
    moment = at.astimezone(UTC).replace(microsecond=0)
    session = pdf_signer.init_signing_session(writer)
    session.system_time = moment
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=_ROOM)
    prepared, output = document.digest_tbs_document()
    done = await document.perform_signature(
        document_digest=prepared.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(
            signing_time=moment, cades_signed_attrs=pdf_signer.signature_meta.cades_signed_attr_spec
        ),
    )
    await done.post_signature_processing(output)
    output.seek(0)
    signed: bytes = output.read()
    return signed


class _HotelSigner(signers.Signer):
    """Signs with a key that is read and checked once, which takes longer than signing."""

    def __init__(self, credentials: Credentials) -> None:
        self._key = read_key(credentials.key_pem, credentials.passphrase)
        # The authority's certificate stays out: readers have it by other means, and a copy in the file
        # would be bytes that no signature covers.
        super().__init__(
            signing_cert=_certificate(credentials.certificate_pem),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # its own gap
            embed_roots=False,
        )

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002, ARG002  # the library's own signature
    ) -> bytes:
        return self._key.sign(data, padding.PKCS1v15(), _HASHES[digest_algorithm])


@lru_cache(maxsize=4)
def _signer(credentials: Credentials) -> _HotelSigner:
    return _HotelSigner(credentials)


def _certificate(certificate_pem: bytes) -> x509.Certificate:
    _, _, der = pem.unarmor(certificate_pem)
    return x509.Certificate.load(der)


def _verdict(pdf: bytes, authority: x509.Certificate) -> Verdict:
    signatures = PdfFileReader(BytesIO(pdf), strict=True).embedded_regular_signatures
    if len(signatures) != 1:
        return Verdict(intact=False, trusted=False, fault=f"{len(signatures)} signatures, expected one")
    signature = signatures[0]
    if fault := _uncovered(pdf, signature.byte_range, signature.pkcs7_content):
        return Verdict(intact=False, trusted=False, fault=fault)
    stated = signature.self_reported_timestamp
    # The moment of signing decides: a letter stays good after its certificate has ended. Nothing is fetched.
    context = ValidationContext(trust_roots=[authority], allow_fetching=False, moment=stated)
    status: Any = _aside(lambda: validate_pdf_signature(signature, signer_validation_context=context))
    covers_all = status.coverage.name == "ENTIRE_FILE"
    intact = bool(status.intact and status.valid and status.docmdp_ok and covers_all)
    return Verdict(
        intact=intact,
        trusted=bool(intact and status.trusted),
        signer=str(signature.sig_object.get("/Name", "")),
        at=stated.astimezone(UTC) if stated else None,
        fault="" if intact else "changed after signing",
    )


def _uncovered(pdf: bytes, byte_range: Any, content: bytes) -> str:
    """Every byte outside the signed range must be exactly what signing wrote there.

    A signature covers all but its own room in the file. Left alone, that room's padding, the case of its
    digits and the CMS fields that nobody signs could be changed unseen.
    """
    start, before, after, rest = (int(number) for number in byte_range)
    if start != 0 or after + rest != len(pdf) or not 0 < before < after:
        return "the signature does not cover the whole file"
    room = pdf[before:after]
    if room != b"<" + _as_made(content).hex().upper().encode().ljust(len(room) - 2, b"0") + b">":
        return "the signature's room was changed"
    return ""


def _as_made(content: bytes) -> bytes:
    """The CMS as :func:`sign_pdf` writes it, from the parts of ``content`` that signature or hash protect."""
    found = cms.ContentInfo.load(content)["content"]
    certificate, signed = found["certificates"][0].chosen, found["signer_infos"][0]
    issuer_and_number = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    by = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": issuer_and_number},
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": signed["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": signed["signature"].native,
    }
    body = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [by],
    }
    made: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(body)}).dump()
    return made
