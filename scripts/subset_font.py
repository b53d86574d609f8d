"""Write static/theme/noto-serif.woff2: the letters of European names, of one weight, for headings. Noto Serif, OFL 1.1.

    .venv/bin/python scripts/subset_font.py

Reads Debian's fonts-noto-core, which bin/test installs for certificates. Committed, so that no machine needs it.
"""

from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path("/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf")
TARGET = ROOT / "static" / "theme" / "noto-serif.woff2"
# Latin with its first two supplements, Romanian and Welsh letters, dashes, quotation marks, ellipsis, primes, arrows.
LETTERS = "0020-007E,00A0-017F,0218-021B,1E80-1E85,1EF2-1EF3,2010-2015,2018-201F,2026,2032,2033,20AC,2190-2193"


def main() -> None:
    # No date of today: the same font gives the same bytes.
    asked = [f"--unicodes={LETTERS}", "--layout-features=kern,liga,mark,mkmk,ccmp,locl", "--flavor=woff2"]
    subset.main([str(SOURCE), *asked, "--no-recalc-timestamp", f"--output-file={TARGET}"])


if __name__ == "__main__":
    main()
