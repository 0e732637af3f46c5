#!/usr/bin/env python3
# Every row of the corpus whose kind has an online operation, sent both ways: in a link file to one daemon, by SOAP to another
# that is in the same state. Code, item, want and have must be the same; where they cannot, LAWFUL tells why, and each of its
# reasons must be true of every row it is used for, and be used. Called by both.sh; tests/layout/online.py uses `compare`.
import csv
import io
import os
import re
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import corpus  # noqa: E402
from corpus import desk  # noqa: E402

XS = "{http://www.w3.org/2001/XMLSchema}"
JUDGED = ("F30006", "F30007", "F30009", "K20002", "K20003")  # codes of the layout's judge
CODEC = {"06139992": "cp932", "06139984": "utf-8"}
WAVE = str.maketrans("\uff5e\uff0d", "\u301c\u2212")  # 0x8160 and 0x817C of CP932 are these for this language, those for chukan
KANYUSHA = {"1": "register", "2": "change", "3": "correctKojinBango", "4": "lose", "5": "cancel", "6": "cancelLoss"}  # by 処理区分

KANRI = {"accessGroupToroku": "accessGroupKekka", "bushoToroku": "kanriKekka", "roleToroku": "roleKekka"}  # the operation has its name

# Columns of a file's row that the operation's request does not have, and why.
NAME, OWN = "送る側の番号は行と結果を突き合わせるためのもの", "その処理区分では変えない列"
NOT_SENT = {
    "kanyusha.register": {"seiriBango": NAME, "edaban": "採番される", "teiseiJiyu": OWN},
    "kanyusha.change": {"seiriBango": NAME, "kojinBango": OWN, "soshitsuYmd": OWN, "teiseiJiyu": OWN},
    "kanyusha.correctKojinBango": dict.fromkeys(("kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "seinengappi",
                                                 "jusho", "shutokuYmd", "soshitsuYmd", "ninteiYmd"), OWN) | {"seiriBango": NAME},
    "kanyusha.lose": dict.fromkeys(("kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "seinengappi",
                                    "jusho", "ninteiYmd", "teiseiJiyu"), OWN) | {"seiriBango": NAME},
    "kanyusha.cancel": dict.fromkeys(("kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "seinengappi",
                                      "jusho", "soshitsuYmd", "ninteiYmd", "teiseiJiyu"), OWN) | {"seiriBango": NAME},
    "kanyusha.cancelLoss": dict.fromkeys(("kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "seinengappi",
                                          "jusho", "shutokuYmd", "soshitsuYmd", "ninteiYmd", "teiseiJiyu"), OWN) | {"seiriBango": NAME},
    "shokai.request": {"seiriBango": NAME},
}
LAWFUL = {
    "kubun": "処理区分は操作の名で決まるので、表にない処理区分の電文はない",
    "delete": "副本の削除は fukuhon.delete が副本番号で行う",
    "column": "エラーのある列が操作の電文にない（NOT_SENT）",
    "control": "XML 1.0 の文書に書けない制御文字",
    "crlf": "XML の文書では改行が LF になる",
    "unassigned": "Unicode にない文字コードは文字として書けない",
}


def elements(service, op):
    """(name, may be absent) of a request, from the XSD; irai left out."""
    root = ET.parse(os.path.join(desk.ROOT, "schema", service + ".xsd")).getroot()
    found = root.find("%selement[@name='%s']/%scomplexType/%ssequence" % (XS, op, XS, XS))
    return [(e.get("name"), e.get("minOccurs") == "0") for e in found if e.get("name") != "irai"]


def layout_columns(name, overlay=None):
    """{column: Japanese name} of the first version."""
    path = os.path.join(overlay or "", name + ".xml")
    if not overlay or not os.path.exists(path):
        path = os.path.join(desk.ROOT, "schema", "layout", name + ".xml")
    return {c.get("name"): c.get("mei") for c in ET.parse(path).getroot().find("version").iter("column")}


# --- the two ways -----------------------------------------------------------------------------------------------------

def by_file(caller, kind, content, name):
    """[(code, message)] of the rows, from the result file."""
    result_kind = {"kanyushaToroku": "kanyushaKekka", "johoShokai": "johoShokaiKekka", **KANRI}.get(kind, "fukuhonKekka")
    columns = list(layout_columns(result_kind))
    taken = caller.upload(kind, name, content)
    if taken.kubun not in ("1", "2"):
        raise desk.Broken("%s: %s" % (name, taken.text[-600:]))
    caller.desk.settle()
    result = caller.result(taken.get("uketsukeBango")).decode(CODEC[caller.hokensha]).translate(WAVE)
    if name.endswith(".xml"):
        root = ET.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", result))
        return [(r.findtext("kekkaCode"), r.findtext("kekkaMessage") or "") for r in root]
    code, message = columns.index("kekkaCode"), columns.index("kekkaMessage")
    return [(r[code], r[message]) for r in csv.reader(io.StringIO(result, newline=""))]




