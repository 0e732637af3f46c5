# Layouts of an overlay folder reach SOAP as they reach link files: what they allow and what they refuse is the same both ways,
# with lengths in bytes of each insurer's own 文字コード. Two daemons, one a way. Called by online.sh.
import os
import re
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "corpus"))
import both  # noqa: E402
from both import desk  # noqa: E402

A, B = "06139992", "06139984"  # CP932, UTF-8
CHANGES = {  # of the house's layouts: text, what it becomes
    "kanyushaToroku": [(' type="kana" max="100" maxBytes="300"', ' type="text" max="5" maxBytes="300"'),
                       ('mei="被保険者証記号" type="text" max="20" maxBytes="60"', 'mei="被保険者証記号" type="text" max="20" maxBytes="8"'),
                       ('mei="被保険者証番号" type="text" max="20"', 'mei="保険証の番号" type="text" max="4"'),
                       (' check="kojinBango"', ""),
                       ('mei="氏名" type="text" max="100" maxBytes="400" noKojinBango="true"', 'mei="氏名" type="text" max="100"'),
                       ('mei="被扶養者認定年月日" type="date" presence="optional" standing="A"/>',
                        'mei="被扶養者認定年月日" type="date" presence="optional" standing="A">'
                        '<when column="honninKazoku" values="2" presence="required"/></column>')],
    "johoShokai": [('type="date" noKojinBango="true" presence="optional"', 'type="date" presence="required"')],
}
CODES = """<?xml version="1.0" encoding="UTF-8"?>
<codeLists>%s</codeLists>
"""
KANYUSHA = {"shoriKubun": "1", "seiriBango": "S1", "edaban": "", "kojinBango": "", "kigo": "３３", "bango": "7", "honninKazoku": "1",
            "shimei": "仮山　七郎", "shimeiKana": "カリヤマ", "seibetsu": "1", "seinengappi": "19800107", "jusho": "架空県仮想市",
            "shutokuYmd": "20100401", "soshitsuYmd": "", "ninteiYmd": ""}
SHOKAI = {"seiriBango": "S1", "edaban": "0000001", "teikyoHokensha": "06132013", "jimuCode": "JM00000000000003",
          "tokuteiKojinJohoCode": "TM00000000000050", "kijunYmd": "20170401"}
BAD = desk.kojin_bango(99, 5)[:11]
ROWS = [  # case, changes of the row, code in a file in CP932, in UTF-8 (None: the same)
    ("変わらない行", {}, "C00000", None),
    ("カナでない氏名カナ", {"shimeiKana": "かな漢字"}, "C00000", None),
    ("長い氏名カナ", {"shimeiKana": "カナカナカナ"}, "F30006", None),
    ("長い番号", {"bango": "12345"}, "F30006", None),
    ("4文字の記号", {"kigo": "あいうえ"}, "C00000", "F30006"),
    ("5文字の記号", {"kigo": "あいうえお"}, "F30006", None),
    ("増えた性別", {"seibetsu": "9"}, "C00000", None),
    ("認定年月日のない家族", {"honninKazoku": "2"}, "F30006", None),
    ("認定年月日のある家族", {"honninKazoku": "2", "ninteiYmd": "20170401"}, "C00000", None),
    ("検査用数字の違う個人番号", {"kojinBango": BAD + str((int(desk.kojin_bango(99, 5)[11]) + 1) % 10)}, "C00000", None),
    ("個人番号のある氏名", {"shimei": "山" + desk.kojin_bango(98, 5)}, "F30007", None),  # DESIGN 2.1, whatever the layout
    ("取得より後の生年月日", {"seinengappi": "20110101"}, "K20003", None),  # of the person, whatever the layout
    ("変更の長い番号", {"shoriKubun": "2", "edaban": "0000001", "kojinBango": None, "bango": "12345"}, "F30006", None),
    ("変更の長い氏名カナ", {"shoriKubun": "2", "edaban": "0000001", "kojinBango": None, "shimeiKana": "カナカナカナ"}, "F30006", None),
    ("変更の増えた性別", {"shoriKubun": "2", "edaban": "0000001", "kojinBango": None, "seibetsu": "9"}, "C00000", None),
]


def overlay(folder):
    os.makedirs(folder)
    for name, changes in CHANGES.items():
        text = open(os.path.join(desk.ROOT, "schema", "layout", name + ".xml"), encoding="utf-8").read()
        for old, new in changes:
            if text.count(old) != 1:
                raise desk.Broken("%s.xml に %d か所: %s" % (name, text.count(old), old))
            text = text.replace(old, new)
        open(os.path.join(folder, name + ".xml"), "w", encoding="utf-8").write(text)
    codes = open(os.path.join(desk.ROOT, "schema", "layout", "codes.xml"), encoding="utf-8").read()
    seibetsu = re.search('<codeList name="seibetsu".*?</codeList>', codes, re.S).group()
    with open(os.path.join(folder, "codes.xml"), "w", encoding="utf-8") as f:
        f.write(CODES % seibetsu.replace("</codeList>", '<code value="9" mei="不明"/></codeList>'))
    return folder


def rows_of(hokensha):
    rows, want = [], []
    for n, (case, changes, cp932, utf8) in enumerate(ROWS):
        cells = {**KANYUSHA, "kojinBango": desk.kojin_bango(n, 5), **changes}
        rows.append((case, {k: v or "" for k, v in cells.items()}))
        want.append(utf8 if hokensha == B and utf8 else cp932)
    return rows, want


def content(rows, hokensha):
    return "".join(",".join(cells.values()) + "\r\n" for _, cells in rows).encode(both.CODEC[hokensha])


def insurer(daemons, hokensha, wrong):
    callers = [desk.Caller(d, hokensha) for d in daemons]
    comparison = both.Comparison(callers[1])
    rows, want = rows_of(hokensha)
    shokai = [("基準日のない照会", {**SHOKAI, "kijunYmd": ""}), ("枝番に英字", {**SHOKAI, "edaban": "12a"})]
    for kind, these, codes in (("kanyushaToroku", rows, want), ("johoShokai", shokai, ["F30006", "F30006"])):
        told = both.compare(callers[0], comparison, kind, content(these, hokensha), these)
        if told != codes:
            wrong.append("%s %s: 期待 %s、実際 %s" % (hokensha, kind, codes, told))
    comparison.end(False)
    # 変更: what is absent stays, though a row would need it
    r = callers[1].call("kanyusha", "change", [("edaban", "0000001"), ("honninKazoku", "2")])
    if r.code != "C00000":
        wrong.append("省いた認定年月日: %s %s" % (r.code, r.get("message")))
    wrong += comparison.wrong
    return comparison.same


def main():
    daemons = [desk.Desk() for _ in range(2)]
    wrong = []
    try:
        for d in daemons:
            d.options += ["--layout", overlay(os.path.join(d.base, "layout"))]
            d.start()
        same = sum(insurer(daemons, hokensha, wrong) for hokensha in (A, B))
        wrong += ["chukand が正常に終わらない" for d in daemons if d.stop() != 0]
    finally:
        for d in daemons:
            d.clean()
    print("\n".join(["違い: " + w for w in wrong] + ["上書きしたレイアウトで両方とも同じ判定 %d 行、違い %d" % (same, len(wrong))]))
    return 1 if wrong or same != 2 * (len(ROWS) + 2) else 0


sys.exit(main())
