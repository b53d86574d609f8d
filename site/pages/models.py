"""The public pages, the images editors use, and the brand."""

from typing import ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page, Site

from foundation.fixed_pages import FixedPage

# By templates/base.html.
LINKED_FROM_EVERY_PAGE = ("privacy", "accessibility")
PLAIN_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class CustomImage(AbstractImage):
    """An image with its description, which screen readers speak. Empty means that it is decoration."""

    # The file below content/ that it was made from.
    source = models.CharField(max_length=120, blank=True, editable=False)

    admin_form_fields = Image.admin_form_fields

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=~models.Q(source=""), name="one_image_of_a_file")
        ]


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind")
        ]


class HomePage(FixedPage):
    """The front door: what this is, and the way in."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=PLAIN_TEXT)

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    # A password here would be kept in clear, and would not keep anybody from the courses below.
    private_page_options: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = ["pages.StandardPage"]

    def why_it_stays(self) -> str | Promise | None:
        if Site.objects.filter(root_page_id=self.pk).exists():
            return _("This is the site's home page: it stays live, where it is. Change its text instead.")
        return None


class StandardPage(FixedPage):
    """A page of text: privacy, accessibility, about."""

    body = RichTextField(_("text"), blank=True, features=PLAIN_TEXT)

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    private_page_options: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = []

    def why_it_stays(self) -> str | Promise | None:
        if self.slug in LINKED_FROM_EVERY_PAGE:
            return _("Every page links to this one: it stays live, at this address. Change its text instead.")
        return None


@register_setting(icon="cogs")
class Brand(BaseSiteSetting):
    """What users see as the name. What participants are called is their programme's to say."""

    name = models.CharField(_("name"), max_length=60, default="Holdfast")
    strapline = models.CharField(_("one line under the name"), max_length=160, blank=True)

    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("strapline")]

    class Meta:
        verbose_name = _("brand")
