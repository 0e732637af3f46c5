#!/usr/bin/env python3
# One daemon (trace on), the main job in both lots, and every way we know of to put a 個人番号 where it must not be
# Leaves behind DIR/data, chukand.log, replies-*.bin, control.bin, numbers.txt, words.txt, fugo.txt. Called by privacy.sh.
# Usage: drive.py DIR
import base64
import csv
import glob
import io
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "tools"), os.path.join(HERE, "..", "order")]
import bodies  # noqa: E402
import desk  # noqa: E402
import every  # noqa: E402
import play  # noqa: E402
import registry  # noqa: E402

LOTS = {"lot2": (["06139992", "06139984"], ["cp932", "utf-8"]), "lot3": (["06279996", "06279988"], ["utf-8", "cp932"])}
CITY, MUTE = "9903002539729304", "9907002951785473"  # institutions of fixtures/common/kikan.csv: one that answers, one that does not
WIDE, ARABIC = (str.maketrans("0123456789", to) for to in ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"))
REPLIES = []
CONTROL = []
KEKKA = []  # the contents of 照会結果 files, the only thing that a 個人番号 goes out with
UNUSED = iter(range(100, 2000))
PMO = [("rendoYotei", {"kara": "20170306", "made": "20170310"}), ("sogoTorokuShinchoku", {"zumi": "1", "zen": "2"}), ("rendoKanryo", {"ymd": "20170310"}),
       ("ikoKanyusha", {"ymd": "20170501", "fileSu": "1", "gyoSu": "2", "seijoSu": "1", "ijoSu": "1"})]
GLUED = desk.kojin_bango(2, 9)  # sent in identifiers alone, which are shown whole: nowhere else may it be
LOST = desk.kojin_bango(150)[1:]  # its zero lost
WRONG = desk.kojin_bango(4, 9)  # for what is marked 個人番号: of another check digit, that is
WRONG = WRONG[:11] + str((int(WRONG[11]) + 1) % 10)
WORDS = ["%s9" % GLUED, "JM00" + GLUED, "JT00" + GLUED, "TM%s00" % GLUED, "00%s00" % GLUED, "op%s9" % GLUED, "e%s9" % GLUED,
         *(c + GLUED for c in "nxhP")]


class Desk(desk.Desk):
    """Whatever the control API answers is kept."""

    def control(self, method, path, body=None, timeout=120):
        status, answer = super().control(method, path, body, timeout)
        CONTROL.append(answer if isinstance(answer, bytes) else repr((status, answer)).encode())
        return status, answer


def fixture(world, name):
    return open(os.path.join(desk.ROOT, "fixtures", "worlds", world, "files", name), "rb").read()


def rows(content, encoding):
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def numbers():
    """Every 個人番号 of the fixtures and of the test cases, and those only this test uses."""
    found = set()
    for kind in ("*.csv", "*.xml", "*.scn"):
        for path in glob.glob(os.path.join(desk.ROOT, "fixtures", "**", kind), recursive=True):
            found.update(re.findall(rb"(?<![0-9])[0-9]{12}(?![0-9])", open(path, "rb").read()))
    found |= {desk.kojin_bango(n, salt).encode() for n in range(2000) for salt in (0, 9)} | {LOST.encode(), WRONG.encode()}
    return {n for n in found if int(n) >= 1 << 24}  # scan.c takes a smaller integer for anything else


def whole_file(who, d, world, shubetsu, name, content):
    uketsuke = who.upload(shubetsu, name, content).get("uketsukeBango")
    if not uketsuke:
        raise desk.Broken("upload of %s refused" % name)
    d.settle(world)
    return who.result(uketsuke)


def set_aside():
    """What is in the 照会結果 of the last reply."""
    reply = REPLIES.pop()
    inner = re.search(rb"<naiyo>([^<]*)</naiyo>", reply)
    if not inner or b"<shubetsu>" in reply:
        raise desk.Broken("no 照会結果: %s" % reply[-500:])
    REPLIES.append(reply.replace(inner.group(1), b""))
    KEKKA.append(base64.b64decode(inner.group(1)))


class Play(play.Play):
    """A sequence of tests/order, whose replies are searched like all others."""

    busy = 0.02

    def __init__(self, d, world):
        super().__init__(d, world, new=True)
        self.jumin = set()

    def who(self, hokensha):
        who = super().who(hokensha)
        who.replies = REPLIES
        return who

    def upload(self, hokensha, shubetsu, rows):
        number = super().upload(hokensha, shubetsu, rows)
        self.jumin |= {number} if shubetsu == "juminShokai" else set()
        return number

    def taken(self, hokensha, number):
        content = super().taken(hokensha, number)
        if number in self.jumin:
            set_aside()
        return content


def worlds():
    """One for each of the sequences that leave nothing out that is registered."""
    return {"every-%d" % n: (world, sequence) for n, (world, sequence) in enumerate(every.SEQUENCES)}


def jumin(a, d, world, encoding):
    """照会要求 to 住基ネット (2.11.3), by name and by number. Only what the result file holds may be a 個人番号: the reply around
    it is searched like every other."""
    people = list(csv.DictReader(open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8")))[20:40]
    asked = [["J%d" % i, "1", "", p["shimei"], "", "", p["seinengappi"], p["jusho"], "01"] if i % 2 else
             ["J%d" % i, "2", p["kojin_bango"], "", "", "", "", "", "04"] for i, p in enumerate(people)]
    content = "".join(",".join(r) + "\r\n" for r in asked).encode(encoding)
    uketsuke = a.upload("juminShokai", "jumin.csv", content).get("uketsukeBango")
    d.settle(world)
    a.call("file", "getStatus", [("uketsukeBango", uketsuke)])
    a.call("file", "getResult", [("uketsukeBango", uketsuke)])
    set_aside()
    found = [c for c in rows(KEKKA[-1], encoding) if c[2] == "C00000"]
    if len(found) < 15 or any(c[4] not in {p["kojin_bango"] for p in people} for c in found):
        raise desk.Broken("照会結果 of others, or of nobody: %d" % len(found))


def main_job(d, world):
    """Both insurers: enrolment with errors, corrections, 符号, 副本, 情報照会."""
    ins, enc = LOTS[world]
    a, b = (desk.Caller(d, i, world, REPLIES) for i in ins)
    edaban = {}

    def take(result, encoding):
        edaban.update({c[2]: c[3] for c in rows(result, encoding) if c[3]})

    def filled(name, encoding):
        text = fixture(world, name).decode(encoding)
        return re.sub(r"\{eda:(\w+)\}", lambda m: edaban[m.group(1)], text).encode(encoding)

    take(whole_file(a, d, world, "kanyushaToroku", "kanyusha-A.csv", fixture(world, "kanyusha-A.csv")), enc[0])
    take(whole_file(a, d, world, "kanyushaToroku", "kanyusha-A-teisei.csv", fixture(world, "kanyusha-A-teisei.csv")), enc[0])
    take(whole_file(b, d, world, "kanyushaToroku", "kanyusha-B.csv", fixture(world, "kanyusha-B.csv")), enc[1])
    d.approve(world)
    d.settle(world)
    whole_file(a, d, world, "kanyushaToroku", "bango.csv", filled("kanyusha-A-bango.tmpl.csv", enc[0]))
    for s in ("A040", "A041", "A042", "A043"):
        a.call("fugo", "request", [("edaban", edaban[s])])
    d.approve(world)
    d.settle(world)
    whole_file(a, d, world, "shikakuJoho", "shikaku-A.csv", filled("shikaku-A.tmpl.csv", enc[0]))
    whole_file(a, d, world, "shobyoTeatekin", "shobyo-A.csv", filled("shobyo-A.tmpl.csv", enc[0]))
    whole_file(b, d, world, "shikakuJoho", "shikaku-B.csv", filled("shikaku-B.tmpl.csv", enc[1]))
    whole_file(a, d, world, "kanyushaToroku", "soshitsu.csv", filled("kanyusha-A-soshitsu.tmpl.csv", enc[0]))
    jumin(a, d, world, enc[0])
    joho = "".join("S%d,%s,%s,JM00000000000003,TM00000000000050,\r\n" % (i, edaban[s], ins[0]) for i, s in enumerate(("B056", "B060", "B001")))
    whole_file(b, d, world, "johoShokai", "joho.csv", joho.encode(enc[1]))
    for s in ("B056", "B060"):
        n = b.call("shokai", "request", [("edaban", edaban[s]), ("teikyoHokensha", ins[0]), ("jimuCode", "JM00000000000003"),
                                         ("tokuteiKojinJohoCode", "TM00000000000050")]).get("shokaiBango")
        b.call("shokai", "getResult", [("shokaiBango", n or "S06139992N0000001")])
    questions(b, edaban)
    whole_file(b, d, world, "kikanShokai", "kikan.csv", "".join(
        "S%d,%s,%s,JM00000000000003,JT00000000000303,TM00000000000002,\r\n" % (i, edaban[s], CITY) for i, s in enumerate(("B056", "B060", "B001"))).encode(enc[1]))
    for who in (a, b):
        for service, op in (("fugo", "getStatus"), ("shokai", "list"), ("file", "list"), ("kiroku", "list"), ("oshirase", "list")):
            who.call(service, op)
    for e in list(edaban.values())[:60]:
        for service, op in (("kanyusha", "get"), ("kanyusha", "getShikakuRireki"), ("fukuhon", "get")):
            a.call(service, op, [("edaban", e)])
    with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8") as f:
        people = list(csv.DictReader(f))[:50]
    if any(from_outside(d, world, kojinBango=p["kojin_bango"])[0] != 200 for p in people):
        raise desk.Broken("somebody is not asked about from outside")
    for what in ("nws-toi-list", "nws-kiroku-list"):
        d.control("POST", "/_sim/worlds/%s/operator/%s" % (world, what), {})
    d.control("POST", "/_sim/worlds/%s/operator/kikan-toroku" % world, {"hokensha": "06139505", "mei": "架空新設健康保険組合"})
    d.control("POST", "/_sim/worlds/%s/operator/shinsei-kiroku" % world, {"hokensha": "06139505", "tetsuzuki": "kenshu", "jotai": "手続中"})
    d.control("POST", "/_sim/worlds/%s/operator/shinsei-list" % world, {"hokensha": "06139505"})
    d.control("POST", "/_sim/worlds/%s/operator/kanryo-kiroku" % world, {"hokensha": "06139505", "koto": "kikannai"})
    d.control("POST", "/_sim/worlds/%s/operator/pmo-toroku" % world, {"hokensha": "06139505", "jiko": "rendoKanryo"})
    certificates(d, world, a.hokensha, b.hokensha)
    for who in (a, b):
        who.ok("teikyo", "list")
    answers = [d.control("POST", "/_sim/worlds/%s/operator/portal" % world, {"hokensha": b.hokensha, "edaban": edaban[s]}) for s in ("B056", "B060")]
    if not any(status == 200 and answer["kiroku"] and answer["jikoJoho"] for status, answer in answers):
        raise desk.Broken("the portal shows nothing: %s" % answers)
    return a, edaban


def certificates(d, world, *insurers):
    """A 電子証明書 on its whole way."""
    def do(action, **body):
        return d.control("POST", "/_sim/worlds/%s/operator/shomeisho-%s" % (world, action), body)[1]
    shinsei = str(do("shinsei", shubetsu="ASP", cn="ASP0001", ininjo=" ".join(insurers))["shinseiBango"])
    bango = str(do("shinsa", shinseiBango=shinsei, kekka="承認")["bango"])
    login = do("tsuchi", shinseiBango=shinsei)
    do("download", loginId=login["loginId"], password=login["password"])
    do("koshin", bango=bango)
    do("shikko", bango=bango, riyu="試験の終わり")
    do("list")


def questions(b, edaban):
    """Other institutions are asked over 情報提供NWS: of one the answer comes, another's question is taken back."""
    for s in ("B056", "B060"):
        for kikan, jt, tm in ((CITY, "JT00000000000303", "TM00000000000002"), (MUTE, "JT00000000000301", "TM00000000000034")):
            n = b.ok("shokai", "request", [("edaban", edaban[s]), ("teikyoKikan", kikan), ("jimuCode", "JM00000000000003"),
                                           ("jimuTetsuzukiCode", jt), ("tokuteiKojinJohoCode", tm)]).get("shokaiBango")
            b.ok("shokai", "getResult", [("shokaiBango", n)])
    b.ok("shokai", "cancel", [("shokaiBango", n)])


def from_outside(d, world, **other):
    """Another institution asks, by the control API."""
    body = {"shokaisha": CITY, "teikyoHokensha": LOTS[world][0][0], "jimuCode": "JM00000000000027", "jimuTetsuzukiCode": "JT00000000002701",
            "tokuteiKojinJohoCode": "TM00000000000050", "kojinBango": None, "kijunYmd": "20170401"}
    return d.control("POST", "/_sim/worlds/%s/operator/nws-toi" % world, {**body, **other})


def asked_from_outside(d, world, x):
    for name in ("shokaisha", "teikyoHokensha", "jimuCode", "jimuTetsuzukiCode", "tokuteiKojinJohoCode", "kojinBango", "kijunYmd"):
        from_outside(d, world, **{name: x})


def leak_everywhere(d, world, a, edaban, n):
    """The number n in every place a careless base system might put it; replies of any kind are collected."""
    known = edaban["A001"]
    for x in (n, n.translate(WIDE), n.translate(ARABIC), "-".join((n[:4], n[4:8], n[8:])), "見本" + n):
        leak_fields(a, known, x)
        asked_from_outside(d, world, x)
        leak_masters(d, world, a, x)
        leak_kanri(a, x)
        leak_users(a, x)
        leak_identity(a, x)
        leak_files(d, world, a, known, x)
        leak_paths(d, a, x)
    leak_files(d, world, a, known, n + "9")  # elsewhere a number is one by itself; in a file it may have a digit too many
    for x, before in ((n, (b"", b"a", b"ab")), (LOST, (b"", b"-", b", "))):
        leak_wire(a, x, "-")
        leak_spellings(a, x, before)
    for x in (LOST, LOST.translate(WIDE), LOST.translate(ARABIC), "-".join((LOST[:3], LOST[3:7], LOST[7:])), "見本" + LOST):
        leak_identity(a, x)
        leak_paths(d, a, x, "u100")  # eleven digits may be the name of a user, who is kept in kanri.db
    for x in (".".join((n[:4], n[4:8], n[8:])), "\u200b".join(n), "\u2009".join((n[:4], n[4:8], n[8:]))):
        leak_fields(a, known, x)
        leak_identity(a, x)
    leak_identifiers(d, world, a, known)
    leak_marked(d, world, a, known)


def leak_identifiers(d, world, a, known):
    """A number with a letter or a digit beside it is a code or another identifier, which whoever mistypes it must see: it is shown
    whole, and never as anything else."""
    x = GLUED + "9"
    leak_fields(a, known, x)
    asked_from_outside(d, world, x)
    leak_masters(d, world, a, x)
    leak_kanri(a, x)
    leak_users(a, x)
    leak_identity(a, x, "")
    leak_paths(d, a, x)
    leak_wire(a, GLUED, "")
    a.upload("kanyushaToroku", x + ".csv", b"1\r\n")
    a.upload(x, "x.csv", b"1\r\n")
    a.call("kiroku", "list", [("jimuCode", "JM00" + GLUED)])
    for master, code in (("kikan", "00%s00" % GLUED), ("jimuTetsuzuki", "JT00" + GLUED), ("tokuteiKojinJoho", "TM%s00" % GLUED)):
        a.ok("master", "report", [("release", "3"), ("master", master), ("item", [("code", code), ("han", "0001")])])


def leak_marked(d, world, a, known):
    """What is marked 個人番号 is shown nowhere, though it be none."""
    person = dict(desk.person(1, ""), ninteiYmd=None)
    enc = "cp932" if a.hokensha in ("06139992", "06279988") else "utf-8"
    for x in (WRONG, WRONG.translate(WIDE), "-".join((WRONG[:4], WRONG[4:8], WRONG[8:])), WRONG + "9", "x" + WRONG, " " + WRONG, "見本" + WRONG):
        a.call("kanyusha", "register", list(dict(person, kojinBango=x).items()))
        a.call("kanyusha", "correctKojinBango", [("edaban", known), ("kojinBango", x)])
        a.call("kanyusha", "getEdaban", [("kojinBango", x)])
        a.call("kanyusha", "getEdaban", [("kojinBango", x), ("kojinBango", x)])
        a.call("kanyusha", "get", [("kojinBango", x)])
        a.call("honnin", "request", [("kojinBango", x), ("shokaiRiyu", "01")])
        from_outside(d, world, kojinBango=x)
        for shubetsu, row in (("kanyushaToroku", "1,S1,,%s,１,1,1,仮,カ,1,19800101,町,20100401,,"), ("kanyushaToroku", "3,S2,%s,%%s,,,,,,,,,,," % known),
                              ("juminShokai", "S1,2,%s,,,,,,01")):
            taken = a.upload(shubetsu, "marked.csv", (row % x + "\r\n").encode(enc)).get("uketsukeBango")
            if taken:
                d.settle(world)
                REPLIES.append(base64.b64decode(a.call("file", "getResult", [("uketsukeBango", taken)]).get("naiyo") or ""))


def leak_fields(a, known, x):
    for op in ("get", "getShikakuRireki", "lose", "cancel"):
        a.call("kanyusha", op, [("edaban", x)] + ([("soshitsuYmd", x)] if op == "lose" else []))
    a.call("kanyusha", "lose", [("edaban", known), ("soshitsuYmd", x)])
    for field in ("edaban", "kara", "jimuCode", "gawa", "kaishiTsuban"):
        a.call("kiroku", "list", [(field, x)])
    a.call("kiroku", "setFukaiji", [("tsuban", x), ("gawa", x), ("fukaiji", x)])
    a.call("kiroku", "setFukaiji", [("tsuban", "T06139992N0000001"), ("gawa", "照会"), ("fukaiji", x)])
    a.call("kanyusha", "correctKojinBango", [("edaban", known), ("kojinBango", x[:11] + str((int(x[-1]) + 1) % 10))])
    for column in ("kigo", "bango", "shimei", "shimeiKana", "seibetsu", "seinengappi", "honninKazoku", "jusho", "shutokuYmd", "ninteiYmd"):
        fields = dict(desk.person(1, desk.kojin_bango(next(UNUSED), 9)), ninteiYmd=None)
        fields[column] = x
        new = a.call("kanyusha", "register", list(fields.items())).get("edaban")
        if new:
            a.call("kanyusha", "get", [("edaban", new)])
            a.call("kanyusha", "getShikakuRireki", [("edaban", new)])
        change = [c for c in ("kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "seinengappi", "jusho", "ninteiYmd")
                  if c == column]
        if change:
            a.call("kanyusha", "change", [("edaban", known), (column, x)])
            for op in ("get", "getShikakuRireki"):
                a.call("kanyusha", op, [("edaban", known)])
    a.call("fugo", "request", [("edaban", x)])
    a.call("fugo", "getStatus", [("edaban", x)])
    a.call("oshirase", "list", [("kaishiEdaban", x)])
    a.call("oshirase", "list", [("jotai", x)])
    a.call("file", "getStatus", [("uketsukeBango", x)])
    a.call("file", "list", [("jotai", x)])
    a.call("file", "list", [("shubetsu", x)])
    for to in (["teikyoHokensha", "06139984"], ["teikyoKikan", CITY]):
        for i in range(6):
            fields = [["edaban", known], list(to), ["jimuCode", "JM00000000000003"], ["jimuTetsuzukiCode", "JT00000000000301"],
                      ["tokuteiKojinJohoCode", "TM00000000000050"], ["kijunYmd", "20170401"]]
            fields[i][1] = x
            a.call("shokai", "request", fields)
    names = ("kojinBango", "shimei", "shimeiKana", "seibetsu", "seinengappi", "jusho", "shokaiRiyu")
    for name in names:
        fields = {"shimei": "仮", "shokaiRiyu": "01", name: x}
        bango = a.call("honnin", "request", [(n, fields[n]) for n in names if n in fields]).get("honninBango")
        if bango:
            a.call("honnin", "getResult", [("honninBango", bango)])
    a.call("honnin", "getResult", [("honninBango", x)])
    for name in ("kara", "made", "kaishiHonninBango"):
        a.call("honnin", "list", [(name, x)])
    a.call("honnin", "getSeikyu", [("tsuki", x)])
    for op in ("getResult", "cancel"):
        a.call("shokai", op, [("shokaiBango", x)])
    for name in ("jotai", "kaishiTsuban"):
        a.call("teikyo", "list", [(name, x)])
    a.call("teikyo", "answer", [("tsuban", x)])
    a.call("teikyo", "refuse", [("tsuban", x), ("riyu", "理由")])
    a.call("teikyo", "refuse", [("tsuban", "T00000000N0000001"), ("riyu", x)])
    a.call("kanri", "ping", [("message", x)])
    for name in ("kigo", "shutokuYmd", "fukaiji", "soshitsuYmd", x):
        komoku = [("komoku", [("mei", m), ("atai", v)]) for m, v in
                  (("kigo", "１"), ("bango", "1"), ("honninKazoku", "1"), ("shutokuYmd", "20110401"), ("fukaiji", "0"),
                   ("jikoTeikyoFuka", "0")) if m != name] + [("komoku", [("mei", name), ("atai", x)])]
        a.call("fukuhon", "register", [("shubetsu", "shikakuJoho"), ("edaban", known)] + komoku)
    a.call("fukuhon", "get", [("edaban", known)])
    a.call("fukuhon", "get", [("edaban", known), ("shubetsu", x)])
    a.call("fukuhon", "delete", [("fukuhonBango", x)])


def leak_masters(d, world, a, x):
    a.call("master", "list", [("release", x)])
    for op in ("download", "report"):
        a.call("master", op, [("release", x), ("master", "kikan")])
        a.call("master", op, [("release", "3"), ("master", x)])
    a.call("master", "report", [("release", "3"), ("master", "kikan"), ("digest", x)])
    for action, release in (("pmo-master", "2"), ("master-jotai", "3")):
        for body in ({"release": release, "master": x}, {"release": x, "master": "kikan"}, {"release": release, "master": "kikan"}):
            CONTROL.append(repr(d.control("POST", "/_sim/worlds/%s/operator/%s" % (world, action), body)).encode())
    good = {"code": "9903001701864705", "han": "0001", "mei": "架空県仮想市", "kikanShubetsu": "shichoson", "jimuCode": "", "ko": ""}
    for name in good:
        a.call("master", "report", [("release", "3"), ("master", "kikan"), ("item", list(dict(good, **{name: x}).items()))])


# Fine as they stand, each member in turn is what leaks.
KANRI = {"accessGroupToroku": {"shoriKubun": "1", "accessGroup": "G1", "mei": "組", "jimu": "KANRI", "tokutei": "*"},
         "bushoToroku": {"shoriKubun": "1", "busho": "B100", "mei": "課", "jimu": "KANRI", "shokusho": "KANRI", "tokutei": "*", "accessGroup": "-"},
         "roleToroku": {"shoriKubun": "1", "role": "R1", "mei": "役", "sosa": "kanriUser"}}


def leak_kanri(a, x):
    for op, good in KANRI.items():
        for name in good:
            a.call("kanri", op, list(dict(good, **{name: x}).items()))
    for op in ("masterList", "masterDownload"):
        a.call("kanri", op, [("master", x)])
        a.call("kanri", op, [("master", "role")])
    a.call("kanri", "masterList", [("master", "role"), ("kaishiCode", x)])
# The same of users, systems and how files are read.
KANRI_USERS = {
    "userToroku": {"shoriKubun": "1", "user": "u300", "busho": "B001", "shimei": "人", "roles": "SHOKAI"},
    "systemToroku": {"shoriKubun": "1", "system": "KS300", "mei": "基幹", "password": "Kagi-2017x"},
    "teigiHenko": {"encoding": "CP932", "accessSeigyo": "0"},
    "gyomuCodeToroku": {"shoriKubun": "1", "codeList": "seibetsu", "theirs": "M", "ours": "1", "mei": "男"}}


def leak_users(a, x):
    for op, good in KANRI_USERS.items():
        for name in good:
            a.call("kanri", op, list(dict(good, **{name: x}).items()))


def leak_identity(a, x, between="-"):
    a.call("kanri", "ping", user=x)
    a.call("kanri", "ping", busho=x)
    a.call("kanri", "ping", system=x)
    a.call("kanri", "ping", password=x)
    a.call("kanyusha", "op" + between + x if re.fullmatch("[-0-9]+", x) else "op", [("edaban", "1")])
    a.call("kanyusha", "get", [("e" + between + x if x.isalnum() else "e", "1")])
    a.call("kanyusha", "get", [("edaban", "1")], raw="<t:extra n='%s'>%s</t:extra><!-- %s -->" % (x, x, x))


def leak_files(d, world, a, known, x):
    if len(x) != 13 or not x.isdigit():  # a name of a file is none of its texts (leak_identifiers)
        a.upload("kanyushaToroku", x + ".csv", b"1\r\n")
        a.upload(x if x.isascii() else "k", "x.csv", b"1\r\n")
    h = a.hokensha
    bodies = ["1,%s,%s,%s,1,1,20100401,,,0,0\r\n" % (h, known, x), "1,%s,%s,1,%s,1,20120401,,,0,0\r\n" % (h, known, x),
              "1,%s,%s,1,1,1,20100401,,,0,0\r\n" % (h, x), "1,%s,%s,1,1,1,20100401,,,0,0\r\n" % (x, known),
              "%s,%s,%s,1,1,1,20100401,,,0,0\r\n" % (x, h, known), "1,%s,%s,1,1,1,%s,,,0,0\r\n" % (h, known, x),
              "%s\r\n" % x, "\"%s" % x, "1,%s,%s,1,1,1,20130401,,,0,0,%s\r\n" % (h, known, x)]
    enc = "cp932" if a.hokensha in ("06139992", "06279988") else "utf-8"
    shobyo = ["1,%s,%s,20170310,20170301,20170331,%s,0\r\n" % (h, known, x), "1,%s,%s,%s,20170301,20170331,1000,0\r\n" % (h, known, x)]
    kanyusha = ["1,S1,,%s,1,1,1,%s,%s,1,19800101,町,20100401,,\r\n" % (x, x, x), "3,S2,%s,%s,1,1,1,仮,カ,1,19800101,町,20100401,,\r\n" % (x, x),
                "1,S3,,%s,%s,%s,1,仮,カ,1,%s,%s,%s,,\r\n" % (x, x, x, x, x, x), "%s,%s\r\n" % (x, x)]
    busho = ["1,B100,%s\r\n" % x, "1,%s,課\r\n" % x, "%s,B100,課\r\n" % x]
    busho += ["1,B100,課,%s\r\n" % x, "1,B100,課,,%s\r\n" % x, "1,B100,課,,,%s\r\n" % x, "1,B100,課,,,,%s\r\n" % x]
    group = ["%s,G1,組\r\n" % x, "1,%s,組\r\n" % x, "1,G1,%s\r\n" % x, "1,G1,組,%s\r\n" % x, "1,G1,組,,%s\r\n" % x]
    role = ["%s,R1,役,kanriUser\r\n" % x, "1,%s,役,kanriUser\r\n" % x, "1,R1,%s,kanriUser\r\n" % x, "1,R1,役,%s\r\n" % x, "1,R1,役,kanriUser %s\r\n" % x]
    user = ["1,u100,B001,%s,SHOKAI\r\n" % x, "1,%s,B001,人,SHOKAI\r\n" % x, "1,u100,%s,人,SHOKAI\r\n" % x, "1,u100,B001,人,%s\r\n" % x,
            "1,u100,B001,人,SHOKAI %s\r\n" % x, "%s,u100,B001,人,SHOKAI\r\n" % x]
    # a 照会要求 that finds nobody gives nothing of itself back
    jumin_rows = ["S1,1,,%s,,,19700101,,01\r\n" % x, "S1,1,,仮,%s,,19700101,,01\r\n" % x, "S1,1,,仮,,%s,19700101,,01\r\n" % x, "S1,1,,仮,,,%s,,01\r\n" % x,
                  "S1,1,,仮,,,19700101,%s,01\r\n" % x, "%s,1,,仮,,,19700101,,01\r\n" % x, "S1,1,%s,仮,,,19700101,,01\r\n" % x, "S1,%s,,仮,,,19700101,,01\r\n" % x,
                  "S1,3,%s,仮,,,,,01\r\n" % x, "S1,2,%s,別の人,,,,,01\r\n" % x, "S1,2,%s\r\n" % x, "S1,1,,仮,,,19700101,,%s\r\n" % x]
    joho = ["S1", known, "06139984", "JM00000000000003", "TM00000000000050", "20170401"]
    joho_rows = [",".join(joho[:i] + [x] + joho[i + 1:]) + "\r\n" for i in range(len(joho))] + ["S1,%s\r\n" % x]
    kikan = ["S1", known, CITY, "JM00000000000003", "JT00000000000303", "TM00000000000002", "20170401"]
    kikan_rows = [",".join(kikan[:i] + [x] + kikan[i + 1:]) + "\r\n" for i in range(len(kikan))]
    for some, group in ((joho, joho_rows), (kikan, kikan_rows)):  # where sixteen characters are in order, it may be some of them
        group += [",".join(some[:i] + ["99%s01" % x] + some[i + 1:]) + "\r\n" for i, was in enumerate(some) if len(was) == 16]
    master = ["3", "kikan", "9903001701864705", "0001", "架空県仮想市", "shichoson", "", ""]
    master_rows = [",".join(master[:i] + [v] + master[i + 1:]) + "\r\n" for i in range(len(master)) for v in (x, "00" + x[:12] + "00")]
    users = [(kind, [",".join({**good, name: x}.values()) + "\r\n" for name in good]) for kind, good in KANRI_USERS.items() if kind != "userToroku"]
    for shubetsu, group in (*users, ("masterHokoku", master_rows), ("shikakuJoho", bodies), ("shobyoTeatekin", shobyo), ("kanyushaToroku", kanyusha), ("bushoToroku", busho), ("accessGroupToroku", group), ("roleToroku", role),
                            ("userToroku", user), ("juminShokai", jumin_rows), ("johoShokai", joho_rows), ("kikanShokai", kikan_rows)):
        for body in group:
            taken = a.upload(shubetsu, "leak.csv", body.encode(enc, "replace")).get("uketsukeBango")
            if taken:
                d.settle(world)
                a.call("file", "getStatus", [("uketsukeBango", taken)])
                r = a.call("file", "getResult", [("uketsukeBango", taken)])
                # the file's own bytes, too, count as a reply
                REPLIES.append(base64.b64decode(r.get("naiyo") or ""))
    a.call("file", "list")


def leak_paths(d, a, x, user=None):
    q = urllib.parse.quote(x)
    for method, path in (("POST", "/%s/soap/kanyusha" % q), ("POST", "/lot2/soap/%s" % q), ("GET", "/lot2/soap/%s?wsdl" % q), ("GET", "/%s" % q),
                         ("GET", "/lot2/soap/kanyusha?xsd=%s" % q), ("GET", "/lot2/%s/kanyusha" % q), ("DELETE", "/lot2/soap/kanri?%s" % q)):
        a.post(path, desk.envelope("kanri", "ping", [("message", x)], a.system, a.password).encode() if method == "POST" else None,
               method=method, headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:%s"' % q})
    control(d, "GET", "/_sim/worlds/%s/clock" % q)
    control(d, "GET", "/_sim/%s" % q)
    control(d, "POST", "/_sim/worlds", {"name": x, "fixture": x})
    control(d, "POST", "/_sim/worlds/lot2/operator/%s" % q, {})
    control(d, "POST", "/_sim/worlds/lot2/operator/fugo-reject", {"yokyuNo": x, "riyu": x})
    control(d, "POST", "/_sim/worlds/lot2/operator/fugo-approve", {"hokensha": x})
    for body in ({"hokensha": x, "edaban": x}, {"hokensha": a.hokensha, "edaban": x}):
        control(d, "POST", "/_sim/worlds/lot2/operator/portal", body)
    for body in ({"kikanCode": x, "jotai": "開局"}, {"kikanCode": CITY, "jotai": x}):
        control(d, "POST", "/_sim/worlds/lot2/operator/kikan-jotai", body)
    for body in ({"hokensha": x, "mei": "架空"}, {"hokensha": "06139513", "mei": x}, {"hokensha": "06139513", "mei": "架空" + x},
                 {"hokensha": "06139513", "mei": "架空", "user": user or x}, {"hokensha": "06139513", "mei": "架空", "hojinBango": x},
                 {"hokensha": "06139513", "mei": "架空", "encoding": x}):
        control(d, "POST", "/_sim/worlds/lot2/operator/kikan-toroku", body)
    for name in ("hokensha", "tetsuzuki", "jotai", "ymd"):
        body = {"hokensha": a.hokensha, "tetsuzuki": "kenshu", "jotai": "済", "ymd": "20170331", name: x}
        control(d, "POST", "/_sim/worlds/lot2/operator/shinsei-kiroku", body)
    control(d, "POST", "/_sim/worlds/lot2/operator/shinsei-list", {"hokensha": x})
    for name in ("hokensha", "koto", "jotai", "ymd"):
        control(d, "POST", "/_sim/worlds/lot2/operator/kanryo-kiroku", {"hokensha": a.hokensha, "koto": "iko", "jotai": "済", "ymd": "20170331", name: x})
    for jiko, given in PMO:
        for name in ["hokensha", "jiko", "jotai", "jikko"] + list(given):
            control(d, "POST", "/_sim/worlds/lot2/operator/pmo-toroku", dict({"hokensha": a.hokensha, "jiko": jiko}, **dict(given, **{name: x})))
    for name in ("hokensha", "hyo", "format"):
        control(d, "GET", "/_sim/worlds/lot2/pmo?" + urllib.parse.urlencode(dict({"hokensha": a.hokensha}, **{name: x})))
    for name in ("shubetsu", "cn", "hokensha", "ininjo", "yukoKaishi", "shinseiBango"):
        body = {"shubetsu": "接続システム", "cn": "KS900", "hokensha": a.hokensha, name: x}
        control(d, "POST", "/_sim/worlds/lot2/operator/shomeisho-shinsei", body)
    for action, bodies in (("shinsa", ({"shinseiBango": x, "kekka": "承認"}, {"shinseiBango": "1", "kekka": x}, {"shinseiBango": "1", "kekka": "不備", "riyu": x})),
                           ("tsuchi", ({"shinseiBango": x},)), ("download", ({"loginId": x, "password": x},)), ("koshin", ({"bango": x},)),
                           ("shikko", ({"bango": x, "riyu": "理由"}, {"bango": "1", "riyu": x})), ("list", ({"cn": x}, {"hokensha": x}, {"kaishiBango": x}))):
        for body in bodies:
            control(d, "POST", "/_sim/worlds/lot2/operator/shomeisho-" + action, body)
    control(d, "POST", "/_sim/worlds/lot2/clock/advance", {"to": x})
    control(d, "PUT", "/_sim/worlds/lot2/progress", {x: {"how": x}})
    for case in ("2-010", x):
        control(d, "PUT", "/_sim/worlds/lot2/report/%s" % urllib.parse.quote(case), {"comment": x, "hantei": "fail", "riyu": "理由" + x, "dare": x})
    for sha256 in ("0" * 64, (x + "-" * 64)[:64]):  # the second is refused
        control(d, "POST", "/_sim/worlds/lot2/report", {"hokensha": a.hokensha, "shubetsu": x, "kekka": x, "gyoSu": 1, "seijoSu": 1, "ijoSu": 0, "sha256": sha256})
    control(d, "POST", "/_sim/worlds/lot2/reset", {"keep": [x]})


def control(d, method, path, body=None):
    status, answer = d.control(method, path, body)
    if "reset" in path and status == 200:
        raise desk.Broken("a reset that keeps an unknown thing was done: %s" % answer)


def leak_wire(a, n, between):
    """What is no request at all."""
    m = between + n
    path, good = a.path("kanyusha"), desk.envelope("kanyusha", "get", [("edaban", "1")], a.system, a.password)
    kinds = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"%s"' % n}
    for body in ("<%s" % n, "<a>%s" % n, n, good[:-20] + n, good.replace("<s:Body>", "<s:Body %s='%s'>" % ("x", n)),
                 good.replace("<t:edaban>1", "<t:edaban><%s>" % n), good.replace("<t:edaban>1", "<t:n%s>" % m),
                 good.replace("UTF-8", n), "<!DOCTYPE x%s [<!ENTITY n '%s'>]>" % (m, n) + good,
                 good.replace(desk.ENV11, "urn:" + n), good.replace("<s:Header>", "<s:Header><x:h%s xmlns:x='urn:%s' s:mustUnderstand='1'/>" % (m, n)),
                 good.replace("<t:get ", "<t:get n%s='%s' " % (m, n)), good.replace("urn:chukan:kanyusha:1", "urn:" + n),
                 good.replace("<w:Password", "<w:P%s/><w:Password" % m)):
        a.post(path, body.encode("utf-8"), dict(kinds))
        a.post(path, body.encode("utf-16"), dict(kinds))
    for kind in (n, "text/" + n, "text/xml; charset=" + n, 'multipart/related; boundary="%s"; start="<%s>"; type="application/xop+xml"' % (n, n),
                 'application/soap+xml; action="%s"' % n):
        a.post(path, good.encode(), {"Content-Type": kind})
    a.post(path, good.encode(), {"Content-Type": "text/xml", "Content-Encoding": n})
    xop = '<x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:%s"/>' % n
    part = "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-ID: <root>\r\n\r\n%s\r\n--b--\r\n" % desk.envelope(
        "file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "x.csv")], a.system, a.password, raw="<t:naiyo>%s</t:naiyo>" % xop)
    a.post(a.path("file"), part.encode(), {"Content-Type": 'multipart/related; type="application/xop+xml"; start="<root>"; boundary=b'})
    a.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "x.csv"), ("naiyo", n + "*")])


def leak_spellings(a, n, before):
    """What XML itself lets a number be written as, in each code; and base64 where no reply says it again."""
    path, good = a.path("kanyusha"), desk.envelope("kanyusha", "get", [("edaban", "1")], a.system, a.password)
    wide = n.translate(WIDE)
    spelled = ["".join("&#%d;" % ord(c) for c in n), "".join("&#x%x;" % ord(c) for c in n), "".join("&#%07d;" % ord(c) for c in wide),
               "%s<![CDATA[%s]]>%s" % (n[:4], n[4:8], n[8:]), "<![CDATA[%s]]>" % n, "%s<!-- no number -->%s" % (n[:6], n[6:]),
               "%s<?no number?>%s" % (n[:6], n[6:]), "%s<!-- x -->%s" % (wide[:6], wide[6:]), "&#49;%s" % n[1:] if n[0] == "1" else n,
               "%s&#45;%s&#x20;%s" % (n[:4], n[4:8], n[8:])]
    coded = [base64.b64encode(some + x.encode(code)).decode() for some in before for x, code in ((n, "ascii"), (wide, "utf-8"))]
    coded.append(base64.encodebytes(b"some text before it, so that the fold falls inside: " + n.encode()).decode())
    bodies_ = [good.replace("<t:edaban>1", "<t:edaban>" + x) for x in spelled]
    bodies_ += [good.replace("<t:edaban>1", "<t:nai>%s</t:nai><t:edaban>1" % x) for x in spelled + coded]
    bodies_ += [good.replace("<s:Header>", "<s:Header><x:memo xmlns:x='urn:x' a='%s'>%s</x:memo>" % (x.replace("<", "&lt;"), x)) for x in spelled + coded]
    bodies_ += [good.replace("<s:Body>", "<!-- %s --><s:Body>" % x) for x in coded + [n, wide]]
    bodies_ += [good.replace("</w:UsernameToken>", "<w:Nonce>%s</w:Nonce></w:UsernameToken>" % x) for x in coded]
    bodies_ += [b[:len(b) // 2] + x for b in bodies_[:3] for x in spelled]
    for body in bodies_:
        for code in ("utf-8", "utf-16", "cp932", "euc-jp"):
            a.post(path, body.encode(code), {"Content-Type": "text/xml; charset=" + code, "SOAPAction": '""'})
    a.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "x.csv"), ("naiyo", coded[0] + "*")])
    for x in coded:
        a.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "x.csv"), ("naiyo", x)])


