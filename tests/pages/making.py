"""What tests of the public pages and of editors' work make."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawing

from pages.models import CustomImage


def png(width: int = 400, height: int = 300) -> bytes:
    file = BytesIO()
    Drawing.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def an_image(name: str = "ward.png") -> CustomImage:
    return CustomImage.objects.create(title="A ward", file=SimpleUploadedFile(name, png(), "image/png"))
