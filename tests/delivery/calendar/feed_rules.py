"""What a calendar must be, since no package asks it of one: our own rules, on its bytes."""

import re

REQUIRED = ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "CLASS")
# Where somebody could stand, or something lead anywhere.
NEVER = ("LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE", "URL", "METHOD", "RRULE", "VALARM", "COMMENT", "CONTACT")
LONGEST = 75


def faults_of(body: bytes) -> list[str]:
    """In words; none for a calendar that every program reads alike."""
    faults = []
    if not body.endswith(b"END:VCALENDAR\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        faults.append("a line that does not end in CRLF")
    if any(len(line) > LONGEST for line in body.split(b"\r\n")):
        faults.append("a line that is too long")
    lines = body.decode().replace("\r\n ", "").splitlines()
    events = [_fields(block) for block in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]]
    for fields in events:
        faults += [f"no {name}" for name in REQUIRED if name not in fields]
        faults += [f"{name} stands there" for name in NEVER if name in fields]
        if fields["DTEND"].rpartition(":")[2] <= fields["DTSTART"].rpartition(":")[2]:
            faults.append("it ends before it begins")
    keys = [fields["UID"] for fields in events]
    if len(set(keys)) < len(keys):
        faults.append("one UID for two events")
    used = set(re.findall(r"TZID=([^:;]+)", "\n".join(lines)))
    declared = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
    if used != declared:
        faults.append("a zone that is not declared")
    return faults


def _fields(block: str) -> dict[str, str]:
    inside = block.split("\nEND:VEVENT", maxsplit=1)[0].splitlines()
    return {re.split("[:;]", line)[0]: line for line in inside}
