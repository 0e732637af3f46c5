# README's tables of the columns of each link file, from the newest version of its layout in schema/layout, and of the values of code lists. Part of make wsdl (wsdl.py writes it).
import glob
import xml.etree.ElementTree as ET

PATH = "schema/layout"
TYPES = {"digits": "数字", "alnum": "英数字", "namae": "英数字と `. _ @ -`", "kana": "全角カナ", "text": "文字", "date": "日付"}
EMPTY, DEPENDS = "＊", "†"


def value(c):
    """What a column may hold: 数字 12 桁. KeyError: a type that the table has no word for."""
    if c.get("type") == "code":
        return "コード `%s`" % c.get("codes")
    most, word = c.get("max"), TYPES[c.get("type")]
    if not most:
        return word
    return "%s %s%s" % (word, most, " 桁" if c.get("min") == most else " まで")


def column(c):
    mark = DEPENDS if c.find("when") is not None else EMPTY if c.get("presence") != "required" else ""
    return "%s%s（`%s` %s）" % (c.get("mei"), mark, c.get("name"), value(c))


def table():
    """Columns: what is sent, then what comes back, each by name; a layout of no file (recognise) is an answer's. OSError, KeyError, ET.ParseError."""
    layouts = [r for r in (ET.parse(f).getroot() for f in glob.glob(PATH + "/*.xml")) if r.get("recognise")]
    layouts.sort(key=lambda r: (r.get("name").endswith(("Kekka", "Master", "keikoku")), r.get("name")))
    rows = ((r, max(r.findall("version"), key=lambda v: v.get("from"))) for r in layouts)
    return "| 種別 | 列（ファイルの順） |\n|---|---|\n" + "".join(
        "| `%s`<br>%s | %s |\n" % (r.get("name"), r.get("mei"), "、".join(column(c) for c in v.findall("column"))) for r, v in rows)


def codes_table():
    """Values of each code list, in the order of the file. OSError, ET.ParseError."""
    lists = ET.parse(PATH + "/codes.xml").getroot().iter("codeList")
    return "| コード | 値 |\n|---|---|\n" + "".join(
        "| `%s`<br>%s | %s |\n" % (c.get("name"), c.get("mei"), "、".join("`%s` %s" % (v.get("value"), v.get("mei")) for v in c.findall("code")))
        for c in lists)
