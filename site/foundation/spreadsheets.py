"""Cells that a spreadsheet would run. Tables that we write and tables that we read ask the same question."""

# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def begins_a_formula(cell: str) -> bool:
    return cell.lstrip(" \u00a0").startswith(FORMULA)


def safe_cell(cell: str) -> str:
    """`cell` as text that no spreadsheet runs: a leading apostrophe before whatever could start a formula."""
    return f"'{cell}" if begins_a_formula(cell) else cell
