#!/usr/bin/env python3
# make wsdl: writes wsdl/SERVICE.wsdl, and the table of operations in README.md, from the registry: server/service/ops.def
# says which operations there are and in what order, the const struct op of each its .service and .name, and
# schema/SERVICE.xsd what they are for: the documentation of the schema and of each request element, and, as an appinfo of
# source README, the text of the row of README's table that begins with that operation. README's table of rules is
# rules.py's, that of message codes codes.py's, that of people people.py's, that of what the guide asks motome.py's, those of who may ask what of whom are kengen_table.py's, those of rights are ken_table.py's, that of columns retsu_table.py's. With --check nothing is written; each place that is not as it would be written is told (tests/check-wsdl.sh).
import glob
import html
import os
import re
import sqlite3
import sys
from xml.etree import ElementTree

sys.dont_write_bytecode = True
import codes  # noqa: E402
import ken_table  # noqa: E402
import kengen_table  # noqa: E402
import motome  # noqa: E402
import people  # noqa: E402
import retsu_table  # noqa: E402
import rules  # noqa: E402
import shitei  # noqa: E402

XS = "{http://www.w3.org/2001/XMLSchema}"
DEF = "server/service/ops.def"
BEGIN = "<!-- %s:begin, written by make wsdl -->"
END = "<!-- %s:end -->"
LOGIN = "SOAP ヘッダに WS-Security の UsernameToken（システム識別子と接続システムのパスワード、PasswordText）が要る。"
BINDINGS = (("soap", "soap11"), ("soap12", "soap12"))

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- {s}: made by make wsdl from server/service/ops.def and schema/{s}.xsd -->
<wsdl:definitions name="{s}"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:c="urn:chukan:common:1"
    xmlns:t="urn:chukan:{s}:1"
    targetNamespace="urn:chukan:{s}:1">
  <wsdl:documentation>{doc}。{login}</wsdl:documentation>
  <wsdl:types>
    <xs:schema>
      <xs:import namespace="urn:chukan:common:1" schemaLocation="../schema/common.xsd"/>
      <xs:import namespace="urn:chukan:{s}:1" schemaLocation="../schema/{s}.xsd"/>
    </xs:schema>
  </wsdl:types>

  <wsdl:message name="diag">
    <wsdl:part name="diag" element="c:diag"/>
  </wsdl:message>
"""
MESSAGE = """  <wsdl:message name="{m}">
    <wsdl:part name="parameters" element="t:{m}"/>
  </wsdl:message>
"""
PORT = """    <wsdl:operation name="{op}">
      <wsdl:documentation>{doc}</wsdl:documentation>
      <wsdl:input message="t:{op}"/>
      <wsdl:output message="t:{op}Response"/>
      <wsdl:fault name="diag" message="t:diag"/>
    </wsdl:operation>
"""
BINDING = """
  <wsdl:binding name="{s}_{b}" type="t:{s}">
    <{p}:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
{ops}  </wsdl:binding>
"""
BOUND = """    <wsdl:operation name="{op}">
      <{p}:operation soapAction="urn:chukan:{s}:1/{op}" style="document"/>
      <wsdl:input><{p}:body use="literal"/></wsdl:input>
      <wsdl:output><{p}:body use="literal"/></wsdl:output>
      <wsdl:fault name="diag"><{p}:fault name="diag" use="literal"/></wsdl:fault>
    </wsdl:operation>
"""
ADDRESS = """    <wsdl:port name="{s}_{b}" binding="t:{s}_{b}">
      <{p}:address location="https://localhost:18443/lot2/soap/{s}"/>
    </wsdl:port>
