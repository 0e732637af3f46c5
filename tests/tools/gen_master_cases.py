#!/usr/bin/env python3
# Maintenance tool: writes what test cases of item `master` (手引き 2.7.8) have of the records of the 配信マスター, always the same bytes: in
# fixtures/cases/master-NNN.xml the records and the digests that are reported and how many a release gives, and the files masterHokoku of
# fixtures/cases/data. All of it is what gen_haishin.py's releases leave, but for the mistakes named here. The cases' other words are written by hand.
# tests/tools/fixtures.sh tells when they have gone apart. Usage: python3 tests/tools/gen_master_cases.py [ROOT]
import csv
import glob
import hashlib
import io
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gen_haishin  # noqa: E402

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# The items of a record behind code and han: as operations call them, and as fixtures/common does.
ITEMS = {"kikan": ("mei", "kikanShubetsu"), "jimuTetsuzuki": ("mei", "jimuCode", "ko"), "tokuteiKojinJoho": ("mei",)}
COLUMNS = {"mei": "mei", "kikanShubetsu": "shubetsu", "jimuCode": "jimu_code", "ko": "ko"}
HOKOKU = ("mei", "kikanShubetsu", "jimuCode", "ko")  # of a row of masterHokoku, behind release, master, code and han
ENCODINGS = {"lot2": "cp932", "lot3": "utf-8"}

# --- mistakes, as what is done with the records, a list by code ----------------------------------------------


def drop(*codes):
    return lambda rows: [r for r in rows if r[0] not in codes]


def put(*record):
    """As the last of its code, where it belongs."""
    def edit(rows):
        at = next((n for n, r in enumerate(rows) if r[0] > record[0]), len(rows))
        return rows[:at] + [list(record)] + rows[at:]
    return edit


def twice(code):
    return lambda rows: [x for r in rows for x in [r] * (2 if r[0] == code else 1)]


def only(*codes):
    return lambda rows: [r for r in rows if r[0] in codes]


def cell(code, n, value):
    """n: 1 版番号, 2 name, and on"""
    return lambda rows: [r[:n] + [value] + r[n + 1:] if r[0] == code else r for r in rows]


TEST_JT = ("JT00000000099901", "0001", "検証用の事務手続", "JM00000000000999", "3")
TEST_TM = ("TM00000000000998", "0001", "検証用の特定個人情報")
OLD_NAME = (cell("JT00000000000303", 1, "0001"), cell("JT00000000000303", 2, "被扶養者認定"))
# (case, label of the statement): a release instead of the one that is reported, or edits of what that leaves
MISTAKES = {
    ("510", "r"): (drop("TM00000000000069"),),
    ("520", "r"): (put(*TEST_TM),),
    ("530", "r"): (twice("JT00000000000304"),),
    ("540", "r"): OLD_NAME,
    ("550", "r"): (only("JT00000000000303", "JT00000000000304"),),
    ("560", "r"): (drop("TM00000000000069"), put(*TEST_TM)),
    ("570", "r"): "2",
    ("570", "s"): OLD_NAME + (drop("JT00000000000304"),),
    ("610", "r"): (drop("TM00000000000901"),),
    ("620", "r"): (cell("TM00000000000002", 1, "0001"),),
    ("630", "r"): (cell("TM00000000000002", 2, "地方税関係情報（検証用）"),),
    ("640", "r"): (cell("JT00000000010601", 4, "16"),),
    ("650", "r"): (put(*TEST_JT),),
    ("660", "r"): (put("TM00000000000002", "0001", "地方税関係情報（検証用）"),),
    ("670", "r"): (cell("TM00000000000001", 1, "0002"), drop("TM00000000000004"), put(*TEST_TM)),
    ("680", "r"): (cell("JT00000000000304", 1, "0001"), cell("JT00000000000304", 2, "被扶養者の検認")),
    ("690", "file"): (drop("JT00000000000101"), cell("JT00000000000303", 1, "0001"), twice("JT00000000000304"), cell("JT00000000010601", 2, "学資"), put(*TEST_JT)),
    ("695", "r"): (cell("9914001503136320", 1, "0002"), cell("9914001503136320", 2, "日本私立学校共済事業団"), put("9990003000000305", "0001", "検証用機関三", "nenkin")),
    ("740", "s"): "2",
}
# Files of masterHokoku: name, case and label, release, masters
FILES = [("master-%s" % case, (case, "file"), release, tuple(ITEMS)) for case, release in (("120", "2"), ("220", "2.5"), ("320", "3"), ("420", "3.1"))] + [
    ("master-690", ("690", "file"), "3", ("jimuTetsuzuki",)), ("master-690-teisei", ("690-teisei", "file"), "3", ("jimuTetsuzuki",))]

