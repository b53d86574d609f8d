"""What a PDF may hold, place by place, and what each thing that acts is called when it is refused.

The sets are allowlists: a name that stands in none is cut off. The mappings only find words for a refusal.
"""


def names(words: str) -> frozenset[str]:
    return frozenset(f"/{word}" for word in words.split())


TRAILER = names("Root Info ID Size")
INFO = names("Title Author Subject Keywords Creator Producer CreationDate ModDate Trapped")
CATALOG = names(
    "Type Version Pages PageLabels Names Dests ViewerPreferences PageLayout Outlines AcroForm Metadata"
    " StructTreeRoot MarkInfo Lang OutputIntents OCProperties"
)
NAMES = names("Dests")
PAGES = names("Type Parent Kids Count Resources MediaBox CropBox Rotate")
PAGE = names(
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots StructParents Tabs"
    " UserUnit LastModified"
)
OUTLINE = names("Type Title Parent Prev Next First Last Count Dest A SE C F")
FORM = names("Fields NeedAppearances DR DA Q")
ANNOTATIONS = names(
    "Link Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Stamp Ink"
    " Popup Widget"
)
# Of annotations and of the fields of a form, which are often one dictionary.
ANNOTATION = names(
    "Type Subtype Rect Contents P NM M F AP AS Border C StructParent OC Lang A Dest H QuadPoints BS Popup Parent Open"
    " Name CA T CreationDate IRT RT Subj IT DA Q DS L LE IC CL RD BE Vertices InkList Cap MK State StateModel"
    " FT Kids TU TM Ff V DV MaxLen Opt TI I"
)
ACTIONS = names("GoTo URI Named")
ACTION = names("Type S D SD URI N")
NAMED = names("NextPage PrevPage FirstPage LastPage")

KEYS_THAT_ACT = {
    "/AA": "by_itself",
    "/JS": "script",
    "/XFA": "xfa",
    "/NeedsRendering": "xfa",
    "/Collection": "attachment",
    "/AF": "attachment",
    "/EF": "attachment",
    "/FS": "attachment",
    "/RichMediaContent": "media",
    "/3DD": "media",
    "/Movie": "media",
    "/Sound": "media",
}
NAMES_THAT_ACT = {
    "/JavaScript": "script",
    "/EmbeddedFiles": "attachment",
    "/Renditions": "media",
    "/AlternatePresentations": "action",
}
ANNOTATIONS_THAT_ACT = {
    "/FileAttachment": "attachment",
    **dict.fromkeys(("/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"), "media"),
}
ACTIONS_THAT_ACT = {
    "/JavaScript": "script",
    **dict.fromkeys(("/Launch", "/GoToR", "/GoToE", "/Thread", "/GoToDp"), "opens"),
    **dict.fromkeys(("/SubmitForm", "/ImportData"), "sends"),
    **dict.fromkeys(("/Sound", "/Movie", "/Rendition", "/GoTo3DView", "/RichMediaExecute"), "media"),
}
TYPES_THAT_ACT = {
    **dict.fromkeys(("/Filespec", "/FileSpec", "/F", "/EmbeddedFile", "/Collection"), "attachment"),
    **dict.fromkeys(("/3D", "/3DStream", "/RichMediaContent", "/Rendition", "/Sound"), "media"),
}
