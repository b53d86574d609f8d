"""Publishing takes a conversation exactly when every turn is reached and every turn can come to an end."""

from hypothesis import given
from hypothesis import strategies as st

from courses.content_entries import fixed_id
from courses.exercises.facts import Choice
from courses.exercises.turn_graph import Graph, faults_of, faults_of_names
from courses.exercises.turn_map import arrows, boxes, draw_map, layers
from tests.courses.test_kinds_of_exercise import exercise_of
from tests.courses.world import block, entry, saying

TURNS, ENDS = ["one", "two", "three", "four", "five"], ["good", "bad"]


@st.composite
def graphs(draw):
    """Turns with two to four options, each to any turn, any end, or nowhere."""
    turns, ends = TURNS[: draw(st.integers(1, 5))], ENDS[: draw(st.integers(1, 2))]
    where = st.sampled_from([*turns, *ends, *ends, "nowhere"])
    return Graph({turn: draw(st.lists(where, min_size=2, max_size=4)) for turn in turns}, ends)


def walks(graph, start):
    """Every place that a walk from `start` may come to, found by walking."""
    seen, ahead = {start}, [start]
    while ahead:
        for name in graph.turns.get(ahead.pop(), ()):
            if name not in seen:
                seen.add(name)
                ahead.append(name)
    return seen


@given(graphs())
def test_it_is_taken_when_all_is_reached_and_every_turn_can_end(graph):
    reached = walks(graph, "one")
    all_reached = {*graph.turns, *graph.ends} <= reached
    all_end = all(walks(graph, turn) & {*graph.ends} for turn in graph.turns)
    assert (not list(faults_of(graph))) == (all_reached and all_end and "nowhere" not in reached)


@given(graphs())
def test_every_turn_and_end_has_its_place_on_the_map_and_no_two_the_same(graph):
    placed = boxes(graph)
    assert sorted(placed) == sorted([*graph.turns, *graph.ends])
    assert len({(box.x, box.y) for box in placed.values()}) == len(placed)
    assert len(list(arrows(graph, placed))) == sum(map(len, graph.turns.values()))


def test_faults_are_told_by_name_and_say_what_to_do():
    graph = Graph({"one": ["two", "gone"], "two": ["one", "two"], "alone": ["good", "one"]}, ["good"])
    assert list(faults_of(graph)) == [
        "Option 2 of the turn “one” leads to “gone”, and nothing is called that. There are: one, two, alone, good.",
        "No option leads to the turn “alone”. Let one lead to it, or delete it.",
        "No way leads to the end “good”. Let an option lead to it, or delete it.",
        "From the turns “one”, “two” no way leads to an end. Let an option of one of them lead on.",
    ]
    assert list(faults_of_names(["one", "Good", " good "])) == [
        "Two turns or ends are called “Good”. Give each a name of its own.",
        "Two turns or ends are called “ good ”. Give each a name of its own.",
    ]


def test_the_map_goes_down_from_the_first_turn_to_the_ends():
    graph = Graph({"one": ["two", "good"], "two": ["one", "bad"], "alone": ["good", "good"]}, ["good", "bad"])
    assert layers(graph) == [["one"], ["two"], ["alone"], ["good", "bad"]]
    assert [name for name, box in boxes(graph).items() if box.lost] == ["alone"]


def test_names_on_the_map_are_text_and_no_markup():
    drawn = draw_map(Graph({"<script>": ["</svg>", "good"]}, ["good"]))
    assert ("<script>" in drawn, drawn.count("</svg>"), "&lt;script&gt;" in drawn) == (False, 1, True)


def conversation_of(graph):
    """The facts of a conversation with these turns; every option is named after its turn and number."""
    said = {"said": "<p>x</p>", "question": "And you?", "own_line": False}
    turns = []
    for turn, leads in graph.turns.items():
        options = [entry(f"{turn}-{at}", saying(f"{turn} {at}", "So.", "strong", to)) for at, to in enumerate(leads)]
        turns.append(entry(turn, {**said, "name": turn, "options": options}))
    ends = [entry(end, {"name": end, "title": end, "body": "<p>x</p>"}) for end in graph.ends]
    return exercise_of(block("conversation", "c", {"situation": "<p>x</p>", "turns": turns, "ends": ends}))


class Form(dict):
    """What a form sends, as `read` asks for it."""


@given(graphs().filter(lambda graph: not list(faults_of(graph))), st.lists(st.integers(0, 20), max_size=30))
def test_walking_anywhere_never_forgets_what_was_walked(graph, presses):
    """Each press takes an option that the page offers, or a button that leads back."""
    talk, kept, passed = conversation_of(graph), None, False
    for press in presses:
        moments = talk.choices(kept or {}, answered=bool(kept), done=passed, reader="anna")
        offered = [Form(way=choice.id) for choice in moments[-1].options]
        offered += [Form(back=moment.back) for moment in moments if moment.back]
        if len(moments) > 20:
            offered = [Form(back="start")]
        joined = talk.joined(kept, talk.read(offered[press % len(offered)]))
        assert set(joined["walked"]) >= set(kept["walked"] if kept else ())
        kept, passed = joined, passed or talk.passes(joined)
        assert talk.passes(kept) == bool(talk.choices(kept, answered=True, done=passed)[-1].total)
    assert talk.passes(talk.done_well())


@given(graphs(), st.text(min_size=1), st.text(min_size=1))
def test_each_reader_has_an_order_of_their_own_that_stays(graph, reader, other):
    talk = conversation_of(graph)

    def offered(who):
        return [choice.text for choice in talk.choices({}, answered=False, done=False, reader=who)[-1].options]

    assert offered(reader) == offered(reader)
    assert sorted(offered(reader)) == sorted(offered(other)) == sorted(offered(""))
    assert offered("") == [f"one {at}" for at in range(len(graph.turns["one"]))]
    assert all(isinstance(choice, Choice) for choice in talk.choices({}, answered=False, done=False)[-1].options)
    assert fixed_id("one-0").startswith(talk.choices({}, answered=False, done=False)[-1].options[0].id)
