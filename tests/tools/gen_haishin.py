#!/usr/bin/env python3
# Maintenance tool: writes fixtures/common/haishin.csv, haishin_mado.csv and haishin_master.csv, the releases of the 配信マスター
# (手引き 2.7.8), always the same bytes. What 情報提供NWS answers by (kikan.csv, jimu_tetsuzuki.csv, tokutei_kojin_joho.csv) is what
# リリース3 says, with what the differences after it add; リリース2 and 2.5 are made of that and of the records named here.
# tests/tools/fixtures.sh tells when they have gone apart. Usage: python3 tests/tools/gen_haishin.py [ROOT]
import csv
import io
import os
import sys

ADD, CHANGE, REMOVE = "追加", "変更", "削除"
FULL, PART = "全件", "差分"
# release_jun, release, kubun, moto, haishin_ymd, hissu, mei; hissu: 情報照会・提供 need it from its window on
RELEASES = [
    (1, "2", FULL, "Digital PMO", "20170104", 0, "検証用マスター（全件適用）"),
    (2, "2.5", PART, "中間サーバー", "20170325", 0, "検証用マスター（差分適用）"),
    (3, "3", FULL, "中間サーバー", "20170422", 1, "本番用マスターI"),
    (4, "3.1", PART, "中間サーバー", "20170801", 0, "本番用マスターIの差分"),
]
# release_jun, lot, first and last day on which the lot applies it; those of 3.1 are an assumption
WINDOWS = [
    (1, "2", "20170104", "20170327"), (1, "3", "20170104", "20170410"),
    (2, "2", "20170327", "20170407"), (2, "3", "20170410", "20170421"),
    (3, "2", "20170424", "20170428"), (3, "3", "20170501", "20170512"),
    (4, "2", "20170801", "20170831"), (4, "3", "20170801", "20170831"),
]
# The items of a master, as its records have them behind code and han.
MASTERS = {"kikan": ("kikan", ("mei", "shubetsu")), "jimuTetsuzuki": ("jimu_tetsuzuki", ("jimu_code", "ko", "mei")),
           "tokuteiKojinJoho": ("tokutei_kojin_joho", ("mei",))}
COLUMNS = ("mei", "shubetsu", "jimu_code", "ko")

# What differs between the releases, by the code of its record.
MISSING_2 = {"9903006091836217", "9917001096191025", "9918001728791539", "JT00000000000304", "JT00000000010601", "TM00000000000069"}
MISSING_25 = {"9918001728791539", "JT00000000010601"}  # come with リリース3
OLD_2 = {"9903003121322371": {"mei": "架空県物語町"}, "9914001503136320": {"mei": "私立学校教職員共済"},
         "JT00000000000303": {"mei": "被扶養者認定"}, "TM00000000000002": {"mei": "地方税関係情報（検証用）"}}
OLD_25 = {"9914001503136320": {"mei": "日本私立学校共済事業団"}, "TM00000000000002": {"mei": "地方税関係情報（検証用）"}}
TEST_2 = {"kikan": {"9990001000000105": {"mei": "検証用機関一", "shubetsu": "shichoson"},
                    "9990002000000205": {"mei": "検証用機関二", "shubetsu": "shichoson"}},
          "jimuTetsuzuki": {"JT00000000099901": {"jimu_code": "JM00000000000999", "ko": "3", "mei": "検証用の事務手続"}},
          "tokuteiKojinJoho": {"TM00000000000998": {"mei": "検証用の特定個人情報"}}}
GONE_25 = {"9990002000000205", "TM00000000000998"}
NEW_25 = {"kikan": {"9990003000000305": {"mei": "検証用機関三", "shubetsu": "nenkin"}}, "jimuTetsuzuki": {}, "tokuteiKojinJoho": {}}
# 差分 after the start of 情報連携. What they add stands in the tables of NWS.
NEW_31 = {"JT00000000000305"}
CHANGED_31 = {"9907002951785473": {"mei": "模擬補償給付センター"}, "JT00000000000304": {"mei": "被扶養者の検認（被扶養者資格の再確認）"},
              "TM00000000000057": {"mei": "雇用保険法による基本手当、高年齢雇用継続基本給付金若しくは介護休業給付金の支給に関する情報"}}
GONE_31 = {"9903007706070683"}


def table(root, name, items):
    with open(os.path.join(root, "fixtures", "common", name + ".csv"), encoding="utf-8", newline="") as f:
        return {r["code"]: {i: r[i] for i in items} for r in csv.DictReader(f)}


def changed(records, by):
    return {c: dict(v, **by.get(c, {})) for c, v in records.items()}


def without(records, codes):
    return {c: v for c, v in records.items() if c not in codes}


def states(master, nws):
    """What each release leaves, in their order."""
    three = without(nws, NEW_31)
    two = dict(changed(without(three, MISSING_2), OLD_2), **TEST_2[master])
    half = dict(changed(without(three, MISSING_25), OLD_25), **without(TEST_2[master], GONE_25), **NEW_25[master])
    return [two, half, three, changed(without(nws, GONE_31), CHANGED_31)]


def records(master, nws):
    """(code, release_jun, henko, han, values), of a full release all that it has."""
    before, han = {}, {}
    for (jun, _, kubun, *_), now in zip(RELEASES, states(master, nws)):
        for code in sorted(set(before) | set(now)):
            was, is_now = before.get(code), now.get(code)
            if is_now and was != is_now:
                han[code] = han.get(code, 0) + 1
            if is_now and (kubun == FULL or was != is_now):
                yield code, jun, ADD if kubun == FULL or not was else CHANGE, "%04d" % han[code], is_now
            elif not is_now and kubun == PART:
                yield code, jun, REMOVE, "%04d" % han[code], {}
        before = now


def text(head, rows):
    out = io.StringIO(newline="")
    w = csv.writer(out, lineterminator="\n")
    w.writerow(head.split(","))
    w.writerows(rows)
    return out.getvalue()


def files(root):
    """{name: text}"""
    rows = []
    for master, (name, items) in MASTERS.items():
        made = sorted(records(master, table(root, name, items)), key=lambda r: (r[1], r[0]))
        rows += [(master, code, jun, henko, han) + tuple(v.get(c, "") for c in COLUMNS) for code, jun, henko, han, v in made]
    return {"haishin": text("release_jun,release,kubun,moto,haishin_ymd,hissu,mei", RELEASES),
            "haishin_mado": text("release_jun,lot,kara,made", WINDOWS),
            "haishin_master": text("master,code,release_jun,henko,han," + ",".join(COLUMNS), rows)}


def main(root):
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    for name, made in files(here).items():
        path = os.path.join(root or here, "fixtures", "common", name + ".csv")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(made)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
