"""The child: a file on its standard input, a verdict on its standard output.

The answer is `fit`, the ending of the file and its bytes, or `unfit` and the fault, by lines. What is kept is made of
pixels alone: no place, no camera, no time, no words, and no second picture within.
"""

import io
import sys
from typing import Any

from PIL import Image, ImageCms, ImageOps, MpoImagePlugin, WebPImagePlugin  # noqa: F401 -- two of its readers

from foundation.apart import limit, shut_in

CPU_SECONDS, MEMORY_BYTES = 15, 1024 * 1024 * 1024
MOST_PIXELS, LONGEST_SIDE = 40_000_000, 2000
# A JPEG of several pictures is found to be an MPO once it is read.
READ = ("JPEG", "PNG", "WEBP")
# What a file is -> its ending, and how it is written.
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": ("jpg", {"format": "JPEG", "quality": 88, "optimize": True}),
    "MPO": ("jpg", {"format": "JPEG", "quality": 88, "optimize": True}),
    "PNG": ("png", {"format": "PNG", "optimize": True}),
    "WEBP": ("webp", {"format": "WEBP", "quality": 88}),
}


class Unfit(Exception):
    pass


def drawn_again(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=READ) as found:
        if found.width * found.height > MOST_PIXELS:
            raise Unfit("too_much")
        ending, how = FORMATS[found.format or ""]
        seen = in_common_colours(ImageOps.exif_transpose(found), keeps_alpha=ending != "jpg")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new(seen.mode, seen.size)
    plain.paste(seen)
    out = io.BytesIO()
    plain.save(out, **how)
    return f"fit\n{ending}\n".encode() + out.getvalue()


def in_common_colours(image: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    """As sRGB, which is what browsers take a picture for that says nothing."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if keeps_alpha and image.has_transparency_data else "RGB"
    plain = image.convert(mode)
    if not profile or image.mode not in ("RGB", "RGBA"):
        return plain
    try:
        own_colours, common_colours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(plain, own_colours, common_colours, outputMode=mode)
    except ImageCms.PyCMSError:
        return plain
    return turned or plain


def answer(content: bytes) -> bytes:
    # The other readers: from here on no module is found any more.
    Image.preinit()
    shut_in()
    try:
        return drawn_again(content)
    except Unfit as unfit:
        return f"unfit\n{unfit}".encode()
    except (MemoryError, Image.DecompressionBombError):
        return b"unfit\ntoo_much"
    except Exception:
        # Whatever a reader says of a stranger's file, it is not one that we can read.
        return b"unfit\ndamaged"


if __name__ == "__main__":
    limit(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
