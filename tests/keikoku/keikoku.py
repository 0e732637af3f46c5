#!/usr/bin/env python3
# Called by keikoku.sh. Rows that a rule warns of lie in every chunk of a file of 副本; the daemon is killed while it takes them,
# several times: the file of warnings has each of them once, in order, and is byte for byte that of a daemon that nobody killed. As
# XML and in a zip it is in the upload's form; お知らせ, the journal and the report count what it has; a file without warnings, a halted one and
# a reset world have none; states of 加入者 come when their file ends, and are gone when a later row mends them.
import csv
import hashlib
import io
import os
import random
import re
import shutil
import sys
import time
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A = "06139992"
PEOPLE, BLOWS = 2994, 4  # desk.kanyusha_rows refuses every 500th
EVERY = 3  # of so many rows one is warned of
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, str(want)[:300], str(have)[:300]))


def teate(n, to="20170131", more=""):
    """傷病手当金 of the n-th person; every third one again, with another last day: it replaces the first."""
    return "1,%s,%07d,20170301,20170110,%s,1000,0%s\r\n" % (A, n, to, more)


def shikaku(n, kubun="1", soshitsu=""):
    f = dict(desk.person(n - 1 + (n - 1) // 499, ""))
    return ",".join([kubun, A, "%07d" % n, f["kigo"], f["bango"], f["honninKazoku"], f["shutokuYmd"], soshitsu, "", "0", "0"]) + "\r\n"


def rows():
    out = [teate(n) for n in range(1, PEOPLE + 1)]
    for n in range(EVERY, PEOPLE + 1, EVERY):
        out.append(teate(n, "20170130"))
    return out


def caller(d):
    return desk.Caller(d, A)


def send(d, kind, name, content, world="lot2"):
    who = desk.Caller(d, A, world)
    number = who.upload(kind, name, content).get("uketsukeBango")
    who.close()
    return number


def keikoku(d, number, world="lot2"):
    """(name, bytes) of the file of warnings; (None, code) when there is none."""
    who = desk.Caller(d, A, world)
    r = who.call("file", "getResult", [("uketsukeBango", number), ("shurui", "keikoku")])
    who.close()
    if r.kubun != "1":
        return None, r.code
    content = desk.base64.b64decode(r.get("naiyo"))
    expect("sha256", hashlib.sha256(content).hexdigest(), r.get("sha256"))
    expect("size", len(content), int(r.get("size")))
    return r.get("fileMei"), content


def su(d, number):
    """What file.getStatus says of how many warnings there are; None: nothing."""
    who = caller(d)
    r = who.call("file", "getStatus", [("uketsukeBango", number)])
    who.close()
    return r.get("keikokuSu")


def notices(d):
    who = caller(d)
    r = who.ok("oshirase", "list")
    who.close()
    return [tuple(i.get(x) for x in ("uketsukeBango", "kisoku", "code", "keikokuSu", "edaban")) for i in r.items()
            if i.get("shubetsu") == "警告"]


def reported(d, rule):
    """What the report says of a rule over the whole run: code, count, 受付番号; nothing when it never warned."""
    status, report = d.control("GET", "/_sim/worlds/lot2/report")
    expect("report", status, 200)
    return [(k["code"], k["kensu"], k["uketsukeBango"]) for k in report["keikoku"] if k["kisoku"] == rule]


def people(d):
    number = send(d, "kanyushaToroku", "k.csv", desk.kanyusha_rows(PEOPLE + PEOPLE // 499, encoding="cp932"))
    d.settle()
    send(d, "shikakuJoho", "s.csv", "".join(shikaku(n) for n in range(1, PEOPLE + 1)).encode("cp932"))
    d.settle()
    return number


def table(content):
    return list(csv.reader(io.StringIO(content.decode("cp932"), newline="")))


def whole(d):
    """The file to its end, undisturbed."""
    people(d)
    expect("資格情報 as 加入者情報", [n for n in notices(d) if n[2] == "P40020"], [])
    number = send(d, "shobyoTeatekin", "b.csv", "".join(rows()).encode("cp932"))
    d.settle()
    name, content = keikoku(d, number)
    lines = table(content)
    expect("name", name, "b-keikoku.csv")
    expect("rows", [l[1] for l in lines], [str(PEOPLE + i) for i in range(1, PEOPLE // EVERY + 1)])
    expect("rules", {tuple(l[4:6]) for l in lines}, {("kagiOnaji", "P40011")})
    expect("枝番", [l[3] for l in lines], ["%07d" % n for n in range(EVERY, PEOPLE + 1, EVERY)])
    expect("お知らせ", [n for n in notices(d) if n[0] == number], [(number, "kagiOnaji", "P40011", str(PEOPLE // EVERY), None)])
    expect("getStatus", su(d, number), str(PEOPLE // EVERY))
    expect("getStatus without warnings", su(d, "U%sN0000001" % A), None)
    status, journal = d.control("GET", "/_sim/worlds/lot2/journal")
    ends = [e for e in journal["entries"] if e.get("op") == "owari" and e.get("uketsukeBango") == number]
    expect("journal", [re.search("警告 P40011 [0-9]+件", e["note"]).group(0) for e in ends], ["警告 P40011 %d件" % (PEOPLE // EVERY)])
    expect("report", reported(d, "kagiOnaji"), [("P40011", PEOPLE // EVERY, [number])])
    expect("without warnings", keikoku(d, "U%sN0000001" % A), (None, "F40004"))
    return content, d.digest()["digest"]


def beaten(d, want):
    """The same while the daemon is killed again and again."""
    people(d)
    number = send(d, "shobyoTeatekin", "b.csv", "".join(rows()).encode("cp932"))
    luck = random.Random(7)
    for _ in range(BLOWS):
        time.sleep(luck.uniform(0.0, 0.08))  # the blow falls anywhere in the file
        d.kill()
        d.start()
    d.settle()
    expect("after kill -9", keikoku(d, number)[1] == want[0], True)
    expect("digest after kill -9", d.digest()["digest"], want[1])
    expect("reported once", reported(d, "kagiOnaji"), [("P40011", PEOPLE // EVERY, [number])])
    expect("counted once", [n[3] for n in notices(d) if n[0] == number], [str(PEOPLE // EVERY)])


def forms(d):
    """In the form of the upload; of a zip one file that names its entries."""
    columns = ["shoriKubun", "hokensha", "edaban", "ketteiYmd", "kikanFrom", "kikanTo", "kingaku", "jidoOtoFuka"]
    xml = "".join("<gyo>%s</gyo>" % "".join("<%s>%s</%s>" % (c, v, c) for c, v in zip(columns, teate(n, "20170129").strip().split(",")))
                  for n in (1, 2))
    number = send(d, "shobyoTeatekin", "b.xml", ('<?xml version="1.0" encoding="Shift_JIS"?><shobyoTeatekin>%s</shobyoTeatekin>' % xml).encode("cp932"))
    d.settle()
    name, content = keikoku(d, number)
    expect("XML name", name, "b-keikoku.xml")
    expect("XML rows", re.findall("<edaban>([0-9]+)</edaban>", content.decode("cp932")), ["0000001", "0000002"])
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as z:
        z.writestr("b1.csv", teate(1, "20170128").encode("cp932"))
        z.writestr("b2.csv", (teate(2, "20170128") + teate(3, "20170128")).encode("cp932"))
    number = send(d, "shobyoTeatekin", "b.zip", pack.getvalue())
    d.settle()
    name, content = keikoku(d, number)
    expect("zip name", name, "b-keikoku.csv")
    expect("zip rows", [l[:2] + [l[3]] for l in table(content)], [["b1.csv", "1", "0000001"], ["b2.csv", "1", "0000002"], ["b2.csv", "2", "0000003"]])
    who = caller(d)
    expect("kekka", who.call("file", "getResult", [("uketsukeBango", number), ("shurui", "kekka")]).get("sha256"),
           who.call("file", "getResult", [("uketsukeBango", number)]).get("sha256"))
    expect("no such shurui", who.call("file", "getResult", [("uketsukeBango", number), ("shurui", "nani")]).code, "C20008")
    who.close()
    number = send(d, "shobyoTeatekin", "b.csv", (teate(1, "20170127") + '1,"').encode("cp932"))
    d.settle()
    expect("halted", keikoku(d, number), (None, "F40003"))
    expect("getStatus halted", su(d, number), None)


def states(d):
    """A state of 加入者 that a later row of the file mends is not told; one that stays is, until another file mends it."""
    f = desk.person(1, "")

    def row(kubun, edaban, **other):
        v = dict(f, soshitsuYmd="", ninteiYmd="") | other
        return ",".join([kubun, "R1", edaban, "", v["kigo"], v["bango"], v["honninKazoku"], v["shimei"], v["shimeiKana"], v["seibetsu"],
                         v["seinengappi"], v["jusho"], v["shutokuYmd"], v["soshitsuYmd"], v["ninteiYmd"]]) + "\r\n"
    who = caller(d)
    old = who.ok("kanyusha", "get", [("edaban", "0000001")])
    who.close()
    same = {x: old.get(x) for x in ("kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "jusho", "shutokuYmd")}
    mended = row("2", "0000001", **dict(same, seinengappi="19400101")) + row("2", "0000001", **dict(same, seinengappi="19600101"))
    number = send(d, "kanyushaToroku", "m.csv", mended.encode("cp932"))
    d.settle()
    expect("mended in the file", keikoku(d, number), (None, "F40004"))
    number = send(d, "kanyushaToroku", "o.csv", row("2", "0000001", **dict(same, seinengappi="19400101")).encode("cp932"))
    d.settle()
    name, content = keikoku(d, number)
    expect("75 reported", reported(d, "nanajugo"), [("K40019", 1, [number])])
    expect("75", [l[1:] for l in table(content)] if name else content,
           [["", "", "0000001", "nanajugo", "K40019", "被保険者枝番", "75 歳になった人の資格が残っています。項目「被保険者枝番」 "
             "期待: 75 歳の誕生日に喪失する資格（喪失は処理区分 4）、実際: 0000001（誕生日 20150101）"]])
    who = caller(d)
    who.ok("kanyusha", "change", [("edaban", "0000002"), ("seinengappi", "19390101")])
    expect("75 online", [n for n in notices(d) if n[4] == "0000002"], [(None, "nanajugo", "K40019", None, "0000002")])
    who.ok("kanyusha", "change", [("edaban", "0000002"), ("seinengappi", "19690101")])
    expect("75 online, mended", [n for n in notices(d) if n[4] == "0000002"], [])
    who.close()


def strict(d):
    """Where every warning refuses, a state that a later row may mend is told all the same, and refuses nobody."""
    folder = os.path.join(d.fixtures, "worlds", "strict")
    shutil.copytree(os.path.join(d.fixtures, "worlds", "lot2"), folder)
    path = os.path.join(folder, "world.xml")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace("</world>", '<policy name="rules" value="strict"/></world>'))
    expect("strict", d.control("POST", "/_sim/worlds", {"name": "strict", "fixture": "strict"})[0] in (200, 201), True)
    rows = desk.kanyusha_rows(3).decode().splitlines(True)
    rows[1] = rows[1].replace(",３３,1,", ",３３,0,")  # the number of the first
    rows[2] = re.sub("架空県[^,]*", "", rows[2])
    number = send(d, "kanyushaToroku", "k.csv", "".join(rows).encode("cp932"), "strict")
    d.settle("strict")
    name, content = keikoku(d, number, "strict")
    expect("strict: two 本人", [l[1:6] for l in table(content)] if name else content, [["", "", "0000002", "honninFutari", "K40015"]])
    who = desk.Caller(d, A, "strict")
    status = who.ok("file", "getStatus", [("uketsukeBango", number)])
    who.close()
    expect("strict: no address", (status.get("seijoSu"), status.get("ijoSu")), ("2", "1"))


def soi(d):
    """資格情報 that a change of 加入者 has left behind is told when the next file of 資格情報 ends, as long as it lasts."""
    def end(*lines):
        number = send(d, "shikakuJoho", "s.csv", "".join(lines).encode("cp932"))
        d.settle()
        name, content = keikoku(d, number)
        return [l[1:2] + l[3:4] + l[5:7] for l in table(content)] if name else content
    left = ["", "0000011", "P40020", "資格喪失年月日"]
    expect("資格情報 as 加入者情報", end(shikaku(12, "2")), "F40004")
    who = caller(d)
    who.ok("kanyusha", "lose", [("edaban", "0000011"), ("soshitsuYmd", "20170401")])
    who.close()
    expect("left behind", end(shikaku(12, "2")), [left])
    expect("still left, and a row", end(shikaku(12, "2", "20170501")), [["1", "0000012", "P40020", "資格喪失年月日"], left])
    expect("followed", end(shikaku(11, "2", "20170401"), shikaku(12, "2")), "F40004")


def main():
    d = desk.Desk()
    try:
        d.start()
        want = whole(d)
        forms(d)
        states(d)
        soi(d)
        strict(d)
        status, _ = d.control("POST", "/_sim/worlds/lot2/reset", {})
        expect("reset", (status, notices(d)), (200, []))
        beaten(d, want)
        if d.stop() != 0:
            raise desk.Broken("chukand の終了コードが 0 でない")
    finally:
        d.clean()
    for line in wrong:
        print(line)
    print("警告のファイル: 違い %d" % len(wrong))
    return 1 if wrong else 0


sys.exit(main())
