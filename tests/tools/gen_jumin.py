#!/usr/bin/env python3
# Maintenance tool: writes fixtures/common/jumin.csv (1,000 fictitious residents) and the link files of
# fixtures/worlds/lot2|lot3/files, always the same bytes. Run it after changing the rules below; the other
# fixture tables are edited by hand. Usage: python3 tests/tools/gen_jumin.py [ROOT]
import csv
import hashlib
import io
import os
import sys

PEOPLE = 1000

# Names are obviously made up: a word for "specimen" and a piece of landscape.
SEI_A = [("仮", "カリ"), ("例", "レイ"), ("試", "タメシ"), ("検", "ケン"), ("模", "モ"), ("架", "カケ"), ("擬", "ギ"), ("習", "ナライ")]
SEI_B = [("山", "ヤマ"), ("川", "カワ"), ("田", "ダ"), ("木", "キ"), ("野", "ノ"), ("原", "ハラ"), ("村", "ムラ"),
         ("沢", "サワ"), ("橋", "ハシ"), ("本", "モト"), ("井", "イ"), ("島", "シマ"), ("浜", "ハマ")]
MEI_M = [("一郎", "イチロウ"), ("二郎", "ジロウ"), ("三郎", "サブロウ"), ("四郎", "シロウ"), ("五郎", "ゴロウ"),
         ("六郎", "ロクロウ"), ("七郎", "シチロウ"), ("八郎", "ハチロウ"), ("九郎", "クロウ"), ("十郎", "ジュウロウ"),
         ("太郎", "タロウ"), ("見本", "ミホン"), ("仮一", "カイチ")]
MEI_F = [("一子", "イチコ"), ("二子", "フタコ"), ("三子", "ミツコ"), ("四子", "ヨツコ"), ("五子", "イツコ"),
         ("六子", "ムツコ"), ("七子", "ナナコ"), ("八子", "ヤツコ"), ("九子", "ココノコ"), ("十子", "トウコ"),
         ("花子", "ハナコ"), ("例子", "レイコ"), ("見本子", "ミホンコ")]
TOWNS = ["架空県仮想市見本町", "架空県例示市試験町", "模擬県検証郡雛形町", "模擬県仮置市空欄町", "想像県設例市標本町"]
CHOME = "一二三四五六七八九"
ZEN = str.maketrans("0123456789", "０１２３４５６７８９")

# Families that hurt real systems: (lot, insurer, [(zokugara, shimei, kana, seibetsu, seinengappi)]). The first of
# each is the insured. Only the UTF-8 insurer of a lot gets the characters that CP932 lacks.
LONG_KANA = "ナガイナマエ" * 8 + "　" + "トテモナガイナマエ" * 5 + "ナガイナ" + "ガイ"
LONG_NAME = "ナガイナマエ" * 3 + "　" + "トテモナガイナマエ" * 2 + "ナ"
COMMON = [
    [("世帯主", "試﨑　一郎", "タメシサキ　イチロウ", 1, "19750401"), ("妻", "試﨑　花子", "タメシサキ　ハナコ", 2, "19760229"),
     ("子", "試﨑　双一", "タメシサキ　ソウイチ", 1, "20080704"), ("子", "試﨑　双二", "タメシサキ　ソウジ", 1, "20080704")],
    [("世帯主", "例髙　太郎", "レイタカ　タロウ", 1, "19691231"), ("妻", "例髙　例子", "レイタカ　レイコ", 2, "19700101")],
    [("世帯主", "TESTER JOHN MICHAEL", "テスター　ジョン　マイケル", 1, "19820315"),
     ("妻", "TESTER MARIA LUISA SANTOS", "テスター　マリア　ルイサ　サントス", 2, "19840930")],
    [("世帯主", "サンプル　アリ", "サンプル　アリ", 1, "19900505")],
    [("世帯主", LONG_NAME, LONG_KANA, 2, "19880808")],
    [("世帯主", "仮田　太郎", "カリダ　タロウ", 1, "19800101")],
    [("世帯主", "仮田　太郎", "カリダ　タロウ", 1, "19800101"), ("妻", "仮田　花子", "カリダ　ハナコ", 2, "19810202")],
]
GAIJI = [
    [("世帯主", "仮𠮷　太郎", "カリヨシ　タロウ", 1, "19780707"), ("妻", "仮𠮷　花子", "カリヨシ　ハナコ", 2, "19790808"),
     ("子", "仮𠮷　𩸽子", "カリヨシ　ホッケコ", 2, "20100303")],
    [("世帯主", "検㐂　二郎", "ケンキ　ジロウ", 1, "19850606")],
]
JOJO = [[("世帯主", "架井　九郎", "カケイ　クロウ", 1, "19400101")]]  # 消除

