"""The people of the curriculum: few names in a module, and nobody in a session that they had not come to yet.

Who is who is in content/notes/continuity.yaml. What a test here names, is mended there or in the module.
"""

import re

import pytest
import yaml

from tests.courses.curriculum import CONTENT, MODULES, listed, words_of

NOTES = yaml.safe_load((CONTENT / "notes" / "continuity.yaml").read_text())
GROUPS = NOTES["groups"]
MEMBERS = {name for group in GROUPS.values() for name in group["members"]}
NAMES = MEMBERS | {name for group in GROUPS.values() for name in group["pair"]} | set(NOTES["others"])
MOST_NAMES = 8

# "Hana says": who speaks has a name that is listed.
SPEAKER = re.compile(r"\b([A-Z][a-z]{2,}) (?:says|said|asks|asked|nods|nodded|laughs|laughed|unmutes|rings|rang)\b")
NO_NAMES = {
    *("Somebody", "Someone", "Nobody", "Everybody", "Everyone", "Each", "One", "Who", "She", "They", "You", "The"),
    *("Another", "Nothing", "People", "Members", "That", "This", "Yours", "Then", "Some", "Two", "Both", "Whoever"),
}
WHICH = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
SESSION = re.compile(rf"\b(?:{'|'.join(GROUPS)})(?:'s|,) {WHICH} session\b|\bin the {WHICH} session\b", re.IGNORECASE)
every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.where)


def named_in(words):
    return {name for name in NAMES if re.search(rf"\b{name}\b", words)}


def steps_by_address():
    return {
        f"{module.facts['slug']}/{step.facts['slug']}": words_of(step) for module in MODULES for step in module.steps
    }


@every_module
def test_a_module_has_eight_names_at_most(module):
    """Others are "one of them", or who they are: "the histopathologist"."""
    names = named_in(" ".join(map(words_of, module.steps)))
    assert len(names) <= MOST_NAMES, sorted(names)


@every_module
def test_whoever_speaks_is_listed(module):
    """Add the name to continuity.yaml, as a member, a facilitator or one of the others."""
    words = " ".join(map(words_of, module.steps))
    speakers = {found[1] for found in SPEAKER.finditer(words)}
    assert speakers - NAMES - NO_NAMES == set()


def test_a_step_that_names_its_session_and_its_people_is_a_scene():
    """Add it below `scenes` in continuity.yaml, with the group, the session, who is there and who is spoken of."""
    dated = {
        address: sorted(named_in(words) & MEMBERS)
        for address, words in steps_by_address().items()
        if SESSION.search(words) and named_in(words) & MEMBERS
    }
    missing = {address: names for address, names in dated.items() if address not in NOTES["scenes"]}
    assert missing == {}, listed(missing)


def test_a_scene_has_everybody_whom_its_step_names():
    """Each member who is named in the step is in one of its scenes: there, or spoken of."""
    words = steps_by_address()
    assert {
        address: missing
        for address, scenes in NOTES["scenes"].items()
        if (missing := (named_in(words[address]) & MEMBERS) - {name for scene in scenes for name in known_in(scene)})
    } == {}


def test_nobody_is_in_a_session_before_they_came_or_while_they_were_away():
    assert [wrong for scenes in NOTES["scenes"].items() for wrong in impossible(*scenes)] == []


def known_in(scene):
    return [*scene.get("there", []), *scene.get("of", [])]


def impossible(address, scenes):
    """What is said of somebody who could not have been there."""
    for scene in scenes:
        group, session = GROUPS[scene["group"]], scene["session"]
        for name in scene.get("there", []):
            came = group["members"].get(name)
            if came is None or came > session or name in group["away"].get(session, []):
                yield f"{address}: {name} in session {session} of {scene['group']}"
