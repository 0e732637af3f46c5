#!/usr/bin/env python3
# Called by order.sh: one caller who waits for each reply (DESIGN 2.4), works immediate, clock frozen. Each sequence is run
# again and again on fresh worlds, without delays and under seeds that delay writer, courier, loader and burial (--turns):
# every reply, result file and digest must be the same, and what is known to be right is held against it.
# Usage: order.py [ROUNDS [SEED…]]; without seeds that of CHUKAND_TURNS, and none.
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
import every  # noqa: E402
import registry  # noqa: E402
from every import ask_kikan, kikan_answer  # noqa: E402
from play import A, B, CITY, HAND, JM, RESIDENTS, SELF, TM, Play, Wrong, fixtures, fukuhon, kanyusha, shikaku, want  # noqa: E402

# --- what was seen to depend on the machine's load --------------------------------------------------------------------

def two_kinds(p):
    """資格情報 is taken first, as it was received, although it has a database of its own: its people are not there yet."""
    one = p.upload(A, "shikakuJoho", [shikaku(A, "%07d" % n) for n in (1, 2, 3)])
    two = p.upload(A, "kanyushaToroku", [kanyusha(n) for n in (1, 2, 3)])
    want("資格情報 before its people", [l[-2] for l in p.result(A, one)], ["P40001"] * 3)
    want("加入者情報", [l[3] for l in p.result(A, two)], ["%07d" % n for n in (1, 2, 3)])


def file_then_register(p):
    p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(2000)])
    want("枝番 behind a file", p.register(A, 5000), "0002001")


def correct_at_once(p):
    edaban = p.register(A, 1)
    p.ok(A, "kanyusha.correctKojinBango", [("edaban", edaban), ("kojinBango", desk.kojin_bango(2))])
    r = p.ok(A, "fugo.getStatus", [("edaban", edaban)])
    want("符号 of a wrong number", (r.get("jotai"), r.get("dankai")), ("失敗", "4"))


def lose_by_file(p):
    edaban = p.register(A, 1)
    p.upload(A, "kanyushaToroku", [kanyusha(1, "4", edaban, soshitsu="20170401")])
    r = p.ok(A, "kanyusha.getShikakuRireki", [("edaban", edaban)])
    want("資格履歴", r.all("ido"), ["取得", "喪失"])


def new_user(p):
    p.upload(A, "userToroku", [["1", "u100", "B001", "見本　新人", "KANYUSHA"]])
    want("as the new user", p.call(A, "kanri.ping", user="u100").code, "C00000")


def cancel_status(p):
    edaban = p.register(A, 1)
    p.ok(A, "kanyusha.cancel", [("edaban", edaban)])
    r = p.ok(A, "fugo.getStatus", [("edaban", edaban)])
    want("段階 when it was cancelled", (r.get("dankai"), r.get("jotai")), ("3", "失敗"))


# --- their brothers ---------------------------------------------------------------------------------------------------

def again_at_once(p):
    """A person who comes back: whether 符号 is asked for anew depends on the request of before."""
    for n in range(3):
        p.upload(A, "kanyushaToroku", [kanyusha(n, soshitsu="20170401")])
        fields = [(k, "20170402" if k == "shutokuYmd" else v) for k, v in desk.person(n, desk.kojin_bango(n))]
        edaban = p.ok(A, "kanyusha.register", fields).get("edaban")
        p.ok(A, "fugo.getStatus", [("edaban", edaban)])


def files_in_a_row(p):
    """Each file needs what the one before has done, its 符号取得要求 too."""
    numbers = [p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(40)]),
               p.upload(A, "shikakuJoho", [shikaku(A, "%07d" % n) for n in range(1, 41)]),
               p.upload(A, "kanyushaToroku", [kanyusha(n, "5", "%07d" % (n + 1)) for n in range(10)]),
               p.upload(A, "shikakuJoho", [shikaku(A, "%07d" % n, "20120401") for n in range(1, 41)]),
               p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(100, 120)])]
    for number in reversed(numbers):
        p.result(A, number)
    p.ok(A, "fugo.getStatus")
    p.ok(A, "file.list")


