#!/usr/bin/env python3
# Maintenance tool: writes fixtures/common/jumin.csv (1,000 fictitious residents, the people of stories*.csv and the test numbers of
# shitei.py), jumin_mae.csv, jumin_shien.csv, honnin_shitei.csv and the link files of
# fixtures/worlds/lot2|lot3/files, always the same bytes. Run it after changing the rules below; the other
# fixture tables are edited by hand. Usage: python3 tests/tools/gen_jumin.py [ROOT]
import csv
import hashlib
import io
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "story"))
import shitei  # noqa: E402
import tables  # noqa: E402

PEOPLE = 1000

# Surnames are obviously made up, a word for "specimen" and a piece of landscape; given names are what parents chose then.
SEI_A = [("仮", "カリ"), ("例", "レイ"), ("試", "タメシ"), ("検", "ケン"), ("模", "モ"), ("架", "カケ"), ("擬", "ギ"), ("習", "ナライ")]
SEI_B = [("山", "ヤマ"), ("川", "カワ"), ("田", "ダ"), ("木", "キ"), ("野", "ノ"), ("原", "ハラ"), ("村", "ムラ"),
         ("沢", "サワ"), ("橋", "ハシ"), ("本", "モト"), ("井", "イ"), ("島", "シマ"), ("浜", "ハマ")]
# born before, 男, 女
MEI = [(1970, [("茂", "シゲル"), ("清", "キヨシ"), ("正", "タダシ"), ("勇", "イサム"), ("実", "ミノル"), ("進", "ススム"), ("弘", "ヒロシ"),
               ("修", "オサム"), ("隆", "タカシ"), ("誠", "マコト"), ("豊", "ユタカ"), ("和夫", "カズオ"), ("幸雄", "ユキオ")],
        [("和子", "カズコ"), ("幸子", "サチコ"), ("節子", "セツコ"), ("洋子", "ヨウコ"), ("恵子", "ケイコ"), ("京子", "キョウコ"),
         ("久美子", "クミコ"), ("裕子", "ユウコ"), ("由美子", "ユミコ"), ("真由美", "マユミ"), ("明美", "アケミ"), ("順子", "ジュンコ"),
         ("悦子", "エツコ")]),
       (1990, [("健一", "ケンイチ"), ("大輔", "ダイスケ"), ("哲也", "テツヤ"), ("直樹", "ナオキ"), ("剛", "ツヨシ"), ("学", "マナブ"),
               ("亮", "リョウ"), ("健太", "ケンタ"), ("拓也", "タクヤ"), ("達也", "タツヤ"), ("洋平", "ヨウヘイ"), ("智", "サトシ"),
               ("浩二", "コウジ")],
        [("智子", "トモコ"), ("陽子", "ヨウコ"), ("直美", "ナオミ"), ("美穂", "ミホ"), ("愛", "アイ"), ("麻衣", "マイ"), ("彩", "アヤ"),
         ("恵", "メグミ"), ("香織", "カオリ"), ("裕美", "ヒロミ"), ("千尋", "チヒロ"), ("久美", "クミ"), ("真理", "マリ")]),
       (9999, [("翔太", "ショウタ"), ("蓮", "レン"), ("大翔", "ヒロト"), ("悠斗", "ユウト"), ("陽太", "ヨウタ"), ("颯太", "ソウタ"),
               ("健", "ケン"), ("海斗", "カイト"), ("拓海", "タクミ"), ("涼太", "リョウタ"), ("樹", "イツキ"), ("陸", "リク"), ("直人", "ナオト")],
        [("美咲", "ミサキ"), ("陽菜", "ヒナ"), ("結衣", "ユイ"), ("葵", "アオイ"), ("さくら", "サクラ"), ("七海", "ナナミ"), ("美優", "ミユ"),
         ("彩花", "アヤカ"), ("莉子", "リコ"), ("花音", "カノン"), ("優奈", "ユウナ"), ("楓", "カエデ"), ("凛", "リン")])]
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
JOJO = [[("世帯主", "架井　九郎", "カケイ　クロウ", 1, "19520101")]]  # 消除 by death

# lot, the insurers A, B and C with their encodings, and where the lot's people begin in jumin.csv
LOTS = [("lot2", ["06139992", "06139984", "06139976"], ["cp932", "utf-8", "cp932"], 0),
        ("lot3", ["06279996", "06279988", "06279970"], ["utf-8", "cp932", "utf-8"], 150)]
