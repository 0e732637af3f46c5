#!/usr/bin/env python3
# Called by daemon.sh: generated populations and their files, right and wrong, whole and differences, loaded in their order
# by three insurers: of two encodings, one with 業務コード of its own and XML in zips. The code of each row of each result
# file is the expected one, and `chukan check` says the same of the same bytes.
import csv
import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

RESULT = {"bushoToroku": "kanriKekka", "userToroku": "kanriKekka", "kanyushaToroku": "kanyushaKekka"}
ORDER = ["bushoToroku", "userToroku", "kanyushaToroku", "shikakuJoho", "kogakuKaigoGassan", "shussanIchijikin",
         "kazokuShussanIchijikin", "shussanTeatekin", "shobyoTeatekin", "maisoryo", "kazokuMaisoryo"]
MAP = ["--code-map", os.path.join(desk.ROOT, "fixtures", "worlds", "lot2", "gyomu_code.csv")]
# insurer, Python's and chukan's name of its encoding, options of gen, options of check
CASES = [("06139992", "cp932", "CP932", ["--seed", "11", "--errors", "0.2"], []),
         ("06139984", "utf-8", "UTF-8", ["--seed", "12"], []),
         ("06139976", "cp932", "CP932", ["--seed", "13", "--errors", "0.2", "--format", "xml", "--zip"] + MAP,
          ["--hokensha", "06139976"] + MAP)]


def columns(layout):
    root = ET.parse(os.path.join(desk.ROOT, "schema", "layout", layout + ".xml")).getroot()
    return [c.get("name") for c in root.find("version").findall("column")]


def generate(folder, hokensha, encoding, more):
    subprocess.run([desk.binary("chukan"), "gen", "--out", folder, "--members", "2000", "--diff", "0.3", "--hokensha", hokensha,
                    "--encoding", encoding, "--kind", ",".join(ORDER)] + more, check=True, stdout=subprocess.DEVNULL)


def expected(path):
    with open(path + ".expected.csv", encoding="utf-8") as f:
        return {line: code for line, code in csv.reader(l for l in f if not l.startswith("#")) if line != "line"}


def rows_of(result, encoding, names):
    """The records of a result file, which has the form of what was sent."""
    if result[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(result)) as z:
            return rows_of(z.read(z.namelist()[0]), encoding, names)
    if result[:1] != b"<":
        return list(csv.reader(result.decode(encoding).splitlines()))
    text = result.decode(encoding)
    root = ET.fromstring(text[text.index("?>") + 2:])
    return [[row.findtext(n) or "" for n in names] for row in root]


def send(d, hokensha, encoding, shubetsu, path):
    """{line: code} as the result file says, and its lines."""
    who = desk.Caller(d, hokensha)
    sent = path if os.path.exists(path) else path[:-4] + ".zip"
    with open(sent, "rb") as f:
        taken = who.upload(shubetsu, os.path.basename(sent), f.read())
    if taken.kubun == "9":
        raise desk.Broken("%s: %s" % (path, taken.text[-300:]))
    d.settle()
    result = who.result(taken.get("uketsukeBango"))
    who.close()
    names = columns(RESULT.get(shubetsu, "fukuhonKekka"))
    rows = rows_of(result, encoding, names)
    return {r[names.index("gyo")]: r[names.index("kekkaCode")] for r in rows}, {r[0]: r for r in rows}


def files(folder):
    for suffix in ("", "-diff"):
        for shubetsu in ORDER:
            for form in ("csv", "xml"):
                path = os.path.join(folder, "%s%s.%s" % (shubetsu, suffix, form))
                if os.path.exists(path + ".expected.csv"):
                    yield shubetsu, path


def main():
    d = desk.Desk()
    wrong = rows = count = 0
    try:
        d.start()
        for hokensha, encoding, name, more, check in CASES:
            folder = os.path.join(d.base, hokensha)
            generate(folder, hokensha, name, more)
            same = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "same.py"), desk.binary("chukan"), folder]
            wrong += subprocess.run(same + ["--date", "20170501"] + check, check=False).returncode
            for shubetsu, path in files(folder):
                want = expected(path)
                have, lines = send(d, hokensha, encoding, shubetsu, path)
                count, rows = count + 1, rows + len(want)
                bad = [k for k in want if want[k] != have.get(k)] + [k for k in have if k not in want]
                wrong += len(bad)
                for k in bad[:5]:
                    print("%s %s行目: 期待 %s、実際 %s" % (os.path.basename(path), k, want.get(k), lines.get(k)))
        if d.stop() != 0:
            raise desk.Broken("chukand の終了コードが 0 でない")
    finally:
        d.clean()
    print("%d ファイル %d 行、食い違い %d" % (count, rows, wrong))
    return 1 if wrong or not count else 0


sys.exit(main())
