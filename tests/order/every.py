# Sequences that leave out nothing that is registered: what no other one of order.py does is done here, and what a caller may get
# wrong is refused with its code (REFUSED). order.py holds all of it against the registries (tests/tools/registry.py).
from play import ADULTS, A, B, C, CITY, HAND, JM, JUMIN, MATCH, MUTE, RESIDENTS, SELF, TM, fukuhon, kanyusha, resident, shikaku, want

import desk
import registry

SHOBYO = "TM00000000000050"
NONE = "9999999"  # a 枝番 that nobody has
# What each kind of file takes of the first of our people, and what it refuses.
FILES = {
    "shikakuJoho": (shikaku(A, "0000001"), shikaku(A, NONE)),
    "kogakuKaigoGassan": (["1", A, "0000001", "20150801", "20160731", "20170110", "45000", "0"], ["1", A, NONE, "20150801", "20160731", "20170110", "1", "0"]),
    "shussanIchijikin": (["1", A, "0000001", "20161110", "1", "20161205", "420000", "0"], ["1", A, "0000001", "20161110", "1", "20161305", "1", "0"]),
    "kazokuShussanIchijikin": (["1", A, "0000001", "20161224", "1", "20170120", "420000", "0"], ["1", A, NONE, "20161224", "1", "20170120", "1", "0"]),
    "shussanTeatekin": (["1", A, "0000001", "20161115", "20161110", "1", "20161004", "20170105", "20170120", "510000", "0"],
                        ["1", A, NONE, "20161115", "20161110", "1", "20161004", "20170105", "20170120", "1", "0"]),
    "shobyoTeatekin": (["1", A, "0000001", "20170310", "20170201", "20170228", "80000", "0"], ["1", A, "0000001", "20170310", "20170228", "20170201", "1", "0"]),
    "maisoryo": (["1", A, "0000001", "20170503", "20170508", "50000", "0"], ["1", A, NONE, "20170503", "20170508", "1", "0"]),
    "kazokuMaisoryo": (["1", A, "0000001", "20170503", "20170508", "50000", "0"], ["1", A, NONE, "20170503", "20170508", "1", "0"]),
    "kanyushaToroku": (kanyusha(7), kanyusha(8, number="123456789012")),
    "accessGroupToroku": (["1", "G100", "第一"], ["1", "G101", "第二", "KEIRI"]),
    "bushoToroku": (["1", "B100", "見本課"], ["1", "", "課"]),
    "roleToroku": (["1", "SHOMU", "庶務", "kanyushaSansho"], ["1", "KANRI", "庶務", "kanyushaSansho"]),
    "userToroku": (["1", "u100", "B001", "見本　新人", "KANYUSHA"], ["1", "u101", "B999", "人", "KANYUSHA"]),
    "systemToroku": (["1", "KS100", "基幹", "Kagi-2017x"], ["1", "KS101", "基幹", "kagi"]),
    "teigiHenko": (["", "0"], ["SJIS", ""]),
    "gyomuCodeToroku": (["1", "seibetsu", "M", "1", "男"], ["1", "seibetsu", "F", "9", "女"]),
    "juminShokai": (["S1", "2", RESIDENTS[0], "", "", "", "", "", "04"], ["S1", "3", RESIDENTS[0], "", "", "", "", "", "04"]),
    "johoShokai": (["S1", "0000001", B, JM, TM, ""], ["S1", NONE, B, JM, TM, ""]),
    "kikanShokai": (["S1", "0000001", CITY, JM, "JT00000000000303", "TM00000000000002", ""],
                    ["S1", NONE, CITY, JM, "JT00000000000303", "TM00000000000002", ""]),
    "masterHokoku": (["3", "tokuteiKojinJoho", "TM00000000000901", "0001", "年金給付関係情報", "", "", ""],
                     ["3", "tokuteiKojinJoho", "TM00000000000999", "0002", "医療保険者間資格情報", "", "", ""]),
}
# How each operation says no: its fields and the code. A new one has a row here.
REFUSED = [
    ("kanri.ping", [("message", "見本")], {"user": "u999"}, "C50009"),
    ("kanri.passwordHenko", [("genPassword", "pw-u001"), ("shinPassword", "Kaeta-01")], {}, "A50011"),
    ("kanri.passwordShokika", [("user", "u999")], {}, "A40005"),
    ("kanri.lockKaijo", [("user", "u999")], {}, "A40005"),
    ("kanri.accessGroupToroku", [("shoriKubun", "3"), ("accessGroup", "G999")], {}, "A40011"),
    ("kanri.bushoToroku", [("shoriKubun", "3"), ("busho", "B999")], {}, "A40002"),
    ("kanri.roleToroku", [("shoriKubun", "3"), ("role", "KANRI")], {}, "A20012"),
    ("kanri.masterList", [("master", "mihon")], {}, "A20010"),
    ("kanri.masterDownload", [("master", "mihon")], {}, "A20010"),
    ("kanri.userToroku", [("shoriKubun", "4"), ("user", "u001")], {}, "A40006"),
    ("kanri.systemToroku", [("shoriKubun", "3"), ("system", "KS%sA" % B)], {}, "A40022"),
    ("kanri.teigiHenko", [("accessSeigyo", "1")], {}, "A40024"),
    ("kanri.gyomuCodeToroku", [("shoriKubun", "3"), ("codeList", "seibetsu"), ("theirs", "M")], {}, "A40026"),
    ("fukuhon.register", [(k, NONE if k == "edaban" else v) for k, v in fukuhon(NONE, "20100401")], {}, "P40001"),
    ("fukuhon.get", [("edaban", NONE)], {}, "P40001"),
    ("fukuhon.delete", [("fukuhonBango", "P%sN00000099" % A)], {}, "P40002"),
    ("shokai.request", [("edaban", NONE), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM)], {}, "P40001"),
    ("shokai.getResult", [("shokaiBango", "S%sN0000099" % A)], {}, "S40001"),
    ("shokai.list", [("jotai", "見本")], {}, "C20008"),
    ("shokai.cancel", [("shokaiBango", "S%sN0000099" % A)], {}, "S40001"),
    ("teikyo.list", [("jotai", "見本")], {}, "C20008"),
    ("teikyo.answer", [("tsuban", "T%sN0000099" % B)], {}, "T40001"),
    ("teikyo.refuse", [("tsuban", "T%sN0000099" % B), ("riyu", "申出")], {}, "T40001"),
    ("file.upload", [("shubetsu", "mihon"), ("fileMei", "a.csv"), ("naiyo", "MQ==")], {}, "F20001"),
    ("file.getStatus", [("uketsukeBango", "U%sN0000099" % A)], {}, "F40001"),
    ("file.list", [("shubetsu", "mihon")], {}, "F20001"),
    ("file.getResult", [("uketsukeBango", "U%sN0000099" % A)], {}, "F40001"),
    ("kanyusha.register", desk.person(1, "123456789012"), {}, "K20002"),
    ("kanyusha.change", [("edaban", NONE), ("jusho", "架空県")], {}, "K40001"),
    ("kanyusha.correctKojinBango", [("edaban", NONE), ("kojinBango", desk.kojin_bango(1))], {}, "K40001"),
    ("kanyusha.lose", [("edaban", NONE), ("soshitsuYmd", "20170401")], {}, "K40001"),
    ("kanyusha.cancel", [("edaban", NONE)], {}, "K40001"),
    ("kanyusha.cancelLoss", [("edaban", NONE)], {}, "K40001"),
    ("kanyusha.get", [("edaban", NONE)], {}, "K40001"),
    ("kanyusha.getShikakuRireki", [("edaban", NONE)], {}, "K40001"),
    ("kanyusha.getEdaban", [("kojinBango", desk.kojin_bango(999))], {}, "K40006"),
    ("fugo.request", [("edaban", NONE)], {}, "K40001"),
    ("fugo.getStatus", [("edaban", NONE)], {}, "G40001"),
    ("oshirase.list", [("jotai", "見本")], {}, "C20008"),
    ("kiroku.list", [("gawa", "見本")], {}, "C20008"),
    ("master.list", [("release", "9")], {}, "M40001"),
    ("master.download", [("release", "2"), ("master", "kikan")], {}, "M40002"),
    ("master.report", [("release", "3.1"), ("master", "kikan")], {}, "M40001"),
    ("kiroku.setFukaiji", [("tsuban", "T%sN0000099" % A), ("gawa", "照会"), ("fukaiji", "1")], {}, "R40001"),
    ("kanyusha.listTogo", [("jotai", "見本")], {}, "C20008"),
    ("kanyusha.utagaiNashi", [("edaban", NONE), ("utagaiRiyu", "1")], {}, "K40001"),
    ("honnin.request", [("kojinBango", RESIDENTS[0]), ("shokaiRiyu", "99")], {}, "F30006"),
    ("honnin.getResult", [("honninBango", "H%sN0000099" % A)], {}, "H40001"),
    ("honnin.list", [("kaishiHonninBango", "H%sN0000001" % B)], {}, "H40001"),
    ("honnin.getSeikyu", [("tsuki", "201713")], {}, "H20001"),
]