START = {"lot2": "20170508", "lot3": "20170522"}
# 取得日 that a story needs: B022's is mistyped in the file, B055 comes from C. Who stays, and so works, when the parents go.
STARTS = {"lot2": {"B022": "20170301", "B055": "20170401"}, "lot3": {"B055": "20170401"}}
ALONE = {"lot2": (), "lot3": ("A055",)}


# Families whose story needs it: who is born when (family, member), and a family that ends early so that all of it can move to
# another insurer; another one, of its own number, takes the rest of its places.
BORN = {(13, 3): "20161224", (222, 2): "20161211", (222, 4): "20120708", (227, 3): "20160702", (227, 4): "20141026",
        (182, 0): "19550310"}
SHORTER = {19: (3, 900, [("世帯主", "架原　洋平", "カケハラ　ヨウヘイ", 1, "19790615"), ("妻", "架原　香織", "カケハラ　カオリ", 2, "19800907")])}
# 異動事由 of the families that are 消除: 2 国外転出 3 職権消除 9 その他; 1 死亡 of one person alone.
JIYU = {120: "2", 180: "2", 240: "3", 300: "9"}
# Who lives elsewhere, in a household of their own (family, member): its number and the family in whose town; who has moved lately.
SEPARATE = {(114, 1): (951, 113)}
MOVED = {140: "20170320"}


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


def given(taken, sei, year, *key):
    """A given name of the time that nobody else in the family has."""
    names = next(row[sei] for row in MEI if year < row[0])
    k = pick(len(names), *key)
    while names[k % len(names)] in taken:
        k += 1
    taken.append(names[k % len(names)])
    return taken[-1]


def made_up_family(f):
    a, b = SEI_A[pick(len(SEI_A), f, "a")], SEI_B[pick(len(SEI_B), f, "b")]
    head, size = 1955 + pick(40, f, "y"), 1 + pick(5, f, "n")
    woman = pick(4, f, "s") == 0
    out, taken = [], []
    for m in range(size):
        sei = (2 if woman else 1) if m == 0 else (1 if woman else 2) if m == 1 else 1 + pick(2, f, m, "s")
        year = head if m == 0 else head - 3 + pick(7, f, m, "y") if m == 1 else min(head + 24 + 2 * m, 2018 - 2 * (size - m))
        mei = given(taken, sei, year, f, m, "g")
        zokugara = "世帯主" if m == 0 else ("夫" if sei == 1 else "妻") if m == 1 else "子"
        ymd = BORN.get((f, m)) or "%04d%02d%02d" % (year, 1 + pick(12, f, m, "m"), 1 + pick(28, f, m, "d"))
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
                family = [(f, p, "有効") for p in made_up_family(f)]
                if f in SHORTER:
                    size, other, members = SHORTER[f]
                    family[size:] = [(other, p, "有効") for p in members]
                people += family[: end - len(people)]
    while len(people) < PEOPLE:
        f += 1
        gone = f % 60 == 0
        people += [(f, p, "消除" if gone else "有効") for p in made_up_family(f)[: PEOPLE - len(people)]]
    return people, marks


def jumin():
    people, marks = families()
    rows = []
    member = 0
    for i, (f, (zokugara, shimei, kana, sei, ymd), jotai) in enumerate(people):
        member = i and people[i - 1][0] == f and member + 1
        setai, town = SEPARATE.get((f, member), (f, f))
        jusho = "%s%s丁目%d番%d号" % (TOWNS[town % len(TOWNS)], CHOME[f % 9], 1 + f % 40, 1 + f % 25)
        rows.append(dict(juminhyo_code=juminhyo_code(i), kojin_bango=kojin_bango(i), setai="S%04d" % setai,
                         zokugara=zokugara if setai == f else "世帯主", shimei=shimei, shimei_kana=kana, seibetsu=str(sei), seinengappi=ymd,
                         jusho=jusho.translate(ZEN), jotai=jotai, ido_jiyu=JIYU.get(f, "1") if jotai == "消除" else "",
                         jumin_ymd=max(ymd, MOVED.get(f) or "%d0401" % (1990 + pick(25, f, "jumin")))))
    for col in ("juminhyo_code", "kojin_bango"):
        assert len({r[col] for r in rows}) == PEOPLE, "ids must be distinct"
    return rows, marks


# --- link files --------------------------------------------------------------------------------------------------

