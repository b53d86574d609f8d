"""Words of somebody without an account: nobody is let in as their writer; they never change, and can go for good."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from confidential.erasures import Erasure, erase_again, erasures
from confidential.models import SealedText
from confidential.services import open_sealed, open_to_deliver
from foundation.drills import drills
from groups.enquiries.services import withdraw_enquiry
from tests.groups.enquiries.making import PARTS, again, confirmed
from tests.supervision.world import shared_log


@pytest.fixture
def enquiry(cast):
    return confirmed(cast)


def test_somebody_signed_out_is_not_the_writer(enquiry, now):
    """Neither has a key: that is no reason to open."""
    with pytest.raises(PermissionDenied):
        open_sealed(enquiry, viewer=AnonymousUser(), now=now)


def test_somebody_whom_no_rule_lets_in_opens_nothing(enquiry, cast, now):
    with pytest.raises(PermissionDenied):
        open_sealed(enquiry, viewer=cast.odette, now=now)


def test_a_mail_is_sent_by_them_without_a_reader(enquiry):
    assert open_to_deliver(enquiry) == PARTS


def test_a_persons_words_are_not_opened_that_way(cast):
    with pytest.raises(PermissionDenied):
        open_to_deliver(shared_log(cast, cast.anna))


@pytest.mark.parametrize("change", [{"owner_id": "anna"}, {"digest": "0" * 64}, {"frozen": False}])
def test_they_are_never_changed_and_become_nobodys(enquiry, cast, change):
    change = {key: cast.anna.pk if value == "anna" else value for key, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedText.objects.filter(record_id=enquiry.pk).update(**change)


def test_a_draft_has_an_owner(cast, enquiry):
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedText.objects.create(
            record_model="groups.Enquiry", record_id=cast.anna.pk, key_id="", wrapped_key=b"", nonce=b"",
            ciphertext=b"", digest="", saved_at=cast.now,
        )  # fmt: skip


def test_a_backup_does_not_bring_them_back(enquiry, now):
    """The list of erasures names the text; what was restored from before is destroyed again."""
    text_id, before = enquiry.text_id, again(enquiry)
    listed = [Erasure(text_id, now, "withdrawn by who asked")]
    assert open_to_deliver(before) == PARTS
    assert erase_again(listed) == 1
    assert open_to_deliver(again(enquiry)) == {}


def test_a_withdrawal_is_on_the_list_of_erasures(enquiry, now):
    withdraw_enquiry(enquiry=enquiry, now=now)
    assert [erasure.text_id for erasure in erasures()] == [enquiry.text_id]


def test_the_drill_opens_them(enquiry):
    tried = [drill() for _name, drill in drills]
    assert max(found.count for found in tried) >= 1
    assert [found.broken for found in tried if found.broken] == []
