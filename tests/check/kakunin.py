# 被保険者枝番の確認 (2.13.2 ②): 加入者情報 go to a daemon, in two files and a zip, its results and the 副本 of the same people to
# `chukan check --edaban`. What is wrong in the 副本 is found, each by its rule and its 枝番, and nothing else: whatever the order of
# the files, their form (CSV, XML, zip) and their character set. Of the same 副本 the daemon refuses (P40001) whom the check knows
# of no result. Called by tests/check/kakunin.sh.
import io
import itertools
import json
import os
import resource
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

INSURER, WORLD, DAY, PEOPLE = "06139992", "lot2", "20170508", 12
COLUMNS = ("shoriKubun", "hokensha", "edaban", "kigo", "bango", "honninKazoku", "shutokuYmd", "soshitsuYmd", "ninteiYmd", "fukaiji",
           "jikoTeikyoFuka")
KAKUNIN = "被保険者枝番の確認"
MANY = 32
FOLDER = ""
WRONG = []


def expect(what, have, want):
    if have != want:
        WRONG.append("%s: 期待 %s、実際 %s" % (what, want, have))


def put(name, content):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as f:
        f.write(content)
    return path


def person(n):
    """A 本人 of each household of two, then a 家族."""
    return {"bango": str(1000 + n // 2), "honninKazoku": str(1 + n % 2), "shutokuYmd": "20160401", "kigo": "７７"}


def kanyusha(numbers, salt=0):
    rows = []
    for n in numbers:
        p = person(n)
        rows.append(",".join(["1", "R%d" % n, "", desk.kojin_bango(n, 7 + salt), p["kigo"], p["bango"], p["honninKazoku"], "仮山　見本",
                              "カリヤマ　ミホン", "1", "19800101", "架空県仮想市", p["shutokuYmd"], "", "", ""]) + "\r\n")
    return "".join(rows).encode("cp932")


def shikaku(edaban, n, **other):
    p = {**person(n), "shoriKubun": "1", "hokensha": INSURER, "edaban": edaban, "soshitsuYmd": "", "ninteiYmd": "", "fukaiji": "0",
         "jikoTeikyoFuka": "0", **other}
    return [p[c] for c in COLUMNS]


def as_csv(rows, encoding="cp932"):
    return "".join(",".join(r) + ",\r\n" for r in rows).encode(encoding)


def as_xml(kind, columns, rows, encoding="UTF-8"):
    lines = "".join("<gyo>%s</gyo>" % "".join("<%s>%s</%s>" % (c, v, c) for c, v in zip(columns, r) if v) for r in rows)
    return ('<?xml version="1.0" encoding="%s"?><%s>%s</%s>' % (encoding, kind, lines, kind)).encode(encoding)


def as_zip(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in entries:
            z.writestr(name, content)
    return out.getvalue()


def check(files, results, *options, status=0):
    """{file as it was given: {(code, 枝番)}} of what is told of 枝番, and the report."""
    words = [w for r in results for w in ("--edaban", r)]
    r = subprocess.run([desk.binary("chukan"), "check", *files, *words, "--date", DAY, "--format", "json", *options], capture_output=True,
                       timeout=60 * desk.SLOWER)
    if r.returncode != status:
        WRONG.append("終了コード %d（期待 %d）: %s %s" % (r.returncode, status, files, (r.stdout + r.stderr).decode()[-500:]))
    return {f["file"]: f for f in json.loads(r.stdout)["files"]}


def told(report):
    """What all files together have, and no row of a file is refused."""
    for name, f in report.items():
        if f["bad"] or f["refused"]:
            WRONG.append("%s: %s %s" % (name, f["refused"], f["errors"][:2]))
    if KAKUNIN not in report:
        return None
    return sorted((w["code"], w["edaban"]) for w in report[KAKUNIN]["warnings"])


def register(d, who):
    """Two files and a zip of two whose names sort otherwise once -kekka is in them. [(path of the file, path of its result)], {n: 枝番}."""
    quarter, sent, edaban = PEOPLE // 4, [], {}
    part = [kanyusha(range(i * quarter, (i + 1) * quarter)) for i in range(4)]
    zipped = as_zip([("kanyushaToroku-z.csv", part[2]), ("kanyushaToroku.csv", part[3])])
    for name, content in (("kanyushaToroku-1.csv", part[0]), ("kanyushaToroku-2.csv", part[1]), ("kanyushaToroku.zip", zipped)):
        taken = who.upload("kanyushaToroku", name, content)
        d.settle(WORLD)
        result = who.result(taken.get("uketsukeBango"))
        sent.append((put(name, content), put("kekka-" + name, result)))
    who.close()
    for n in range(PEOPLE):
        reply = who.ok("kanyusha", "getEdaban", [("kojinBango", desk.kojin_bango(n, 7))])
        edaban[n] = reply.get("edaban")
    return sent, edaban


def faulty(edaban):
    """副本 in which each rule is broken once, and what is told of them without and with 加入者情報 behind them."""
    rows = [shikaku(edaban[n], n) for n in range(PEOPLE)]
    missing, nowhere, twice, alone, other = rows[10], "9999999", rows[2], rows[5], rows[8]
    rows.remove(missing)  # P40024, of a 本人: P40023 of its 家族 below
    rows.append(shikaku(nowhere, 0))
    rows.append(shikaku(twice[2], 2, shutokuYmd="20100401", soshitsuYmd="20110401"))
    alone[4] = "4444"
    other[6] = "20160501"
    found = [("P40021", nowhere), ("P40022", twice[2]), ("P40023", alone[2]), ("P40024", missing[2])]
    differ = [("P40020", twice[2]), ("P40020", alone[2]), ("P40020", other[2])]
    family = [("P40023", edaban[11])]  # 加入者情報 has the 本人, and without it nobody does
    return rows, sorted(found + family), sorted(found + differ)


def forms(sent, rows, want):
    """The same verdict in every form and character set of 資格情報 and of results, in one file and in several."""
    results = [r for _, r in sent]
    half = len(rows) // 2
    for encoding in ("cp932", "utf-8"):
        paths = {
            "csv": [put("shikakuJoho.csv", as_csv(rows, encoding))],
            "two": [put("shikakuJoho-%d.csv" % i, as_csv(part, encoding)) for i, part in enumerate((rows[:half], rows[half:]))],
            "zip": [put("shikakuJoho.zip", as_zip([("shikakuJoho-a.csv", as_csv(rows[:half], encoding)),
                                                   ("shikakuJoho-b.csv", as_csv(rows[half:], encoding))]))],
        }
        if encoding == "utf-8":
            paths["xml"] = [put("shikakuJoho.xml", as_xml("shikakuJoho", COLUMNS, rows))]
        for form, files in paths.items():
            for order in itertools.permutations(results):
                expect("%s %s" % (form, encoding), told(check(files, order)), want)
            expect("%s %s, the last first" % (form, encoding), told(check(files[::-1], results)), want)
    edaban = [line.split(",") for r in results[:2] for line in open(r, encoding="cp932").read().splitlines()]
    with zipfile.ZipFile(results[2]) as z:
        edaban += [line.split(",") for n in z.namelist() for line in z.read(n).decode("cp932").splitlines()]
    names = ("gyo", "shoriKubun", "seiriBango", "edaban", "kekkaCode", "kekkaMessage")
    xml = put("kekka.xml", as_xml("kanyushaKekka", names, edaban))
    expect("results as XML", told(check(paths["csv"], [xml])), want)


def orders(sent, rows, first, last):
    """加入者情報 before the 資格情報: rows tell what differs; behind: the end does."""
    path = put("shikakuJoho.csv", as_csv(rows))
    files, results = [f for f, _ in sent], [r for _, r in sent]
    expect("加入者情報 behind", told(check([path, *files], results)), last)
    between = check([files[0], path, *files[1:]], results)
    before = check([*files, path], results)
    differ = sorted((c, e) for c, e in last if c == "P40020")
    expect("加入者情報 before", told(before), [x for x in last if x not in differ])
    strict = [check(order, results, "--rules", "strict", status=1) for order in ([path, *files], [*files, path])]
    expect("P40020, strict", [sum(e["code"] == "P40020" for f in r.values() for e in f["errors"]) for r in strict], [len(differ)] * 2)
    row_edaban = {i + 1: r[2] for i, r in enumerate(rows)}
    for what, report, end in (("before", before, []), ("between", between, told(between))):
        of_rows = [(w["code"], w["edaban"] or row_edaban[w["line"]]) for w in report[path]["warnings"] if w["code"] == "P40020"]
        expect("P40020, %s" % what, sorted(of_rows + [x for x in end if x[0] == "P40020"]), differ)
    expect("no 副本", told(check(files, results)), None)
    expect("no results", told(check([*files, path], [])), None)


def verdicts(rows, sent, want):
    """Exit status, counts and what is shown."""
    path, results = put("shikakuJoho.csv", as_csv(rows)), [r for _, r in sent]
    report = check([path], results, "--strict", status=1)
    expect("--strict", report[KAKUNIN]["passed"], False)
    report = check([path], results, "--max", "2")
    expect("--max", (len(report[KAKUNIN]["warnings"]), report[KAKUNIN]["warned"]), (2, len(want)))
    report = check([path], results, "--rules", "strict", status=1)
    expect("--rules strict", sorted(e["code"] for e in report[KAKUNIN]["errors"]), sorted(c for c, _ in want))
    expect("--rules strict, how many", (json_of(path, results, "--rules", "strict")["bad"], "エラーあり 1" in text_of(path, results)), (1, True))
    put("kekka-kara.zip", as_zip([]))
    refused(path, results)
    for name in ("kekka-nai.csv", "kekka-nai.zip", "kekka-kara.zip"):
        r = subprocess.run([desk.binary("chukan"), "check", path, "--edaban", os.path.join(FOLDER, name), "--date", DAY],
                           capture_output=True, text=True)
        expect(name, (r.returncode, "--edaban の結果ファイル" in r.stdout, KAKUNIN in r.stdout), (1, True, False))


HEAD = "行番号,処理区分,整理番号,被保険者枝番,処理結果コード,処理結果メッセージ\r\n"
ROW = "%s,1,,%s,%s,\r\n"
# A result: what is told of it, "" when it is taken.
RESULTS = {
    "midashi": (HEAD + ROW % (1, "0000001", "C00000"), ("1行目の見出し行", "見出し行は不要")),
    "zero": (ROW % (0, "0000001", "C00000"), ("1行目の行番号", "1〜2147483646", "実際: 0")),
    "oi": (ROW % (1, "0000001", "C00000") + ROW % (2147483647, "0000002", "C00000"), ("2行目の行番号", "実際: 2147483647")),
    "moji": (ROW % (1, "abc", "C00000"), ("1行目の被保険者枝番", "15桁までの数字", "実際: abc")),
    "nagai": (ROW % (1, "1" * 16, "C00000"), ("1行目の被保険者枝番", "15桁までの数字")),
    "mae": (ROW % (1, "1", "C00000") + ROW % (2, "10", "C00000"), ("1行目の被保険者枝番", "1（先頭の 0 が失われた値。2行目は 2桁）")),
    "ato": (ROW % (1, "0000001", "C00000") + ROW % (2, "2", "C00000"), ("2行目の被保険者枝番", "2（先頭の 0 が失われた値。1行目は 7桁）")),
    "kode": (ROW % (1, "0000001", "x"), ("1行目の処理結果コード",)),
    "kara": ("", ("--edaban の結果ファイル", "1行以上")),
    "kotowari": (ROW % (1, "abc", "K40001") + ROW % (2, "", "K40001") + "3,1,,0000001,C00000,〇\r\n", ()),
}


def refused(path, results):
    """Results that can't be used are refused by their line and column, and nothing is verified by them."""
    for name, (rows, words) in RESULTS.items():
        said = text_of(path, [put("kekka-%s.csv" % name, rows.encode("cp932"))])
        expect(name, ([w for w in words if w not in said], "登録結果の枝番" in said), ([], not words))
    same = put("kekka-mata.csv", open(results[0], "rb").read())
    said = text_of(path, [*results, same])
    expect("the same again", ("前に渡したものと異なる結果ファイル" in said, "%s と同じ内容" % results[0] in said), (True, True))
    long_names(path)
    nobody = put("kekka-dare.csv", (ROW % (1, "", "K40001")).encode("cp932"))
    expect("the same of refused rows", "と同じ内容" in text_of(path, [nobody, nobody]), False)
    many = text_of(path, [nobody] * MANY, lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (MANY, MANY)))
    expect("more results than files may be open", "登録結果の枝番" in many, True)


def long_names(path):
    """Columns are told apart by their place: names that are longer than an error keeps, and the same as far as it does."""
    folder = os.path.join(FOLDER, "layout")
    os.makedirs(folder)
    with open(os.path.join(HERE, "..", "..", "schema", "layout", "kanyushaKekka.xml"), encoding="utf-8") as f:
        layout = f.read()
    for mei in ("行番号", "整理番号", "処理結果メッセージ"):
        layout = layout.replace('mei="%s"' % mei, 'mei="%s%s"' % ("列" * 40, mei))
    with open(os.path.join(folder, "kanyushaKekka.xml"), "w", encoding="utf-8") as f:
        f.write(layout)
    for name, row, good in (("gyo", "a,1,,0000001,C00000,\r\n", False), ("seiri", "1,1,%s,0000001,C00000,\r\n" % ("x" * 4001), True)):
        said = text_of(path, [put("kekka-%s.csv" % name, row.encode("cp932"))], None, "--layout", folder)
        expect("long name of %s" % name, ("登録結果の枝番" in said, "1行目の列列" in said), (good, not good))


def text_of(path, results, before=None, *options):
    words = [w for r in results for w in ("--edaban", r)]
    return subprocess.run([desk.binary("chukan"), "check", path, *words, "--date", DAY, "--rules", "strict", *options], capture_output=True,
                          text=True, timeout=60 * desk.SLOWER, preexec_fn=before).stdout


def json_of(path, results, *options):
    words = [w for r in results for w in ("--edaban", r)]
    return json.loads(subprocess.run([desk.binary("chukan"), "check", path, *words, "--date", DAY, "--format", "json", *options],
                                     capture_output=True, timeout=60 * desk.SLOWER).stdout)


def cut(rows, sent, want):
    """A file that is refused as a whole, or is not there: who is missing may be in it."""
    results, seen = [r for _, r in sent], [x for x in want if x[0] not in ("P40021", "P40023", "P40024")]
    path = put("shikakuJoho-1.csv", as_csv(rows))
    for other in (put("shikakuJoho-2.csv", b"1,2\r\n"), os.path.join(FOLDER, "shikakuJoho-nai.csv")):
        for files in ([path, other], [other, path]):
            report = check(files, results, status=1)
            expect("with %s" % files, sorted((w["code"], w["edaban"]) for w in report[KAKUNIN]["warnings"]), seen)


def daemon(d, who, rows, want):
    """The daemon refuses whom no result has."""
    taken = who.upload("shikakuJoho", "shikakuJoho.csv", as_csv(rows))
    d.settle(WORLD)
    lines = [line.split(",") for line in who.result(taken.get("uketsukeBango")).decode("cp932").splitlines()]
    expect("P40001 of the daemon", sorted(line[2] for line in lines if line[3] == "P40001"), sorted(e for c, e in want if c == "P40021"))
    who.close()


def main():
    global FOLDER
    d = desk.Desk()
    FOLDER = os.path.join(d.base, "files")
    os.makedirs(FOLDER)
    try:
        d.start()
        who = desk.Caller(d, INSURER, WORLD)
        sent, edaban = register(d, who)
        right = [shikaku(edaban[n], n) for n in range(PEOPLE)]
        forms(sent, right, [])
        whole = [put("shikakuJoho.csv", as_csv(right)), *[f for f, _ in sent]]
        expect("all right, with 加入者情報", told(check(whole, [r for _, r in sent])), [])
        rows, first, last = faulty(edaban)
        forms(sent, rows, first)
        orders(sent, rows, first, last)
        verdicts(rows, sent, first)
        cut(rows, sent, first)
        daemon(d, who, rows, first)
        if d.stop() != 0:
            raise desk.Broken("chukand の終了コードが 0 でない")
    finally:
        d.clean()
    for line in WRONG[:20]:
        print(line)
    print("枝番の確認、食い違い %d" % len(WRONG))
    return 1 if WRONG else 0


sys.exit(main())