# lot, 都道府県, the insurers A and B with their encodings, and where the lot's people begin in jumin.csv
LOTS = [("lot2", ["06139992", "06139984"], ["cp932", "utf-8"], 0), ("lot3", ["06279996", "06279988"], ["utf-8", "cp932"], 150)]
START = {"lot2": "20170508", "lot3": "20170522"}


def pick(n, *key):
    h = hashlib.sha256(("chukan:" + ":".join(map(str, key))).encode()).digest()
    return int.from_bytes(h[:8], "big") % n


def check11(digits, weights):
    r = sum(int(d) * w for d, w in zip(digits, weights)) % 11
    return "0" if r <= 1 else str(11 - r)


def kojin_bango(*key):
    s = "%011d" % pick(10**11, "kojin", *key)
    return s + check11(s, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])


def juminhyo_code(i):
    s = "%010d" % (10**9 + pick(9 * 10**9, "jumin", i))
    return s + check11(s, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])


def made_up_family(f):
    a, b = SEI_A[pick(len(SEI_A), f, "a")], SEI_B[pick(len(SEI_B), f, "b")]
    head = 1955 + pick(40, f, "y")
    woman = pick(4, f, "s") == 0
    out = []
    for m in range(1 + pick(5, f, "n")):
        sei = (2 if woman else 1) if m == 0 else (1 if woman else 2) if m == 1 else 1 + pick(2, f, m, "s")
        year = head if m == 0 else head - 3 + pick(7, f, m, "y") if m == 1 else head + 24 + 2 * m
        mei = (MEI_M if sei == 1 else MEI_F)[pick(13, f, m, "g")]
        zokugara = "世帯主" if m == 0 else ("夫" if sei == 1 else "妻") if m == 1 else "子"
        ymd = "%04d%02d%02d" % (min(year, 2016), 1 + pick(12, f, m, "m"), 1 + pick(28, f, m, "d"))
        out.append((zokugara, a[0] + b[0] + "　" + mei[0], a[1] + b[1] + "　" + mei[1], sei, ymd))
    return out


def families():
    """The order of jumin.csv: each lot's A, B (70 people each begin at a fixed place), then everybody else."""
    people, f = [], 0
    marks = {}
    for lot, ins, enc, begin in LOTS:
        for k, size in ((0, 70), (1, 80)):
            marks[lot, k] = len(people)
            special = (COMMON if k == 0 else []) + (GAIJI if enc[k] == "utf-8" else []) + (JOJO if k == 1 else [])
            end = begin + (0 if k == 0 else 70) + size
            for fam in special:
                f += 1
                people += [(f, p, "消除" if fam in JOJO else "有効") for p in fam]
            while len(people) < end:
                f += 1
                people += [(f, p, "有効") for p in made_up_family(f)[: end - len(people)]]
    while len(people) < PEOPLE:
        f += 1
        gone = f % 60 == 0
        people += [(f, p, "消除" if gone else "有効") for p in made_up_family(f)[: PEOPLE - len(people)]]
    return people, marks


def jumin():
    people, marks = families()
    rows = []
    for i, (f, (zokugara, shimei, kana, sei, ymd), jotai) in enumerate(people):
        jusho = "%s%s丁目%d番%d号" % (TOWNS[f % len(TOWNS)], CHOME[f % 9], 1 + f % 40, 1 + f % 25)
        rows.append(dict(juminhyo_code=juminhyo_code(i), kojin_bango=kojin_bango(i), setai="S%04d" % f, zokugara=zokugara,
                         shimei=shimei, shimei_kana=kana, seibetsu=str(sei), seinengappi=ymd, jusho=jusho.translate(ZEN),
                         jotai=jotai, ido_jiyu="1" if jotai == "消除" else ""))
    for col in ("juminhyo_code", "kojin_bango"):
        assert len({r[col] for r in rows}) == PEOPLE, "ids must be distinct"
    return rows, marks


# --- link files --------------------------------------------------------------------------------------------------

KANYUSHA = ["shoriKubun", "seiriBango", "edaban", "kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana",
            "seibetsu", "seinengappi", "jusho", "shutokuYmd", "soshitsuYmd", "ninteiYmd"]


