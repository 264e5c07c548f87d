"""What may be asked of the SOP register: each function is one wish, whole or not at all."""

import json
from datetime import datetime

from django.db import transaction

from himpun.kernel.definition import Sop
from himpun.kernel.parse import dump, fingerprint
from himpun.office.queries import Agency, Person, day_at, lock_for_change
from himpun.office.rules import Refused
from himpun.office.services import write
from himpun.sops.models import LONGEST_ID, LONGEST_NAME, SopVersion
from himpun.sops.queries import problems_of, versions_of
from himpun.sops.rules.reading import errors_among, sentence_of


@transaction.atomic
def publish_sop(*, agency: Agency, sop: Sop, by: Person | None, now: datetime) -> SopVersion:
    """Puts a version of an SOP in force at an agency, for ever as it is.

    The same version with the same content is given back as it stands. Refuses who does not
    administer the agency, an SOP that the check finds unsound (with the places), a version that is
    published with other content, was withdrawn, or is older than a published one.
    """
    lock_for_change(by, agency, now)
    mark = fingerprint(sop)
    if found := _published(agency, sop, mark):
        return found
    _refuse_unsound(agency, sop, now)
    version = SopVersion.objects.create(
        agency=agency,
        sop_id=sop.id,
        version=sop.version,
        name=sop.name,
        fingerprint=mark,
        document=json.dumps(dump(sop), ensure_ascii=False),
        published_at=now,
        published_by=by,
    )
    _journal("SopPublished", version, by, now)
    return version


@transaction.atomic
def withdraw_sop(*, version: SopVersion, by: Person | None, now: datetime) -> SopVersion:
    """Takes a version out of force: nothing new begins with it, what runs goes on with it.

    Refuses who does not administer the agency, and a version that was withdrawn before.
    """
    lock_for_change(by, version.agency, now)
    changed = SopVersion.objects.filter(pk=version.pk, withdrawn_at=None).update(withdrawn_at=now)
    if not changed:
        raise Refused(f"{version} sudah dicabut.")
    version.withdrawn_at = now
    _journal("SopWithdrawn", version, by, now)
    return version


def _published(agency: Agency, sop: Sop, mark: str) -> SopVersion | None:
    """This very version, if it is in force. Refuses what may not follow on what there is."""
    rows = {row.version: row for row in versions_of(agency, sop.id)}
    if same := rows.get(sop.version):
        if same.fingerprint != mark:
            said = "sudah terbit dengan isi lain. Perubahan memerlukan nomor versi baru."
            raise Refused(f"Versi {sop.version} {said}")
        if same.withdrawn_at:
            said = "sudah dicabut. Menerbitkannya lagi memerlukan nomor versi baru."
            raise Refused(f"Versi {sop.version} {said}")
        return same
    if rows and (newest := max(rows)) > sop.version:
        raise Refused(f"Nomor versi harus lebih dari {newest}, yang sudah pernah terbit.")
    return None


def _refuse_unsound(agency: Agency, sop: Sop, now: datetime) -> None:
    for what, text, most in (("Kode", sop.id, LONGEST_ID), ("Nama", sop.name, LONGEST_NAME)):
        if len(text) > most:
            raise Refused(f"{what} SOP paling panjang {most} huruf.")
    errors = errors_among(problems_of(sop, day_at(agency, now)))
    if errors:
        sentences = " ".join(sentence_of(error) for error in errors)
        raise Refused(f"SOP ini belum dapat dijalankan. {sentences}")


def _journal(action: str, version: SopVersion, by: Person | None, now: datetime) -> None:
    write(
        agency=version.agency,
        by=by,
        now=now,
        action=action,
        subject=str(version),
        body={
            "sop": version.sop_id,
            "version": version.version,
            "fingerprint": version.fingerprint,
        },
    )