"""


class Broken(Exception):
    """A place that must be mended by hand: "file:line: what"."""


def read(path):
    with open(path, encoding="UTF-8") as f:
        return f.read()


def registered():
    """{service: [operation]}, both in the order of ops.def."""
    services = {}
    for n, line in enumerate(read(DEF).splitlines(), 1):
        entry = re.match(r"OP\((\w+)\)", line)
        if not entry:
            continue
        files = glob.glob("server/service/*/%s.c" % entry[1])
        text = read(files[0]) if files else ""
        said = [re.search(r'\.%s = "(\w+)"' % member, text) for member in ("service", "name")]
        if not all(said):
            raise Broken("%s:%d: OP(%s) の .service と .name を server/service/*/%s.c に書く" % (DEF, n, entry[1], entry[1]))
        services.setdefault(said[0][1], []).append(said[1][1])
    return services


class Schema:
    """What schema/SERVICE.xsd says for people."""

    def __init__(self, service):
        self.path = "schema/%s.xsd" % service
        try:
            self.root = ElementTree.parse(self.path).getroot()
        except (OSError, ElementTree.ParseError) as e:
            raise Broken("%s:1: XSD を読めない: %s" % (self.path, e)) from e

    def text(self, node, what, tag="documentation"):
        for note in node.findall("%sannotation/%s%s" % (XS, XS, tag)):
            if tag == "documentation" or note.get("source") == "README":
                return note.text or ""
        if tag == "documentation":
            raise Broken("%s:1: %sの xs:documentation がない（WSDL の説明になる）" % (self.path, what))
        return None

    def service(self):
        return self.text(self.root, "xs:schema ")

    def element(self, op):
        node = self.root.find("%selement[@name='%s']" % (XS, op))
        if node is None:
            raise Broken("%s:1: 要素 %s がない（%s にある操作）" % (self.path, op, DEF))
        return node

    def operation(self, op):
        return self.text(self.element(op), "要素 %s " % op)

    def row(self, op):
        return self.text(self.element(op), op, "appinfo")


def wsdl(s, ops, schema):
    parts = [HEAD.format(s=s, doc=html.escape(schema.service(), quote=False), login=LOGIN)]
    parts += [MESSAGE.format(m=op + suffix) for op in ops for suffix in ("", "Response")]
    parts.append('\n  <wsdl:portType name="%s">\n' % s)
    parts += [PORT.format(op=op, doc=html.escape(schema.operation(op), quote=False)) for op in ops]
    parts.append("  </wsdl:portType>\n")
    for p, b in BINDINGS:
        parts.append(BINDING.format(s=s, b=b, p=p, ops="".join(BOUND.format(s=s, p=p, op=op) for op in ops)))
    parts.append('\n  <wsdl:service name="%s">\n' % s)
    parts += [ADDRESS.format(s=s, b=b, p=p) for p, b in BINDINGS]
    parts.append("  </wsdl:service>\n</wsdl:definitions>\n")
    return "".join(parts)


def table(services, schemas):
    rows = []
    for s, ops in services.items():
        for op in ops:
            text = schemas[s].row(op)
            if text is not None:
                rows.append((s, [], text))
            elif not rows or rows[-1][0] != s:
                raise Broken('%s:1: 要素 %s に <xs:appinfo source="README"> がない（README の表の行が始まる）' % (schemas[s].path, op))
            rows[-1][1].append(op)
    return "| サービス | 操作 | 内容 |\n|---|---|---|\n" + "".join(
        "| %s | %s | %s |\n" % (s, " / ".join(ops), text) for s, ops, text in rows)


def rules_table():
    try:
        return rules.table()
    except (OSError, ElementTree.ParseError) as e:
        raise Broken("%s:1: 規則を読めない: %s" % (rules.PATH, e)) from e


def shitei_table():
    try:
        return shitei.table()
    except (OSError, KeyError, ValueError) as e:
        raise Broken("%s:1: 本人確認の指定値を読めない: %s" % (shitei.PATH, e)) from e


def ken():
    try:
        return ken_table.table(), ken_table.role_table()
    except (OSError, KeyError, TypeError, AttributeError, sqlite3.Error) as e:
        raise Broken("%s:1: 操作可能業務を読めない: %s" % (ken_table.PATH, e)) from e


def kengen_tables():
    try:
        return kengen_table.table(), kengen_table.tetsuzuki_table(), kengen_table.kikan_table()
    except (OSError, KeyError) as e:
        raise Broken("%s:1: 照会権限か機関を読めない: %s" % (kengen_table.PATH, e)) from e


def codes_table():
    try:
        return codes.table()
    except (OSError, ValueError) as e:
        raise Broken("%s:1: メッセージコードを読めない: %s" % (codes.PATH, e)) from e


def retsu():
    try:
        return retsu_table.table(), retsu_table.codes_table()
    except (OSError, KeyError, ElementTree.ParseError) as e:
        raise Broken("%s:1: レイアウトを読めない: %s" % (retsu_table.PATH, e)) from e


def motome_table():
    try:
        return motome.table()
    except (OSError, KeyError, ValueError, ElementTree.ParseError) as e:
        raise Broken("%s:1: 手引きの求めの表を読めないか、テストケースがない: %s" % (motome.PATH, e)) from e


def people_table():
    try:
        return people.table()
    except (OSError, KeyError, ValueError, IndexError) as e:
        raise Broken("%s:1: 人の表を読めないか、いない人がいる: %s" % (people.PATH, e)) from e


def readme(tables):
    """README.md with each of (mark, what it is, text) between its marks."""
    now = read("README.md")
    for mark, what, text in tables:
        begin, end = BEGIN % mark, END % mark
        if now.count(begin) != 1 or now.count(end) != 1 or now.index(begin) > now.index(end):
            raise Broken("README.md:1: %sの表を挟む「%s」と「%s」が一つずつない" % (what, begin, end))
        now = now[:now.index(begin)] + begin + "\n" + text + now[now.index(end):]
    return now


def stale(path, want):
    """The first line that differs, as a message; None: nothing to do."""
    if not os.path.exists(path):
        return "%s:1: ない（make wsdl で作る）" % path
    have = read(path)
    if have == want:
        return None
    a, b = want.split("\n"), have.split("\n")
    n = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    said = ["「%s」" % lines[n].strip() if n < len(lines) else "終わり" for lines in (a, b)]
    return "%s:%d: 期待 %s、実際 %s（make wsdl で作り直す）" % (path, n + 1, *said)


def main(check):
    try:
        services = registered()
        schemas = {s: Schema(s) for s in services}
        wanted = {"wsdl/%s.wsdl" % s: wsdl(s, ops, schemas[s]) for s, ops in services.items()}
        kengen, tetsuzuki, kikan = kengen_tables()
        rights, by_role = ken()
        columns, code_values = retsu()
        wanted["README.md"] = readme([("ops", "操作", table(services, schemas)), ("rules", "規則", rules_table()),
                                      ("codes", "メッセージコード", codes_table()), ("people", "人", people_table()), ("motome", "手引きの求め", motome_table()), ("retsu", "列", columns), ("atai", "コードの値", code_values),
                                      ("kengen", "照会権限", kengen), ("tetsuzuki", "事務手続", tetsuzuki), ("kikan", "機関種別", kikan),
                                      ("shitei", "本人確認の指定値", shitei_table()), ("ken", "権限", rights), ("role", "ロール", by_role)])
    except Broken as e:
        sys.exit(str(e))
    extra = sorted(set(glob.glob("wsdl/*.wsdl")) - set(wanted))
    if check:
        found = [m for m in (stale(path, want) for path, want in wanted.items()) if m]
        found += ["%s:1: そのサービスの操作が %s にない" % (path, DEF) for path in extra]
        sys.exit("\n".join(found) or 0)
    for path, want in wanted.items():
        if stale(path, want):
            with open(path, "w", encoding="UTF-8") as f:
                f.write(want)
            print(path)
    for path in extra:
        os.remove(path)
        print("%s を消した" % path)


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    main(sys.argv[1:] == ["--check"])
