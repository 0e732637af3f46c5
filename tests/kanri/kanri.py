#!/usr/bin/env python3
# Called by kanri.sh: masters of two insurers change by link file and by operation (2.12.1, 2.12.2), row by row as the result file
# says. A new user calls as soon as its file is 処理完了, also after kill -9 and a restart; a reset brings the fixture's back.
import base64
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
import shinsei  # noqa: E402

A, B, C = "06139992", "06139984", "06139976"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


class Office:
    def __init__(self, d, hokensha, encoding):
        self.d, self.hokensha, self.encoding = d, hokensha, encoding

    def ping(self, busho, user):
        return self.call("kanri", "ping", busho=busho, user=user).code

    def call(self, *args, **more):
        who = desk.Caller(self.d, self.hokensha)
        try:
            return who.call(*args, **more)
        finally:
            who.close()

    def send(self, shubetsu, rows, **more):
        """A file to its end; its result as lists of cells."""
        who = desk.Caller(self.d, self.hokensha)
        content = "".join(",".join(r) + "\r\n" for r in rows).encode(self.encoding)
        taken = who.upload(shubetsu, shubetsu + ".csv", content, **more)
        if taken.kubun == "9":
            who.close()
            return taken.code
        number = taken.get("uketsukeBango")
        status = who.ok("file", "getStatus", [("uketsukeBango", number)])
        expect("%s 処理ステータス" % shubetsu, (status.get("jotai"), status.get("gyoSu")), ("処理完了", str(len(rows))))
        lines = [l.split(",") for l in who.result(number).decode(self.encoding).split("\r\n")[:-1]]
        who.close()
        return lines

    def codes(self, *args, at=4, **more):
        result = self.send(*args, **more)
        return result if isinstance(result, str) else [l[at] for l in result]


def changes(d, a, b):
    expect("部署, new and refused", a.codes("bushoToroku", [
        ["1", "B003", "徴収課"], ["1", "B003", "再び"], ["2", "B003", "徴収第一課"], ["2", "B009", "ない課"], ["3", "B009", ""],
        ["3", "B001", ""], ["1", "B004", ""], ["1", "B005", "消す課"], ["3", "B005", ""], ["1", "B-6", "記号の課"], ["4", "B007", "区分"]]),
        ["C00000", "A40001", "C00000", "A40002", "A40002", "A40003", "F30006", "C00000", "C00000", "F30006", "F30006"])
    expect("a user of the 部署 before there is one", a.ping("B003", "u100"), "C50009")
    expect("ユーザー, new and refused", a.codes("userToroku", [
        ["1", "u100", "B003", "見本　徴収", "KANYUSHA KANRI"], ["1", "u100", "B003", "再び", "SHOKAI"],
        ["1", "u101", "B009", "部署なし", "SHOKAI"], ["1", "u102", "B003", "役なし", "SHOKAI UNKNOWN"],
        ["1", "u103", "B003", "空白二つ", "SHOKAI  KANRI"], ["1", "u104", "B003", "", "SHOKAI"],
        ["2", "u109", "B003", "いない", "SHOKAI"], ["3", "u109", "", "", ""], ["3", "u001", "", "", ""],
        ["2", "u001", "", "", "KANYUSHA"], ["2", "u002", "", "", "SHOKAI"], ["2", "u002", "", "", ""],
        ["1", "u105", "B003", "同じ役二つ", "SHOKAI SHOKAI"], ["1", "u106", "B003", "消す人", "SHOKAI"], ["3", "u106", "", "", ""]]),
        ["C00000", "A40004", "A40002", "A20001", "A20001", "F30006", "A40005", "A40005", "A40006", "A40016", "C00000", "F30006",
         "A20001", "C00000", "C00000"])
    expect("the new user calls at once", a.ping("B003", "u100"), "C00000")
    expect("it is the insurer's own", b.ping("B003", "u100"), "C50008")
    expect("what was removed does not call", a.ping("B003", "u106"), "C50009")
    expect("a role that was taken away", a.codes("shikakuJoho", [["1"]], busho="B002", user="u002"), "C50010")
    expect("部署 in use by the new user", a.codes("bushoToroku", [["3", "B003", ""]]), ["A40003"])
    expect("without KANRI no file", a.codes("bushoToroku", [["1", "B010", "課"]], busho="B002", user="u002"), "C50010")
    expect("the new user sends one", a.codes("userToroku", [["1", "u110", "B001", "見本　新人", "SHOKAI"], ["3", "u100", "", "", ""]],
                                             busho="B003", user="u100"), ["C00000", "A40006"])
    line = a.send("userToroku", [["1", desk.kojin_bango(1), "B001", "番号の人", "SHOKAI"]])[0]
    expect("a 個人番号 as user", (line[4], line[3]), ("F30007", "************"))


