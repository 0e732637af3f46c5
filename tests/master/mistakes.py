# What a base system gets wrong when it applies the 配信マスター (2.7.8): a table of mistakes. Each is made with what the folder of
# `chukan master apply` holds after the releases before, and `chukan master prove` names exactly the records that it left wrong, and so do the
# answers to the link file masterHokoku; where the mistake is one of applying, `chukan master apply` refuses the files, names the same records and leaves the folder as it is.
# Before that both lots follow releases 2, 2.5 and 3 without a mistake. Run by mistakes.sh.
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "tools"), HERE]
import desk  # noqa: E402
from master import WRONG, verdict, want  # noqa: E402

COMMON = os.path.join(HERE, "..", "..", "fixtures", "common")
MASTERS = {"kikan": "kikanMaster", "jimuTetsuzuki": "jimuTetsuzukiMaster", "tokuteiKojinJoho": "tokuteiKojinJohoMaster"}
INSURERS = {"lot2": ("06139992", "CP932"), "lot3": ("06279996", "UTF-8")}
RELEASES = (("2", "1", "zenken", "20170104"), ("2.5", "2", "sabun", "20170327"), ("3", "3", "zenken", None))  # None: a day of each lot's window
WINDOW = {"lot2": "20170424", "lot3": "20170501"}
CITY, SHIGAKU, TEST_THREE = "9903003121322371", "9914001503136320", "9990003000000305"

# --- what was given, by the fixture -----------------------------------------------------------------------


