"""The words that a new site starts with. Seeded once: from then on editors change them in Wagtail.

They say only what the software does today. A programme adds who is responsible and how to reach them.
"""

HOME = {
    "title": "Run a peer support group, and do not carry it alone",
    "introduction": (
        "Training, supervision and certificates for doctors who facilitate groups for their colleagues, two by two, "
        "and for the psychiatrists who supervise them."
    ),
    "body": """
<h2>How it goes</h2>
<ol>
<li><b>Learn</b> in steps of a few minutes, on a phone, between shifts. You go on where you stopped.</li>
<li><b>Reflect</b> in private. What you write is never marked, and your certificate does not depend on it.</li>
<li><b>Run a group in a pair</b> once your coordinator has confirmed that you may.</li>
<li><b>Log each session</b>: a few facts, and what stayed with you. It is yours until you share it with your
supervisor, by name.</li>
<li><b>Talk it over</b> in supervision. The talking is the point; the log prepares for it.</li>
<li><b>Receive a certificate</b> that says what you did, and that anyone can check.</li>
</ol>
<h2>What it is not</h2>
<p>It is not a portfolio, and nothing here goes to your ARCP. It is not therapy, for you or for a group. It is not
an emergency service and is not monitored: <a href="/help/">who to ring</a>.</p>
""",
}

PRIVACY = """
<p>In short: what you write is yours. It is encrypted, no one reads it unless you share it, and none of it is used
to judge you.</p>
<h2>Who is responsible</h2>
<p>The programme that invited you decides what happens with your data. Your coordinator can tell you who its data
protection officer is.</p>
<h2>What is kept, and who can see it</h2>
<p>The table at the end of this page lists everything we hold about you, who reads it and how long it is kept. It
is the same list as the file you can download under “My data”.</p>
<h2>What it is never used for</h2>
<p>Not for ARCP or appraisal. Not for advertising. No analysis of your words by machines, no scores, no ranking. No
page of this site asks another company for anything, so no one outside learns that you were here.</p>
<h2>What you should know before you write</h2>
<p>What doctors write about their work is not protected by legal privilege: a court can ask for it. Write about what
you noticed and did, without names, dates and places that could tell a reader who someone is. The site marks what
looks like that before you share.</p>
<p>The people who run the servers hold the keys that the texts are encrypted with. They are bound not to use them,
and the site gives them no screen to do so. That relies on people keeping a promise; the encryption does not
stop them.</p>
<h2>On your device</h2>
<p>Three cookies: one keeps you signed in, one protects the forms, and one shows for 180 days that you signed in here
before, so that other people's wrong passwords cannot keep you out. While you write, words that the server has not
confirmed yet are kept in your browser, so that a lost connection loses nothing. They go when they are saved, when
you sign out, or after seven days. If you tick at sign-in that the computer is shared, none are kept, and the third
cookie is not left there either. A fourth lives for ten minutes, if you sign in with a passkey.</p>
<h2>By email</h2>
<p>Emails from this site only tell you that something is waiting.</p>
<h2>Your rights</h2>
<p>You can read and download everything we hold about you, at once, under “My data”. You can ask your
coordinator to correct what is wrong, or to close your account. The facts of a certificate that was issued stay, so
that it can still be checked. If you are not happy with the answer, you can complain to the Information
Commissioner's Office (ico.org.uk).</p>
"""

ACCESSIBILITY = """
<p>This site is meant for everyone who takes part, on whatever device they have, between shifts, tired, with a
cracked screen, with a screen reader, without a mouse. We aim to meet the Web Content Accessibility Guidelines 2.2
at level AA.</p>
<h2>What you can do</h2>
<ul>
<li>Zoom to 400 %, or use a screen 320 pixels wide, without scrolling sideways.</li>
<li>Reach and use everything with the keyboard alone.</li>
<li>Use every page without JavaScript.</li>
<li>Take the time you need: what you write is kept when you are signed out.</li>
<li>Print any page.</li>
</ul>
<h2>How it is tested</h2>
<p>Each screen is checked by a machine (axe-core) at the width of a phone and of a desk before a change is accepted.
Machines find perhaps half of what is wrong. The parts that the pages are built of come from a design system that
was audited by others. This site as a whole has not been audited by someone independent, and has not yet been tried
with people who use a screen reader every day.</p>
<h2>What we know is not good enough</h2>
<ul>
<li>The screens where editors write the lessons belong to Wagtail, need JavaScript and work badly on phones. No
facilitator, supervisor or coordinator needs them.</li>
<li>Certificates are tagged PDF files, which screen readers can read. Their check page says the same in plain
HTML.</li>
</ul>
<h2>Tell us</h2>
<p>If something gets in your way, tell your programme's coordinator: which page, and what you wanted to do. If you
cannot use a form, they can take the same information from you in another way. If you get no good answer, the
Equality Advisory and Support Service (equalityadvisoryservice.com) can help you in England, Scotland and Wales.</p>
"""

# Slug, title, text.
STANDARD_PAGES = [
    ("privacy", "Your data and who sees it", PRIVACY),
    ("accessibility", "Accessibility", ACCESSIBILITY),
]