def masters(office):
    """What masterDownload gives, by master."""
    return {m: base64.b64decode(office.call("kanri", "masterDownload", [("master", m)]).get("naiyo") or "") for m in ("accessGroup", "busho", "role", "gyomuCode")}


def own_lists(a, done):
    """Lines of 業務コード whose order matters: a chain, two that stand for one value, and a swap, which goes in by file alone."""
    def line(*x):
        return dict(zip(("shoriKubun", "codeList", "theirs", "ours"), ("1", *x)))
    def kaku():
        told = a.call("kanri", "masterList", [("master", "gyomuCode")])
        return list(zip(told.all("code")[1:], [k.get("atai") for k in told.items("komoku") if k.get("mei") == "kaku"]))
    for x in (("seibetsu", "9", "1"), ("seibetsu", "1", "2"), ("honninKazoku", "ほんにん", "1"), ("honninKazoku", "H", "1"),
              ("honninKazoku", "K", "2")):
        done("gyomuCodeToroku", **line(*x))
    swap = [("fukuhonShoriKubun", "1", "2"), ("fukuhonShoriKubun", "2", "1")]
    expect("half a swap by operation", [a.call("kanri", "gyomuCodeToroku", line(*x)).code for x in swap], ["A20021"] * 2)
    expect("half a swap by file", a.codes("gyomuCodeToroku", [["1", *swap[0], ""]]), ["A20021"])
    expect("a list is judged as a whole, each by itself", a.codes("gyomuCodeToroku", [
        ["1", *swap[0], ""], ["1", "fukuhonShoriKubun", "N", "3", ""], ["1", "honninKazoku", "1", "2", ""], ["3", "honninKazoku", "1", "", ""]]),
        ["A20021", "A20021", "C00000", "C00000"])
    expect("a swap", a.codes("gyomuCodeToroku", [["1", *x, ""] for x in swap]), ["C00000"] * 2)
    expect("the first one is written", kaku(), [
        ("fukuhonShoriKubun 1", "1"), ("fukuhonShoriKubun 2", "1"), ("honninKazoku H", "0"), ("honninKazoku K", "1"),
        ("honninKazoku ほんにん", "1"), ("seibetsu 1", "1"), ("seibetsu 9", "1")])


def there_and_back(d, a):
    """Masters by operation, taken as files, lost by a reset, sent in again: all is as it was, and the user who needs them calls."""
    def done(op, **fields):
        expect(op, a.call("kanri", op, list(fields.items())).code, "C00000")
    done("accessGroupToroku", shoriKubun="1", accessGroup="G1", mei="第一", jimu="KANRI SHOKAI", tokutei="maisoryo TM00000000000050")
    done("roleToroku", shoriKubun="1", role="SHOMU", mei="庶務", sosa="kanriBusho kanriRole")
    done("bushoToroku", shoriKubun="1", busho="B003", mei="庶務課", jimu="KANRI", shokusho="KANRI", tokutei="-", accessGroup="G1")
    done("bushoToroku", shoriKubun="2", busho="B002", shokusho="SANSHO")
    own_lists(a, done)
    kept = masters(a)
    expect("kept", [len(v.splitlines()) for v in kept.values()], [1, 3, 1, 7])
    expect("a role that is there", a.codes("userToroku", [["1", "u100", "B003", "見本　庶務", "SHOMU"]]), ["C00000"])
    expect("what it may", [a.call("kanri", "masterList", [("master", m)], busho="B003", user="u100").code for m in kept], ["C50010", "C00000", "C00000", "C50010"])
    more = [[("shoriKubun", "2"), ("role", "SHOMU"), ("sosa", "kanriBusho kanriRole " + x)] for x in ("kanriUser", "kanriUser kanyushaSansho")]
    expect("its own role, wider", [a.call("kanri", "roleToroku", f, busho="B003", user="u100").code for f in more], ["C00000"] * 2)
    expect("not beyond its 部署", a.call("kanyusha", "get", [("edaban", "0000001")], busho="B003", user="u100").code, "C50013")
    expect("what its 部署 may not", a.call("kanri", "roleToroku", [("shoriKubun", "2"), ("role", "SHOMU"), ("sosa", "kanyushaSansho")],
                                           busho="B002", user="u002").code, "C50010")
    d.control("POST", "/_sim/worlds/lot2/reset", {})
    expect("lost", masters(a)["role"], b"")
    rows = {m: [line.split(",") for line in v.decode(a.encoding).splitlines()] for m, v in kept.items()}
    expect("アクセスグループ", a.codes("accessGroupToroku", rows["accessGroup"], at=3), ["C00000"])
    expect("部署, those of the fixture are there", a.codes("bushoToroku", rows["busho"]), ["A40001", "A40001", "C00000"])
    expect("those, changed", a.codes("bushoToroku", [["2"] + r[1:] for r in rows["busho"]]), ["C00000"] * 3)
    expect("ロール", a.codes("roleToroku", rows["role"], at=3), ["C00000"])
    expect("業務コード, in the order in which they came", a.codes("gyomuCodeToroku", rows["gyomuCode"]), ["C00000"] * 7)
    expect("as they were", masters(a), kept)
    expect("the user again", a.codes("userToroku", [["1", "u100", "B003", "見本　庶務", "SHOMU"]]), ["C00000"])
    expect("calls", a.call("kanri", "masterList", [("master", "role")], busho="B003", user="u100").code, "C00000")
    d.control("POST", "/_sim/worlds/lot2/reset", {})