def read(name):
    with open(os.path.join(COMMON, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


ROWS = read("haishin_master.csv")


def codes(release, *henko):
    """(master, code) of the rows of that release."""
    jun = {r[0]: r[1] for r in RELEASES}[release]
    return {(r["master"], r["code"]) for r in ROWS if r["release_jun"] == jun and (not henko or r["henko"] in henko)}


AFTER_25 = (codes("2") | codes("2.5", "追加")) - codes("2.5", "削除")


def said(kubun, records):
    return {(kubun, m, c) for m, c in records}


# --- the base system --------------------------------------------------------------------------------------


class System:
    """A base system that works with chukan, in a world of its own."""

    def __init__(self, d, lot, place):
        self.d, self.lot, self.world, self.place = d, lot, lot + "-master", place
        self.hokensha, self.encoding = INSURERS[lot]
        self.held = os.path.join(place, "held")
        status, answer = d.control("POST", "/_sim/worlds", {"name": self.world, "fixture": lot, "start": "2017-01-04T09:00:00+09:00"})
        if status not in (200, 201):
            raise desk.Broken(answer)

    def day(self, ymd):
        status, answer = self.d.control("PUT", "/_sim/worlds/%s/clock" % self.world, {"at": "%s-%s-%sT09:00:00+09:00" % (ymd[:4], ymd[4:6], ymd[6:])})
        if status != 200:
            raise desk.Broken(answer)

    def chukan(self, *words):
        """(exit status, stdout and stderr)"""
        online = ["--plain", "--url", "http://127.0.0.1:%d" % self.d.ports["plain"], "--control", "http://127.0.0.1:%d" % self.d.ports["control"],
                  "--world", self.world, "--system", "KS%sA" % self.hokensha]
        r = subprocess.run([desk.binary("chukan")] + list(words) + online, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60 * desk.SLOWER)
        return r.returncode, r.stdout

    def files(self, release, kubun=None):
        kubun = kubun or {r[0]: r[2] for r in RELEASES}[release]
        return [os.path.join(self.place, release, "%s-%s-%s.csv" % (l, release, kubun)) for l in MASTERS.values()]

    def get(self, release):
        status, text = self.chukan("master", "get", "--release", release, "--out", os.path.join(self.place, release))
        want("%s get %s" % (self.lot, release), (status, [os.path.exists(f) for f in self.files(release)]), (0, [True] * 3))

    def apply(self, release, *options, files=None):
        return self.chukan("master", "apply", "--dir", self.held, *options, *(files or self.files(release)))

    def prove(self, release, *options):
        """(exit status, {(区分, master, code)}): each line that names a record."""
        status, text = self.chukan("master", "prove", "--release", release, "--dir", self.held, *options)
        found, master = set(), None
        for line in text.splitlines():
            head = re.match(r"(機関|事務手続|特定個人情報名)マスター リリース", line)
            if head:
                master = {"機関": "kikan", "事務手続": "jimuTetsuzuki", "特定個人情報名": "tokuteiKojinJoho"}[head.group(1)]
            named = re.match(r"  (不足|余分|重複|版違い|値違い) ([0-9A-Z]{16})", line)
            if named:
                found.add((named.group(1), master, named.group(2)))
        return status, found

    def by_file(self, release):
        """The same by the link file masterHokoku: a row has one verdict, what no row has stands in the file of warnings."""
        verdict = {"M40005": "版違い", "M40006": "値違い", "M40007": "余分", "M40008": "重複"}
        sent, kekka, keikoku = (os.path.join(self.place, n) for n in ("masterHokoku.csv", "kekka.csv", "keikoku.csv"))
        want("--hokoku", self.chukan("master", "prove", "--release", release, "--dir", self.held, "--hokoku", sent, "--encoding", self.encoding)[0], 0)
        _, text = self.chukan("upload", sent, "--shubetsu", "masterHokoku", "--wait", "--result", kekka)
        if os.path.exists(keikoku):
            os.unlink(keikoku)
        self.chukan("result", re.search(r"受付番号 +(\S+)", text).group(1), keikoku, "--shurui", "keikoku")
        rows, results, warnings = ([l.split(",") for l in open(f, encoding=self.encoding)] if os.path.exists(f) else [] for f in (sent, kekka, keikoku))
        want("code of each row", [r[3] for r in results], [r[2] for r in rows])
        found = {(verdict.get(r[5], r[5]), r[2], r[3]) for r in results if r[5] != "C00000"}
        masters = {c: m for m, c in AFTER_25 | codes("3")}
        missing = [re.search(r"適用後にある記録 ([0-9A-Z]{16})", ",".join(w)).group(1) for w in warnings if "M40009" in w]
        return found | {("不足", masters[c], c) for c in missing}

    def rows(self, master):
        with open(os.path.join(self.held, master + ".csv"), encoding="utf-8", newline="") as f:
            return list(csv.reader(f))

    def put(self, master, rows):
        with open(os.path.join(self.held, master + ".csv"), "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\r\n").writerows(rows)

    def given(self, release, master):
        with open(self.files(release)[list(MASTERS).index(master)], "rb") as f:
            content = f.read()
        # the Digital PMO gives UTF-8
        return list(csv.reader(io.StringIO(content.decode("utf-8" if release == "2" else self.encoding), newline="")))

    def keep(self, release):
        shutil.copytree(self.held, os.path.join(self.place, "held-" + release))

    def begin(self, release):
        shutil.rmtree(self.held, ignore_errors=True)
        if release:
            shutil.copytree(os.path.join(self.place, "held-" + release), self.held)
        else:
            os.mkdir(self.held)


# --- the mistakes, as what is done with the rows that are held ----------------------------------------------


def merged(release, append=False):
    """The rows of a release one by one onto what is held, whatever fits: what is there is changed, or doubled; what is not is put."""

    def make(s):
        for master in MASTERS:
            rows = s.rows(master) if os.path.exists(os.path.join(s.held, master + ".csv")) else []
            for henko, code, *values in s.given(release, master):
                if henko != "1" or not append:
                    rows = [r for r in rows if r[0] != code]
                if henko == "1" or (henko == "2" and code):
                    rows.append([code] + values)
            s.put(master, sorted(rows))
    return make


def edited(master, code, change):
    """One record, as change makes it of the row; None: it is gone."""

    def make(s):
        rows = [change(list(r)) if r[0] == code else r for r in s.rows(master)]
        s.put(master, [r for r in rows if r])
    return make


def cell(n, value):
    def change(row):
        row[n] = value(row[n]) if callable(value) else value
        return row
    return change


def added(master, row):
    return lambda s: s.put(master, sorted(s.rows(master) + [row]))


def swapped(master, one, other):
    """The names of two records, one for the other."""

    def make(s):
        names = {r[0]: r[2] for r in s.rows(master)}
        for code, name in ((one, names[other]), (other, names[one])):
            edited(master, code, cell(2, name))(s)
    return make


def spreadsheet(s):
    """Opened and stored by a spreadsheet: no zeros in front of a number."""
    s.put("jimuTetsuzuki", [[r[0], str(int(r[1]))] + r[2:] for r in s.rows("jimuTetsuzuki")])


def misread(s):
    """機関マスター 2.5 taken for another encoding than its own: what is none there is lost."""
    other = "CP932" if s.encoding == "UTF-8" else "UTF-8"
    rows = {code: [code] + [v.encode(s.encoding).decode(other, "ignore") for v in values] for henko, code, *values in s.given("2.5", "kikan") if henko != "3"}
    s.put("kikan", [rows.get(r[0], r) for r in s.rows("kikan")])


GONE, NAMED, ASKED = ("kikan", "9903001701864705"), ("tokuteiKojinJoho", "TM00000000000050"), ("jimuTetsuzuki", "JT00000000000302")
CHANGED_25, OTHER = ("kikan", CITY), ("kikan", "9904001483351081")

# name, what was applied before, the release that is reported, how it is done, what is named
MISTAKES = (
    ("差分を二度", "2.5", "2.5", merged("2.5", append=True), said("重複", codes("2.5", "追加"))),
    ("差分の後に、その前の全件", "2.5", "2.5", lambda s: s.begin("2"),
     said("不足", codes("2.5", "追加")) | said("余分", codes("2.5", "削除")) | said("版違い", codes("2.5", "変更")) | said("値違い", codes("2.5", "変更"))),
    ("順番が逆（3 の後に 2.5）", "3", "3", merged("2.5"),
     said("余分", {("kikan", TEST_THREE)}) | said("版違い", {("kikan", SHIGAKU)}) | said("値違い", {("kikan", SHIGAKU)})),
    ("記録が一つ抜けた", "3", "3", edited(*GONE, lambda r: None), said("不足", {GONE})),
    ("記録が一つ多い", "3", "3", added("kikan", ["9990003000000305", "0001", "検証用機関三", "nenkin"]), said("余分", {("kikan", TEST_THREE)})),
    ("古い版", "2.5", "2.5", edited(*CHANGED_25, cell(1, "0001")), said("版違い", {CHANGED_25})),
    ("名前のエラー", "3", "3", edited(*NAMED, cell(2, lambda v: v + "等")), said("値違い", {NAMED})),
    ("事務コードのエラー", "3", "3", edited(*ASKED, cell(3, "JM00000000000002")), said("値違い", {ASKED})),
    ("何もないところに差分", None, "2.5", merged("2.5"), said("不足", AFTER_25 - codes("2.5"))),
    ("全件を置き換えず、重ねた", "2.5", "3", merged("3"), said("余分", AFTER_25 - codes("3"))),
    ("文字コードの取違え", "2.5", "2.5", misread, said("値違い", {k for k in codes("2.5", "追加", "変更") if k[0] == "kikan"})),
    ("削除を適用しない", "2.5", "2.5", added("tokuteiKojinJoho", ["TM00000000000998", "0001", "検証用の特定個人情報"]),
     said("余分", {("tokuteiKojinJoho", "TM00000000000998")})),
    ("名前の取違え", "3", "3", swapped("kikan", GONE[1], OTHER[1]), said("値違い", {GONE, OTHER})),
    ("表計算で開いて保存", "3", "3", spreadsheet, said("版違い", {k for k in codes("3") if k[0] == "jimuTetsuzuki"})),
    ("差分を適用しない", "2", "2.5", lambda s: None,
     said("不足", codes("2.5", "追加")) | said("余分", codes("2.5", "削除")) | said("版違い", codes("2.5", "変更")) | said("値違い", codes("2.5", "変更"))),
)


def broken(s):
    """The file of 機関マスター 2.5 with a byte in its third record that is none of its encoding; the record before it is named."""
    path = os.path.join(s.place, "kikanMaster-2.5-sabun.csv")
    lines = open(s.files("2.5")[0], "rb").read().split(b"\r\n")
    lines[2] = lines[2][:25] + b"\xff" + lines[2][25:]
    with open(path, "wb") as f:
        f.write(b"\r\n".join(lines))
    return [path], {("kikan", lines[1].split(b",")[1].decode())}


def missed(s):
    """2.5 onto 2, but one 版 ahead: a difference between them is missing."""
    path = os.path.join(s.place, "kikanMaster-2.6-sabun.csv")
    with open(path, "w", encoding=s.encoding, newline="") as f:
        csv.writer(f, lineterminator="\r\n").writerows([["2", CITY, "0003", "架空県新物語市", "shichoson"]])
    return [path], {("kikan", CITY)}


def doubled(s):
    """A 全件 with one record twice."""
    path = os.path.join(s.place, "tokuteiKojinJohoMaster-3-zenken.csv")
    content = open(s.files("3")[2], "rb").read()
    with open(path, "wb") as f:
        f.write(content + content.split(b"\r\n")[0] + b"\r\n")
    return [path], {("tokuteiKojinJoho", content.split(b",")[1].decode())}


# name, what is held, options, files and the records that the refusal names
REFUSED = (
    ("差分を二度", "2.5", (), lambda s: (s.files("2.5"), codes("2.5"))),
    ("順番が逆（3 の後に 2.5）", "3", (), lambda s: (s.files("2.5"), codes("2.5") - {("kikan", TEST_THREE)})),
    ("何もないところに差分", None, (), lambda s: (s.files("2.5"), codes("2.5", "変更", "削除"))),
    ("全件を置き換えず、重ねた", "2.5", ("--sabun",), lambda s: (s.files("3"), AFTER_25 & codes("3"))),
    ("差分を全件として", "2", ("--zenken",), lambda s: (s.files("2.5"), codes("2.5", "変更", "削除"))),
    ("不正な形式の文字コード", "2", (), broken),
    ("間の差分が抜けた", "2", (), missed),
    ("全件に同じ記録が二度", "2.5", (), doubled),
)


def mistakes(s):
    for name, before, release, make, expected in MISTAKES:
        s.begin(before)
        make(s)
        status, found = s.prove(release)
        want(name, (status, found), (1, expected))
        stale = {k[1:] for k in expected if k[0] == "版違い"}
        want("ファイルで: " + name, s.by_file(release), {k for k in expected if k[0] != "値違い" or k[1:] not in stale})
        if not expected:
            WRONG.append("%s: 名指しする記録がない" % name)


def refusals(s):
    """File by file: the first that does not fit ends the command."""
    for name, before, options, files in REFUSED:
        s.begin(before)
        paths, expected = files(s)
        kept = {f: open(os.path.join(s.held, f), "rb").read() for f in os.listdir(s.held)}
        named = set()
        for path in paths:
            master = next(m for m, l in MASTERS.items() if os.path.basename(path).startswith(l))
            status, text = s.apply(None, "--encoding", s.encoding, *options, files=[path])
            found = set(re.findall(r"記録 ([0-9A-Z]{16})", text))
            named |= {(master, c) for c in found}
            want("%s %s" % (name, master), status, 1 if found else 0)
            if status == 0:  # the others of the release: as it was
                s.begin(before)
        want("適用しない: " + name, named, expected)
        want("前のまま: " + name, {f: open(os.path.join(s.held, f), "rb").read() for f in os.listdir(s.held)}, kept)


def follow(s):
    """Without a mistake: each release is listed, taken, applied and proved, by records, by digest and by the link file."""
    os.mkdir(s.held)
    for release, _, kubun, day in RELEASES:
        s.day(day or WINDOW[s.lot])
        s.get(release)
        status, text = s.apply(release)
        want("%s apply %s" % (s.lot, release), (status, text.count({"zenken": "全件", "sabun": "差分"}[kubun] + "、追加")), (0, 3))
        want("%s prove %s" % (s.lot, release), s.prove(release), (0, set()))
        want("%s prove --digest %s" % (s.lot, release), s.prove(release, "--digest"), (0, set()))
        status, text = s.chukan("master", "list", "--format", "json")
        want("%s list %s" % (s.lot, release), (status, re.findall(r'"release": *"%s".*?"tekiyo": *"?(\d)' % re.escape(release), text, re.S)), (0, ["1"]))
        s.keep(release)
    want("%s masterHokoku" % s.lot, s.by_file("3"), set())


def like_numbers(s):
    """Records too many in whose codes twelve digits look like a 個人番号: a code is shown whole."""
    s.begin("3")
    for code, name in (("9990009000000905", "余分市"), ("9990209000000905", "余計市")):
        added("kikan", [code, "0001", name, "shichoson"])(s)
    _, text = s.chukan("master", "prove", "--release", "3", "--dir", s.held)
    want("like numbers", re.findall(r"  余分 (\S+) (\S+)", text), [("9990009000000905", "余分市"), ("9990209000000905", "余計市")])


def usage(s):
    """What is missing or too much is said, with exit status 2; what is not there, with 1."""
    for words, status in ((("get",), 2), (("apply", "--dir", s.held), 2), (("apply", s.files("2")[0]), 2), (("prove", "--release", "3"), 2), (("ika",), 2),
                          ((), 2), (("list", "x"), 2), (("get", "--release", "9", "--out", s.place), 1), (("prove", "--release", "9", "--dir", s.held), 1),
                          (("prove", "--release", "3", "--dir", s.place + "/nai"), 1), (("apply", "--dir", s.held, __file__), 1),
                          (("apply", "--dir", s.held, s.place + "/kikanMaster.csv"), 2), (("apply", "--dir", s.held, s.place + "/kikanMaster-8-sabun.csv"), 1)):
        have = s.chukan("master", *words)
        want("master " + " ".join(words), (have[0], "chukan: " in have[1]), (status, True))
    for words in (("get", "--release", "9", "--out"), ("apply", __file__, "--dir"), ("apply", s.place + "/kikanMaster-8-sabun.csv", "--dir")):
        want("nothing is made by " + words[0], (s.chukan("master", *words, s.place + "/atarashii")[0], os.path.exists(s.place + "/atarashii")), (1, False))
    status, text = s.chukan("master", "prove", "--release", "3", "--dir", s.held, "--hokoku", s.place + "/x.csv")  # whose encoding?
    want("--hokoku without --encoding", (status, "CP932" in text and "文字コード" in text, os.path.exists(s.place + "/x.csv")), (2, True, False))
    want("one refusal", s.chukan("master", "prove", "--release", "9", "--dir", s.held)[1].count("M40001"), 2)  # the reply, and why
    s.begin("3")
    for kubun, status in (("sabun", 0), ("zenken", 1)):  # no differences; no records at all
        path = os.path.join(s.place, "kikanMaster-9-%s.csv" % kubun)
        open(path, "w").close()
        want("空の" + kubun, (s.apply(None, files=[path])[0], s.prove("3")), (status, (0, set())))
    edited(*NAMED, cell(2, "@/etc/passwd"))(s)  # a name, no file
    want("prove @", s.prove("3"), (1, said("値違い", {NAMED})))
    want("digest", s.prove("3", "--digest"), (1, set()))


def main():
    place = tempfile.mkdtemp(prefix="chukan-master-")
    d = desk.Desk("--check-invariants")
    d.start()
    try:
        for lot in INSURERS:
            os.mkdir(os.path.join(place, lot))
            s = System(d, lot, os.path.join(place, lot))
            follow(s)
            mistakes(s)
            refusals(s)
            like_numbers(s)
            usage(s)
        if d.stop() != 0:
            WRONG.append("chukand が正常に終わらない")
    finally:
        d.clean()
        shutil.rmtree(place, ignore_errors=True)
    return verdict()


if __name__ == "__main__":
    sys.exit(main())