KANYUSHA = ["shoriKubun", "seiriBango", "edaban", "kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana",
            "seibetsu", "seinengappi", "jusho", "shutokuYmd", "soshitsuYmd", "ninteiYmd"]


def april_after(ymd, years):
    """The first 1 April that is not before the birthday."""
    year = int(ymd[:4]) + years
    return "%d0401" % (year if ymd[4:] <= "0401" else year + 1)


def first_day(p, earliest, latest=20160401):
    """Of work: mostly in April, when grown."""
    year = max(2001 + pick(15, p["kojin_bango"], "start"), int(april_after(p["seinengappi"], (18, 22)[pick(2, p["kojin_bango"], "school")])[:4]))
    month = 4 if pick(4, p["kojin_bango"], "april") else 1 + pick(12, p["kojin_bango"], "month")
    return str(max(earliest, min(latest, year * 10000 + month * 100 + 1)))


def works(p, day):
    """Children who have left school have work, here with the employer of their parent."""
    return p["zokugara"] == "子" and april_after(p["seinengappi"], 22) <= day


def start_of(p, head, seiri, lot):
    """取得日. No 被扶養者 before their 本人 (head, a row; None: is one), newborns on their birthday."""
    if seiri in STARTS[lot]:
        return STARTS[lot][seiri]
    if not head and p["zokugara"] == "子":
        late = works(p, START[lot]) and pick(2, p["kojin_bango"], "school")
        return april_after(p["seinengappi"], 22 if late else 18)
    if not head:
        return first_day(p, 20010401)
    since = head["shutokuYmd"]
    return max(since, p["seinengappi"]) if p["zokugara"] == "子" else first_day(p, int(since))


def record(p, seiri, bango, kigo, head, lot):
    """One 新規 row of kanyushaToroku for a resident."""
    shutoku = start_of(p, head, seiri, lot)
    return dict(shoriKubun="1", seiriBango=seiri, edaban="", kojinBango=p["kojin_bango"], kigo=kigo, bango=str(bango),
                honninKazoku="2" if head else "1", shimei=p["shimei"], shimeiKana=p["shimei_kana"], seibetsu=p["seibetsu"],
                seinengappi=p["seinengappi"], jusho=p["jusho"], shutokuYmd=shutoku, soshitsuYmd="",
                ninteiYmd=shutoku if head else "")


def enrol(people, letter, kigo, lot):
    rows, bango, head = [], 100, None
    for n, p in enumerate(people):
        seiri = "%s%03d" % (letter, n + 1)
        own = p["zokugara"] == "世帯主" or works(p, START[lot]) or seiri in ALONE[lot]
        bango += own
        rows.append(record(p, seiri, bango if own else head["bango"], kigo, None if own else head, lot))
        head = rows[-1] if p["zokugara"] == "世帯主" else head
    return rows


def wrong_check(number):
    return number[:11] + str((int(number[11]) + 3) % 10)


