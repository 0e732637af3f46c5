#!/usr/bin/env python3
# The corpus (2.7.4): every kind of link file, one broken thing at a time, fed to `chukan check` and to a daemon. Both must
# answer the expected code, and the same one. Called by corpus.sh. Usage: corpus.py [KIND…]
#
# cases/KIND.txt:    name | expected code | column=value | …   changes the base row; rows after [state] need the daemon's
#                    databases to be judged, so that the checker finds nothing wrong with them. +CODE …: rules that only warn
#                    (schema/rules.xml): the row is registered, and the file of warnings names them; SOAP: both.py.
# cases/common.txt:  name | expected code | form break         breaks a whole file of any kind (BREAKS below)
# Values: kojin:N the N-th made-up 個人番号, bad:N the same with a wrong check digit, jumin:N that of the N-th fictitious
#         resident (who gets a 符号), rep:C:N a character N times,
#         {hex:8160} raw bytes, {sp} a space, {quote} a quote, {bar} a bar.
import base64
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

A = "06139992"  # CP932
CODE = "cp932"
DAY = "20170508"  # of the world, whose clock stands still
JUMIN = [row["kojin_bango"] for row in csv.DictReader(open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8"))]
AGREED = {"rows": 0, "files": 0, "state": 0, "gen": 0}
WRONG = []


class Column:
    def __init__(self, name, value):
        self.name, self.value = name, value


def number(n, good=True):
    s = desk.kojin_bango(n, 9)
    return s if good else s[:11] + str((int(s[11]) + 1) % 10)


def raw(value, code=CODE):
    """A case's value as the bytes of a cell."""
    m = re.fullmatch(r"(kojin|bad):(\d+)", value)
    if m:
        return number(int(m.group(2)), m.group(1) == "kojin").encode()
    m = re.fullmatch(r"jumin:(\d+)", value)
    if m:
        return JUMIN[int(m.group(1)) - 1].encode()
    m = re.fullmatch(r"rep:(.):(\d+)", value)
    if m:
        return (m.group(1) * int(m.group(2))).encode(code)
    out = b""
    for part in re.split(r"(\{[^}]*\})", value):
        m = re.fullmatch(r"\{hex:([0-9A-F]+)\}", part)
        words = {"{sp}": b" ", "{quote}": b'"', "{bar}": b"|"}
        out += bytes.fromhex(m.group(1)) if m else words[part] if part in words else part.encode(code)
    return out


def refusal(want):
    """The code in the result file of a row that shall be answered so."""
    return "C00000" if want.startswith("+") else want


def warnings(want):
    """The codes in the file of warnings of such a row."""
    return sorted(w[1:] for w in want.split()) if want.startswith("+") else []


class Kind:
    def __init__(self, name):
        self.name, self.rows, self.state = name, [], []
        here = self.rows
        for line in open(os.path.join(HERE, "cases", name + ".txt"), encoding="utf-8"):
            line = line.rstrip("\n")
            if line == "[state]":
                here = self.state
            if not line or line[0] in "#[":
                continue
            words = [w.strip(" ") for w in line.split("|")]
            cells = dict(w.split("=", 1) for w in words[2:])
            if words[0] == "base":
                self.base = cells
            else:
                assert not set(cells) - set(self.base), line
                here.append((words[0], words[1], {**self.base, **cells}))

    def csv(self, cells):
        return b",".join(raw(v) for v in cells.values()) + b"\r\n"

    def file(self, cases):
        return b"".join(self.csv(cells) for _, _, cells in cases)

    def xml(self, cases):
        """The same rows as an XML link file; None for those whose bytes XML cannot hold."""
        out = ['<?xml version="1.0" encoding="Windows-31J"?>\n<%s>\n' % self.name]
        for _, _, cells in cases:
            out.append("<gyo>" + "".join("<%s>%s</%s>" % (k, escape(raw(v).decode(CODE)), k) for k, v in cells.items()) + "</gyo>\n")
        return ("".join(out) + "</%s>\n" % self.name).encode(CODE)


def fits_xml(case):
    """Raw bytes, quotes and controls are CSV's own matter."""
    return not any("{hex:" in v or "{quote}" in v for v in case[2].values())


# --- files broken as a whole: bytes of two good rows -> bytes, name ---------------------------------------------------

def text(kind):
    return kind.csv(kind.base) + kind.csv(kind.base)


def may_lack(kind, given):
    """How many columns a row may end before: those that the rows of the examples have, or have not."""
    layout = open(os.path.join(desk.ROOT, "schema", "layout", kind.name + ".xml"), encoding="utf-8").read()
    names = [re.search(r'name="(\w+)"', c).group(1) for c in re.findall(r"<column [^>]*mayLack=[^>]*>", layout)]
    return sum((n in kind.base) == given for n in names)


def one_less(line, kind):
    return b",".join(line.split(b",")[:-1 - may_lack(kind, True)]) + b"\r\n"


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in entries:
            z.writestr(name, data)
    return out.getvalue()


def first_cell(kind):
    return raw(next(iter(kind.base.values())))


BREAKS = {
    "empty": lambda k: b"",
    "blank-only": lambda k: b"\r\n\r\n",
    "column-more": lambda k: text(k).replace(b"\r\n", b",1" * (1 + may_lack(k, False)) + b"\r\n"),
    "column-less": lambda k: b"".join(one_less(line, k) for line in text(k).split(b"\r\n")[:2]),
    "second-more": lambda k: text(k)[:-2] + b",1" * (1 + may_lack(k, False)) + b"\r\n",
    "blank-line": lambda k: k.csv(k.base) + b"\r\n" + k.csv(k.base),
    "quote-open": lambda k: text(k) + b'"' + k.csv(k.base),
    "quote-text": lambda k: text(k) + b'"' + first_cell(k) + b'"x' + k.csv(k.base)[len(first_cell(k)):],
    "quote-inside": lambda k: text(k) + first_cell(k) + b'"' + k.csv(k.base)[len(first_cell(k)):],
    "nul": lambda k: text(k) + b"\0" + k.csv(k.base),
    "cr-alone": lambda k: text(k) + b"\r" + k.csv(k.base),
    "long-record": lambda k: text(k) + b"A" * 70000 + k.csv(k.base),
    "tab": lambda k: text(k).replace(b",", b"\t"),
    "utf-8": lambda k: "仮山七郎".encode("utf-8") + text(k).decode(CODE).encode("utf-8"),
    "utf-8-sig": lambda k: text(k).decode(CODE).encode("utf-8-sig"),
    "utf-16": lambda k: text(k).decode(CODE).encode("utf-16"),
    "byte-ff": lambda k: text(k) + b"\xff" + k.csv(k.base),
    "cut-character": lambda k: text(k) + k.csv(k.base)[:-2] + b"\x8e",
}
ZIP_BREAKS = {
    "broken": lambda k: zipped(("a.csv", text(k)))[:60],
    "empty": lambda k: zipped(),
    "nested": lambda k: zipped(("a.zip", zipped(("a.csv", text(k))))),
    "traversal": lambda k: zipped(("../a.csv", text(k))),
    "case": lambda k: zipped((k.name + ".csv", text(k)), (k.name + ".CSV", text(k))),
}
XML_BREAKS = {
    "cut": lambda x, k: x[:-5],
    "doctype": lambda x, k: x.replace(b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n', 1),
    "unknown": lambda x, k: x.replace(b"</gyo>", b"<shiranai>1</shiranai></gyo>", 1),
    "twice": lambda x, k: x.replace(b"<gyo>", b"<gyo><%s>1</%s>" % (next(iter(k.base)).encode(), next(iter(k.base)).encode()), 1),
    "order": lambda x, k: swapped(x, k),
    "nested": lambda x, k: x.replace(b"<gyo>", b"<gyo><gyo>", 1).replace(b"</gyo>", b"</gyo></gyo>", 1),
    "attribute": lambda x, k: x.replace(b"<gyo>", b'<gyo n="1">', 1),
    "entity": lambda x, k: x.replace(b"</gyo>", b"&shiranai;</gyo>", 1),
    "root": lambda x, k: x.replace(k.name.encode(), b"betsuno"),
    "empty": lambda x, k: re.sub(rb"<gyo>.*</gyo>\n", b"", x, flags=re.S),
    "encoding": lambda x, k: x.replace(b"Windows-31J", b"UTF-16"),
    "control": lambda x, k: x.replace(b"<gyo><%s>" % next(iter(k.base)).encode(), b"<gyo><%s>&#1;" % next(iter(k.base)).encode(), 1),
}


def swapped(x, kind):
    first, second = list(kind.base)[:2]
    one = re.search(rb"<gyo>(<%s>.*?</%s>)(<%s>.*?</%s>)" % (first.encode(), first.encode(), second.encode(), second.encode()), x)
    return x.replace(one.group(1) + one.group(2), one.group(2) + one.group(1), 1)


def broken(kind, how):
    form, what = how.split(" ")
    if form == "csv":
        return "a.csv", BREAKS[what](kind)
    if form == "zip":
        return "a.zip", ZIP_BREAKS[what](kind)
    good = ("", "", kind.base)
    return "a.xml", XML_BREAKS[what](kind.xml([good, good]), kind)


# --- the two judges ------------------------------------------------------------------------------------------------------

def lines_of(content, is_xml):
    """On which line the n-th row starts: quotes may hold line ends."""
    if is_xml:
        return {n + 2: n for n in range(1, content.count(b"<gyo>") + 1)}  # one a line, behind the declaration and the root
    out, n, line, inside = {}, 0, 1, False
    for text in content.split(b"\n")[:-1]:
        if not inside:
            n += 1
            out[line] = n
        inside ^= text.count(b'"') % 2 == 1
        line += 1
    return out


def checker(kind, name, content, folder):
    """(code of the file or None, {row number from 1: code}) as `chukan check` says."""
    path = os.path.join(folder, name)
    with open(path, "wb") as f:
        f.write(content)
    r = subprocess.run([desk.binary("chukan"), "check", path, "--kind", kind.name, "--encoding", "CP932", "--date", DAY, "--format", "json",
                        "--schema", os.path.join(desk.ROOT, "schema")], capture_output=True, timeout=120)
    if r.returncode not in (0, 1):
        raise desk.Broken("check %s: %s" % (name, r.stderr.decode()[-600:]))
    said = json.loads(r.stdout)["files"]
    if (r.returncode == 0) != all(f["code"] == "C00000" and f["bad"] == 0 for f in said):
        WRONG.append("%s %s: 終了コード %d と出力が合わない" % (kind.name, name, r.returncode))
    refused = [f["code"] for f in said if f["code"] != "C00000"]
    codes, lines = {}, lines_of(content, name.endswith(".xml"))
    for error in said[0]["errors"] if not refused else []:
        codes.setdefault(lines[error["line"]], error["code"])
    return refused[0] if refused else None, codes


def daemon(caller, kind, name, content):
    """The same as the daemon says: a file that is refused or halted, or the codes of its result file."""
    r = caller.upload(kind.name, name, content)
    if r.kubun == "9":
        return r.code, {}
    caller.desk.settle()
    uketsuke = r.get("uketsukeBango")
    status = caller.call("file", "getStatus", [("uketsukeBango", uketsuke)])
    if status.kubun == "9":  # 処理中止: the reason is in the message, "…（F30003 …）"
        return re.search(r"（([A-Z]\d{5}) ", status.get("message")).group(1), {}
    result = caller.result(uketsuke)
    caller.uketsuke = uketsuke
    if name.endswith(".xml"):
        return None, dict(enumerate((c.decode() for c in re.findall(rb"<kekkaCode>(.*?)</kekkaCode>", result)), 1))
    rows = list(csv.reader(io.StringIO(result.decode(CODE, "replace"), newline="")))
    at = next(i for i, cell in enumerate(rows[0]) if re.fullmatch(r"[A-Z]\d{5}", cell))
    return None, {n: row[at] for n, row in enumerate(rows, 1)}


def warned(caller):
    """{row number from 1: codes} of the CSV file that was sent last; what it leaves at its end is of no row: {被保険者枝番: codes}."""
    r = caller.call("file", "getResult", [("uketsukeBango", caller.uketsuke), ("shurui", "keikoku")])
    if r.code != "C00000":
        return {} if r.code == "F40004" else {0: [r.code]}  # F40004: there are none
    found = {}
    for row in csv.reader(io.StringIO(base64.b64decode(r.get("naiyo")).decode(CODE), newline="")):
        found.setdefault(int(row[1]) if row[1] else row[3], set()).add(row[5])  # schema/layout/keikoku.xml
    return {n: sorted(codes) for n, codes in found.items()}


# --- comparing -------------------------------------------------------------------------------------------------------------

def say(kind, name, want, check, served):
    if want == check == served:
        return True
    WRONG.append("%s「%s」: 期待 %s, check %s, chukand %s" % (kind.name, name, want, check, served))
    return False


def rows_agree(caller, kind, folder):
    """All row cases in one file, as CSV and, what fits, as XML."""
    for name, cases in (("kodo.csv", kind.rows), ("kodo.xml", [c for c in kind.rows if fits_xml(c)])):
        content = kind.file(cases) if name.endswith("csv") else kind.xml(cases)
        file, checked = checker(kind, name, content, folder)
        halted, served = daemon(caller, kind, name, content)
        if file or halted:
            say(kind, name, None, file, halted)
            continue
        if len(served) != len(cases):
            WRONG.append("%s %s: 結果 %d 行, 入力 %d 行" % (kind.name, name, len(served), len(cases)))
        told = warned(caller) if name.endswith("csv") else {}
        for n, (case, want, _) in enumerate(cases, 1):
            if warnings(want) and told and told.get(n, []) != warnings(want):
                WRONG.append("%s「%s」: 期待する警告 %s, 警告のファイル %s" % (kind.name, case, warnings(want), told.get(n, [])))
            want = refusal(want)
            again = name.endswith("xml") and want == "C00000"  # registered already by the CSV
            AGREED["rows"] += say(kind, case, want, checked.get(n, "C00000"), want if again else served.get(n))


def state_agrees(caller, kind, folder):
    """What only the databases know: the checker accepts it, the daemon does not."""
    file, checked = checker(kind, "jotai.csv", kind.file(kind.state), folder)
    halted, served = daemon(caller, kind, "jotai.csv", kind.file(kind.state))
    told = {} if halted else warned(caller)
    if 0 in told:
        WRONG.append("%s: 警告のファイル %s" % (kind.name, told[0]))
    for n, (case, want, cells) in enumerate(kind.state, 1):
        left = [c for c in told.get(cells.get("edaban"), []) if c in warnings(want)]
        have = sorted({*told.get(n, []), *left})
        if have != warnings(want):
            WRONG.append("%s「%s」: 期待する警告 %s, 警告のファイル %s" % (kind.name, case, warnings(want), have))
        want = refusal(want)
        AGREED["state"] += say(kind, case, want, want if not file and checked.get(n, "C00000") in ("C00000", want) else checked.get(n, file),
                               halted or served.get(n))


def files_agree(caller, kind, folder):
    for line in open(os.path.join(HERE, "cases", "common.txt"), encoding="utf-8"):
        if line[0] == "#":
            continue
        case, want, how = [w.strip() for w in line.split("|")]
        name, content = broken(kind, how)
        AGREED["files"] += say(kind, case, want, checker(kind, name, content, folder)[0], daemon(caller, kind, name, content)[0])


SHIKAKU = ((1, {}), (2, {"honninKazoku": "2"}), (5, {}), (6, {"shikakuKubun": "2"}), (7, {"soshitsuYmd": "20140401"}),
           (8, {"shutokuYmd": "20090901", "soshitsuYmd": "20140401"}), (8, {"shutokuYmd": "20140401", "bango": "４"}),
           (9, {"honninKazoku": "2"}), (10, {}), *((n, {"honninKazoku": "2" if n > 13 else "1"}) for n in range(11, 17)),
           (17, {"shutokuYmd": "20070401", "soshitsuYmd": "20140401"}))


NUMBERS = {5: 7, 7: 5}  # that of the cases of 加入者情報 is one who is there
# What 加入者情報 has of a 資格 as well.
KANYUSHA = ("kigo", "bango", "honninKazoku", "shutokuYmd", "soshitsuYmd", "ninteiYmd")


def prepare(caller):
    """Members: 1 本人 and 2 家族 with 資格情報, 3 and 4 without; 1 has a 符号; 5 and 10 with a benefit; 6 任意継続; 7 lost;
    8 with two adjoining 資格; 9 家族; 11 to 13 本人 and 14 to 16 家族 for one row each; 17 from 2007 until 2014;
    benefits that others would overlap."""
    people, shikaku = Kind("kanyushaToroku"), Kind("shikakuJoho")
    rows = b"".join(people.csv({**people.base, **{k: v for k, v in {**shikaku.base, **cells}.items() if k in KANYUSHA},
                                "seiriBango": "P%d" % n, "kojinBango": ("jumin:%d" if n == 1 else "kojin:%d") % NUMBERS.get(n, n)})
                    for n, cells in sorted(SHIKAKU + ((3, {}), (4, {})), key=lambda x: x[0]))
    shobyo, shussan = Kind("shobyoTeatekin"), Kind("shussanTeatekin")
    files = [(people, rows),
             (shikaku, b"".join(shikaku.csv({**shikaku.base, "edaban": "%07d" % n, **cells}) for n, cells in SHIKAKU)),
             (shobyo, shobyo.csv({**shobyo.base, "kikanFrom": "20150601", "kikanTo": "20150630"}) +
              b"".join(shobyo.csv({**shobyo.base, "edaban": "%07d" % n, "kikanFrom": "20160101", "kikanTo": "20160131"}) for n in (5, 10))),
             (shussan, shussan.csv({**shussan.base, "shussanYoteiYmd": "20140401", "shussanYmd": "20140401", "kikanFrom": "20140219",
                                    "kikanTo": "20140527"}))]
    for kind, content in files:
        halted, codes = daemon(caller, kind, "junbi.csv", content)
        if halted or set(codes.values()) != {"C00000"}:
            raise desk.Broken("prepare %s: %s %s" % (kind.name, halted, codes))
    caller.desk.approve()
    caller.desk.settle()


# --- mutations by gen --------------------------------------------------------------------------------------------------

GEN_ORDER = ["kanyushaToroku", "shikakuJoho", "kogakuKaigoGassan", "shussanIchijikin", "kazokuShussanIchijikin", "shussanTeatekin",
             "shobyoTeatekin", "maisoryo", "kazokuMaisoryo", "bushoToroku", "userToroku", "juminShokai", "johoShokai"]


def mutations(names, folder):
    """A population of its own with every third row wrong somehow, into an empty world that knows its people, in the order of the
    work. Who is not found, or has no 符号, is what the outside world answers: nothing that the checker could know."""
    subprocess.run([desk.binary("chukan"), "gen", "--members", "300", "--seed", "20170508", "--out", folder, "--errors", "0.3", "--jumin",
                    "--schema", os.path.join(desk.ROOT, "schema")], check=True, capture_output=True, timeout=120)
    fixtures = os.path.join(folder, "fixtures")
    shutil.copytree(os.path.join(desk.ROOT, "fixtures"), fixtures)
    shutil.copy(os.path.join(folder, "jumin.csv"), os.path.join(fixtures, "worlds", "lot2", "jumin.csv"))
    d = desk.Desk(fixtures=fixtures)
    try:
        d.start()
        caller = desk.Caller(d, A)
        for name in (n for n in GEN_ORDER if n in names):
            content = open(os.path.join(folder, name + ".csv"), "rb").read()
            expected = [row.split(",")[:2] for row in open(os.path.join(folder, name + ".csv.expected.csv"), encoding="utf-8")
                        if row[0].isdigit()]
            kind = Kind(name)
            file, checked = checker(kind, name + ".csv", content, folder)
            halted, served = daemon(caller, kind, name + ".csv", content)
            if name == "kanyushaToroku":
                d.approve()
                d.settle()
            if file or halted:
                say(kind, "gen", None, file, halted)
            for n, (line, want) in enumerate(expected, 1):
                want, found = want.strip(), checked.get(n, "C00000")
                unknown = found == "C00000" and want[:2] in ("J4", "S4")
                AGREED["gen"] += say(kind, "gen %s行目" % line, want, want if unknown else found, served.get(n))
    finally:
        d.clean()


def main(names):
    d = desk.Desk()
    folder = tempfile.mkdtemp(prefix="chukan-corpus-")
    try:
        d.start()
        caller = desk.Caller(d, A)
        prepare(caller)
        for name in names:
            kind = Kind(name)
            if len(kind.rows) < 40:
                WRONG.append("%s: 例が 40 に足りない（%d）" % (name, len(kind.rows)))
            rows_agree(caller, kind, folder)
            state_agrees(caller, kind, folder)
            files_agree(caller, kind, folder)
        mutations(names, folder)
        if d.stop() != 0:
            WRONG.append("chukand が正常に終わらない")
    finally:
        d.clean()
        shutil.rmtree(folder, ignore_errors=True)
    for line in WRONG[:200]:
        print("違い: " + line)
    print("種別 %d: 行の例 %d、状態の例 %d、ファイルの例 %d、gen の行 %d が一致、違い %d" %
          (len(names), AGREED["rows"], AGREED["state"], AGREED["files"], AGREED["gen"], len(WRONG)))
    return 1 if WRONG else 0


if __name__ == "__main__":
    every = sorted(f[:-4] for f in os.listdir(os.path.join(HERE, "cases")) if f != "common.txt")
    sys.exit(main(sys.argv[1:] or every))