def request(kind, cells):
    """(service, operation, fields) that carries the row; None for the operation: there is none."""
    if kind == "johoShokai":
        service, op = "shokai", "request"
    elif kind in KANRI:
        service, op = "kanri", kind
    elif kind == "kanyushaToroku":
        service, op = "kanyusha", KANYUSHA.get(cells["shoriKubun"])
    else:
        komoku = [("komoku", [("mei", k), ("atai", v)]) for k, v in cells.items() if k != "edaban"]
        return "fukuhon", "register", [("shubetsu", kind), ("edaban", cells["edaban"])] + komoku
    if not op:
        return service, None, []
    # an empty cell of an element that may be absent is an absent one: the file has no other way to say so; of 変更 it is sent
    # where a row needs a value, and so is whom a row between insurers asks: without that element a message asks an institution
    need = op == "change"
    return service, op, [(n, cells[n]) for n, absent in elements(service, op)
                         if n in cells and (cells[n] or not absent or (need and n != "ninteiYmd") or n == "teikyoHokensha")]


def carried(kind, service, op):
    """Columns that the operation's request has; NOT_SENT must name the others."""
    columns = layout_columns(kind)
    if service == "fukuhon":
        return set(columns)
    sent = {n for n, _ in elements(service, op)}
    left, right = set(columns) - sent - {"shoriKubun"}, set(NOT_SENT.get(service + "." + op, ()))
    if left != right:
        raise desk.Broken("NOT_SENT %s.%s: %s" % (service, op, sorted(left ^ right)))
    return set(columns) - left


def errors(message):
    """The errors of a row's message, each as it is told alone."""
    return re.split("／(?=[^／「]*。項目「)", message)


def item(error):
    found = re.search("項目「([^」]*)」", error)
    return found.group(1) if found else None


# --- comparing --------------------------------------------------------------------------------------------------------

class Comparison:
    def __init__(self, soap):
        self.soap, self.same, self.wrong, self.warnings_told = soap, 0, [], 0
        self.used = dict.fromkeys(LAWFUL, 0)
        self.warned = {}  # (kind, case): what the operation's reply said in keikoku
        self.later = []  # rows whose operation succeeds, though the file's row does not: sent when all else is compared

    def differs(self, kind, case, file, online):
        self.wrong.append("%s「%s」:\n    ファイル %s %s\n    電文     %s %s" % ((kind, case) + tuple(file) + tuple(online)))

    def lawful(self, reason, kind, case, applies, why):
        self.used[reason] += 1
        if not applies:
            self.wrong.append("%s「%s」: もう当てはまらない理由 %s（%s）" % (kind, case, LAWFUL[reason], why))

    def send(self, service, op, fields):
        r = self.soap.call(service, op, fields)
        self.told = sorted({w.code for w in r.items("keikoku")})
        return r.status, r.code, (r.get("message") or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").translate(WAVE)

    def row(self, kind, case, cells, file):
        """cells: texts, or None where bytes are no text. file: (code, message) of the same row in a file."""
        if None in cells.values():
            return self.lawful("unassigned", kind, case, file[0] == "F30009" and "割り当てのない文字コード" in file[1], file)
        service, op, fields = request(kind, cells)
        if not op:
            return self.lawful("kubun", kind, case, file[0] == "F30006" and item(file[1]) == "処理区分", file)
        status, code, message = None, None, None
        if re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "".join(map(str, cells.values()))):
            status, code, message = self.send(service, op, fields)
            return self.lawful("control", kind, case, status == 500 and code.startswith("C2"), (status, code, message))
        if "\r" in "".join(map(str, cells.values())):
            status, code, message = self.send(service, op, fields)
            return self.lawful("crlf", kind, case, (code, item(message)) == (file[0], item(file[1])) and "U+000A" in message, (code, message))
        mei = layout_columns(kind)
        known = {mei[c] for c in carried(kind, service, op)}
        told = [e for e in errors(file[1]) if item(e) is None or item(e) in known or item(e) not in mei.values()]
        if file[0] != "C00000" and not told:
            self.later.append((kind, case, service, op, fields, file))
            return None
        status, code, message = self.send(service, op, fields)
        self.warned[kind, case] = self.told
        if service == "fukuhon" and cells["shoriKubun"] == "3":
            return self.lawful("delete", kind, case, code == "P20001" and "fukuhon.delete" in message, (code, message))
        # the file's code is that of its first error; another error's is found by its text
        same = message == told[0] if file[0] != "C00000" else message.startswith("正常")
        if status == 200 and same and (code == file[0] or told[0] != errors(file[1])[0]):
            self.same += 1
            return None
        return self.differs(kind, case, file, (code, message))

    def warnings(self, kind):
        """Of a row of the corpus the warnings that it names, and no others."""
        for case, want, _ in kind.rows + kind.state:
            wanted = corpus.warnings(want)
            told = self.warned.get((kind.name, case), [])  # [] as well where no operation carries the row
            if told != wanted:
                self.wrong.append("%s「%s」: 期待する警告 %s, keikoku %s" % (kind.name, case, wanted, told))
            self.warnings_told += len(wanted)

    def end(self, want_all):
        """What only a file can get wrong is no error online."""
        for kind, case, service, op, fields, file in self.later:
            status, code, message = self.send(service, op, fields)
            if (code, message) == (file[0], errors(file[1])[0]):  # found in what is registered
                self.same += 1
            else:
                self.lawful("column", kind, case, status == 200 and code not in JUDGED, (status, code, message))
        for reason, n in self.used.items():
            if want_all and not n:
                self.wrong.append("どの行にも当てはまらない理由: %s" % LAWFUL[reason])