def refused(p):
    """Each says no behind a file of its insurer, and changes nothing."""
    p.crowd(A, 0, 300)
    have = []
    for op, fields, more, _ in REFUSED:
        have.append(p.call(A, op, fields, **more).code)
    want("codes", list(zip([r[0] for r in REFUSED], have)), [(r[0], r[3]) for r in REFUSED])


def file_kinds(p):
    """One row that is taken and one that is refused of each kind, all received before the first is done."""
    p.register(A, 1, RESIDENTS[0])
    numbers = {shubetsu: p.upload(A, shubetsu, rows) for shubetsu, rows in FILES.items()}
    for shubetsu, number in reversed(numbers.items()):
        p.result(A, number)
        r = p.ok(A, "file.getStatus", [("uketsukeBango", number)])
        want(shubetsu, [r.get(x) for x in ("seijoSu", "ijoSu")], ["1", "1"])
    want("the kinds", p.ok(A, "file.list").all("shubetsu"), list(FILES))


def one_life(p):
    """All that happens to one person, each at once behind the one before; the 符号 of a wrong number is let go; a day that comes."""
    p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(2000, 7000)])  # always so many: what A does meets them at work
    e = [("edaban", p.register(A, 1, RESIDENTS[0]))]
    p.ok(A, "kanyusha.change", e + [("jusho", "架空県仮想市別町9番")])
    p.ok(A, "kanyusha.lose", e + [("soshitsuYmd", "20170401")])
    p.ok(A, "kanyusha.cancelLoss", e)
    want("符号", p.ok(A, "fugo.getStatus", e).get("jotai"), "取得済")
    p.ok(A, "kanyusha.correctKojinBango", e + [("kojinBango", RESIDENTS[1])])
    want("枝番", p.ok(A, "kanyusha.getEdaban", [("kojinBango", RESIDENTS[1])]).get("edaban"), e[0][1])
    p.ok(A, "fugo.getStatus", e)
    p.ok(A, "kanyusha.lose", e + [("soshitsuYmd", "20170601")])
    p.operate("clock", {"at": "2017-06-01T09:00:00+09:00"}, "PUT")
    for op in ("kanyusha.get", "kanyusha.getShikakuRireki"):
        p.ok(A, op, e)
    p.ok(A, "kanyusha.cancel", e)