def record(p, seiri, head_bango, kigo):
    """One 新規 row of kanyushaToroku for a resident."""
    head = p["zokugara"] == "世帯主"
    shutoku = max("%d0401" % (2001 + pick(15, p["kojin_bango"], "start")), p["seinengappi"])
    return dict(shoriKubun="1", seiriBango=seiri, edaban="", kojinBango=p["kojin_bango"], kigo=kigo, bango=str(head_bango),
                honninKazoku="1" if head else "2", shimei=p["shimei"], shimeiKana=p["shimei_kana"], seibetsu=p["seibetsu"],
                seinengappi=p["seinengappi"], jusho=p["jusho"], shutokuYmd=shutoku, soshitsuYmd="",
                ninteiYmd="" if head else shutoku)


def enrol(people, letter, kigo):
    rows, bango = [], 100
    for n, p in enumerate(people):
        if p["zokugara"] == "世帯主" or n == 0:
            bango += 1
        rows.append(record(p, "%s%03d" % (letter, n + 1), bango, kigo))
    return rows


def wrong_check(number):
    return number[:11] + str((int(number[11]) + 3) % 10)


def spoil(rows, plan):
    """Makes the planned rows wrong; answers the right ones, to be sent again."""
    right = [dict(r) for r in rows if r["seiriBango"] in plan]
    for r in rows:
        for column, value in plan.get(r["seiriBango"], {}).items():
            r[column] = value(r[column]) if callable(value) else value
    return right