def between_insurers(p):
    """Work of one insurer moves no number of another's, and does not hold up its calls."""
    big = p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(20000)])
    one = p.register(A, 30001)
    want("A's first 枝番", one, "0000001")
    number = p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(40000, 40050)])
    p.ok(A, "fugo.getStatus", [("edaban", one)])
    want("A's file", len(p.result(A, number)), 50)
    p.ok(A, "fukuhon.register", fukuhon(one, "20100401"))
    want("B's file", len(p.result(B, big)), 20000)
    p.ok(B, "fugo.getStatus", [("kensu", "5")])


def asked_and_changed(p):
    """What a 情報照会 is answered with is what the provider had when it was asked."""
    a, b = p.register(A, 1, RESIDENTS[0]), p.register(B, 2, RESIDENTS[0])
    p.ok(B, "fukuhon.register", fukuhon(b, "20100401"))
    number = p.ok(A, "shokai.request", [("edaban", a), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM)])
    held = p.ok(B, "fukuhon.get", [("edaban", b)]).all("fukuhonBango")
    p.ok(B, "fukuhon.delete", [("fukuhonBango", held[0])])
    r = p.ok(A, "shokai.getResult", [("shokaiBango", number.get("shokaiBango"))])
    want("情報照会", (r.get("kekkaKubun"), r.all("shubetsu")), ("該当あり", ["shikakuJoho"]))


def overlap(p):
    """資格重複 is told to both, also while the other's file is at work."""
    p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(3000)])
    edaban = p.register(A, 2999)
    want("資格重複 of A", [i.get("edaban") for i in p.ok(A, "oshirase.list").items()], [edaban])
    p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(2900, 2950)])
    want("資格重複 of B", len(p.ok(B, "oshirase.list").items()), 51)


def overlap_in_order(p):
    """資格重複 of two insurers' files and calls is found in the order of their acceptance, although A is done long before B."""
    p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(40000)] + [kanyusha(n, "5", "%07d" % (n + 1)) for n in range(400)])
    p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(3000)])
    for n in (500, 501):
        p.ok(A, "kanyusha.cancel", [("edaban", "%07d" % (n + 1))])
    p.ok(A, "kanyusha.correctKojinBango", [("edaban", "0000503"), ("kojinBango", desk.kojin_bango(90000))])
    p.upload(B, "kanyushaToroku", [kanyusha(n, "5", "%07d" % (n + 1)) for n in range(600, 610)])
    p.ok(A, "kanyusha.correctKojinBango", [("edaban", "0000504"), ("kojinBango", desk.kojin_bango(39000))])
    p.ok(A, "kanyusha.cancel", [("edaban", "0000601")])
    p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(5000, 5050)] + [kanyusha(n, "5", "%07d" % (n - 1999)) for n in range(5000, 5003)])
    over = ["%07d" % (n + 1) for n in [500, 501, 502, 503] + list(range(600, 610))]
    want("解消 of A", [i.get("edaban") for i in p.ok(A, "oshirase.list", [("jotai", "解消")]).items()], over + ["0003001", "0003002", "0003003"])
    want("解消 of B", [i.get("edaban") for i in p.ok(B, "oshirase.list", [("jotai", "解消")]).items()], over + ["0005001", "0005002", "0005003"])
    p.ok(A, "oshirase.list")
    p.ok(B, "oshirase.list")


def by_hand(p):
    """What was begun goes on as it was to when the progress changes."""
    edaban = p.register(A, 1)
    p.operate("progress", {"fugo": {"how": "manual"}}, "PUT")
    p.ok(A, "fugo.getStatus", [("edaban", edaban)])
    later = p.register(A, 2)
    p.operate("clock", {"at": "2017-05-08T10:00:00+09:00"}, "PUT")
    p.ok(A, "fugo.getStatus", [("edaban", later)])
    p.operate("progress", {"fugo": {"how": "time", "seconds": 60}}, "PUT")
    p.register(A, 3)
    p.upload(A, "kanyushaToroku", [kanyusha(n) for n in range(10, 20)])
    p.operate("clock/advance", {"seconds": 600})
    p.ok(A, "fugo.getStatus")