# --- what a release leaves -----------------------------------------------------------------------------------


class Releases:
    def __init__(self, root):
        self.given, self.left = {}, {}
        for master, (name, items) in gen_haishin.MASTERS.items():
            rows, held = list(gen_haishin.records(master, gen_haishin.table(root, name, items))), {}
            for jun, release, kubun, *_ in gen_haishin.RELEASES:
                now = [r for r in rows if r[1] == jun]
                held = {} if kubun == gen_haishin.FULL else dict(held)
                for code, _, henko, han, values in now:
                    held[code] = [code, han] + [values.get(COLUMNS[i], "") for i in ITEMS[master]]
                    if henko == gen_haishin.REMOVE:
                        del held[code]
                self.given[release, master], self.left[release, master] = len(now), [held[c] for c in sorted(held)]

    def reported(self, where, release, master):
        mistake = MISTAKES.get(where, ())
        if isinstance(mistake, str):
            return self.left[mistake, master]
        rows = self.left[release, master]
        for edit in mistake:
            rows = edit(rows)
        return rows


def digest(rows):
    return hashlib.sha256("".join(",".join(r) + "\r\n" for r in rows).encode("utf-8")).hexdigest()


def word(text):
    return '"%s"' % text if " " in text else text


def statement(releases, case, found):
    """call LABEL master.report release=R master=M, and what is reported"""
    head, label, release, master, rest = found.group(1, 2, 3, 4, 5)
    rows = releases.reported((case, label), release, master)
    if rest.startswith(" digest="):
        return "%s digest=%s\n" % (head, digest(rows))
    names = ("code", "han") + ITEMS[master]
    return head + "".join(" \\\n    " + " ".join(word("item.%s=%s" % pair) for pair in zip(names, r)) for r in rows) + "\n"


def script(releases, case, text):
    """Its statements anew; the rest stays."""
    text = re.sub(r"((?:call|refuse) (\w+) (?:\w+ )?master\.report release=(\S+) master=(\w+))( digest=\w+|(?: \\\n +\"?item\.(?:(?! \\\n)[^\n])*)+)\n",
                  lambda found: statement(releases, case, found), text)
    return re.sub(r"((?:call (\w+) master\.download|(operator) pmo-master) release=(\S+) master=(\w+)\nexpect (?:\w+) kensu = )\d+",
                  lambda found: found.group(1) + str(releases.given[found.group(4), found.group(5)]), text)


def hokoku(releases, where, release, masters):
    out = io.StringIO(newline="")
    w = csv.writer(out, lineterminator="\r\n")
    for master in masters:
        for code, han, *values in releases.reported(where, release, master):
            named = dict(zip(ITEMS[master], values))
            w.writerow([release, master, code, han] + [named.get(i, "") for i in HOKOKU])
    return out.getvalue()


def files():
    """{name below fixtures/cases: bytes}"""
    releases, made = Releases(HERE), {}
    for path in glob.glob(os.path.join(HERE, "fixtures", "cases", "master-*.xml")):
        name = os.path.basename(path)
        with open(path, encoding="utf-8", newline="") as f:
            made[name] = script(releases, name[7:-4], f.read()).encode("utf-8")
    for name, where, release, masters in FILES:
        for lot, encoding in ENCODINGS.items():
            made["data/%s-%s.csv" % (name, lot)] = hokoku(releases, where, release, masters).encode(encoding)
    return made


def main(root):
    for name, made in files().items():
        path = os.path.join(root or HERE, "fixtures", "cases", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(made)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
