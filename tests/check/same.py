# Whether `chukan check` says of each row what `chukan gen` expects: same.py CHUKAN FOLDER [OPTIONS of check]. For every
# FILE.expected.csv of the folder FILE is checked, or the zip that it went into. Called by tests/check/*.sh.
import csv
import os
import subprocess
import sys


def expected(path):
    """{line: code} of the rows that are not good; how many rows there are. Line 0 is the whole file."""
    rows = {}
    with open(path, encoding="utf-8") as f:
        for line, code in csv.reader(l for l in f if not l.startswith("#")):
            if line != "line":
                rows[int(line)] = code
    return {k: v for k, v in rows.items() if v != "C00000"}, len(rows)


def checked(chukan, path, options):
    run = subprocess.run([chukan, "check", "--format", "csv", *options, path], capture_output=True, check=False)
    said = {}
    for row in csv.DictReader(run.stdout.decode().splitlines()):
        said.setdefault(int(row["line"]), row["code"])
    return said, run.returncode, run.stderr.decode()


def main():
    chukan, folder, options = sys.argv[1], sys.argv[2], sys.argv[3:]
    wrong = rows = files = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".expected.csv"):
            continue
        path = os.path.join(folder, name[:-len(".expected.csv")])
        want, n = expected(path + ".expected.csv")
        if not os.path.exists(path):
            path = path[:-4] + ".zip"
        have, status, errors = checked(chukan, path, options)
        files, rows = files + 1, rows + n
        if 0 in want:  # the file as a whole: what was said of rows before it does not count
            have = {0: have.get(0)}
        if want != have or status != (1 if want else 0):
            wrong += 1
            lines = sorted(k for k in set(want) | set(have) if want.get(k) != have.get(k))[:5]
            print("%s: 終了状態 %d %s" % (path, status, errors.strip()))
            for line in lines:
                print("  %d行目: 期待 %s、実際 %s" % (line, want.get(line, "C00000"), have.get(line, "C00000")))
    print("%d ファイル %d 行、食い違い %d" % (files, rows, wrong))
    sys.exit(1 if wrong or not files else 0)


main()
