"""A wheel whose binary cannot start on this machine is named before the tests begin, and no other is."""

import importlib.util
from pathlib import Path

import _cffi_backend
import pytest
from django.conf import settings

WANTED, LACKED = b"libc.so.6\0", b"libq.so.6\0"


def load_script():
    spec = importlib.util.spec_from_file_location("missing_libraries", settings.ROOT / "scripts/missing_libraries.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load_script()


@pytest.fixture
def packages(tmp_path) -> Path:
    folder = tmp_path / "lib" / "site-packages"
    (folder / "tool").mkdir(parents=True)
    return folder


def put_binary(file: Path, *, library: bytes = WANTED, machine: bytes | None = None) -> None:
    """A real library of this environment that asks for `library` instead of the C library."""
    content = Path(_cffi_backend.__file__).read_bytes()
    assert WANTED in content
    content = content.replace(WANTED, library.ljust(len(WANTED), b"\0"))
    file.write_bytes(content if machine is None else content[:18] + machine + content[20:])


def lacking(tmp_path: Path) -> list[tuple[str, str]]:
    return [(lack.library, lack.binary.name) for lack in script.lacks(tmp_path)]


def test_this_environment_has_all_that_it_asks_for():
    assert script.main() == 0


def test_a_binary_that_finds_everything_is_not_named(packages, tmp_path):
    put_binary(packages / "tool" / "core.so")
    assert lacking(tmp_path) == []


@pytest.mark.parametrize("place", ["tool/core.so", "tool/driver/node", "bare.so"])
def test_a_missing_library_is_named_with_the_binary_that_wants_it(packages, tmp_path, place):
    (packages / place).parent.mkdir(exist_ok=True)
    put_binary(packages / place, library=LACKED)
    assert lacking(tmp_path) == [("libq.so.6", Path(place).name)]


def test_each_library_is_told_once_with_what_to_do(packages, tmp_path):
    for name in ("one.so", "two.so"):
        put_binary(packages / "tool" / name, library=LACKED)
    (line,) = script.told(script.lacks(tmp_path), tmp_path)
    assert line.startswith("libq.so.6 is missing: lib/site-packages/tool/one.so needs it. I do not know which package")


def test_a_library_that_the_same_package_carries_is_not_missing(packages, tmp_path):
    (packages / "tool" / "server").mkdir()
    put_binary(packages / "tool" / "core.so", library=LACKED)
    put_binary(packages / "tool" / "server" / "libq.so.6")
    assert lacking(tmp_path) == []


def test_a_library_that_another_package_carries_is_missing(packages, tmp_path):
    (packages / "other").mkdir()
    put_binary(packages / "tool" / "core.so", library=LACKED)
    put_binary(packages / "other" / "libq.so.6")
    assert lacking(tmp_path) == [("libq.so.6", "core.so")]


def test_a_binary_for_another_c_library_is_let_off(packages, tmp_path):
    put_binary(packages / "tool" / "core.so", library=b"libc.so\0")
    assert lacking(tmp_path) == []


def test_a_binary_for_another_processor_is_let_off(packages, tmp_path):
    put_binary(packages / "tool" / "core.so", library=LACKED, machine=b"\xf3\x00")
    assert lacking(tmp_path) == []


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libatomic.so.1", "libatomic1"),
        ("libpango-1.0.so.0", "libpango-1.0-0"),
        ("libX11.so.6", "libx11-6"),
        ("libxcb-dri3.so.0", "libxcb-dri3-0"),
        ("libasound.so.2", "libasound2"),
    ],
)
def test_debians_name_for_the_package_follows_from_the_librarys(library, package):
    assert script.likely_packages(library)[0] == package


def test_too_old_a_c_library_is_called_so():
    assert script.advice("GLIBC_2.99") == "This machine's own library is older than that; a newer Debian has it."
