"""What the log's form forbids is advised on: places, days and first names. Ordinary sentences are left alone."""

from datetime import date

import pytest

from confidential.identifiers import Kind, find_identifiers

SESSION = date(2026, 11, 12)


def marked(text, own_days=()):
    return [(finding.kind, text[finding.start : finding.end]) for finding in find_identifiers(text, (), own_days)]


def test_a_sentence_with_all_that_the_form_forbids():
    text = "Dr Patel on Ward 7 at Reading on 12 November told Sarah off"
    assert marked(text) == [
        (Kind.NAME, "Dr Patel"),
        (Kind.PLACE, "Ward 7"),
        (Kind.TOWN, "Reading"),
        (Kind.DATE, "12 November"),
        (Kind.FIRST_NAME, "Sarah"),
    ]
    assert [finding.blocks for finding in find_identifiers(text)] == [False] * 5


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("She works in Leeds now", "Leeds"),
        ("we met in birmingham", "birmingham"),
        ("the job in Bath fell through", "Bath"),
        ("back to Wythenshawe", "Wythenshawe"),
        ("he came from Addenbrooke's", "Addenbrooke's"),
        ("a night at Northfield General Hospital", "Northfield General Hospital"),
        ("she was moved to Maple ward", "Maple ward"),
        ("the surgery in Church Road", "Church Road"),
        ("a locum at St Mary's", "St Mary's"),
        ("in Stoke-on-Trent again", "Stoke-on-Trent"),
    ],
)
def test_a_place_is_advised_on(text, passage):
    assert marked(text) == [(Kind.TOWN, passage)]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("we told Sarah off", "Sarah"),
        ("then priya said nothing", "priya"),
        ("Chidi cried for a while", "Chidi"),
        ("Siân's mother rang", "Siân's"),
        ("it was Mohammed who left", "Mohammed"),
        ("I asked Oluwaseyi to stay", "Oluwaseyi"),
        ("and then Thilini told us about it", "Thilini"),
        ("when Saoirse's husband left", "Saoirse's"),
        ("Will said he would stop", "Will"),
        ("I sat with Grace until nine", "Grace"),
        ("we had asked May to begin", "May"),
        ("and Mark wept", "Mark"),
    ],
)
def test_a_first_name_is_advised_on(text, passage):
    assert marked(text) == [(Kind.FIRST_NAME, passage)]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("on 12 November we met", "12 November"),
        ("the 3rd of March", "3rd of March"),
        ("Nov 12th was hard", "Nov 12th"),
        ("on November 12, 2026", "November 12, 2026"),
        ("the twenty-first of June", "twenty-first of June"),
        ("it began on the 14th", "on the 14th"),
        ("by 1 May", "1 May"),
        ("on 2026-11-12", "2026-11-12"),
    ],
)
def test_a_day_is_advised_on(text, passage):
    assert marked(text) == [(Kind.DATE, passage)]


SHORT = ["12/11", "12.11", "12/11/26", "the 12th", "Thursday 12th", "12112026", "2026-11-12"]


@pytest.mark.parametrize("written", SHORT)
def test_the_day_of_the_session_is_known_in_short_forms_too(written):
    [(kind, passage)] = marked(f"we met {written} and again", [SESSION])
    assert kind == Kind.DATE
    assert passage in written


def test_in_another_sessions_log_such_a_short_form_says_nothing():
    assert marked("we met 12/11 and again", [date(2026, 10, 1)]) == []


HARMLESS = """\
May I say something first? Will you stay, I asked, and nobody answered.
Grace under pressure is what they admire. Hope is not a plan, and Joy is rarer.
Reading this again, I see how quiet I was. Bath time is when it comes back to me.
Mark my words, one of them said. Bill payments came up. Summer was hard and April was worse.
In March we begin with the new rota. In May the exams are over. On Monday the list was full.
The ward was short of two doctors, and the medical registrar was on call for the hospital.
I noticed that the group sought rescue when the silence went on. We let it go on.
The Royal College has written to everyone. The NHS asks a lot. The BMA said so too.
Zoom froze twice. Teams said that the meeting had ended. Somebody laughed.
A consultant told the registrar off in theatre, in front of everybody.
Everybody talked about the exam. Nobody said anything about the death.
Psychiatry trainees asked whether surgery is kinder. Surgeons laughed.
I wanted to reach out and could not find the words. My partner looked at me. She nodded.
Three of the seven had not slept. It was 19:40 before we began, twenty minutes late.
Christmas was mentioned and Ramadan too; Easter came up as the next break.
English is not the first language of two of them. Polish was spoken for a moment.
What stirred me was rivalry. Did I want to be the better listener? Perhaps.
On the 2nd floor nobody has a key. The first session was better, the second one too.
We agreed to try a round at the beginning. Then one of us sums up. Then we stop.
Sue the trust, one of them said. Frank talk helped. It would be a pity to let it drop.
A dean wrote to them. Our guy in human resources does not answer. Art helps some of them.
Dr X and Mr Y were mentioned. The Sister on the ward knows. Miss it, and you miss the point.
I thought of a hull without a ship. They deal with it. We sandwich the hard part between two easy ones.
Doctors cry. Doctors sleep. GPs carry it home. ST6 doctors carry two bleeps.
The clinic ran late. A hospital is not a family. Tuesday's clinic was cancelled.
Version 2.3 of the agreement, item 12, page 4 of 7. In 3 out of 10 the answer was yes.
Ward rounds overran. Bed managers rang. In bed 10 hours and still tired.
My co-facilitator asked what I felt. I said: envy. That was true.
He told me that I had talked too much. She told them why. They asked us when.
Freedom to Speak Up was explained. Occupational Health replied within a week.
"""


def test_ordinary_sentences_are_left_alone():
    sentences = [sentence for line in HARMLESS.splitlines() for sentence in line.split(". ")]
    alarms = [(sentence, marked(sentence)) for sentence in sentences if marked(sentence)]
    assert len(sentences) >= 70
    # Advice that is wrong more often than this is not read.
    assert len(alarms) <= 2, alarms