def by_staff(p):
    """取りまとめ機関 approves one 符号取得要求 and sends another back, which is asked for anew."""
    people = [p.register(A, n, RESIDENTS[n]) for n in range(2)]
    number = p.ok(A, "fugo.getStatus", [("edaban", people[0])]).get("yokyuNo")
    p.operate("fugo-reject", {"yokyuNo": number, "riyu": "見本"})
    want("sent back", p.ok(A, "fugo.getStatus", [("edaban", people[0])]).all("jotai"), ["失敗"])
    p.ok(A, "fugo.request", [("edaban", people[0])])
    want("approved", p.operate("fugo-approve", {}), {"approved": 2})
    want("符号", [p.ok(A, "fugo.getStatus", [("edaban", e)]).all("jotai")[-1] for e in people], ["取得済"] * 2)


MANY = 250  # of a file answered by hand: more than go at once


def files_by_hand(p):
    """Files that staff of 取りまとめ機関 start and answer: all of it is done when the action is."""
    e = p.register(A, 1, RESIDENTS[0])
    p.ok(A, "fugo.getStatus", [("edaban", e)])
    p.operate("progress", {w: {"how": "manual"} for w in ("ikkatsu", "juki", "shokai")}, "PUT")
    one = p.upload(A, "juminShokai", [["S%d" % n, "2", x, "", "", "", "", "", "04"] for n, x in enumerate(RESIDENTS[:5])])
    two = p.upload(A, "johoShokai", [["S%d" % n, e, B, JM, TM, ""] for n in range(MANY)])
    want("ikkatsu-start", p.operate("ikkatsu-start", {}), {"started": 2})
    want("waiting", [p.ok(A, "file.getStatus", [("uketsukeBango", n)]).get("jotai") for n in (one, two)], ["処理中"] * 2)
    want("juki-answer", p.operate("juki-answer", {}), {"answered": 5})
    p.operate("shokai-answer", {"uketsukeBango": two})
    want("照会結果", [l[4] for l in p.result(A, one)], RESIDENTS[:5])
    want("情報照会結果", [l[6] for l in p.result(A, two)], ["該当なし"] * MANY)


