#!/usr/bin/env python3
# Called by daemon.sh: a generated population and its files, right and wrong, whole and differences, loaded in their order
# by two insurers of other encodings. The code of each row of each result file is the expected one.
import csv
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

RESULT = {"bushoToroku": "kanriKekka", "userToroku": "kanriKekka", "kanyushaToroku": "kanyushaKekka"}
ORDER = ["bushoToroku", "userToroku", "kanyushaToroku", "shikakuJoho", "kogakuKaigoGassan", "shussanIchijikin",
         "kazokuShussanIchijikin", "shussanTeatekin", "shobyoTeatekin", "maisoryo", "kazokuMaisoryo"]
CASES = [("06139992", "cp932", "CP932", ["--seed", "11", "--errors", "0.2"]), ("06139984", "utf-8", "UTF-8", ["--seed", "12"])]


def columns(layout):
    root = ET.parse(os.path.join(desk.ROOT, "schema", "layout", layout + ".xml")).getroot()
    return [c.get("name") for c in root.find("version").findall("column")]


def generate(folder, hokensha, encoding, more):
    subprocess.run([desk.binary("chukan"), "gen", "--out", folder, "--members", "2000", "--diff", "0.3", "--hokensha", hokensha,
                    "--encoding", encoding, "--kind", ",".join(ORDER)] + more, check=True, stdout=subprocess.DEVNULL)


def expected(path):
    with open(path + ".expected.csv", encoding="utf-8") as f:
        return {line: code for line, code in csv.reader(l for l in f if not l.startswith("#")) if line != "line"}


def send(d, hokensha, encoding, shubetsu, path):
    """{line: code} as the result file says, and its lines."""
    who = desk.Caller(d, hokensha)
    with open(path, "rb") as f:
        taken = who.upload(shubetsu, os.path.basename(path), f.read())
    if taken.kubun == "9":
        raise desk.Broken("%s: %s" % (path, taken.text[-300:]))
    d.settle()
    result = who.result(taken.get("uketsukeBango")).decode(encoding)
    who.close()
    names = columns(RESULT.get(shubetsu, "fukuhonKekka"))
    rows = list(csv.reader(result.splitlines()))
    return {r[names.index("gyo")]: r[names.index("kekkaCode")] for r in rows}, {r[0]: r for r in rows}


def files(folder):
    for suffix in ("", "-diff"):
        for shubetsu in ORDER:
            path = os.path.join(folder, "%s%s.csv" % (shubetsu, suffix))
            if os.path.exists(path):
                yield shubetsu, path


def main():
    d = desk.Desk()
    wrong = rows = count = 0
    try:
        d.start()
        for hokensha, encoding, name, more in CASES:
            folder = os.path.join(d.base, hokensha)
            generate(folder, hokensha, name, more)
            for shubetsu, path in files(folder):
                want = expected(path)
                have, lines = send(d, hokensha, encoding, shubetsu, path)
                count, rows = count + 1, rows + len(want)
                bad = [k for k in want if want[k] != have.get(k)] + [k for k in have if k not in want]
                wrong += len(bad)
                for k in bad[:5]:
                    print("%s %s行目: 期待 %s、実際 %s" % (os.path.basename(path), k, want.get(k), lines.get(k)))
        if d.stop() != 0:
            raise desk.Broken("chukand の終了状態が 0 でない")
    finally:
        d.clean()
    print("%d ファイル %d 行、食い違い %d" % (count, rows, wrong))
    return 1 if wrong or not count else 0


sys.exit(main())
