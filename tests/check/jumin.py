#!/usr/bin/env python3
# Called by jumin.sh: two insurers of one generated population, in a world whose fixture has its jumin.csv. Whoever lives gets a
# 符号 and is found by 住基ネット; the other insurer answers for the people whom both have. Every code is the expected one.
import csv
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

MEMBERS = 600
FILES = [("kanyushaToroku", "kanyushaKekka"), ("shikakuJoho", "fukuhonKekka"), ("juminShokai", "juminKekka"), ("johoShokai", "johoShokaiKekka"),
         ("kikanShokai", "kikanShokaiKekka")]
INSURERS = [("06139984", "utf-8", "UTF-8", []), ("06139992", "cp932", "CP932", ["--errors", "0.2"])]


def want(ok, what):
    if not ok:
        raise desk.Broken(what)


def generate(base):
    """A folder an insurer; the fixture of the house with their residents."""
    folders = {}
    for hokensha, _, encoding, more in INSURERS:
        folders[hokensha] = os.path.join(base, hokensha)
        subprocess.run([desk.binary("chukan"), "gen", "--out", folders[hokensha], "--members", str(MEMBERS), "--seed", "21", "--jumin",
                        "--hokensha", hokensha, "--encoding", encoding, "--kind", ",".join(kind for kind, _ in FILES)] + more,
                       check=True, stdout=subprocess.DEVNULL)
    tables = [open(os.path.join(folder, "jumin.csv"), "rb").read() for folder in folders.values()]
    want(tables[0] == tables[1], "保険者によって住民の表が違う")
    fixtures = os.path.join(base, "fixtures")
    shutil.copy(os.path.join(folders[INSURERS[0][0]], "jumin.csv"), os.path.join(fixtures, "worlds", "lot2", "jumin.csv"))
    return folders, fixtures


def residents(folder):
    with open(os.path.join(folder, "jumin.csv"), encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8") as f:
        want(list(rows[0]) == f.readline().strip().split(","), "列がフィクスチャの jumin.csv と違う")
    want(len(rows) == MEMBERS and len({r["kojin_bango"] for r in rows}) == MEMBERS and len({r["juminhyo_code"] for r in rows}) == MEMBERS,
         "住民が足りないか、番号が重なる")
    return {r["kojin_bango"]: r for r in rows}


def send(d, hokensha, encoding, path, kekka):
    """The records of the result file as dicts."""
    names = [c.get("name") for c in ET.parse(os.path.join(desk.ROOT, "schema", "layout", kekka + ".xml")).getroot().find("version").findall("column")]
    caller = desk.Caller(d, hokensha)
    with open(path, "rb") as f:
        taken = caller.upload(os.path.basename(path)[:-4], os.path.basename(path), f.read())
    want(taken.kubun != "9", taken.text[-400:])
    d.settle()
    result = caller.result(taken.get("uketsukeBango")).decode(encoding)
    caller.close()
    return [dict(zip(names, row)) for row in csv.reader(result.splitlines())]


def compare(path, rows):
    """Codes as expected; how often each came."""
    with open(path + ".expected.csv", encoding="utf-8") as f:
        expected = {line: code for line, code in csv.reader(l for l in f if l[0].isdigit())}
    have = {row["gyo"]: row["kekkaCode"] for row in rows}
    for line in sorted(set(expected) | set(have), key=int):
        want(expected.get(line) == have.get(line), "%s %s行目: 期待 %s、実際 %s" % (path, line, expected.get(line), have.get(line)))
    return {code: list(have.values()).count(code) for code in have.values()}


def facts(rows, people):
    """住基ネット tells of the very people."""
    for row in rows:
        person = people.get(row["kojinBango"])
        if row["kekkaCode"] == "C00000":
            want(person and person["jotai"] == "有効" and (row["shimei"], row["seinengappi"]) == (person["shimei"], person["seinengappi"]),
                 "別の人: %s行目" % row["gyo"])
        elif row["kekkaCode"] == "J40003":
            want(row["idoJiyu"] == "1", "%s行目の異動事由 %s" % (row["gyo"], row["idoJiyu"]))


def insurer(d, folder, hokensha, encoding, people):
    told = []
    for kind, kekka in FILES:
        path = os.path.join(folder, kind + ".csv")
        rows = send(d, hokensha, encoding, path, kekka)
        codes = compare(path, rows)
        told.append("%s %s" % (kind, codes))
        if kind == "kanyushaToroku":
            d.approve()
            d.settle()
        elif kind == "juminShokai":
            want(codes.get("J40003") and codes.get("C00000"), told)
            facts(rows, people)
        elif kind == "johoShokai":
            want(codes.get("S40003") and codes.get("C00000"), told)
            other = sum(row["shubetsu"] == "shikakuJoho" for row in rows)
            want((other > 0) == (hokensha != INSURERS[0][0]), "ほかの保険者の資格情報が %d 件" % other)
        elif kind == "kikanShokai":
            want(codes.get("S40003") and codes.get("C00000"), told)
            want(any(row["shubetsu"] == "juminhyoJoho" for row in rows), "住む市町村が住民票を知らない")
    return told


def main():
    d = desk.Desk()
    try:
        folders, d.fixtures = generate(d.base)
        people = residents(folders[INSURERS[0][0]])
        d.start()
        for hokensha, encoding, _, _ in INSURERS:
            print("%s: %s" % (hokensha, " ".join(insurer(d, folders[hokensha], hokensha, encoding, people))))
        want(d.stop() == 0, "chukand が正常に終わらない")
    except desk.Broken as e:
        print("失敗: %s" % e)
        return 1
    finally:
        d.clean()
    return 0


sys.exit(main())
