"""No address of a stored file, of a thumbnail, or of django-filer opens for anybody: every one of them is asked."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import NoReverseMatch, reverse
from easy_thumbnails.files import get_thumbnailer
from easy_thumbnails.models import Thumbnail
from filer import settings as filer_settings
from filer.models import File, Image
from filer.models.filemodels import File as StoredFile
from PIL import Image as Picture

from courses.handouts import services
from tests.courses.handouts.making import PDF, a_handout, a_step_with, streamed, upload
from tests.test_access_table import routes


@pytest.fixture
def stored(cast, world, private_root):
    """Everything that may lie there: a shown handout, an unused one, a replaced one, a picture and its thumbnail."""
    shown, unused = a_handout(cast), a_handout(cast, "Not out yet")
    a_step_with(world, shown)
    services.change_handout(
        handout=shown, title="Contact card", purpose="P", upload=upload(), by=cast.eddie, now=cast.now
    )
    storages["private"].save("certificates/somebody.pdf", upload())
    picture = private_root / "poster.png"
    Picture.new("RGB", (60, 60)).save(picture)
    image = Image(original_filename="poster.png", is_public=False, owner=cast.eddie)
    with picture.open("rb") as content:
        image.file.save("poster.png", upload(content.read(), "poster.png"), save=False)
    image.save()
    get_thumbnailer(image.file).get_thumbnail({"size": (10, 10)})
    return shown, unused, image


# Where each part of the private folder would stand if something served it: our own folders, and filer's defaults.
SERVED_AT = {
    "": ("/", "/media/", "/private/", "/var/private/", "/static/"),
    "filer/main": ("/", "/media/", "/smedia/", "/smedia/filer_private/", "/media/filer_public/"),
    "filer/thumbnails": ("/", "/media/", "/smedia/filer_private_thumbnails/", "/media/filer_public_thumbnails/"),
}


def addresses(root: Path) -> list[str]:
    """Every file there is, at every address from which such files are served anywhere."""
    return [
        f"{prefix}{path.relative_to(root / part).as_posix()}"
        for part, prefixes in SERVED_AT.items()
        for path in (root / part).rglob("*")
        if path.is_file()
        for prefix in prefixes
    ]


def of_filer() -> list[str]:
    """What django-filer would serve if its addresses were mounted, and Django's admin with it."""
    return [
        address
        for file in StoredFile.objects.all()
        for address in (
            f"/canonical/{file.canonical_time}/{file.pk}/",
            f"/filer/canonical/{file.canonical_time}/{file.pk}/",
            f"/filer/file/{file.pk}/",
            f"/django-admin/filer/file/{file.pk}/change/",
            f"/admin/filer/file/{file.pk}/change/",
            f"/filer/folder/{file.pk}/",
            "/smedia/",
            "/media/",
        )
    ]


def opened(cast, sign_in, asked: list[str]) -> list[tuple[str, str, int]]:
    """(who, address, status) of whatever is no 404. Whoever is signed out may be asked to sign in instead."""
    clients = {"nobody": Client(), **{name: sign_in(person) for name, person in cast.by_relation().items()}}
    answers = [(who, address, client.get(address)) for address in asked for who, client in clients.items()]
    return [
        (who, address, response.status_code)
        for who, address, response in answers
        if response.status_code != 404
        and not (who == "nobody" and response.get("Location", "").startswith(("/accounts/login/", "/admin/login/")))
    ]


def test_every_address_of_every_file_is_closed_to_everybody(cast, sign_in, stored, private_root):
    # Shown, unused, replaced, certificate, picture, its original and its thumbnail.
    assert len([path for path in private_root.rglob("*") if path.is_file()]) == 7
    assert opened(cast, sign_in, sorted({*addresses(private_root), *of_filer()})) == []


def test_the_view_opens_exactly_what_it_should(cast, sign_in, stored):
    shown, unused, _image = stored
    found = {}
    for name, person in {"nobody": None, **cast.by_relation()}.items():
        client = sign_in(person) if person else Client()
        for handout in (shown, unused):
            response = client.get(reverse("courses:handout", args=["groups", handout.pk]))
            found[name, handout is shown] = streamed(response) if response.streaming else response.status_code
    refused = {"nobody": 302, "governance": 404, "deputy": 404, "clinical_lead": 404, "tpd": 404, "editor": 404}
    everybody = {"nobody", *cast.by_relation()}
    assert {who: found[who, True] for who in everybody} == {who: refused.get(who, PDF) for who in everybody}
    assert {who: found[who, False] for who in everybody} == {who: 302 if who == "nobody" else 404 for who in everybody}


def test_no_file_knows_an_address_of_its_own(stored):
    for file in File.objects.all():
        assert (file.url, file.canonical_url, file.is_public) == ("", "", False)
        with pytest.raises(ValueError, match="has no address"):
            file.file.url  # noqa: B018 -- reading it is the test
    for storage in (
        filer_settings.FILER_PUBLICMEDIA_STORAGE,
        filer_settings.FILER_PUBLICMEDIA_THUMBNAIL_STORAGE,
        filer_settings.FILER_PRIVATEMEDIA_STORAGE,
        filer_settings.FILER_PRIVATEMEDIA_THUMBNAIL_STORAGE,
        storages["private"],
    ):
        with pytest.raises(ValueError, match="has no address"):
            storage.url("x.pdf")


def test_making_a_file_public_opens_nothing(cast, sign_in, stored, private_root):
    file = stored[0].file
    file.is_public = True
    file.save()
    assert private_root in Path(file.file.path).parents
    asked = [address for address in addresses(private_root) if str(file.file.name) in address]
    assert len(asked) == sum(map(len, (SERVED_AT[""], SERVED_AT["filer/main"])))
    assert opened(cast, sign_in, asked) == []


def test_no_thumbnail_is_made_of_a_handout(cast, world, private_root):
    a_step_with(world, a_handout(cast))
    assert Thumbnail.objects.count() == 0
    assert [path.suffix for path in private_root.rglob("*") if path.is_file()] == [".pdf"]


def test_what_is_stored_is_for_the_server_alone(stored, private_root):
    modes = {path.stat().st_mode & 0o777 for path in (private_root / "filer").rglob("*")}
    assert modes == {0o600, 0o700}


def test_neither_filer_nor_djangos_admin_has_a_route():
    assert [path for _name, path in routes() if "filer" in path or "smedia" in path or "django-admin" in path] == []
    for name in ("canonical", "admin:index", "filer_file", "admin:filer_file_changelist"):
        with pytest.raises(NoReverseMatch):
            reverse(name, kwargs={"uploaded_at": 1, "file_id": 1} if name == "canonical" else None)
