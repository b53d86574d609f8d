"""Photographs as cameras and phones write them: with place, time, maker, words and a small picture within."""

import io
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from wagtail.images import get_image_model

from courses.pictures.kinds import fit
from tests.courses.pictures.making import upload
from tests.courses.world import block

GPS, MAKER, ORIENTATION, TURNED_RIGHT = 0x8825, 0x010F, 0x0112, 6
SECRETS = (b"GPS", b"Exif", b"Fone", b"Ward 7", b"51.5", b"xpacket", b"ICC_PROFILE", b"Cardiff")
XMP = b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>Ward 7, Cardiff</x:xmpmeta><?xpacket end='w'?>"


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[MAKER], told[ORIENTATION] = "Fone", orientation
    told.get_ifd(GPS).update({1: "N", 2: (51.5, 28.0, 40.0), 3: "W", 4: (3.0, 10.0, 30.0), 27: b"Cardiff"})
    return told


def drawn(width: int = 1200, height: int = 800, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, so that a turn is seen."""
    image = Image.new(mode, (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 1200, height: int = 800, orientation: int = 1) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(drawn(width, height), "JPEG", exif=exif(orientation), comment=b"Ward 7", xmp=XMP, icc_profile=profile)


def png() -> bytes:
    words = PngInfo()
    words.add_text("Comment", "Ward 7, Cardiff")
    return saved(drawn(mode="RGBA"), "PNG", exif=exif(), pnginfo=words)


def webp() -> bytes:
    return saved(drawn(), "WEBP", exif=exif().tobytes(), xmp=XMP)


def a_photograph(name: str = "room.jpg", content: bytes = b"") -> Any:
    file = fit(upload(content or jpeg(), name))
    return get_image_model().objects.create(title="A room", file=file)


def image(picture: Any, key: str = "image", **said: Any) -> dict[str, Any]:
    value = {"alt": "An empty room.", "decoration": False, "caption": "", "credit": "", "shape": "whole"}
    return block("image", key, {"picture": picture.pk if picture else None, **value, **said})