SHOKAI = {"jimuCode": "JM00000000000003", "tokuteiKojinJohoCode": "TM00000000000999", "kijunYmd": "20170401"}
ITEMS = {"kigo": "３３", "bango": "1", "honninKazoku": "1", "shutokuYmd": "20170401", "fukaiji": "0", "jikoTeikyoFuka": "0"}


def resident():
    """Somebody that 住基ネット knows, as A's file of them has it."""
    names = ("shoriKubun", "seiriBango", "edaban", "kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu",
             "seinengappi", "jusho", "shutokuYmd")
    with open(os.path.join(desk.ROOT, "fixtures/worlds/lot2/files/kanyusha-A.csv"), encoding="cp932") as f:
        person = dict(zip(names, f.readline().rstrip().split(",")))
    return {k: v for k, v in person.items() if k not in names[:3]} | {"shutokuYmd": "20170401"}


def own_codes(d, a, b):
    """Policy soapGyomuCode (2.12.1 ⑧): A writes 本人家族区分 as H and K, 性別 as 9 and 1, 処理区分 of a 副本 as N and U; B as ours are.
    Each says and hears its own, whatever the other one has."""
    lines = [("honninKazoku", "H", "1"), ("honninKazoku", "K", "2"), ("seibetsu", "9", "1"), ("seibetsu", "1", "2"), ("seibetsu", "2", "9")]
    expect("業務コード, the last of a value that there is not", a.codes("gyomuCodeToroku", [["1", *x, ""] for x in lines]),
           ["C00000"] * 4 + ["A20021"])
    for theirs, ours in (("N", "1"), ("U", "2")):
        fields = {"shoriKubun": "1", "codeList": "fukuhonShoriKubun", "theirs": theirs, "ours": ours}
        expect("業務コード by operation", a.call("kanri", "gyomuCodeToroku", fields).code, "C00000")
    one = resident()
    for have, want in (({}, "「本人家族区分」 期待: H 本人・K 家族（業務コードの変換定義 honninKazoku）、実際: 1"),
                       ({"honninKazoku": "H", "seibetsu": "2"}, "「性別」 期待: 9 男・1 女・3 未設定（業務コードの変換定義 seibetsu）、実際: 2")):
        expect("a value that was ours", a.call("kanyusha", "register", one | have).get("message").split("項目", 2)[-1], want)
    theirs = {"honninKazoku": "H", "seibetsu": "9"}
    edaban = [o.call("kanyusha", "register", one | own).get("edaban") for o, own in ((a, theirs), (b, {}))]
    for o, number, own in zip((a, b), edaban, (theirs, {"honninKazoku": "1", "seibetsu": "1"})):
        told = o.call("kanyusha", "get", [("edaban", number)])
        expect("加入者情報", {x: told.get(x) for x in own}, own)
    d.approve()
    d.settle()
    for o, number, own in ((a, edaban[0], {"shoriKubun": "N", "honninKazoku": "H"}), (b, edaban[1], {})):
        items = [("komoku", [("mei", m), ("atai", v)]) for m, v in (ITEMS | own).items()]
        expect("副本", o.call("fukuhon", "register", [("shubetsu", "shikakuJoho"), ("edaban", number)] + items).code, "C00000")
        value = "<mei>honninKazoku</mei><atai>%s</atai>" % own.get("honninKazoku", "1")
        expect("副本 as it is told", value in o.call("fukuhon", "get", [("edaban", number)]).text, True)
        other, whose = (b, A) if o is a else (a, B)
        asked = other.call("shokai", "request", {"edaban": edaban[o is a], "teikyoHokensha": whose} | SHOKAI)
        answer = other.call("shokai", "getResult", [("shokaiBango", asked.get("shokaiBango"))])
        value = "<mei>honninKazoku</mei><atai>%s</atai>" % ("1" if o is a else "H")
        expect("the answer to who asks", (answer.get("jotai"), value in answer.text), ("回答済", True))
    kind = [("shubetsu", "shikakuJoho"), ("edaban", edaban[0]), *(("komoku", [("mei", m), ("atai", v)]) for m, v in
                                                                         (("shoriKubun", "3"), ("shutokuYmd", "20170401")))]
    expect("what is none", "期待: N（新規）または U（変更）" in a.call("fukuhon", "register", kind).text, True)
    line = a.send("johoShokai", [["R1", edaban[0], B, *SHOKAI.values(), ""]])[0]
    expect("the answer by file", ('"honninKazoku":"H"' in ",".join(line).replace('""', '"')), True)
    d.control("POST", "/_sim/worlds/lot2/reset", {})


