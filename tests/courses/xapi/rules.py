"""The rules of xAPI 1.0.3 for what we send, as ADL's specification has them: adlnet/xAPI-Spec, xAPI-Data.md and
xAPI-Communication.md. `faults_of` names what a statement breaks; it knows nothing of the code that writes them.
"""

import re
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

STATEMENT = {
    *(
        "id",
        "actor",
        "verb",
        "object",
        "result",
        "context",
        "timestamp",
        "stored",
        "authority",
        "version",
        "attachments",
    )
}
IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
CONTEXT = {
    *("registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement"),
    "extensions",
}
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
DEFINITION = {"name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern"}
GROUPS = {"parent", "grouping", "category", "other"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# ISO 8601 with a zone, to the millisecond at least where it has a fraction (Data 4.5).
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,})?(Z|[+-]\d\d:?\d\d)")


def is_iri(value) -> bool:
    """With a scheme (Data 4.6, RFC 3987)."""
    return isinstance(value, str) and bool(urlsplit(value).scheme) and not re.search(r"[\s<>\"{}|\\^`]", value)


def is_uuid(value) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value.lower()
    except ValueError:
        return False


def is_time(value) -> bool:
    if not isinstance(value, str) or not TIME.fullmatch(value) or value.endswith("-00:00"):
        return False
    return datetime.fromisoformat(value).tzinfo is not None


def is_language_map(value) -> bool:
    return isinstance(value, dict) and all(
        LANGUAGE.fullmatch(language) and isinstance(text, str) for language, text in value.items()
    )


def of_agent(agent) -> list[str]:
    """Exactly one way to say who it is (Data 2.4.2.3)."""
    found = ["agent: objectType"] if agent.get("objectType", "Agent") not in ("Agent", "Group") else []
    ways = IDENTIFIERS & set(agent)
    if len(ways) != 1 or set(agent) - IDENTIFIERS - {"objectType", "name"}:
        return [*found, "agent: one identifier and nothing unknown"]
    account = agent.get("account", {"homePage": "http://x", "name": "x"})
    if set(account) != {"homePage", "name"} or not is_iri(account["homePage"]) or not account["name"]:
        found.append("agent: account")
    return found


def of_activity(activity) -> list[str]:
    found = [] if activity.get("objectType", "Activity") == "Activity" else ["activity: objectType"]
    definition = activity.get("definition", {})
    if not is_iri(activity.get("id")) or set(activity) - {"objectType", "id", "definition"}:
        found.append("activity: id")
    if set(definition) - DEFINITION or not is_iri(definition.get("type", "http://x")):
        found.append("activity: definition")
    if not all(is_language_map(definition.get(name, {})) for name in ("name", "description")):
        found.append("activity: language map")
    return found


def of_context(context, about) -> list[str]:
    found = [] if set(context) <= CONTEXT else ["context: unknown"]
    if {"revision", "platform"} & set(context) and about != "Activity":
        found.append("context: platform without an activity")
    groups = context.get("contextActivities", {})
    if set(groups) - GROUPS:
        found.append("context: groups")
    return found + [fault for group in groups.values() for one in group for fault in of_activity(one)]


def nulls(value) -> bool:
    """No property is null, outside extensions (Data 2.2)."""
    if isinstance(value, dict):
        return any(nulls(one) for name, one in value.items() if name != "extensions")
    return any(map(nulls, value)) if isinstance(value, list) else value is None


def faults_of(statement) -> list[str]:
    """What the statement breaks of the rules; none is well."""
    found = [name for name in ("actor", "verb", "object") if name not in statement]
    if found:
        return [f"required: {name}" for name in found]
    if set(statement) - STATEMENT or nulls(statement):
        found.append("statement: unknown or null")
    if not is_uuid(statement.get("id")):
        found.append("id")
    verb = statement["verb"]
    if not is_iri(verb.get("id")) or set(verb) - {"id", "display"} or not is_language_map(verb.get("display", {})):
        found.append("verb")
    found += [f"time: {name}" for name in ("timestamp", "stored") if not is_time(statement.get(name))]
    if not str(statement.get("version", "1.0.0")).startswith("1.0."):
        found.append("version")
    result = statement.get("result", {})
    if set(result) - RESULT or not isinstance(result.get("completion", True), bool):
        found.append("result")
    about = statement["object"].get("objectType", "Activity")
    found += of_agent(statement["actor"]) + of_activity(statement["object"])
    return (
        found
        + of_agent(statement.get("authority", statement["actor"]))
        + of_context(statement.get("context", {}), about)
    )


def faults_of_answer(response) -> list[str]:
    """Of a StatementResult with its headers (Communication 2.1.3, 3.3)."""
    body, found = response.json(), []
    if not response.headers.get("X-Experience-API-Version", "").startswith("1.0."):
        found.append("header: version")
    if not is_time(response.headers.get("X-Experience-API-Consistent-Through")):
        found.append("header: consistent through")
    if not response.headers["Content-Type"].startswith("application/json"):
        found.append("header: content type")
    if set(body) - {"statements", "more"} or not isinstance(body.get("statements"), list):
        found.append("result")
    more = body.get("more", "")
    if more and (not more.startswith("/") or urlsplit(more).netloc):
        found.append("more: not an address on the same host")
    return found + [fault for statement in body["statements"] for fault in faults_of(statement)]