def files_by_polls(p):
    """The same, answered by so many looks at the file."""
    e = p.register(A, 1, RESIDENTS[0])
    p.ok(A, "fugo.getStatus", [("edaban", e)])
    p.operate("progress", {w: {"how": "manual", "polls": 2} for w in ("juki", "shokai")}, "PUT")
    for shubetsu, rows in FILES.items():
        if shubetsu in registry.waiting():
            number = p.upload(A, shubetsu, rows)
            want("polls", [p.ok(A, "file.getStatus", [("uketsukeBango", number)]).get("jotai") for _ in range(2)], ["処理中"] * 2)
            want("結果", len(p.result(A, number)), 2)


def hold(p):
    """A's person has a 副本 that B must decide about, whoever asks: 自動応答不可."""
    a, b = p.register(A, 1, RESIDENTS[0]), p.register(B, 2, RESIDENTS[0])
    for hokensha, edaban in ((A, a), (B, b)):
        p.ok(hokensha, "fugo.getStatus", [("edaban", edaban)])
    p.ok(B, "fukuhon.register", fukuhon(b, "20100401"))
    items = {"ketteiYmd": "20170501", "kikanFrom": "20170410", "kikanTo": "20170420", "kingaku": "1", "jidoOtoFuka": "1"}
    p.ok(B, "fukuhon.register", [("shubetsu", "shobyoTeatekin"), ("edaban", b)] + [("komoku", [("mei", k), ("atai", v)]) for k, v in items.items()])
    return a, b


def toi(p, **other):
    """Another institution asks B."""
    return p.operate("nws-toi", {"shokaisha": CITY, "teikyoHokensha": B, "jimuCode": "JM00000000000027", "jimuTetsuzukiCode": "JT00000000002701",
                                 "tokuteiKojinJohoCode": SHOBYO, "kojinBango": RESIDENTS[0], "kijunYmd": "20170415", **other})["tsuban"]


def from_outside(p):
    """What another institution asks is with the insurer when the action is done, and its answer with 情報提供NWS behind the decision."""
    a, b = hold(p)
    p.crowd(A, 100, 2000)
    asked = [toi(p) for _ in range(3)] + [toi(p, kojinBango=RESIDENTS[5])]
    want("B's", [i.get("jotai") for i in p.ok(B, "teikyo.list").items()], ["回答待ち"] * 3 + ["回答済"])
    p.ok(B, "teikyo.answer", [("tsuban", asked[0])])
    p.ok(B, "teikyo.refuse", [("tsuban", asked[1]), ("riyu", "申出")])
    p.operate("clock/advance", {"seconds": 259200})
    want("B's, decided", [i.get("jotai") for i in p.ok(B, "teikyo.list").items()], ["回答済", "拒否", "期限切れ", "回答済"])
    p.operate("nws-toi-list", {})
    p.ok(B, "kiroku.list")
    p.operate("portal", {"hokensha": B, "edaban": b})


def decided_last(p):
    """A link file goes on at once when the last of its questions was decided by another insurer: its own next call waits for it,
    although a file of somebody else is at work."""
    a, b = hold(p)
    number = p.upload(A, "johoShokai", [["S%d" % n, a, B, JM, SHOBYO, ""] for n in range(2)])
    first, last = [i.get("tsuban") for i in p.ok(B, "teikyo.list", [("jotai", "回答待ち")]).items()]
    p.ok(B, "teikyo.refuse", [("tsuban", first), ("riyu", "申出")])
    p.crowd(C, 0, 10000)
    p.ok(B, "teikyo.answer", [("tsuban", last)])
    want("情報照会結果", [l[6] for l in p.result(A, number)], ["提供不可", "該当あり"])


