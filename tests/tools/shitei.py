# The test numbers of 本人確認 (the guide 2.7.9: 「厚生労働省指定の値」): people of our own who stand in for those of the ministry. gen_jumin.py
# makes residents of them and writes fixtures/common/honnin_shitei.csv, jumin_mae.csv and jumin_shien.csv; make wsdl makes README's
# table of the first.
import csv

PATH = "fixtures/common/honnin_shitei.csv"
TOWN = "架空県指定市見本町"
HEAD = ("no", "kojin_bango", "shimei", "shimei_kana", "seibetsu", "seinengappi", "jusho", "kekka", "ido_jiyu", "nani")
# shimei, kana, 性別, 生年月日, 番地, 異動事由 of a 消除, what it is for, 支援措置, 処理結果コード by 個人番号; before: (day, 事由, shimei, kana, 番地)
PEOPLE = [
    ("指田　一太", "サシダ　イチタ", 1, "19800402", 1, "", "一人に定まる", "", "C00000", ()),
    ("指田　同", "サシダ　ドウ", 1, "19811103", 2, "", "同じ氏名・性別・生年月日の人が二人いる（住所か個人番号で一人に定まる）", "", "C00000", ()),
    ("指田　同", "サシダ　ドウ", 1, "19811103", 3, "", "その二人め", "", "C00000", ()),
    ("指田　亡", "サシダ　ナキ", 2, "19400510", 4, "1", "死亡で消除された", "", "J40003", ()),
    ("指田　外", "サシダ　ソト", 1, "19760708", 5, "2", "国外転出で消除された", "", "J40003", ()),
    ("指田　転", "サシダ　コロブ", 1, "19850914", 6, "", "転居した。前の住所でも見つかる", "", "C00000",
     (("20160701", "4", "指田　転", "サシダ　コロブ", 60),)),
    ("指田　移", "サシダ　ウツル", 2, "19920120", 7, "", "ほかの市町村から転入した。前の住所でも見つかる", "", "C00000",
     (("20170301", "5", "指田　移", "サシダ　ウツル", 70),)),
    ("指田　改子", "サシダ　アラコ", 2, "19900630", 8, "", "氏名が変わった。前の氏名「旧田　改子」でも見つかる", "", "C00000",
     (("20161122", "6", "旧田　改子", "キュウダ　アラコ", 8),)),
    ("指田　守", "サシダ　マモル", 2, "19870215", 9, "", "支援措置の対象。住所が返らない", "1", "C00000", ()),
    ("指田　隠子", "サシダ　カクコ", 2, "19950805", 10, "", "転居し、支援措置の対象になった", "1", "C00000",
     (("20170110", "4", "指田　隠子", "サシダ　カクコ", 100),)),
]
NOBODY = "だれの個人番号でもない（該当者なし）"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def address(n):
    return (TOWN + "%d番地" % n).translate(WIDE)


def made(number, code):
    """Residents, rows of jumin_mae.csv, of jumin_shien.csv and of honnin_shitei.csv. number, code: make a 個人番号, a 住民票コード."""
    residents, mae, shien, shitei = [], [], [], []
    for i, (shimei, kana, sei, ymd, town, jiyu, nani, protected, kekka, before) in enumerate(PEOPLE, 1):
        own, bango = code("shitei%d" % i), number("shitei", i)
        residents.append([own, bango, "T%04d" % i, "世帯主", shimei, kana, str(sei), ymd, address(town), "消除" if jiyu else "有効", jiyu,
                          before[0][0] if before else ymd])
        mae += [[own, day, why, name, name_kana, address(then)] for day, why, name, name_kana, then in before]
        shien += [[own]] if protected else []
        shitei.append([i, bango, shimei, kana, sei, ymd, address(town), kekka, jiyu, nani])
    shitei.append([len(PEOPLE) + 1, number("shitei", "nobody"), "指田　無", "サシダ　ム", 1, "19800101", address(99), "J40001", "", NOBODY])
    return residents, mae, shien, shitei


def table():
    """For README."""
    with open(PATH, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    return "| 番号 | 個人番号 | 氏名 | 性別 | 生年月日 | 住所 | 個人番号で照会した結果 | 何のためのものか |\n|---|---|---|---|---|---|---|---|\n" + "".join(
        "| %s | `%s` | %s | %s | %s | %s | %s | %s |\n" % (r["no"], r["kojin_bango"], r["shimei"], r["seibetsu"], r["seinengappi"], r["jusho"],
                                                         r["kekka"], r["nani"]) for r in rows)