def compare(file, comparison, kind, content, rows, form="csv"):
    """content: the link file with rows: [(case, cells as texts, None where bytes are no text)]. Answers the file's codes."""
    told = by_file(file, kind, content, "ryoho." + form)
    if len(told) != len(rows):
        comparison.wrong.append("%s: 結果 %d 行, 入力 %d 行" % (kind, len(told), len(rows)))
    for (case, cells), said in zip(rows, told):
        comparison.row(kind, case, cells, said)
    return [code for code, _ in told]


# --- the corpus ---------------------------------------------------------------------------------------------------------

def text(value):
    """A case's value as the text of its cell; None when its bytes are none."""
    try:
        decoded = corpus.raw(value).decode(corpus.CODE)
    except UnicodeDecodeError:
        return None
    return next(csv.reader([decoded]))[0] if '"' in decoded else decoded


# What a CSV file in CP932 cannot hold, but an XML file can by reference.
BEYOND = [("氏名に C1 制御文字", "shimei", "仮山\u0085七郎"), ("氏名に第三水準の漢字", "shimei", "仮山𠮷郎"),
          ("住所に欧文", "jusho", "caf\u00e9 七番"), ("記号に外字", "kigo", "\ue000"), ("氏名カナに長音でない線", "shimeiKana", "ヤ\u2212")]


def beyond(kind):
    rows = [(case, {**{k: text(v) for k, v in kind.base.items()}, column: value}) for case, column, value in BEYOND]
    body = "".join("<gyo>" + "".join("<%s>%s</%s>" % (k, v, k) for k, v in cells.items()) + "</gyo>\n" for _, cells in rows)
    content = '<?xml version="1.0" encoding="Windows-31J"?>\n<%s>\n%s</%s>\n' % (kind.name, body, kind.name)
    by_reference = re.sub("[\x7f-\x9f\u00e9\u2212\ue000\U00010000-\U0010ffff]", lambda m: "&#%d;" % ord(m.group()), content)
    return by_reference.encode(corpus.CODE), rows


# White space around a value is of the value [A], as a program that prints XML for people writes it.
AROUND = [("前に空白", " %s"), ("後に空白", "%s "), ("字下げと改行", "\n      %s\n    "), ("前にタブ", "\t%s")]


def indented(kind):
    """A good row, with each of its values so printed."""
    base = {k: text(v) for k, v in kind.base.items()}
    rows = [("%s: %s" % (column, name), {**base, column: form % base[column]}) for column in base if base[column] for name, form in AROUND]
    body = "".join("  <gyo>\n" + "".join("    <%s>%s</%s>\n" % (k, v, k) for k, v in cells.items()) + "  </gyo>\n" for _, cells in rows)
    return ('<?xml version="1.0" encoding="Windows-31J"?>\n<%s>\n%s</%s>\n' % (kind.name, body, kind.name)).encode(corpus.CODE), rows


def main():
    daemons = [desk.Desk() for _ in range(2)]
    try:
        callers = [desk.Caller(d.start(), corpus.A) for d in daemons]
        for caller in callers:
            corpus.prepare(caller)
        comparison = Comparison(callers[1])
        kinds = sorted(f[:-4] for f in os.listdir(os.path.join(HERE, "cases")) if f != "common.txt")
        kinds = [k for k in kinds if k not in ("userToroku", "juminShokai")]  # no operation carries such a row
        for kind in map(corpus.Kind, kinds):
            cases = kind.rows + kind.state
            compare(callers[0], comparison, kind.name, kind.file(cases),
                    [(name, {k: text(v) for k, v in cells.items()}) for name, _, cells in cases])
            comparison.warnings(kind)
        for kind in map(corpus.Kind, kinds):
            compare(callers[0], comparison, kind.name, *indented(kind), "xml")
        compare(callers[0], comparison, "kanyushaToroku", *beyond(corpus.Kind("kanyushaToroku")), "xml")
        comparison.end(True)
        for d in daemons:
            if d.stop() != 0:
                comparison.wrong.append("chukand が正常に終わらない")
    finally:
        for d in daemons:
            d.clean()
    for line in comparison.wrong[:100]:
        print("違い: " + line)
    print("種別 %d: 両方で同じ判定 %d 行、警告 %d、電文にできない行 %s、違い %d" % (len(kinds), comparison.same, comparison.warnings_told, comparison.used, len(comparison.wrong)))
    return 1 if comparison.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