def asked_and_recorded(p):
    """情報照会 and what is recorded of it, the 副本 deleted at once behind it; an institution that closes in between."""
    p.ok(A, "kanri.ping", [("message", "見本")])
    a, b = p.register(A, 1, RESIDENTS[0]), p.register(B, 2, RESIDENTS[0])
    p.ok(B, "fukuhon.register", fukuhon(b, "20100401"))
    ask = [("edaban", a), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM)]
    bango = p.ok(A, "shokai.request", ask).get("shokaiBango")
    held = p.ok(B, "fukuhon.get", [("edaban", b)]).get("fukuhonBango")
    p.ok(B, "fukuhon.delete", [("fukuhonBango", held)])
    want("情報照会", p.ok(A, "shokai.getResult", [("shokaiBango", bango)]).get("kekkaKubun"), "該当あり")
    p.ok(B, "kiroku.setFukaiji", [("tsuban", bango.replace("S", "T")), ("gawa", "提供"), ("fukaiji", "1")])
    for hokensha in (A, B):
        p.ok(hokensha, "kiroku.list")
    p.operate("kikan-jotai", {"kikanCode": CITY, "jotai": "閉局"})
    other = [("edaban", a), ("teikyoKikan", CITY), ("jimuCode", JM), ("jimuTetsuzukiCode", "JT00000000000303"), ("tokuteiKojinJohoCode", "TM00000000000002")]
    closed = p.ok(A, "shokai.request", other).get("shokaiBango")
    want("閉局", p.ok(A, "shokai.getResult", [("shokaiBango", closed)]).get("kekkaKubun"), "閉局")
    p.operate("progress", {"shokai": {"how": "manual"}}, "PUT")
    p.ok(A, "shokai.cancel", [("shokaiBango", p.ok(A, "shokai.request", ask).get("shokaiBango"))])
    p.ok(A, "shokai.list")
    p.ok(A, "oshirase.list")


def ask_kikan(p, edaban, kikan=CITY, tm="TM00000000000002", jt="JT00000000000303"):
    return p.ok(A, "shokai.request", [("edaban", edaban), ("teikyoKikan", kikan), ("jimuCode", JM), ("jimuTetsuzukiCode", jt),
                                      ("tokuteiKojinJohoCode", tm)]).get("shokaiBango")


def kikan_answer(p, bango):
    r = p.ok(A, "shokai.getResult", [("shokaiBango", bango)])
    return r.get("jotai"), r.get("kekkaKubun")


def kikan_mute(p):
    """One that never answers: the time is up, or the question was taken back before."""
    a = p.register(A, 1, RESIDENTS[0])
    one, two = (ask_kikan(p, a, MUTE, "TM00000000000034", "JT00000000000301") for _ in range(2))
    number = p.upload(A, "kikanShokai", [["S%03d" % n, a, MUTE, JM, "JT00000000000301", "TM00000000000034", ""] for n in (1, 2)])
    want("taken back", p.ok(A, "shokai.cancel", [("shokaiBango", two)]).get("jotai"), "取消")
    row = p.ok(A, "shokai.list", [("jotai", "処理中")]).items()[-1].get("shokaiBango")
    p.ok(A, "shokai.cancel", [("shokaiBango", row)])
    p.operate("clock/advance", {"seconds": 86399})
    want("still waiting", kikan_answer(p, one), ("処理中", None))
    p.operate("clock/advance", {"seconds": 1})
    want("時間切れ", [kikan_answer(p, b) for b in (one, two)], [("回答済", "時間切れ"), ("取消", None)])
    want("結果", [(l[3] == row, l[4] == row.replace("S", "T"), l[5], l[7]) for l in p.result(A, number)],
         [(False, False, "C00000", "時間切れ"), (True, True, "S40008", "")])
    held = [(k["gawa"], k["jotai"]) for k in p.operate("nws-kiroku-list", {})["kiroku"]]
    want("records of 情報提供NWS and MUTE", sorted(set(held)), sorted([("中継", "回答"), ("中継", "取消"), ("提供", "要求"), ("提供", "取消")]))


