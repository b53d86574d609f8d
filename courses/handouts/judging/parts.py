"""What a Word document may be made of: kinds of parts, of pictures, of relationships, and field instructions."""

import re

# Between two slashes of a part's name.
STEP = re.compile(r"[A-Za-z0-9_ .()\[\]-]+", re.ASCII)
LONGEST_NAME = 200

_OPEN, _MS = "application/vnd.openxmlformats-", "application/vnd.ms-"
MAIN = f"{_OPEN}officedocument.wordprocessingml.document.main+xml"
XML = {
    MAIN,
    "application/xml",
    "text/xml",
    f"{_OPEN}package.relationships+xml",
    f"{_OPEN}package.core-properties+xml",
    *(
        f"{_OPEN}officedocument.{kind}+xml"
        for kind in (
            "extended-properties",
            "custom-properties",
            "customxmlproperties",
            "theme",
            "themeoverride",
            *(
                f"wordprocessingml.{part}"
                for part in (
                    "styles",
                    "settings",
                    "websettings",
                    "fonttable",
                    "numbering",
                    "footnotes",
                    "endnotes",
                    "header",
                    "footer",
                    "comments",
                    "commentsextended",
                    "commentsids",
                    "commentsextensible",
                    "people",
                    "document.glossary",
                )
            ),
            *(f"drawingml.diagram{part}" for part in ("data", "layout", "style", "colors")),
        )
    ),
    f"{_MS}word.styleswitheffects+xml",
    f"{_MS}office.drawingml.diagramdrawing+xml",
}
# With the bytes that they begin with.
PICTURES = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/gif": b"GIF8",
    "image/jpeg": b"\xff\xd8\xff",
    "image/jpg": b"\xff\xd8\xff",
}
# Words for a refusal, looked for in the kind and the name of a part.
KINDS_THAT_ACT = {
    "digital-signature": "signed",
    "macro": "macros",
    "vba": "macros",
    "activex": "embedded",
    "embeddings": "embedded",
    "oleobject": "embedded",
    "package": "embedded",
    "html": "other_text",
    "rtf": "other_text",
    "template": "other_package",
    "spreadsheet": "other_package",
    "presentation": "other_package",
}

_RELATIONS = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/": (
        "officeDocument",
        "extended-properties",
        "custom-properties",
        "styles",
        "settings",
        "webSettings",
        "fontTable",
        "numbering",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "comments",
        "theme",
        "themeOverride",
        "image",
        "hyperlink",
        "customXml",
        "customXmlProps",
        "glossaryDocument",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
    ),
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/": ("core-properties", "thumbnail"),
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/": ("core-properties",),
    "http://schemas.microsoft.com/office/2007/relationships/": ("stylesWithEffects", "diagramDrawing"),
    "http://schemas.microsoft.com/office/2011/relationships/": ("commentsExtended", "people"),
    "http://schemas.microsoft.com/office/2016/09/relationships/": ("commentsIds",),
    "http://schemas.microsoft.com/office/2018/08/relationships/": ("commentsExtensible",),
}
# Word itself also writes them under another root, when somebody saves as "Strict".
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
RELATIONS = {f"{root}{kind}".casefold() for root, kinds in _RELATIONS.items() for kind in kinds} | {
    f"{_STRICT}{kind}".casefold() for kind in next(iter(_RELATIONS.values()))
}
RELATIONS_THAT_ACT = {
    "attachedtemplate": "template",
    "afchunk": "other_text",
    "vbaproject": "macros",
    "wordvbadata": "macros",
    "oleobject": "embedded",
    "package": "embedded",
    "control": "embedded",
    "activexcontrolbinary": "embedded",
    "subdocument": "elsewhere",
    "frame": "elsewhere",
    "mailmergesource": "elsewhere",
    "chart": "embedded",
}
# A name inside the package, or a place in the document. No scheme, no other machine.
INSIDE = re.compile(r"#[^\x00-\x20\x7f]*|(?!//)[A-Za-z0-9_ .()\[\]/%-]*(?:#[^\x00-\x20\x7f]*)?", re.ASCII)

ELEMENTS_THAT_ACT = {
    "altChunk": "other_text",
    "OLEObject": "embedded",
    "oleObject": "embedded",
    "control": "embedded",
    "ocx": "embedded",
    "binData": "embedded",
    "externalData": "embedded",
    "subDoc": "elsewhere",
    "attachedTemplate": "template",
    "mailMerge": "elsewhere",
    "saveThroughXslt": "elsewhere",
    "sourceFileName": "elsewhere",
    "ddeLink": "field",
    "oleLink": "embedded",
    "linkedObject": "embedded",
    "movie": "embedded",
    "script": "macros",
}
FIELDS = {
    "PAGE",
    "NUMPAGES",
    "SECTION",
    "SECTIONPAGES",
    "PAGEREF",
    "REF",
    "NOTEREF",
    "STYLEREF",
    "SEQ",
    "TOC",
    "TC",
    "HYPERLINK",
    "DATE",
    "TIME",
    "CREATEDATE",
    "SAVEDATE",
    "PRINTDATE",
    "TITLE",
    "SUBJECT",
    "AUTHOR",
    "KEYWORDS",
    "LASTSAVEDBY",
    "DOCPROPERTY",
    "NUMWORDS",
    "NUMCHARS",
    "LISTNUM",
    "SYMBOL",
    "FORMTEXT",
    "FORMCHECKBOX",
    "FORMDROPDOWN",
    "CITATION",
    "BIBLIOGRAPHY",
}
