#!/usr/bin/env python3
# Called by chofuku.sh: the same people join two insurers, one after the other and on the same days, online and by files of some
# thousand rows. Both are told of each overlap, with their own 枝番, and of its end; killed with SIGKILL in the middle of a file
# the daemon comes to the same digest as one that was not, also while files of both are at work. A reset forgets all.
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, B = "06139992", "06139984"
ROWS, SHIFT = 12000, 3000  # B's file begins with A's member number SHIFT
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def call(d, hokensha, service, op, fields=()):
    who = desk.Caller(d, hokensha)
    try:
        return who.ok(service, op, fields)
    finally:
        who.close()


def join(d, hokensha, number, ymd):
    fields = [(k, ymd if k == "shutokuYmd" else v) for k, v in desk.person(1, number)]
    return call(d, hokensha, "kanyusha", "register", fields).get("edaban")


def notices(d, hokensha, **filters):
    r = call(d, hokensha, "oshirase", "list", list(filters.items()))
    return [tuple(i.get(x) for x in ("edaban", "shutokuYmd", "soshitsuYmd", "aiteHokensha", "aiteShutokuYmd", "aiteSoshitsuYmd",
                                     "chofukuYmd", "jotai")) for i in r.items() if i.get("shubetsu") == "資格重複"]


def online(d):
    one, two = desk.kojin_bango(900001), desk.kojin_bango(900002)
    a1 = join(d, A, one, "20100401")
    call(d, A, "kanyusha", "lose", [("edaban", a1), ("soshitsuYmd", "20170401")])
    join(d, B, one, "20170401")
    expect("one after the other", (notices(d, A), notices(d, B)), ([], []))
    a2 = join(d, A, two, "20100401")
    b2 = join(d, B, two, "20170401")
    expect("both, told to A", notices(d, A), [(a2, "20100401", None, B, "20170401", None, "20170401", "重複中")])
    expect("both, told to B", notices(d, B), [(b2, "20170401", None, A, "20100401", None, "20170401", "重複中")])
    d.kill()
    d.start()
    call(d, A, "kanyusha", "lose", [("edaban", a2), ("soshitsuYmd", "20170401")])
    expect("over, told to A", notices(d, A), [(a2, "20100401", "20170401", B, "20170401", None, "20170401", "解消")])
    expect("over, told to B", notices(d, B), [(b2, "20170401", None, A, "20100401", "20170401", "20170401", "解消")])


def rows(first, count, encoding, cancel=None):
    """cancel: the 枝番 of the first, to be taken back."""
    out = []
    for n in range(first, first + count):
        f = dict(desk.person(n, desk.kojin_bango(n)))
        what = ["1", "R%d" % n, "", f["kojinBango"]] if cancel is None else ["5", "R%d" % n, "%07d" % (cancel + n - first), ""]
        out.append(",".join(what + [f["kigo"], f["bango"], f["honninKazoku"], f["shimei"],
                             f["shimeiKana"], f["seibetsu"], f["seinengappi"], f["jusho"], f["shutokuYmd"], "", ""]) + "\r\n")
    return "".join(out).encode(encoding)


def upload(d, hokensha, name, content):
    who = desk.Caller(d, hokensha)
    number = who.upload("kanyushaToroku", name, content).get("uketsukeBango")
    who.close()
    return number


def files(d, kills):
    """One file after the other."""
    upload(d, A, "a.csv", rows(0, ROWS, "cp932"))
    d.settle()
    number = upload(d, B, "b.csv", rows(SHIFT, ROWS, "utf-8"))
    for _ in range(kills):
        d.kill()
        d.start()
    status = call(d, B, "file", "getStatus", [("uketsukeBango", number)])
    expect("処理ステータス", (status.get("jotai"), status.get("seijoSu")), ("処理完了", str(ROWS)))
    d.settle()
    both = ROWS - SHIFT
    a, b = notices(d, A, jotai="重複中"), notices(d, B, jotai="重複中")
    expect("how many of A and B", (len(a), len(b)), (both, both))
    expect("A's first and last", (int(a[0][0]) - SHIFT, int(a[-1][0]) - ROWS), (3, 2))
    expect("枝番 in order, each once", [x[0] for x in a], sorted({x[0] for x in a}))
    expect("a page of B", [x[0] for x in notices(d, B, jotai="重複中", kaishiEdaban=b[9][0], kensu="5")], [x[0] for x in b[10:15]])


def together(d, kills):
    """Both files at work at once: B's, which was accepted first, takes the first people back before A has them."""
    first, many = 100000, 30000
    edaban = int(join(d, B, desk.kojin_bango(900003), "20100401")) + 1
    upload(d, B, "b2.csv", rows(first, many, "utf-8") + rows(first, 50, "utf-8", cancel=edaban))
    own = int(join(d, A, desk.kojin_bango(900004), "20100401")) + 1
    number = upload(d, A, "a2.csv", rows(first, 200, "cp932"))
    call(d, A, "file", "getStatus", [("uketsukeBango", number)])
    call(d, A, "kanyusha", "cancel", [("edaban", "%07d" % (own + 60))])
    for _ in range(kills):
        d.kill()
        d.start()
    d.settle()
    expect("both at work: 解消", [int(x[0]) - own for x in notices(d, A, jotai="解消") if int(x[0]) >= own], [60])
    expect("both at work: 重複中", len([x for x in notices(d, A, jotai="重複中", kaishiEdaban="%07d" % (own - 1))]), 149)
    return d.digest()


def run(kills):
    d = desk.Desk("--check-invariants")
    try:
        d.start()
        fresh = d.digest()["digest"]
        online(d)
        files(d, kills)
        digest = together(d, kills)
        if kills:
            d.control("POST", "/_sim/worlds/lot2/reset", {})
            expect("after a reset", (notices(d, A), notices(d, B), d.digest()["digest"]), ([], [], fresh))
        expect("exit status", d.stop(), 0)
        return digest
    except Exception:
        print(open(d.log, errors="replace").read()[-2000:])
        raise
    finally:
        d.clean()


def main():
    calm, shaken = run(0), run(3)
    for table in calm["tables"]:
        expect("digest of %s" % table, shaken["tables"].get(table), calm["tables"][table])
    for w in wrong[:20]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
