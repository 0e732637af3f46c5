# Whether `chukan check` says of each row what `chukan gen` expects: same.py CHUKAN FOLDER [OPTIONS of check]. For every
# FILE.expected.csv of the folder FILE is checked, or the zip that it went into: all in one call, and one of them, another in
# each folder, alone (what each file alone exits with: tests/corpus). Called by tests/check/*.sh.
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


def checked(chukan, paths, options):
    """What one call says of the files: {path: {line: its first code}}."""
    run = subprocess.run([chukan, "check", "--format", "csv", *options, *paths], capture_output=True, check=False)
    said = {path: {} for path in paths}
    for row in csv.DictReader(run.stdout.decode().splitlines()):
        path = row["file"] if row["file"] in said else os.path.dirname(row["file"])  # FILE.zip/ENTRY
        if row["kubun"] == "エラー":
            said[path].setdefault(int(row["line"]), row["code"])
    return said, run.returncode, run.stderr.decode()


def differing(chukan, wanted, options):
    """Checks the files of wanted ({path: {line: code}}) in one call; prints what differs, answers how many files do."""
    said, status, errors = checked(chukan, list(wanted), options)
    wrong = 0
    for path, want in wanted.items():
        have = said[path]
        if 0 in want:  # the file as a whole: what was said of rows before it does not count
            have = {0: have.get(0)}
        if want != have:
            wrong += 1
            print("%s: %s" % (path, errors.strip()))
            for line in sorted(k for k in set(want) | set(have) if want.get(k) != have.get(k))[:5]:
                print("  %d行目: 期待 %s、実際 %s" % (line, want.get(line, "C00000"), have.get(line, "C00000")))
    if status != (1 if any(wanted.values()) else 0):
        wrong += 1
        print("%d ファイル: 終了コード %d %s" % (len(wanted), status, errors.strip()))
    return wrong


def main():
    chukan, folder, options = sys.argv[1], sys.argv[2], sys.argv[3:]
    wanted, rows = {}, 0
    for name in sorted(os.listdir(folder)):
        if name.endswith(".expected.csv"):
            path = os.path.join(folder, name[:-len(".expected.csv")])
            want, n = expected(path + ".expected.csv")
            wanted[path if os.path.exists(path) else path[:-4] + ".zip"] = want
            rows += n
    wrong = 0
    if wanted:
        wrong = differing(chukan, wanted, options)
        alone = list(wanted)[rows % len(wanted)]
        wrong += differing(chukan, {alone: wanted[alone]}, options)
    print("%d ファイル %d 行、食い違い %d" % (len(wanted), rows, wrong))
    sys.exit(1 if wrong or not wanted else 0)


main()