def collect(d, directory):
    for world in LOTS:
        last = d.control("GET", "/_sim/worlds/%s/journal" % world)[1]["last"]
        for n in range(max(1, last - 200), last + 1):
            d.control("GET", "/_sim/worlds/%s/journal/%d" % (world, n))
        for path in ("/_sim/worlds/%s/journal?since=0", "/_sim/worlds/%s/journal?generation=1", "/_sim/worlds/%s/digest", "/_sim/worlds/%s/clock", "/_sim/worlds/%s/nittei", "/_sim/worlds/%s/pmo?hokensha=06139992", "/_sim/worlds/%s/progress"):
            d.control("GET", path % world)
        for form in ("json", "junit", "csv", "html"):
            status, answer = d.control("GET", "/_sim/worlds/%s/report?format=%s" % (world, form))
            open(os.path.join(directory, "case-%s.%s" % (world, form)), "wb").write(answer if isinstance(answer, bytes) else repr(answer).encode())
            if status != 200:
                raise desk.Broken("report: %s" % answer)
    for path in ("/metrics", "/_sim/worlds"):
        d.control("GET", path)
    text = "\n".join(c.decode("utf-8", "replace") for c in CONTROL)
    open(os.path.join(directory, "control.bin"), "wb").write(text.encode())
    told, may = 0, {"%s-%sResponse" % tuple(o.split(".")) for o in registry.marked("OP_HONNIN")}
    for r in REPLIES:
        # the caller's own name of its file comes back as it was sent (README 5), like the 整理番号 of a row
        r = re.sub(rb"(<fileMei>)[^<]*", rb"\1", r)
        name = re.search(rb'Body><(\w+)(?: xmlns="urn:chukan:(\w+):1")?', r)
        label = b"-".join(x for x in reversed(name.groups()) if x).decode() if name else "other"
        if label in may:  # the answer to 本人確認: its 個人番号, and nothing else of it
            r, n = re.subn(rb"(<kojinBango>)[0-9]{12}(</kojinBango>)", rb"\1\2", r)
            told += n
        with open(os.path.join(directory, "replies-%s.bin" % label), "ab") as f:
            f.write(r + b"\n")
    open(os.path.join(directory, "juminKekka.bin"), "wb").write(b"".join(KEKKA))
    if not told:
        raise desk.Broken("no answer to 本人確認 holds a 個人番号: the exception proves nothing")