def questions(p):
    """A file of 情報照会 is answered with what the providers had when it was received, whatever they change at once."""
    people = RESIDENTS[1:31]
    mine = p.upload(B, "kanyushaToroku", [kanyusha(n + 1, number=x) for n, x in enumerate(people)])
    p.upload(A, "kanyushaToroku", [kanyusha(n + 1, number=x) for n, x in enumerate(people)])
    p.upload(B, "shikakuJoho", [shikaku(B, "%07d" % n) for n in range(1, 16)])
    number = p.upload(A, "johoShokai", [["S%03d" % n, "%07d" % n, B, JM, TM, ""] for n in range(1, 31)])
    late = p.upload(B, "shikakuJoho", [shikaku(B, "%07d" % n) for n in range(16, 31)])
    p.ok(B, "kanyusha.cancel", [("edaban", "0000001")])
    want("B's people", len(p.result(B, mine)), 30)
    want("情報照会結果", [l[6] for l in p.result(A, number)], ["該当あり"] * 15 + ["該当なし"] * 15)
    p.result(B, late)
    p.ok(A, "shokai.list")


def records(p):
    """What others have asked is in one's 情報提供等記録 with its answer, a link file's questions as well; so is what one sets at once."""
    people = RESIDENTS[1:11]
    p.upload(B, "kanyushaToroku", [kanyusha(n + 1, number=x) for n, x in enumerate(people)])
    p.upload(A, "kanyushaToroku", [kanyusha(n + 1, number=x) for n, x in enumerate(people)])
    p.upload(B, "shikakuJoho", [shikaku(B, "%07d" % n) for n in range(1, 6)])
    p.upload(A, "johoShokai", [["S%03d" % n, "%07d" % n, B, JM, TM, ""] for n in range(1, 11)])
    want("B's 記録", [i.get("kekkaKubun") for i in p.ok(B, "kiroku.list").items()], ["該当あり"] * 5 + ["該当なし"] * 5)
    p.ok(A, "shokai.request", [("edaban", "0000001"), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM)])
    p.ok(B, "kiroku.setFukaiji", [("tsuban", "T06139992N0000011"), ("gawa", "提供"), ("fukaiji", "1")])
    want("B's last", [(i.get("jotai"), i.get("fukaiji")) for i in p.ok(B, "kiroku.list", [("kaishiTsuban", "T06139992N0000010")]).items()], [("回答", "1")])
    want("A's 記録", len(p.ok(A, "kiroku.list").items()), 11)


