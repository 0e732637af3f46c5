#!/usr/bin/env python3
# Called by report.sh: report.py FOLDER — reads report.json, report.xml, report.csv and report.html there as strictly as a program
# would, wants them to say the same of every case, and prints a line a case: 番号 判定 自動判定 手順の相違 (tab between).
import csv
import html.parser
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

VOID = {"meta", "br", "hr", "img", "link", "input"}


def want(what, have, expected):
    if have != expected:
        sys.exit("%s: 期待 %r、実際 %r" % (what, expected, have))


class Page(html.parser.HTMLParser):
    """Rows of the overview, sections by case; every element closed, nothing from elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.open, self.rows, self.sections, self.ids, self.links = [], [], {}, [], []
        self.section = None
        self.feed(text)
        self.close()
        want("閉じていない要素", self.open, [])

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        attrs = dict(attrs)
        for name in ("src", "href"):
            if name in attrs:
                self.links.append(attrs[name])
        self.ids += [attrs["id"]] if "id" in attrs else []
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        if tag == "section":
            self.section = ""

    def handle_endtag(self, tag):
        want("終わりの札", tag, self.open.pop())
        if tag == "section":
            self.sections[self.ids[-1][2:]] = self.section
            self.section = None

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th", "a", "span", "div") and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
        if self.section is not None:
            self.section += data + "\n"


def from_json(text):
    r = json.loads(text)
    for name, mei in (("gokaku", "合格"), ("fugokaku", "不合格"), ("jisshichu", "実施中"), ("mijisshi", "未実施")):
        want("件数 %s" % mei, r[name], sum(c["hantei"] == mei for c in r["cases"]))
    return r


def from_junit(text):
    """One testcase a line, as programs read it that go by lines; then as XML."""
    lines = [line for line in text.split("\n") if "<testcase" in line]
    for line in lines:
        ET.fromstring(line)
    suite = ET.fromstring(text.encode("utf-8"))
    want("テストケースの行", len(lines), len(suite.findall("testcase")))
    for name, tag in (("failures", "failure"), ("skipped", "skipped")):
        want(name, int(suite.get(name)), len(suite.findall("testcase/" + tag)))
    want("tests", int(suite.get("tests")), len(lines))
    out = {}
    for c in suite.findall("testcase"):
        failure, skipped = c.find("failure"), c.find("skipped")
        hantei = "合格"
        if failure is not None:
            hantei = "不合格"
            want("不合格の理由がある", bool(failure.get("message")), True)
        elif skipped is not None:
            hantei, words = re.fullmatch(r"(未実施|実施中): (.+)", skipped.get("message"), re.S).groups()
            want("理由の言葉", len(words) > 3, True)
        out[c.get("name").split(" ")[0]] = (hantei, c.find("system-out").text or "", failure.get("message") if failure is not None else "")
    return out


def from_csv(data):
    want("BOM", data[:3], b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    want("改行", text.count("\n"), text.count("\r\n"))
    rows = list(csv.reader(text.splitlines()))
    at = next(i for i, row in enumerate(rows) if row[0] == "ロット")
    out = {}
    for row in rows[at + 1:]:
        want("列の数", len(row), len(rows[at]))
        out.setdefault(row[rows[at].index("番号")], []).append(dict(zip(rows[at], row)))
    return out


def main():
    def read(name):
        with open(os.path.join(sys.argv[1], name), "rb") as f:
            return f.read()

    r, junit = from_json(read("report.json")), from_junit(read("report.xml").decode("utf-8"))
    table, text = from_csv(read("report.csv")), read("report.html").decode("utf-8")
    page = Page(text)
    for link in page.links:
        want("外への参照 %s" % link, link.startswith("#"), True)
    want("外から来るもの", re.findall(r"(?:https?:)?//[a-z]|url\(|@import|<(?:script|link|img|iframe)\b", text), [])
    want("A4", re.findall(r"@page\{size:(\w+)", text), ["A4"])
    overview = {row[0]: row for row in page.rows if len(row) == 5 and row[0] in table}
    ids = [c["id"] for c in r["cases"]]
    for what, have in (("JUnit", junit), ("CSV", table), ("HTML", overview)):
        want("%s のテストケース" % what, list(have), ids)
    for c in r["cases"]:
        one, lines = c["id"], table[c["id"]]
        want("%s の JUnit" % one, junit[one][0], c["hantei"])
        want("%s の HTML" % one, overview[one][2], c["hantei"])
        want("%s の CSV" % one, {(row["判定"], row["自動判定"], row["理由"]) for row in lines}, {(c["hantei"], c["jidoHantei"], c["why"] or "")})
        want("%s の手順" % one, [(row["行うこと"], row["結果"]) for row in lines], [(s["what"], s["kekka"]) for s in c["steps"]])
        want("%s の節" % one, one in page.sections, c["hantei"] != "未実施" or c["comment"] is not None)
        if not (c["why"] or c["jidoHantei"] == "合格"):
            sys.exit("%s: 理由がない" % one)
        told = []
        for s, row in zip(c["steps"], lines):
            said = ["%s: 期待: %s、実際: %s" % (d["mei"], d["want"], d["have"]) for d in s["difference"]]
            want("%s の相違" % one, row["相違"], "／".join(said))
            told += said
            if s["jissai"] and (row["実際"].lstrip("'") != s["jissai"] or s["jissai"] not in junit[one][1]):
                sys.exit("%s の実際" % one)
            if s["jissai"] and one in page.sections:
                want("%s の HTML の実際" % one, s["jissai"] in page.sections[one].replace("\n", ""), True)
        for said in told:
            if c["hantei"] == "不合格" and not c["riyu"]:
                want("%s の failure" % one, said in junit[one][2], True)
            if one in page.sections:
                want("%s の HTML の相違" % one, said in page.sections[one].replace("\n", ""), True)
        print("\t".join((one, c["hantei"], c["jidoHantei"], "／".join(told))))


main()