def codes_of_c(d):
    """C has as many 業務コード as it may of some lists; what its fixture has stays."""
    with open(os.path.join(d.fixtures, "worlds", "lot2", "gyomu_code.csv"), "a", encoding="utf-8") as f:
        for name in ("honninKazoku", "kanyushaShoriKubun", "shikakuKubun", "fukuhonShoriKubun", "seibetsu"):
            f.writelines("%s,%s,Z%d,1,\n" % (C, name, n) for n in range(500))


def many(d, b):
    """Users beyond a chunk, killed in the middle; each row exactly once."""
    rows = [["1", "n%05d" % n, "B002", "架空　多人数", "SHOKAI"] for n in range(12000)]
    content = "".join(",".join(r) + "\r\n" for r in rows).encode(b.encoding)
    who = desk.Caller(d, B)
    number = who.upload("userToroku", "many.csv", content).get("uketsukeBango")
    d.kill()
    who.close()
    d.start()
    status = who.ok("file", "getStatus", [("uketsukeBango", number)])
    expect("a file that was killed", [status.get(x) for x in ("jotai", "gyoSu", "seijoSu", "ijoSu")], ["処理完了", "12000", "12000", "0"])
    expect("its first and last", [b.ping("B002", "n00000"), b.ping("B002", "n11999")], ["C00000"] * 2)
    who.close()


def main():
    d = desk.Desk("--check-invariants")
    try:
        world = os.path.join(d.fixtures, "worlds", "lot2", "world.xml")
        text = open(world, encoding="utf-8").read()
        with open(world, "w", encoding="utf-8") as f:
            f.write(text.replace("  <progress", '  <policy name="soapGyomuCode" value="on"/>\n  <progress', 1))
        shinsei.prepare(d)
        codes_of_c(d)
        d.start()
        fresh = d.digest()["digest"]
        shinsei_fresh = shinsei.before(d, expect)
        shinsei.new(d, expect)
        a, b = Office(d, A, "cp932"), Office(d, B, "utf-8")
        expect("a file of who has many 業務コード", Office(d, C, "cp932").codes("bushoToroku", [["1", "B003", "課"]]), ["C00000"])
        d.control("POST", "/_sim/worlds/lot2/reset", {})
        there_and_back(d, a)
        own_codes(d, a, b)
        expect("digest after a reset", d.digest()["digest"], fresh)
        changes(d, a, b)
        before = d.digest()["digest"]
        d.kill()
        d.start()
        expect("digest after kill -9", d.digest()["digest"], before)
        expect("the new users after kill -9", [a.ping("B003", "u100"), a.ping("B001", "u110")], ["C00000"] * 2)
        shinsei.after(d, expect, shinsei_fresh)
        many(d, b)
        expect("exit status", d.stop(), 0)
        shinsei.of_before(d, expect)
        expect("the new users after a restart", [a.ping("B003", "u100"), b.ping("B002", "n11999")], ["C00000"] * 2)
        d.control("POST", "/_sim/worlds/lot2/reset", {})
        expect("after a reset", [a.ping("B003", "u100"), b.ping("B002", "n11999"), a.ping("B002", "u002")],
               ["C50008", "C50009", "C00000"])
        expect("digest after a reset", d.digest()["digest"], fresh)
        expect("exit status", d.stop(), 0)
    except Exception:
        print(open(d.log, errors="replace").read()[-2000:])
        raise
    finally:
        d.clean()
    for w in wrong[:20]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
