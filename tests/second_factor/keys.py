"""A key as a device holds it: registered for somebody, it answers challenges with or without checking its owner."""

import json
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "testserver"
FLAG = AuthenticatorData.FLAG
KEY_ID = b"a key of sixteen"


def hashed(value: bytes) -> bytes:
    digest = Hash(SHA256())
    digest.update(value)
    return digest.finalize()


def said(kind: CollectedClientData.TYPE, challenge: str) -> CollectedClientData:
    return CollectedClientData.create(kind, challenge, f"https://{HOST}")


class Key:
    def __init__(self, owner: Any, *, alone: bool | None = True) -> None:
        """`alone`: whether the browser said that it can sign in alone; None if it said nothing."""
        self.owner = owner
        self.secret = ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self.secret.public_key())
        itself = AttestedCredentialData.create(Aaguid.NONE, KEY_ID, public)
        flags = FLAG.UP | FLAG.UV | FLAG.AT
        made = AuthenticatorData.create(hashed(HOST.encode()), flags, 0, itself)
        response = {
            "clientDataJSON": websafe_encode(said(CollectedClientData.TYPE.CREATE, "AAAA")),
            "attestationObject": websafe_encode(AttestationObject.create("none", made, {})),
        }
        extensions = {} if alone is None else {"credProps": {"rk": alone}}
        Authenticator.objects.create(
            user=owner, type="webauthn", data={"name": "key", "credential": self.as_sent(response, extensions)}
        )

    def as_sent(self, response: dict[str, str], extensions: dict[str, Any]) -> dict[str, Any]:
        own = websafe_encode(KEY_ID)
        return {
            "id": own,
            "rawId": own,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
        }

    def answer(self, challenge: str, *, checked: bool) -> str:
        """As a form sends it."""
        words = said(CollectedClientData.TYPE.GET, challenge)
        data = AuthenticatorData.create(hashed(HOST.encode()), FLAG.UP | FLAG.UV if checked else FLAG.UP, 1)
        response = {
            "clientDataJSON": websafe_encode(words),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.secret.sign(data + words.hash, ec.ECDSA(SHA256()))),
            "userHandle": websafe_encode(user_pk_to_url_str(self.owner).encode()),
        }
        return json.dumps(self.as_sent(response, {}))
