# README's table of message codes, from server/base/status.def and status_rule.def: what each says, what is behind it and what to do. Part of
# make wsdl (wsdl.py writes it); chukan explain tells the same.
import re

PATH = "server/base/status.def"
PATHS = (PATH, "server/base/status_rule.def")
TEXT = r'"((?:[^"\\]|\\.)*)"'
ROW = re.compile(r'^S\((\w+), (\d+), ([A-Z]+), "(\w{6})", ([A-Z]+), %s,\s*%s,\s*%s,\s*%s\)' % ((TEXT,) * 4), re.M)


def codes():
    """(code, text, todo) of each; ValueError: a row is not as the others are."""
    text = ""
    for path in PATHS:
        with open(path, encoding="utf-8") as f:
            text += f.read()
    found = [(m[4], m[6], m[8]) for m in ROW.finditer(text) if all(m[i].strip() for i in (6, 7, 8, 9))]
    if len(found) != len(re.findall(r"^S\(", text, re.M)):
        known = {code for code, _, _ in found}
        bad = next((m[1] for m in re.finditer(r'^S\(.*?"(\w{6})"', text, re.M) if m[1] not in known), "?")
        raise ValueError("%s の行に、日本語と英語の文と対処がそろっていない" % bad)
    return found


def cell(text):
    return text.replace('\\"', '"').replace("|", "\\|")


def table():
    """By code."""
    return "| コード | 意味 | 原因と対処 |\n|---|---|---|\n" + "".join(
        "| `%s` | %s | %s |\n" % (code, cell(text), cell(todo)) for code, text, todo in sorted(codes()))
