"""Name every shared library that a binary of the installed packages wants and this machine lacks.

    .venv/bin/python scripts/missing_libraries.py        exit status 1 when one is missing

Asks `ldd` about each ELF file below the environment's folder. Three kinds of binary are right to lack something, and no
others are let off: one for another C library (musl) or another processor, which this machine never starts; and one
whose own package carries the library in another of its folders, and loads that first (Java does).
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\x7fELF"
# Word size, byte order and machine: bytes 4, 5 and 18-19 of the header.
KIND = (slice(4, 6), slice(18, 20))
ANOTHER_C_LIBRARY = re.compile(r"^(libc\.musl-.*|ld-musl-.*|libc\.so)$")
MISSING = re.compile(r"^\s+(\S+) => not found", re.MULTILINE)
UNKNOWN_VERSION = re.compile(r"version `(\S+)' not found", re.MULTILINE)


@dataclass(frozen=True)
class Lack:
    """`binary` wants `library`, which is not here."""

    library: str
    binary: Path

    def sentence(self, below: Path) -> str:
        return f"{self.library} is missing: {self.binary.relative_to(below)} needs it. {advice(self.library)}"


def kind_of(header: bytes) -> tuple[bytes, ...]:
    return tuple(header[part] for part in KIND)


def header_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(20)
    except OSError:
        return b""


def binaries(folder: Path) -> Iterator[Path]:
    """The ELF files below `folder` that are made for this machine's processor."""
    wanted = kind_of(header_of(Path(sys.executable).resolve()))
    for file in sorted(folder.rglob("*")):
        header = b"" if file.is_symlink() or not file.is_file() else header_of(file)
        if header.startswith(MAGIC) and kind_of(header) == wanted:
            yield file


def lacks(folder: Path) -> list[Lack]:
    """Every library that a binary below `folder` wants and cannot have."""
    found = []
    for binary in binaries(folder):
        missing = missing_from(binary)
        if any(ANOTHER_C_LIBRARY.match(library) for library in missing):
            continue
        carried = names_carried_with(binary, folder)
        found += [Lack(library, binary) for library in missing if library not in carried]
    return found


def missing_from(binary: Path) -> list[str]:
    # An `ldd` that cannot read a file says so on its error stream and names nothing: a static binary lacks nothing.
    asked = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=False)
    return sorted({*MISSING.findall(asked.stdout), *UNKNOWN_VERSION.findall(asked.stdout + asked.stderr)})


def names_carried_with(binary: Path, folder: Path) -> set[str]:
    """The names of all files in the package that `binary` came with."""
    package = package_folder(binary, folder)
    return {file.name for file in package.rglob("*.so*")} if package else set()


def package_folder(binary: Path, folder: Path) -> Path | None:
    """The folder right below `site-packages` that holds `binary`; one that lies bare there has none."""
    parts = binary.relative_to(folder).parts
    if "site-packages" not in parts:
        return None
    depth = parts.index("site-packages") + 2
    return folder.joinpath(*parts[:depth]) if len(parts) > depth else None


def advice(library: str) -> str:
    """Which Debian package brings it, where that can be known from the names that Debian gives to packages."""
    if ".so" not in library:
        return "This machine's own library is older than that; a newer Debian has it."
    for package in likely_packages(library):
        if known_to_apt(package):
            return f"Please type: sudo apt-get install --no-install-recommends --yes {package}"
    search = f"sudo apt-get install apt-file && sudo apt-file update && apt-file search {library}"
    return f"I do not know which package brings it. Debian's own search does: {search}"


def likely_packages(library: str) -> list[str]:
    """Debian names the package after the library's own name: libatomic.so.1 comes with libatomic1."""
    match = re.match(r"^(lib.+?)\.so(?:\.(\d+).*)?$", library)
    if not match:
        return []
    name, version = match[1].lower().replace("_", "-"), match[2] or ""
    hyphen = "-" if name[-1:].isdigit() and version else ""
    # The second since Debian 13, for libraries that changed with the width of time.
    return [f"{name}{hyphen}{version}", f"{name}{hyphen}{version}t64"]


def known_to_apt(package: str) -> bool:
    try:
        return subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def told(found: Iterable[Lack], below: Path) -> list[str]:
    """One line for each library, with the first binary that wants it."""
    first = {lack.library: lack for lack in reversed([*found])}
    return [first[library].sentence(below) for library in sorted(first)]


def main() -> int:
    folder = Path(sys.prefix)
    lines = told(lacks(folder), folder)
    for line in lines:
        print(line, file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
