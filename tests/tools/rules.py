# README's table of the rules, from the rows of schema/rules.xml. Part of make wsdl (wsdl.py writes it).
import re
from xml.etree import ElementTree

PATH = "schema/rules.xml"
SEVERITY = {"refuse": "断る", "warn": "警告", "off": "見ない"}


def text(row):
    """What it says, on one line; | would end a cell."""
    return re.sub(r"\s*\n\s*", "", (row.text or "").strip()).replace("|", "\\|")


def severity(row):
    """With the days of what happens on which the row holds, when it does not always."""
    days = [row.get("from", "")[:8], row.get("to", "")[:8]]
    return SEVERITY[row.get("severity")] + ("（%s〜%s）" % tuple(days) if any(days) else "")


def table():
    """By code; rows of one code as they stand. OSError, ParseError: it cannot be read."""
    rows = sorted(ElementTree.parse(PATH).getroot().findall("rule"), key=lambda row: row.get("code"))
    return "| コード | 規則 | 既定 | 根拠 | 内容 |\n|---|---|---|---|---|\n" + "".join(
        "| %s | `%s` | %s | [%s] %s | %s |\n" % (row.get("code"), row.get("name"), severity(row), row.get("standing"),
                                                row.get("article").replace("|", "\\|"), text(row)) for row in rows)