def honnin(p):
    """本人確認 by operation, at once, by polls, by hand and in weeks, while a file of one's own and one of another's are at work; what
    it costs."""
    p.crowd(A, 0, 2000)
    p.crowd(B, 0, 2000)

    def ask(x):
        return [("honninBango", p.ok(A, "honnin.request", [("kojinBango", x), ("shokaiRiyu", "01")]).get("honninBango"))]

    def told(bango):
        r = p.ok(A, "honnin.getResult", bango)
        return r.get("jotai"), r.get("kojinBango")
    want("at once", told(ask(RESIDENTS[0])), ("回答済", RESIDENTS[0]))
    p.operate("progress", {"juki": {"how": "manual", "polls": 2}}, "PUT")
    polled, by_hand = ask(RESIDENTS[1]), ask(RESIDENTS[2])
    want("by polls", [told(polled)[0] for _ in range(3)], ["処理中", "処理中", "回答済"])
    p.operate("juki-answer", {})
    want("by hand", told(by_hand), ("回答済", RESIDENTS[2]))
    p.operate("progress", {"juki": {"how": "time", "seconds": 24 * 86400}}, "PUT")
    late = ask(RESIDENTS[3])
    p.operate("clock/advance", {"seconds": 24 * 86400})
    want("in weeks", told(late), ("回答済", RESIDENTS[3]))
    want("記録", [i.get("ryokin") for i in p.ok(A, "honnin.list").items()], ["10"] * 4)
    want("請求", [p.ok(A, "honnin.getSeikyu", [("tsuki", m)]).get("kingaku") for m in ("201705", "201706")], ["30", "10"])
    want("記録 of all", [k["ryokin"] for k in p.operate("honnin-kiroku", {})["kiroku"]], [10] * 4)
    want("住基ネット", p.operate("juki-kensu", {}), {"hokensha": [{"hokensha": A, "kensu": 4}], "kensu": 4})


def matched(p):
    """Each reply knows of the match of all that came before it, also behind a file of others."""
    p.crowd(B, 0, 3000)
    a = p.ok(A, "kanyusha.register", resident(0, seibetsu="3")).get("edaban")
    r = p.ok(A, "fugo.getStatus", [("edaban", a)])
    want("held", (r.get("dankai"), r.get("riyuCode")), ("3", "K40022"))
    p.ok(A, "kanyusha.change", [("edaban", a), ("seibetsu", JUMIN[0]["seibetsu"])])
    want("goes on", p.ok(A, "fugo.getStatus", [("edaban", a)]).get("jotai"), "取得済")
    p.upload(A, "kanyushaToroku", [["1", "R%d" % n, "", *[v for _, v in resident(n, jusho="架空県誤記市")], "", ""] for n in ADULTS[1:41]])
    number = p.upload(A, "utagaiNashi", [["%07d" % n, "3"] for n in range(1, 41)])
    want("疑いなし", [l[2] for l in p.result(A, number)], ["K40024"] + ["C00000"] * 39)
    want("left", p.ok(A, "kanyusha.listTogo").all("edaban"), ["0000041"])
    p.ok(A, "kanyusha.utagaiNashi", [("edaban", "0000041"), ("utagaiRiyu", "9")])
    want("none left", p.ok(A, "kanyusha.listTogo").all("edaban"), [])
    p.ok(A, "oshirase.list")
    want("記録", p.ok(A, "honnin.list").all("hoho"), ["登録時突合"] * 42)
    want("住基ネット", [h["kensu"] for h in p.operate("juki-kensu", {})["hokensha"] if h["hokensha"] == A], [42])


def matched_and_asked(p):
    """A mismatch stops what is asked behind it, and nothing that was asked before."""
    a, b = (p.ok(who, "kanyusha.register", resident(0)).get("edaban") for who in (A, B))
    p.ok(B, "fukuhon.register", fukuhon(b, "20100401"))
    for seibetsu, right in ((None, "該当あり"), ("3", "提供不可"), (JUMIN[0]["seibetsu"], "該当あり")):
        if seibetsu:
            p.ok(B, "kanyusha.change", [("edaban", b), ("seibetsu", seibetsu)])
        bango = p.ok(A, "shokai.request", [("edaban", a), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM)]).get("shokaiBango")
        p.ok(B, "kanyusha.change", [("edaban", b), ("seibetsu", "3")])
        want("情報照会", p.ok(A, "shokai.getResult", [("shokaiBango", bango)]).get("kekkaKubun"), right)


def masters(p):
    """What the base system holds is told as the requests before it say, by file and by message."""
    def held():
        return [i.get("tekiyo") for i in p.ok(A, "master.list").items()]
    none = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    want("at the start", held(), ["1", "1", "1", "0"])
    number = p.upload(A, "masterHokoku", [["3", "tokuteiKojinJoho", "TM%014d" % n, "0001", "", "", "", ""] for n in range(1, 2001)])
    want("behind a file", held(), ["1", "1", "0", "0"])
    want("of records", sum(l[5] in ("M40005", "M40006") for l in p.result(A, number)), 14)
    want("digest", p.ok(A, "master.report", [("release", "3"), ("master", "tokuteiKojinJoho"), ("digest", none)]).get("itchi"), "0")
    p.ok(A, "master.download", [("release", "3"), ("master", "kikan")])
    want("of the Digital PMO", p.operate("pmo-master", {"release": "2", "master": "kikan"})["fileMei"], "kikanMaster-2-zenken.csv")
    want("expected", p.operate("master-jotai", {"release": "3", "master": "tokuteiKojinJoho"})["kensu"], 14)
    want("another's", [i.get("tekiyo") for i in p.ok(B, "master.list").items()], ["1", "1", "1", "0"])