def hiragana(kana):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in kana)


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
    heads = {p["kojin_bango"] for p in jumin_rows if p["zokugara"] == "世帯主"}
    a, b = enrol(people[0], "A", "１１", lot), enrol(people[1], "B", "２２", lot)
    paid = [r for r in a if r["kojinBango"] in heads]
    dead = [die(a, paid[-1], lot), die(a, [r for r, p in zip(a, people[0]) if p["zokugara"] in ("夫", "妻") and r["seiriBango"] < "A050"][-1], lot)]

    # A040–A042: numbers nobody has (the 符号 fails); A043: the number of a resident who is in no file (wrong person).
    numbers = {"A%03d" % (40 + k): kojin_bango(lot, "nobody", k) for k in range(3)}
    numbers["A043"] = jumin_rows[marks[lot, 0] + 65]["kojin_bango"]
    fix = [dict(r, shoriKubun="3", edaban="{eda:%s}" % r["seiriBango"]) for r in a if r["seiriBango"] in numbers]
    for r in a:
        r["kojinBango"] = numbers.get(r["seiriBango"], r["kojinBango"])

    # A050–A054, whole families, leave A on 2017-03-31 and join B on 2017-04-01 as B056–B060.
    movers = [dict(r) for r in a if "A050" <= r["seiriBango"] <= "A054"]
    lost = [dict(r, shoriKubun="4", edaban="{eda:%s}" % r["seiriBango"], soshitsuYmd="20170401", kojinBango="") for r in movers]
    bango = 899
    for k, r in enumerate(movers):
        bango += r["honninKazoku"] == "1"
        b.append(dict(r, seiriBango="B%03d" % (56 + k), kigo="２２", bango=str(bango), shutokuYmd="20170401",
                      ninteiYmd="" if r["honninKazoku"] == "1" else "20170401"))

    resend = spoil(a, {
        "A020": {"kojinBango": wrong_check}, "A021": {"shimeiKana": hiragana}, "A022": {"seinengappi": "19800230"},
        "A023": {"seibetsu": "9"}, "A024": {"kojinBango": lambda n: n[:11]}, "A025": {"shoriKubun": "7"}, "A026": {"shutokuYmd": "19300401"},
        "A027": {"kojinBango": wrong_check, "bango": "", "seibetsu": ""}, "A028": {"kojinBango": a[0]["kojinBango"]}})
    c_files(folder, ins[2], enc[2], jumin_rows[marks[lot, 1] + 55:], b[54], lot)
    spoil(b, {"B020": {"kojinBango": wrong_check}, "B021": {"shimeiKana": hiragana}, "B022": {"shutokuYmd": "20171301"}})
    write(os.path.join(folder, "kanyusha-A.csv"), a, enc[0])
    write(os.path.join(folder, "kanyusha-B.csv"), b, enc[1])
    write(os.path.join(folder, "kanyusha-A-teisei.csv"), resend, enc[0])
    write(os.path.join(folder, "kanyusha-A-bango.tmpl.csv"), fix, enc[0])
    write(os.path.join(folder, "kanyusha-A-soshitsu.tmpl.csv"), lost, enc[0])
    shokai_files(folder, ins, enc, fix, next(r for r in jumin_rows[marks[lot, 1]:] if r["jotai"] == "消除"))
    fukuhon_files(folder, ins[0], enc[0], a, {r["seiriBango"]: r for r in resend}, {r["seiriBango"] for r in paid}, dead)
    ok_b = [r for r in b if r["seiriBango"] not in ("B020", "B021", "B022")]
    write(os.path.join(folder, "shikaku-B.tmpl.csv"), shikaku(ins[1], ok_b), enc[1])


def die(rows, one, lot):
    """Five days before the world begins, so that 住基ネット does not know yet: 資格 is lost on the next day, that of the family, too."""
    day = str(int(START[lot]) - 5)
    for r in rows:
        if r is one or (one["honninKazoku"] == "1" and r["bango"] == one["bango"]):
            r["soshitsuYmd"] = str(int(day) + 1)
    return one, day


def c_files(folder, hokensha, encoding, people, mover, lot):
    """C has a few families and its own codes of 性別; one of its people (mover, a row of B) has left for B on 2017-04-01."""
    first = next(n for n, p in enumerate(people) if p["zokugara"] == "世帯主" and p["jotai"] == "有効")
    last = next(n for n, p in enumerate(people) if n > first + 8 and p["zokugara"] == "世帯主")
    rows = enrol(people[first:last], "C", "３３", lot)
    rows.append(dict(mover, seiriBango="C%03d" % (len(rows) + 1), kigo="３３", bango="200", honninKazoku="1", shutokuYmd="20150401",
                     soshitsuYmd="20170401", ninteiYmd=""))
    write(os.path.join(folder, "shikaku-C.tmpl.csv"), shikaku(hokensha, rows), encoding)
    write(os.path.join(folder, "shobyo-C.tmpl.csv"),
          [["1", hokensha, "{eda:%s}" % rows[-1]["seiriBango"], "20170310", "20170201", "20170228", "140000", "0"]], encoding)
    for r in rows:
        r["seibetsu"] = {"1": "M", "2": "F"}[r["seibetsu"]]
    write(os.path.join(folder, "kanyusha-C.csv"), rows, encoding)


def shokai_files(folder, ins, enc, fix, gone):
    """照会要求 to 住基ネット for those whose 個人番号 was wrong, and 情報照会要求 of B for those who came from A."""
    out = [[r["seiriBango"], "1", "", r["shimei"], r["shimeiKana"], r["seibetsu"], r["seinengappi"], r["jusho"], "04"] for r in fix]
    out.append([fix[0]["seiriBango"] + "K", "2", fix[0]["kojinBango"], "", "", "", "", "", "06"])
    out.append(["SHOJO", "2", gone["kojin_bango"], "", "", "", "", "", "01"])
    out.append(["INAI", "1", "", "仮空　不在", "", "", "19800101", "", "01"])
    write(os.path.join(folder, "juminShokai-A.csv"), out, enc[0])
    asked = [["S%s" % s, "{eda:%s}" % s, ins[0], "JM00000000000003", "TM00000000000050", ""] for s in ("B056", "B057", "B058", "B059", "B060", "B002")]
    asked.append(["SJIBUN", "{eda:B002}", ins[1], "JM00000000000003", "TM00000000000050", ""])
    write(os.path.join(folder, "johoShokai-B.tmpl.csv"), asked, enc[1])


