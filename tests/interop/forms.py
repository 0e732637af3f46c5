#!/usr/bin/env python3
# Called by forms.sh: sends the same rows as CSV, as XML and as zip of both to daemons that know nothing of each other,
# and compares the verdicts row by row. Zips are made and read by zipfile, XML results read by xmllint and expat;
# `chukan upload` sends and `chukan result` saves them as they are.
import csv as csv_module
import io
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, A, B = "lot2", "06139992", "06139984"
ENCODING = {A: ("cp932", "Windows-31J"), B: ("utf-8", "UTF-8")}
COLUMNS = ("shoriKubun seiriBango edaban kojinBango kigo bango honninKazoku shimei shimeiKana seibetsu seinengappi jusho "
           "shutokuYmd soshitsuYmd ninteiYmd").split()
KEKKA = "gyo shoriKubun seiriBango edaban kekkaCode kekkaMessage".split()
ROWS = 400
failed = 0


def expect(what, have, want):
    global failed
    if have != want:
        failed += 1
        if isinstance(want, list) and isinstance(have, list):
            have, want = next(((h, w) for h, w in zip(have, want) if h != w), (len(have), len(want)))
        print("失敗: %s\n  期待 %r\n  実際 %r" % (what, want, have))


def rows():
    """Cells of made-up rows: good ones, wrong check digits, repeated numbers, empty and over-long cells, markup."""
    out = []
    for n, line in enumerate(desk.kanyusha_rows(ROWS).decode().splitlines()):
        cells = line.split(",")
        if n % 29 == 3:
            cells[3] = desk.kojin_bango(n - 1)
        if n % 31 == 4:
            cells[7] = "山" * 200
        if n % 37 == 5:
            cells[11] = "<架空>&「～－∥」\"県\""
        if n % 41 == 6:
            cells[10] = "19800230"
        if n % 43 == 7:
            cells[0] = ""
        out.append(cells)
    return out


def as_csv(some, code):
    def quoted(c):
        return '"%s"' % c.replace('"', '""') if set(c) & set(',"\r\n') else c
    return "".join(",".join(map(quoted, r)) + "\r\n" for r in some).encode(code[0])


def as_xml(some, code, kind="kanyushaToroku", columns=COLUMNS):
    text = ['<?xml version="1.0" encoding="%s"?>' % code[1], "<%s>" % kind]
    for r in some:
        # empty cells are left out, or written, in turn
        text.append("<gyo>%s</gyo>" % "".join("<%s>%s</%s>" % (c, escape(v), c) for c, v in zip(columns, r) if v or c > "m"))
    return "\n".join(text + ["</%s>" % kind, ""]).encode(code[0])


def as_zip(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries:
            z.writestr(name, data)
    return out.getvalue()


def read_csv(data, code, columns=KEKKA):
    return [dict(zip(columns, r)) for r in csv_module.reader(io.StringIO(data.decode(code[0]), newline=""))]


def read_xml(data, code, kind="kanyushaKekka"):
    # expat knows no Windows-31J; xmllint judges the bytes as they are
    lint = subprocess.run(["xmllint", "--noout", "-"], input=data, capture_output=True)
    expect("xmllint of an XML result", lint.returncode, 0)
    text = data.decode(code[0])
    expect("declaration", 'encoding="%s"' % code[1] in text.split("\n")[0], True)
    root = tree.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text).encode("utf-8"))
    expect("root", root.tag, kind)
    return [dict((c.tag, c.text or "") for c in r) for r in root]


def verdicts(results):
    return [[r[k] for k in KEKKA[1:]] for r in results]


def send(hokensha, name, content, kind="kanyushaToroku", count=ROWS):
    """Into a daemon of its own, whose world is as all others: the result's bytes and its name."""
    d = desk.Desk("--check-invariants").start()
    try:
        who = desk.Caller(d, hokensha, WORLD)
        no = who.upload(kind, name, content).get("uketsukeBango")
        d.settle(WORLD)
        status = who.ok("file", "getStatus", [("uketsukeBango", no)])
        expect("%s 処理ステータス" % name, status.get("jotai"), "処理完了")
        expect("%s 行数" % name, status.get("gyoSu"), str(count))
        reply = who.ok("file", "getResult", [("uketsukeBango", no)])
        spool = [f for _, _, files in os.walk(os.path.join(d.data, "worlds", WORLD)) for f in files if no in f]
        expect("%s のあと spool に残るもの" % name, len(spool), 2)
        who.close()
        return desk.base64.b64decode(reply.get("naiyo")), reply.get("fileMei")
    finally:
        d.stop()
        d.clean()