def left(directory):
    """Every 符号, and the kinds of message whose bodies were kept: read from copies, the files of the killed daemon stay as they
    are, with their write-ahead logs."""
    found, kinds, ways = set(), set(), registry.ways()
    for path in bodies.databases(os.path.join(directory, "data")):
        with tempfile.TemporaryDirectory(prefix="chukan-test-") as copy:
            for f in glob.glob(path + "*"):
                if not f.endswith("-shm"):
                    shutil.copy(f, copy)
            name = os.path.basename(path)[:-len(".db")]
            db = sqlite3.connect(os.path.join(copy, name + ".db"))
            kinds |= bodies.take(db, name, ways, directory)
            if name == "chukan":
                found.update(r[0].encode() for r in db.execute("SELECT fugo FROM fugo WHERE fugo IS NOT NULL"))
            db.close()
    return found, kinds


def all_actions(d):
    """Of the control API, on a world that goes again; the others are done by the rest of this file."""
    w = "/_sim/worlds/tameshi"
    for method, path, body in (
            ("GET", "/healthz", None), ("POST", "/_sim/worlds", {"name": "tameshi", "fixture": "lot2"}), ("POST", w + "/snapshots", {"name": "mihon"}),
            ("GET", w + "/snapshots", None), ("POST", w + "/snapshots/mihon/restore", {}), ("POST", w + "/snapshots/mihon/keep", {"fixture": "mihon"}),
            ("POST", w + "/clock/advance", {"seconds": 1}), ("PUT", w + "/progress", {"fugo": {"how": "manual"}}),
            ("POST", w + "/report", {"hokensha": play.A, "shubetsu": "kanyushaToroku", "kekka": "正常", "gyoSu": 1, "seijoSu": 1, "ijoSu": 0, "sha256": "0" * 64}),
            ("GET", w + "/journal/wait?since=0&timeout=1", None), ("GET", w + "/journal?bodies=1&op=kanyusha", None), ("GET", w + "/evidence", None), ("GET", w + "/audit", None), ("POST", w + "/audit/verify", {}),
            ("GET", w + "/audit/export", None), ("GET", "/_sim/audit", None), ("POST", "/_sim/audit/verify", {}), ("GET", "/_sim/audit/export", None), ("PUT", w + "/report/2-010", {"comment": "見本"}), ("POST", w + "/reset", {}),
            ("POST", w + "/faults", {"kind": "http", "edaban": "0000001", "hokensha": play.A}), ("GET", w + "/faults", None),
            ("DELETE", w + "/faults/1", None), ("DELETE", w + "/faults", None),
            ("POST", w + "/certificates/bad", {"kind": "expired", "system": "KS06139992A"}),
            ("POST", w + "/certificates/bad", {"kind": "revoked", "system": "KS06139992A"}), ("DELETE", w, None)):
        status, answer = d.control(method, path, body)
        if status != 200:
            raise desk.Broken("%s %s: %s %s" % (method, path, status, answer))