def passwords(p):
    """Whose password it is, is known behind the file that brings the user."""
    p.upload(A, "userToroku", [["1", "n%05d" % n, "B001", "見本　新人", "KANYUSHA"] for n in range(3000)])
    r = p.ok(A, "kanri.passwordShokika", [("user", "n02999")])
    want("初期", (r.get("user"), r.get("passwordJotai")), ("n02999", "初期"))
    r = p.ok(A, "kanri.lockKaijo", [("user", "n02998")])
    want("ロック", (r.get("lockJotai"), r.get("shippai")), ("0", "0"))
    want("another's", p.call(B, "kanri.lockKaijo", [("user", "n02998")]).code, "A40005")


def own_masters(p):
    """Masters are as the requests before say, also behind a file of them, and while one of people is still at work."""
    p.crowd(A, 0, 3000)
    p.upload(A, "bushoToroku", [["1", "B10%d" % n, "見本課"] for n in range(9)])
    busho = [("busho", "B100")]
    p.ok(A, "kanri.accessGroupToroku", [("shoriKubun", "1"), ("accessGroup", "G1"), ("mei", "第一")])
    p.ok(A, "kanri.bushoToroku", [("shoriKubun", "2"), *busho, ("mei", "改課"), ("jimu", "SHOKAI"), ("accessGroup", "G1")])
    p.ok(A, "kanri.roleToroku", [("shoriKubun", "1"), ("role", "SHOMU"), ("mei", "庶務"), ("sosa", "kanriBusho")])
    want("部署", p.ok(A, "kanri.masterList", [("master", "busho"), ("kaishiCode", "B002"), ("kensu", "2")]).all("code")[1:], ["B100", "B101"])
    p.upload(A, "userToroku", [["1", "u100", "B100", "見本　庶務", "SHOMU"]])
    want("in use", p.call(A, "kanri.roleToroku", [("shoriKubun", "3"), ("role", "SHOMU")]).code, "A40015")
    want("事務 of the new user's 部署", p.call(A, "kanri.masterList", [("master", "busho")], busho="B100", user="u100").code, "C50013")
    p.ok(A, "kanri.bushoToroku", [("shoriKubun", "2"), *busho, ("jimu", "KANRI")])
    p.ok(A, "kanri.masterList", [("master", "busho")], busho="B100", user="u100")
    want("ロール", p.ok(A, "kanri.masterDownload", [("master", "role")]).get("kensu"), "1")
    p.ok(A, "kanri.bushoToroku", [("shoriKubun", "3"), ("busho", "B101")])
    want("another's", p.ok(B, "kanri.masterList", [("master", "accessGroup")]).all("code")[1:], [])


def kikan(p):
    """A new insurer is known to 中間サーバー when the action is done: what others ask of it is asked."""
    new = "06139505"
    ask = [("edaban", p.register(A, 1, RESIDENTS[0])), ("teikyoHokensha", new), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM)]
    want("before", p.call(A, "shokai.request", ask).code, "S40004")
    p.crowd(A, 100, 2000)
    want("made", p.operate("kikan-toroku", {"hokensha": new, "mei": "架空新設健康保険組合"})["tanmatsu"], "TT%sA" % new)
    want("初期", p.operate("password-shokika", {"hokensha": new, "user": "u001"})["passwordJotai"], "初期")
    want("接続申請", p.operate("shinsei-kiroku", {"hokensha": new, "tetsuzuki": "hyoka", "jotai": "済", "ymd": "20170131"}), {"changed": 1})
    want("手続", [z["jotai"] for z in p.operate("shinsei-list", {"hokensha": new})["tetsuzuki"]], ["済"] + ["未"] * 4)
    want("完了日", p.operate("kanryo-kiroku", {"hokensha": new, "koto": "kikannai", "ymd": "20170228"}), {"changed": 1})
    want("Digital PMO", p.operate("pmo-toroku", {"hokensha": new, "jiko": "rendoYotei", "kara": "20170306", "made": "20170310"}), {"changed": 1})
    want("連動テストの完了日", p.operate("pmo-toroku", {"hokensha": new, "jiko": "rendoKanryo", "ymd": "20170310"}), {"changed": 1})
    shomeisho(p, new)
    bango = p.ok(A, "shokai.request", ask).get("shokaiBango")
    want("情報照会", p.ok(A, "shokai.getResult", [("shokaiBango", bango)]).get("kekkaKubun"), "該当なし")