def held(p):
    """What is held for a person is with who is asked as soon as it was asked, and its end with who asks as soon as that was decided: a link file as well."""
    a, b = p.register(A, 1, RESIDENTS[0]), p.register(B, 2, RESIDENTS[0])
    for hokensha, edaban in ((A, a), (B, b)):
        p.ok(hokensha, "fugo.getStatus", [("edaban", edaban)])
    p.upload(B, "shikakuJoho", [shikaku(B, b)])
    items = {"ketteiYmd": "20170501", "kikanFrom": "20170410", "kikanTo": "20170420", "kingaku": "1", "jidoOtoFuka": "1"}
    p.ok(B, "fukuhon.register", [("shubetsu", "shobyoTeatekin"), ("edaban", b)] + [("komoku", [("mei", k), ("atai", v)]) for k, v in items.items()])
    number = p.upload(A, "johoShokai", [["S%03d" % n, a, B, JM, "TM00000000000050", ""] for n in range(1, 4)])
    bango = p.ok(A, "shokai.request", [("edaban", a), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", "TM00000000000050")]).get("shokaiBango")
    waiting = [i.get("tsuban") for i in p.ok(B, "teikyo.list", [("jotai", "回答待ち")]).items()]
    want("B's 回答待ち", [t[-1] for t in waiting], ["1", "2", "3", "4"])
    want("情報照会", p.ok(A, "shokai.getResult", [("shokaiBango", bango)]).get("jotai"), "処理中")
    for n, tsuban in enumerate(waiting):
        p.ok(B, "teikyo.refuse" if n % 2 else "teikyo.answer", [("tsuban", tsuban)] + [("riyu", "申出")] * (n % 2))
    want("情報照会結果", [l[6] for l in p.result(A, number)], ["該当あり", "提供不可", "該当あり"])
    want("情報照会", p.ok(A, "shokai.getResult", [("shokaiBango", bango)]).get("kekkaKubun"), "提供不可")
    want("期限", p.ok(A, "shokai.request", [("edaban", a), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", "TM00000000000050")]).kubun, "2")
    p.operate("clock/advance", {"seconds": 259200})
    want("期限切れ", [i.get("jotai") for i in p.ok(B, "teikyo.list").items()], ["回答済", "拒否", "回答済", "拒否", "期限切れ"])
    p.ok(A, "shokai.list")


def asked_by_hand(p, polls=1):
    """A has asked B by a file that is answered by hand: the polls of A are counted."""
    a, b = p.register(A, 1, RESIDENTS[0]), p.register(B, 2, RESIDENTS[0])
    for hokensha, edaban in ((A, a), (B, b)):
        p.ok(hokensha, "fugo.getStatus", [("edaban", edaban)])
    p.operate("progress", {"shokai": {"how": "manual", "polls": polls}}, "PUT")
    return b, p.upload(A, "johoShokai", [["S001", a, B, JM, TM, ""]])


def answered_by_poll(p):
    """The poll of its one question sets the link file going."""
    b, number = asked_by_hand(p)
    bango = p.ok(A, "shokai.list").items()[0].get("shokaiBango")
    want("情報照会", p.ok(A, "shokai.getResult", [("shokaiBango", bango)]).get("kekkaKubun"), "該当なし")
    want("結果", p.result(A, number)[0][6], "該当なし")


def polled_and_changed(p):
    """The poll that is enough is answered with what the provider had then."""
    b, number = asked_by_hand(p, 2)
    p.ok(B, "fukuhon.register", fukuhon(b, "20100401"))
    held = p.ok(B, "fukuhon.get", [("edaban", b)]).all("fukuhonBango")
    for _ in range(2):
        want("処理ステータス", p.ok(A, "file.getStatus", [("uketsukeBango", number)]).get("jotai"), "処理中")
    p.ok(B, "fukuhon.delete", [("fukuhonBango", held[0])])
    want("結果", p.result(A, number)[0][6], "該当あり")


def polled_behind_a_file(p):
    """The same while the provider's file is at work that was there before."""
    b, number = asked_by_hand(p)
    p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(100, 2100)])
    p.upload(B, "shikakuJoho", [shikaku(B, b)])
    p.ok(A, "file.getStatus", [("uketsukeBango", number)])
    want("結果", p.result(A, number)[0][6], "該当あり")


def started_by_poll(p):
    """A file that waited is started while one is at work that came later."""
    a, b = p.register(A, 1, RESIDENTS[0]), p.register(B, 2, RESIDENTS[0])
    for hokensha, edaban in ((A, a), (B, b)):
        p.ok(hokensha, "fugo.getStatus", [("edaban", edaban)])
    p.operate("progress", {"ikkatsu": {"how": "manual", "polls": 1}}, "PUT")
    number = p.upload(A, "johoShokai", [["S001", a, B, JM, TM, ""]])
    for one in [p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(100, 2100)]), p.upload(B, "shikakuJoho", [shikaku(B, b)])]:
        p.ok(B, "file.getStatus", [("uketsukeBango", one)])
    p.ok(A, "file.getStatus", [("uketsukeBango", number)])
    want("結果", p.result(A, number)[0][6], "該当あり")


def kikan_asked(p):
    """Another institution is asked over 情報提供NWS: the reply waits for its answer, whatever other insurers are at."""
    a = p.register(A, 1, RESIDENTS[0])
    p.upload(B, "kanyushaToroku", [kanyusha(n) for n in range(5000)])
    want("回答", kikan_answer(p, ask_kikan(p, a)), ("回答済", "該当あり"))
    bango = ask_kikan(p, a)
    want("取消 of what is answered", p.call(A, "shokai.cancel", [("shokaiBango", bango)]).code, "S40007")
    p.operate("kikan-jotai", {"kikanCode": CITY, "jotai": "閉局"})
    want("閉局", kikan_answer(p, ask_kikan(p, a)), ("回答済", "閉局"))
    p.operate("kikan-jotai", {"kikanCode": CITY, "jotai": "開局"})
    number = p.upload(A, "kikanShokai", [["S%03d" % n, a, CITY, JM, "JT00000000000303", "TM00000000000002", ""] for n in range(1, 41)])
    want("結果", [l[7] for l in p.result(A, number)], ["該当あり"] * 40)
    p.ok(A, "shokai.list")


def kikan_by_poll(p):
    """The poll that is enough sends the question, the next one sees the answer."""
    a = p.register(A, 1, RESIDENTS[0])
    p.ok(A, "fugo.getStatus", [("edaban", a)])
    p.operate("progress", {"shokai": {"how": "manual", "polls": 2}}, "PUT")
    bango = ask_kikan(p, a)
    want("polls", [kikan_answer(p, bango)[0] for _ in range(3)], ["処理中", "処理中", "回答済"])


# --- running them -----------------------------------------------------------------------------------------------------

SEQUENCES = [(HAND, two_kinds), (HAND, file_then_register), (SELF, correct_at_once), (HAND, lose_by_file), (HAND, new_user),
             (HAND, cancel_status), (SELF, again_at_once), (SELF, files_in_a_row), (HAND, between_insurers), (SELF, asked_and_changed),
             (HAND, overlap), (HAND, overlap_in_order), (HAND, by_hand), (SELF, questions), (SELF, records), (SELF, held),
             (SELF, answered_by_poll), (SELF, polled_and_changed), (SELF, polled_behind_a_file), (SELF, started_by_poll),
             (SELF, kikan_asked), (SELF, kikan_by_poll)] + every.SEQUENCES


def run(rounds, seed, outcomes, wrong):
    base = tempfile.mkdtemp(prefix="chukan-order-")
    d = desk.Desk("--check-invariants", *(["--turns", str(seed)] if seed else []), fixtures=fixtures(base))
    try:
        d.start()
        for n in range(rounds):
            for world, sequence in SEQUENCES:
                name = "%s (種 %s、%d 回目)" % (sequence.__name__, seed or "なし", n + 1)
                try:
                    p = Play(d, world)
                    sequence(p)
                    outcomes.setdefault(sequence.__name__, {}).setdefault(p.end(), []).append(name)
                except Wrong as e:
                    wrong.append("%s: %s" % (name, e))
        if d.stop() != 0:
            wrong.append("種 %s: 終了コード" % seed)
        wrong += registry.missing("order", d)
        broken = [l for l in open(d.log, errors="replace") if "invariant" in l or "BUG" in l]
        wrong += broken[:3]
    finally:
        d.clean()
        shutil.rmtree(base, ignore_errors=True)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    seeds = [int(s) for s in sys.argv[2:]] or [0, int(os.environ.pop("CHUKAND_TURNS", "") or 1)]
    print("種 %s、各 %d 回" % (" ".join(map(str, seeds)), rounds))
    outcomes, wrong = {}, []
    for seed in seeds:
        run(rounds, seed, outcomes, wrong)
    for name, found in outcomes.items():
        if len(found) > 1:
            wrong.append("%s: %d 通りの結果: %s" % (name, len(found), ", ".join("%s %d 回 (%s…)" % (k[:8], len(v), v[0])
                                                                       for k, v in found.items())))
    for w in wrong[:100]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (sum(len(f) == 1 for f in outcomes.values()), len(wrong)))
    return 1 if wrong or len(outcomes) != len(SEQUENCES) else 0


if __name__ == "__main__":
    sys.exit(main())