def write(path, rows, encoding, end="\r\n"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    out = io.StringIO()
    w = csv.writer(out, lineterminator=end)
    for r in rows:
        w.writerow(r.values() if isinstance(r, dict) else r)
    with open(path, "wb") as f:
        f.write(out.getvalue().encode(encoding))


def lot_files(root, lot, ins, enc, jumin_rows, marks):
    folder = os.path.join(root, "fixtures", "worlds", lot, "files")
    people = {0: jumin_rows[marks[lot, 0]:][:60], 1: jumin_rows[marks[lot, 1]:][:55]}
    a, b = enrol(people[0], "A", "１１"), enrol(people[1], "B", "２２")

    # A040–A042: numbers nobody has (the 符号 fails); A043: the number of a resident who is in no file (wrong person).
    numbers = {"A%03d" % (40 + k): kojin_bango(lot, "nobody", k) for k in range(3)}
    numbers["A043"] = jumin_rows[marks[lot, 0] + 65]["kojin_bango"]
    fix = [dict(r, shoriKubun="3", edaban="{eda:%s}" % r["seiriBango"]) for r in a if r["seiriBango"] in numbers]
    for r in a:
        r["kojinBango"] = numbers.get(r["seiriBango"], r["kojinBango"])

    # A050–A054 leave A on 2017-03-31 and join B on 2017-04-01 as B056–B060.
    movers = [dict(r) for r in a if "A050" <= r["seiriBango"] <= "A054"]
    lost = [dict(r, shoriKubun="4", edaban="{eda:%s}" % r["seiriBango"], soshitsuYmd="20170401", kojinBango="") for r in movers]
    for k, r in enumerate(movers):
        b.append(dict(r, seiriBango="B%03d" % (56 + k), kigo="２２", bango=str(900 + k), shutokuYmd="20170401",
                      honninKazoku="1", ninteiYmd=""))

    resend = spoil(a, {
        "A020": {"kojinBango": wrong_check}, "A021": {"shimei": ""}, "A022": {"seinengappi": "19800230"},
        "A023": {"seibetsu": "9"}, "A024": {"kojinBango": ""}, "A025": {"shoriKubun": "7"}, "A026": {"shutokuYmd": "19300401"},
        "A027": {"kojinBango": wrong_check, "shimei": "", "jusho": ""}, "A028": {"kojinBango": a[0]["kojinBango"]}})
    spoil(b, {"B020": {"kojinBango": wrong_check}, "B021": {"shimeiKana": ""}, "B022": {"shutokuYmd": "20171301"}})
    write(os.path.join(folder, "kanyusha-A.csv"), a, enc[0])
    write(os.path.join(folder, "kanyusha-B.csv"), b, enc[1])
    write(os.path.join(folder, "kanyusha-A-teisei.csv"), resend, enc[0])
    write(os.path.join(folder, "kanyusha-A-bango.tmpl.csv"), fix, enc[0])
    write(os.path.join(folder, "kanyusha-A-soshitsu.tmpl.csv"), lost, enc[0])
    shokai_files(folder, ins, enc, fix, next(r for r in jumin_rows[marks[lot, 1]:] if r["jotai"] == "消除"))
    fukuhon_files(folder, ins[0], enc[0], "A", a, {r["seiriBango"]: r for r in resend})
    ok_b = [r for r in b if r["seiriBango"] not in ("B020", "B021", "B022")]
    write(os.path.join(folder, "shikaku-B.tmpl.csv"), shikaku(ins[1], ok_b), enc[1])


def shokai_files(folder, ins, enc, fix, gone):
    """照会要求 to 住基ネット for those whose 個人番号 was wrong, and 情報照会要求 of B for those who came from A."""
    out = [[r["seiriBango"], "1", "", r["shimei"], r["shimeiKana"], r["seibetsu"], r["seinengappi"], r["jusho"]] for r in fix]
    out.append([fix[0]["seiriBango"] + "K", "2", fix[0]["kojinBango"], "", "", "", "", ""])
    out.append(["SHOJO", "2", gone["kojin_bango"], "", "", "", "", ""])
    out.append(["INAI", "1", "", "仮空　不在", "", "", "19800101", ""])
    write(os.path.join(folder, "juminShokai-A.csv"), out, enc[0])
    asked = [["S%s" % s, "{eda:%s}" % s, ins[0], "JM00000000000003", "TM00000000000050", ""] for s in ("B056", "B057", "B058", "B059", "B060", "B002")]
    asked.append(["SJIBUN", "{eda:B002}", ins[1], "JM00000000000003", "TM00000000000050", ""])
    write(os.path.join(folder, "johoShokai-B.tmpl.csv"), asked, enc[1])


def shikaku(hokensha, rows):
    return [["1", hokensha, "{eda:%s}" % r["seiriBango"], r["kigo"], r["bango"], r["honninKazoku"], r["shutokuYmd"],
             "20170401" if "A050" <= r["seiriBango"] <= "A054" else "", r["ninteiYmd"],
             "1" if r["seiriBango"].endswith("07") else "0", "1" if r["seiriBango"].endswith("08") else "0"] for r in rows]


def fukuhon_files(folder, hokensha, encoding, letter, rows, right):
    rows = [right.get(r["seiriBango"], r) for r in rows]
    write(os.path.join(folder, "shikaku-%s.tmpl.csv" % letter), shikaku(hokensha, rows), encoding)
    paid = [r for r in rows if r["honninKazoku"] == "1"]
    out = [["1", hokensha, "{eda:%s}" % r["seiriBango"], "20170310", "20170201", "20170228", str(4000 * (20 + n)),
            "1" if n == 1 else "0"] for n, r in enumerate(paid)]
    write(os.path.join(folder, "shobyo-%s.tmpl.csv" % letter), out, encoding)
    family = [r for r in rows if r["honninKazoku"] == "2" and r["seiriBango"] < "A050"]
    mother, wife = [next(r for r in group if r["seibetsu"] == "2" and "1970" < r["seinengappi"] < "1995") for group in (paid, family)]
    for shubetsu, lines in {
            "kogakuKaigoGassan": [(paid[0], "20150801,20160731,20170110,45000,0"), (family[0], "20150801,20160731,20170110,12000,0")],
            "shussanIchijikin": [(mother, "20161110,1,20161205,420000,0")],
            "kazokuShussanIchijikin": [(wife, "20161224,2,20170120,840000,0")],
            "shussanTeatekin": [(mother, "20161115,20161110,1,20161004,20170105,20170120,510000,0")],
            "maisoryo": [(paid[-1], "20170320,20170405,50000,0")],
            "kazokuMaisoryo": [(family[-1], "20170215,20170310,50000,0")]}.items():
        write(os.path.join(folder, "%s-%s.tmpl.csv" % (shubetsu, letter)),
              [["1", hokensha, "{eda:%s}" % r["seiriBango"]] + rest.split(",") for r, rest in lines], encoding)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    rows, marks = jumin()
    write(os.path.join(root, "fixtures", "common", "jumin.csv"), [list(rows[0])] + rows, "utf-8", "\n")
    for lot, ins, enc, _ in LOTS:
        lot_files(root, lot, ins, enc, rows, marks)


if __name__ == "__main__":
    main()
