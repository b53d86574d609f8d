"""What a step is read from: text, examples, voices, lists. Editors see an example of each filled in."""

from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

PLAIN = ["bold", "italic", "ol", "ul", "link"]
WITH_HEADINGS = ["h2", *PLAIN]
READ = _("To read")
MOST_COLUMNS = 6


def line(label: Any, **options: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, max_length=options.pop("max_length", 300), **options)


def lines(label: Any, **options: Any) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, rows=options.pop("rows", 2), **options)


class Reading(blocks.StructBlock):
    """Something to read: rendered once and kept until the content changes."""

    class Meta:
        group = READ
        preview_template = "courses/block_preview.html"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": WITH_HEADINGS, **options})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = READ
        template = "courses/blocks/text.html"
        description = _("Paragraphs, lists and short headings: most of a step.")
        preview_template = "courses/block_preview.html"
        preview_value = "<p>It is 19:28. Nobody speaks.</p><h2>The people</h2><p>The group is called <b>Alder</b>.</p>"


class WorkedExampleBlock(Reading):
    title = line(_("Title"))
    body = blocks.RichTextBlock(features=PLAIN, label=_("Example"))

    class Meta:
        label = _("Worked example")
        icon = "doc-full"
        template = "courses/blocks/worked_example.html"
        description = _("A scene or a piece of talk, taken apart.")
        preview_value = {"title": "Six replies to Hana", "body": '<p>"Eleven times. And then that laugh."</p>'}


class VoiceBlock(blocks.StructBlock):
    name = line(_("Name"), max_length=60)
    says = blocks.RichTextBlock(features=PLAIN, label=_("Says"))


class VoicesBlock(Reading):
    title = line(_("Title"))
    first = VoiceBlock(label=_("One facilitator"))
    second = VoiceBlock(label=_("The other, who sees it differently"))
    supervisor = VoiceBlock(label=_("What their supervisor says"))

    class Meta:
        label = _("Two voices")
        icon = "group"
        template = "courses/blocks/voices.html"
        description = _("Two facilitators who disagree, and what their supervisor says to both.")
        preview_value = {
            "title": "The forty seconds",
            "first": {"name": "Yusuf", "says": "<p>I could not leave it like that.</p>"},
            "second": {"name": "Ffion", "says": "<p>I watched the others while you spoke.</p>"},
            "supervisor": {"name": "Dr Nair", "says": "<p>You are both right about somebody.</p>"},
        }


class CalloutBlock(Reading):
    title = line(_("Title"))
    body = blocks.RichTextBlock(features=PLAIN, label=_("Text"))

    class Meta:
        label = _("Callout")
        icon = "warning"
        template = "courses/blocks/callout.html"
        description = _("A warning, or an honest note on the evidence. Rarely more than one in a step.")
        preview_value = {"title": "What is known, and what is not", "body": "<p>Small studies, before and after.</p>"}


class DoDontBlock(Reading):
    do = blocks.ListBlock(line(_("Do")), label=_("Do"), collapsed=False)
    dont = blocks.ListBlock(line(_("Don't")), label=_("Don't"))

    class Meta:
        label = _("Do and don't")
        icon = "list-ul"
        template = "courses/blocks/do_dont.html"
        description = _("Two short lists, each line a plain instruction.")
        preview_value = {"do": ["Tell your partner at once"], "dont": ["Wait until you are sure"]}


class QuoteBlock(Reading):
    words = lines(_("Words"), rows=3, max_length=1200)
    by = line(_("Whose words"), required=False, max_length=120)
    source = line(_("Where they are from"), required=False, help_text=_("A book or an article, with its year."))

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "courses/blocks/quote.html"
        description = _("What one person said or wrote, word for word.")
        preview_value = {"words": "I watched the others while you spoke.", "by": "Ffion", "source": ""}


class TableBlock(Reading):
    """Its title is the caption that Wagtail asks for beside the cells."""

    table = TypedTableBlock(
        [("text", lines(_("Words"), required=False, rows=1, max_length=400))],
        label=_("Table"),
        help_text=_("Few columns, each with a heading, and a caption. On a phone it scrolls within its own box."),
    )
    row_headings = blocks.BooleanBlock(label=_("The first column says what each row is about"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (fault := _fault_of(cleaned["table"])):
            raise blocks.StructBlockValidationError({"table": TypedTableBlockValidationError(non_block_errors=[fault])})
        return cleaned

    class Meta:
        label = _("Table")
        icon = "table"
        template = "courses/blocks/table.html"
        description = _("Things set side by side. Where a list would do, use a list.")
        preview_value: ClassVar[dict[str, Any]] = {
            "table": {
                "caption": "Who does what",
                "columns": [{"type": "text", "heading": "When"}, {"type": "text", "heading": "One of you"}],
                "rows": [{"values": ["Before", "opens the call"]}, {"values": ["After", "writes the log"]}],
            },
            "row_headings": True,
        }


def _fault_of(table: Any) -> str:
    """What a reader who hears it would miss."""
    if not table.caption.strip():
        return gettext("Give the table a caption: it is read out first.")
    if not table.row_data or not 2 <= len(table.columns) <= MOST_COLUMNS:
        return gettext("A table has two to six columns and at least one row. With one column it is a list.")
    if not all(column["heading"].strip() for column in table.columns):
        return gettext("Give each column a heading.")
    return ""


class HelpBlock(blocks.StaticBlock):
    """Whom to ring now. Never rendered ahead: the numbers are read each time a learner opens the page."""

    class Meta:
        label = _("Who to ring")
        icon = "help"
        group = READ
        admin_text = _("The crisis numbers, filled in from the help services. Never type a number into the text.")
        template = "courses/blocks/help.html"
        description = _("The crisis numbers, always as they are in the list of help services.")
        preview_template = "courses/block_preview.html"
        preview_value: ClassVar[dict[str, Any]] = {}


class TakeawayBlock(blocks.RichTextBlock):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": ["bold", "italic"], **options})

    class Meta:
        label = _("Takeaway")
        icon = "pick"
        group = READ
        template = "courses/blocks/takeaway.html"
        description = _("The one thing to keep. The last block of a step.")
        preview_template = "courses/block_preview.html"
        preview_value = "<p>Watch the clock and the faces.</p>"
