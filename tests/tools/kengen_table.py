# README's tables of who may ask what of whom (番号法別表第二), of 事務手続 and of the kinds of institutions, from fixtures/common. Part of make wsdl (wsdl.py writes it).
import csv

PATH = "fixtures/common/kengen.csv"
# 機関種別: the words of kikan.csv and kengen.csv
KINDS = [
    ("kenpo", "健康保険組合"), ("kyokaikenpo", "全国健康保険協会"), ("shichoson", "市町村（国民健康保険、介護保険を含む）"), ("kokuho", "国民健康保険組合"),
    ("kokkyo", "国家公務員共済組合"), ("chikyo", "地方公務員共済組合"), ("shigaku", "日本私立学校振興・共済事業団"), ("koiki", "後期高齢者医療広域連合"),
    ("nenkin", "日本年金機構"), ("kyosai", "共済組合等（年金）"), ("tahorei", "健康保険法第五十五条の他の法令による給付を行う者"),
    ("daijin", "厚生労働大臣"), ("rosai", "厚生労働大臣（労災保険）"), ("koyo", "厚生労働大臣（雇用保険）"), ("chikosai", "地方公務員災害補償基金"),
    ("seiho", "都道府県知事等（生活保護）"), ("shakyo", "社会福祉協議会"), ("gakusei", "日本学生支援機構"),
]


def rows(name):
    with open("fixtures/common/%s.csv" % name, encoding="UTF-8", newline="") as f:
        return list(csv.DictReader(f))


def codes(text):
    """A code a line, so that it can be copied."""
    return "<br>".join("`%s`" % c for c in text.split())


def kinds(text, names):
    """What an element of the statute is taken for: kinds of institutions."""
    return "、".join(names[k] for k in text.split())


def table():
    """In the order of the file. OSError, KeyError: it cannot be read."""
    names = dict(KINDS)
    return "| 行 | 項 | 健保組合は | 照会者 | 事務 | 事務手続 | 提供者 | 特定個人情報 | 区分 |\n|---|---|---|---|---|---|---|---|---|\n" + "".join(
        "| %s | %s | %s | %s | `%s`<br>%s | %s | %s<br>（%s） | %s<br>%s | [%s] |\n" % (
            k["bango"], k["ko"], {"両方": "両側"}.get(k["gawa"], k["gawa"] + "側"), k["shokaisha_mei"], k["jimu_code"], k["jimu_mei"],
            codes(k["tetsuzuki"]) or "その事務の全部", k["teikyosha_mei"], kinds(k["teikyosha"], names), codes(k["code"]), k["joho_mei"],
            k["standing"]) for k in rows("kengen"))


def kikan_table():
    """The kinds of institutions, each with those of kikan.csv."""
    there = rows("kikan")
    for r in there:
        dict(KINDS)[r["shubetsu"]]
    return "| `shubetsu` | 機関種別 | `kikan.csv` の機関 |\n|---|---|---|\n" + "".join(
        "| `%s` | %s | %s |\n" % (k, mei, "、".join(r["mei"] for r in there if r["shubetsu"] == k)) for k, mei in KINDS)


def tetsuzuki_table():
    """The 事務手続 of 項三, under which insurers ask."""
    return "| 事務手続 | 事務 | 名前 | 区分 |\n|---|---|---|---|\n" + "".join(
        "| `%s` | `%s` | %s | [%s] |\n" % (t["code"], t["jimu_code"], t["mei"], t["standing"]) for t in rows("jimu_tetsuzuki") if t["ko"] == "3")
