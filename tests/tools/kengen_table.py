# README's table of who may ask what of whom (番号法別表第二), from fixtures/common/kengen.csv. Part of make wsdl (wsdl.py writes it).
import csv

PATH = "fixtures/common/kengen.csv"


def rows(name):
    with open("fixtures/common/%s.csv" % name, encoding="UTF-8", newline="") as f:
        return list(csv.DictReader(f))


def codes(text):
    """A code a line, so that it can be copied."""
    return "<br>".join("`%s`" % c for c in text.split())


def table():
    """In the order of the file. OSError, KeyError: it cannot be read."""
    return "| 行 | 項 | 健保組合は | 照会者 | 事務 | 事務手続 | 提供者 | 特定個人情報 | 区分 |\n|---|---|---|---|---|---|---|---|---|\n" + "".join(
        "| %s | %s | %s | %s | `%s` | %s | %s | %s | [%s] |\n" % (
            k["bango"], k["ko"], {"両方": "両側"}.get(k["gawa"], k["gawa"] + "側"), k["shokaisha_mei"], k["jimu_code"],
            codes(k["tetsuzuki"]) or "その事務の全部", k["teikyosha_mei"], codes(k["code"]), k["standing"]) for k in rows("kengen"))


def tetsuzuki_table():
    """The 事務手続 of 項三, under which insurers ask."""
    return "| 事務手続 | 事務 | 名前 | 区分 |\n|---|---|---|---|\n" + "".join(
        "| `%s` | `%s` | %s | [%s] |\n" % (t["code"], t["jimu_code"], t["mei"], t["standing"]) for t in rows("jimu_tetsuzuki") if t["ko"] == "3")