def shikaku(hokensha, rows):
    return [["1", hokensha, "{eda:%s}" % r["seiriBango"], r["kigo"], r["bango"], r["honninKazoku"], r["shutokuYmd"],
             "20170401" if "A050" <= r["seiriBango"] <= "A054" else r["soshitsuYmd"], r["ninteiYmd"],
             "1" if r["seiriBango"].endswith("07") else "0", "1" if r["seiriBango"].endswith("08") else "0"] for r in rows]


def baby(rows):
    """A wife whose family has a child that was born lately, and its birthday."""
    for r in rows:
        if r["honninKazoku"] == "2" and "20160501" < r["seinengappi"] < "20170228":
            family = [x for x in rows if x["bango"] == r["bango"] and x["honninKazoku"] == "2"]
            return next(x for x in family if x["seibetsu"] == "2" and x["seinengappi"] < "2000"), r["seinengappi"]


def fukuhon_files(folder, hokensha, encoding, rows, right, heads, dead):
    rows = [right.get(r["seiriBango"], r) for r in rows]
    write(os.path.join(folder, "shikaku-A.tmpl.csv"), shikaku(hokensha, rows), encoding)
    paid = [r for r in rows if r["seiriBango"] in heads]
    out = [["1", hokensha, "{eda:%s}" % r["seiriBango"], "20170310", "20170201", "20170228", str(4000 * (20 + n)),
            "1" if n == 1 else "0"] for n, r in enumerate(paid)]
    write(os.path.join(folder, "shobyo-A.tmpl.csv"), out, encoding)
    family = next(r for r in rows if r["honninKazoku"] == "2")
    mother = next(r for r in paid if r["seibetsu"] == "2" and "1970" < r["seinengappi"] < "1995")
    (wife, born), ((head, died), (spouse, died_too)) = baby(rows), dead
    today = str(int(died) + 5)
    for shubetsu, lines in {
            "kogakuKaigoGassan": [(paid[0], "20150801,20160731,20170110,45000,0"), (family, "20150801,20160731,20170110,12000,0")],
            "shussanIchijikin": [(mother, "20161110,1,20161205,420000,0")],
            "kazokuShussanIchijikin": [(wife, "%s,1,20170120,420000,0" % born)],
            "shussanTeatekin": [(mother, "20161115,20161110,1,20161004,20170105,20170120,510000,0")],
            "maisoryo": [(head, "%s,%s,50000,0" % (died, today))],
            "kazokuMaisoryo": [(spouse, "%s,%s,50000,0" % (died_too, today))]}.items():
        write(os.path.join(folder, "%s-A.tmpl.csv" % shubetsu),
              [["1", hokensha, "{eda:%s}" % r["seiriBango"]] + rest.split(",") for r, rest in lines], encoding)


def stories(columns):
    """The people of fixtures/common/stories-hito.csv are residents, too."""
    return [dict(zip(columns, r)) for r in tables.residents()]


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    rows, marks = jumin()
    common = os.path.join(root, "fixtures", "common")
    residents, mae, shien, numbers = shitei.made(kojin_bango, juminhyo_code)
    write(os.path.join(common, "jumin.csv"), [list(rows[0])] + rows + stories(rows[0]) + residents, "utf-8", "\n")
    write(os.path.join(common, "jumin_mae.csv"), [("juminhyo_code", "ido_ymd", "ido_jiyu", "shimei", "shimei_kana", "jusho")] + mae + tables.former(), "utf-8", "\n")
    write(os.path.join(common, "jumin_shien.csv"), [("juminhyo_code",)] + shien, "utf-8", "\n")
    write(os.path.join(common, "honnin_shitei.csv"), [shitei.HEAD] + numbers, "utf-8", "\n")
    for lot, ins, enc, _ in LOTS:
        lot_files(root, lot, ins, enc, rows, marks)


if __name__ == "__main__":
    main()