def unseen_actions(d):
    """Those of the control API that have done nothing: an unknown path is answered with all there are."""
    status, answer = d.control("GET", "/_sim/nani")
    did = [x[1] for x in d.seen.did if x[0] == "control" and x[2] == registry.DONE]
    return [p for p in answer["paths"] if not any(re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(p)), x) for x in did)]


def main():
    directory = sys.argv[1]
    open(os.path.join(directory, "numbers.txt"), "wb").write(b"\n".join(sorted(numbers())) + b"\n")
    open(os.path.join(directory, "words.txt"), "w").write("\n".join(WORDS) + "\n")
    d = Desk("--trace=http,soap,sql", fixtures=play.fixtures(directory), keep=directory)
    try:
        d.start()
        for name, (of, _) in worlds().items():
            d.control("POST", "/_sim/worlds", {"name": name, "fixture": of})
        d.stop()
        bodies.keep(d.data)
        d.start()
        limit = [l.split() for l in open("/proc/%d/limits" % d.pid) if l.startswith("Max core file size")][0]
        if int(limit[4]) > 1 or int(limit[5]) > 1:
            raise desk.Broken("the daemon may leave a core: %s" % " ".join(limit))
        for name, (_, sequence) in worlds().items():
            sequence(Play(d, name))
        all_actions(d)
        for world in LOTS:
            a, edaban = main_job(d, world)
            for n in (desk.kojin_bango(1, 9), next(c[3] for c in rows(fixture(world, "kanyusha-A.csv"), LOTS[world][1][0]) if c[3])):
                leak_everywhere(d, world, a, edaban, n)
        collect(d, directory)
        d.look()
        wrong = ["privacy: 制御 API の操作を一度も使わない: %s" % a for a in unseen_actions(d)]
    finally:
        if d.process and d.process.poll() is None:
            d.kill()
    shutil.rmtree(d.fixtures)  # the residents that were put in; nothing that came out
    found, kinds = left(directory)
    open(os.path.join(directory, "fugo.txt"), "wb").write(b"\n".join(sorted(found)) + b"\n")
    print("%d replies, %d control answers, %d 符号" % (len(REPLIES), len(CONTROL), len(found)))
    wrong += registry.missing("privacy", d) + ["privacy: %s の本文がない" % k for k in sorted(set(registry.ways()) - kinds - {x[1] for x in registry.excused("privacy")})]
    print("\n".join(wrong))
    return 0 if REPLIES and found and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
