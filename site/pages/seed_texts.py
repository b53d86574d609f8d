"""The first words of the public pages. From then on they are the editors'."""

HOME = {
    "title": "Holdfast",
    "introduction": "Training, supervision and certificates for doctors who facilitate peer-support groups.",
    "body": "",
}

# (slug, title, body as the editor's HTML)
STANDARD_PAGES: list[tuple[str, str, str]] = []