def compare(hokensha):
    code, all_rows = ENCODING[hokensha], rows()
    data, name = send(hokensha, "加入者.csv", as_csv(all_rows, code))
    expect("結果ファイル名", name, "加入者-kekka.csv")
    csv = read_csv(data, code)
    expect("行番号", [r["gyo"] for r in csv], [str(i + 1) for i in range(ROWS)])
    expect("良い行と悪い行がある", {"C00000", "K40002", "F30006"} <= set(r["kekkaCode"] for r in csv), True)
    data, name = send(hokensha, "加入者.XML", as_xml(all_rows, code))
    expect("結果ファイル名", name, "加入者-kekka.xml")
    xml = read_xml(data, code)
    expect("XML の行番号", [r["gyo"] for r in xml], [str(i + 3) for i in range(ROWS)])
    expect("CSV と XML の結果（%s）" % code[1], verdicts(xml), verdicts(csv))
    # the entries come in the order of their names, however they lie in the zip
    third = ROWS // 3
    data, name = send(hokensha, "加入者.zip", as_zip([("う.csv", as_csv(all_rows[2 * third:], code)),
                                                      ("あ.xml", as_xml(all_rows[:third], code)),
                                                      ("い.csv", as_csv(all_rows[third:2 * third], code))]))
    expect("結果ファイル名", name, "加入者-kekka.zip")
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        expect("zip の検査", z.testzip(), None)
        expect("zip の中", z.namelist(), ["あ-kekka.xml", "い-kekka.csv", "う-kekka.csv"])
        expect("zip の時刻", set(i.date_time for i in z.infolist()), {(2017, 5, 8, 9, 0, 0)})
        one, two, three = [z.read(n) for n in z.namelist()]
    two = read_csv(two, code)
    expect("zip の行番号", [r["gyo"] for r in two], [str(i + 1) for i in range(third)])
    expect("CSV と zip の結果（%s）" % code[1], verdicts(read_xml(one, code) + two + read_csv(three, code)), verdicts(csv))


def waiting():
    """A kind whose result waits for answers, and goes through the upload a second time."""
    code, columns = ENCODING[A], "seiriBango shokaiKubun kojinBango shimei shimeiKana seibetsu seinengappi jusho shokaiRiyu".split()
    kekka = "gyo seiriBango kekkaCode kekkaMessage kojinBango shimei shimeiKana seibetsu seinengappi jusho idoJiyu idoYmd shienSochi".split()
    with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8", newline="") as f:
        people = list(csv_module.DictReader(f))[:20]
    some = [["J%d" % n, "2", p["kojin_bango"], "", "", "", "", "", "04"] if n % 3 else
            ["J%d" % n, "1", "", p["shimei"], "", "", p["seinengappi"], "", "01"] for n, p in enumerate(people)]
    some[4][1] = "9"
    some[5][2] = desk.kojin_bango(5)
    files = {"j.csv": as_csv(some, code), "j.xml": as_xml(some, code, "juminShokai", columns),
             "j.zip": as_zip([("2.xml", as_xml(some[9:], code, "juminShokai", columns)), ("1.csv", as_csv(some[:9], code))])}
    results = {name: send(A, name, content, "juminShokai", len(some))[0] for name, content in files.items()}
    csv = read_csv(results["j.csv"], code, kekka)
    expect("住基ネットの結果の行数", len(csv) >= len(some), True)
    expect("住基ネットの結果", {"C00000", "F30006"} <= set(r["kekkaCode"] for r in csv), True)
    with zipfile.ZipFile(io.BytesIO(results["j.zip"])) as z:
        both = read_csv(z.read("1-kekka.csv"), code, kekka) + read_xml(z.read("2-kekka.xml"), code, "juminKekka")
    for what, have in (("XML", read_xml(results["j.xml"], code, "juminKekka")), ("zip", both)):
        expect("待つ種別の CSV と %s の結果" % what, [[r[k] for k in kekka[1:]] for r in have], [[r[k] for k in kekka[1:]] for r in csv])


def command_line():
    """The same through the chukan commands."""
    d = desk.Desk().start()
    try:
        with tempfile.TemporaryDirectory(prefix="chukan-test-") as base:
            zip_in, out = os.path.join(base, "k.zip"), os.path.join(base, "out.zip")
            with open(zip_in, "wb") as f:
                f.write(as_zip([("k.csv", as_csv(rows(), ENCODING[B]))]))
            run = subprocess.run([desk.binary("chukan"), "upload", zip_in, "--shubetsu", "kanyushaToroku", "--wait", "--result", out,
                                  "--system", "KS%sA" % B, "--url", "http://127.0.0.1:%d" % d.ports["plain"]],
                                 capture_output=True, text=True)
            expect("chukan upload --result: %s%s" % (run.stdout[-300:], run.stderr[-300:]), run.returncode, 0)
            with zipfile.ZipFile(out) as z:
                expect("chukan result", len(read_csv(z.read("k-kekka.csv"), ENCODING[B])), ROWS)
            with open(zip_in, "ab") as f:
                f.truncate(200)
            run = subprocess.run([desk.binary("chukan"), "upload", zip_in, "--shubetsu", "kanyushaToroku", "--wait",
                                  "--system", "KS%sA" % B, "--url", "http://127.0.0.1:%d" % d.ports["plain"]],
                                 capture_output=True, text=True)
            expect("a zip cut off: %s" % run.stdout[-300:], "F30010" in run.stdout + run.stderr, True)
    finally:
        d.stop()
        d.clean()


for each in (A, B):
    compare(each)
waiting()
command_line()
print("%d 行を CSV・XML・zip で、%s" % (ROWS, "同じ結果" if not failed else "%d 件の違い" % failed))
sys.exit(1 if failed else 0)