def shomeisho(p, hokensha):
    """A 電子証明書 on its whole way; its key is random, so that only what was told beside it is compared."""
    cn = "TT%sB" % hokensha
    want("申請", p.operate("shomeisho-shinsei", {"shubetsu": "統合専用端末", "cn": cn, "hokensha": hokensha})["jotai"], "申請中")
    shinsei = {"shinseiBango": "1"}
    bango = str(p.operate("shomeisho-shinsa", {**shinsei, "kekka": "承認"})["bango"])
    login = p.operate("shomeisho-tsuchi", shinsei)
    want("受取り", p.operate("shomeisho-download", {x: login[x] for x in ("loginId", "password")})["cn"], cn)
    want("更新", p.operate("shomeisho-koshin", {"bango": bango})["jotai"], "申請中")
    want("失効", p.operate("shomeisho-shikko", {"bango": bango, "riyu": "鍵の紛失"})["jotai"], "失効")
    want("一覧", [s["jotai"] for s in p.operate("shomeisho-list", {"cn": cn})["shomeisho"]], ["失効"])
def coded(n):
    """Somebody whose 性別 stands in the insurer's own 業務コード."""
    row = kanyusha(n)
    row[9] = "M"
    return row


def own_users(p):
    """Who may call and how its files are read is as the requests before say: behind files of users and of 定義, and each file by the 業務コード and
    文字コード that were there when it came."""
    p.crowd(B, 0, 3000)
    p.upload(B, "userToroku", [["1", "u10%d" % n, "B001", "見本　新人", "KANYUSHA"] for n in range(9)])
    user = [("user", "u100")]
    p.ok(B, "kanri.userToroku", [("shoriKubun", "2"), *user, ("roles", "KANYUSHA KANRI")])
    p.ok(B, "kanri.userToroku", [("shoriKubun", "4"), ("user", "u101")], user="u100")
    want("stopped", p.call(B, "kanri.ping", [("message", "見本")], user="u101").code, "C50036")
    p.ok(B, "kanri.userToroku", [("shoriKubun", "5"), ("user", "u101")])
    p.ok(B, "kanri.ping", [("message", "見本")], user="u101")
    p.ok(B, "kanri.systemToroku", [("shoriKubun", "1"), ("system", "KS200"), ("mei", "基幹"), ("password", "Kagi-2017x")])
    p.ok(B, "kanri.systemToroku", [("shoriKubun", "4"), ("system", "KS200")])
    line = [("codeList", "seibetsu"), ("theirs", "M")]
    code = [p.upload(B, "kanyushaToroku", [coded(4000)])]
    p.ok(B, "kanri.gyomuCodeToroku", [("shoriKubun", "1"), *line, ("ours", "1")])
    code.append(p.upload(B, "kanyushaToroku", [coded(n) for n in (4001, 4002)]))
    p.ok(B, "kanri.gyomuCodeToroku", [("shoriKubun", "3"), *line])
    code.append(p.upload(B, "kanyushaToroku", [coded(4003)]))
    want("業務コード when it came", [{r[4] for r in p.result(B, n)} for n in code], [{"F30006"}, {"C00000"}, {"F30006"}])
    before = p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(5000, 6000)])
    p.upload(B, "teigiHenko", [["UTF-8-BOM", ""]])
    behind = p.upload(B, "kanyushaToroku", [kanyusha(4004)])
    want("文字コード when it came", [p.result(B, n)[0][0].startswith("\ufeff") for n in (before, behind)], [False, True])
    want("定義", p.ok(B, "kanri.teigiHenko", [("encoding", "UTF-8")]).get("encoding"), "UTF-8")


SEQUENCES = [(SELF, own_users), (SELF, kikan), (SELF, own_masters), (MATCH, matched), (MATCH, matched_and_asked), (SELF, refused), (SELF, honnin), (SELF, asked_and_recorded), (SELF, file_kinds), (SELF, one_life), (HAND, by_staff), (SELF, files_by_hand), (SELF, files_by_polls), (SELF, from_outside),
             (SELF, decided_last), (SELF, kikan_mute), (HAND, masters), (SELF, passwords)]
