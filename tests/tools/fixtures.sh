#!/usr/bin/env bash
# runs: gen_jumin.py, gen_kikan.py, gen_haishin.py and gen_master_cases.py into a temporary folder (their files must be the ones checked in), then the check
# runs: digits of every number, whether families, and what other institutions know of them, can be believed, and the 配信マスター
set -u
cd "$(dirname "$0")/../.." || exit 2
export PYTHONDONTWRITEBYTECODE=1
dir=$(mktemp -d "${TMPDIR:-/tmp}/chukan-test-XXXXXX")
trap 'rm -rf "$dir"' EXIT
python3 tests/tools/gen_jumin.py "$dir" && python3 tests/tools/gen_kikan.py "$dir" && python3 tests/tools/gen_haishin.py "$dir" && python3 tests/tools/gen_master_cases.py "$dir" || exit 1
(cd "$dir" && find . -type f) | while read -r f; do
    cmp "$dir/$f" "$f" || exit 1
done || exit 1
python3 - <<'END'
import csv
import datetime
import glob
import sys


def mod11(s, weights):
    r = sum(int(d) * w for d, w in zip(s, weights)) % 11
    return "0" if r <= 1 else str(11 - r)


def hokensha(s):
    t = sum(sum(divmod(int(d) * (1 + (i + 1) % 2), 10)) for i, d in enumerate(reversed(s)))
    return str(-t % 10)


def hojin(s):
    return str(9 - sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(s))) % 9)


# the valid and invalid ones of DOMAIN.md 8 prove the three functions
KOJIN, JUMIN = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
assert all(mod11(n, KOJIN) == n[11] for n in ("123456789018", "379474484458", "454972364860")) and mod11("507957100722", KOJIN) != "2"
assert all(mod11(n, JUMIN) == n[10] for n in ("24727059608", "24846016224", "25208017643"))
assert all(hokensha(n[:7]) == n[7] for n in ("06132013", "06139992")) and all(hojin(n[1:]) == n[0] for n in ("7123456789012", "2700150009999"))
bad = []


def want(ok, what):
    if not ok:
        bad.append(what)


rows = list(csv.DictReader(open("fixtures/common/jumin.csv", encoding="utf-8")))
others = [r for r in rows if r["setai"][0] not in "MT"]  # not of a story, nor a test number
want(len(others) == 1000, "1,000 residents, have %d" % len(others))
for column, size, weights in (("kojin_bango", 12, KOJIN), ("juminhyo_code", 11, JUMIN)):
    want(len({r[column] for r in rows}) == len(rows), "%s not distinct" % column)
    for n, r in enumerate(rows, 2):
        v = r[column]
        want(len(v) == size and v.isdigit() and mod11(v, weights) == v[-1], "jumin.csv:%d: %s" % (n, column))
families = {}
for r in rows:
    families.setdefault(r["setai"], []).append(r)
for f in families.values():
    want([r["zokugara"] for r in f].count("世帯主") == 1 and f[0]["zokugara"] == "世帯主", "%s: one 世帯主, first" % f[0]["setai"])
    want(len({r["shimei"] for r in f}) == len(f) and len({r["jusho"] for r in f}) == 1, "%s: names, address" % f[0]["setai"])
    want(all(r["seinengappi"] >= f[0]["seinengappi"] for r in f if r["zokugara"] == "子"), "%s: children" % f[0]["setai"])
want({r["ido_jiyu"] for r in rows if r["jotai"] == "消除"} == {"1", "2", "3", "9"}, "all 異動事由")


# Who is enrolled, the errors put right: 被扶養者 not before their 本人, 認定日 is 取得日, no 本人 under 15, nobody of 75.
def enrolled(folder, insurer, encoding):
    def read(name):
        return list(csv.reader(open(folder + name, encoding=encoding, newline="")))
    right = {r[1]: r for r in read("kanyusha-A-teisei.csv")} if insurer == "A" else {}
    return [right.get(r[1], r) for r in read("kanyusha-%s.csv" % insurer)]


for lot, start, encodings in (("lot2", "20170508", ("cp932", "utf-8", "cp932")), ("lot3", "20170522", ("utf-8", "cp932", "utf-8"))):
    for insurer, encoding in zip("ABC", encodings):
        heads = {}
        for r in enrolled("fixtures/worlds/%s/files/" % lot, insurer, encoding):
            where, head = "%s %s" % (lot, r[1]), heads.setdefault(r[5], r)
            want(head[6] == "1" and (head is r) == (r[6] == "1"), where + ": 本人 first, one a 記号番号")
            want(int(r[10]) > int(start) - 750000, where + ": 75")
            if r[6] == "1":
                want(not r[14] and int(r[12]) >= int(r[10]) + 150000, where + ": 15")
            else:
                want(r[14] == r[12] >= r[10], where + ": 認定日")
                want(r[12] >= head[12] or head[12] == "20171301", where + ": before the 本人")  # B022 is wrong on purpose
                want(not head[13] or r[13] == head[13], where + ": stays without the 本人")

# 情報連携: the tables hold together, and what the institutions know of somebody agrees but for those who are NAMED.
def common(name):
    return list(csv.DictReader(open("fixtures/common/%s.csv" % name, encoding="utf-8")))


def items(row):
    return dict(x.split("=", 1) for x in row["komoku"].split("|") if "=" in x)


def span(row):
    return row["kara"] or "00000000", row["owari"] or "99999999"


# 老齢年金 is paid from the month after the day on which the age is reached; 特別支給の老齢厚生年金 by 男, 女 born up to (日本年金機構).
SPECIAL = {"1": (("19530401", 60), ("19550401", 61), ("19570401", 62), ("19590401", 63), ("19610401", 64), ("99999999", 65)),
           "2": (("19580401", 60), ("19600401", 61), ("19620401", 62), ("19640401", 63), ("19660401", 64), ("99999999", 65))}


def paid_from(ymd, age):
    month = int(ymd[:4]) * 12 + age * 12 + int(ymd[4:6]) - (ymd[6:] == "01")  # January is 0; the 1st is reached the month before
    return "%d%02d01" % (month // 12, month % 12 + 1)


def old_age(r):
    """種別 and first day of what a resident is paid of 老齢年金, as far as it is known; who is older has that of the former law."""
    if r["seinengappi"] <= "19260401":
        return []
    special = next(age for last, age in SPECIAL[r["seibetsu"]] if r["seinengappi"] <= last)
    return sorted((k, paid_from(r["seinengappi"], age)) for k, age in (("1", 65), ("2", special)) if paid_from(r["seinengappi"], age) <= "20180531")


sys.path.insert(0, "tests/tools")
from gen_kikan import NAMED  # noqa: E402
kikan, kengen, codes = {r["code"]: r for r in common("kikan")}, common("kengen"), {r["code"] for r in common("tokutei_kojin_joho")}
kinds, tetsuzuki = {r["shubetsu"] for r in kikan.values()}, {r["code"]: r["jimu_code"] for r in common("jimu_tetsuzuki")}
for c in kikan:
    want(len(c) == 16 and not any(mod11(c[i:i + 11], KOJIN) == c[i + 11] for i in range(5)), "kikan.csv: %s" % c)
for r in kengen:
    want(set((r["shokaisha"] + " " + r["teikyosha"]).split()) <= kinds and set(r["code"].split()) <= codes, "kengen.csv: %s" % r["bango"])
    want(all(tetsuzuki.get(t) == r["jimu_code"] for t in r["tetsuzuki"].split()), "kengen.csv: %s: 事務手続" % r["bango"])
want({(r["ko"], r["standing"]) for r in kengen if r["gawa"] != "照会" and r["standing"] == "P"} ==
     {(str(k), "P") for k in (1, 2, 3, 4, 5, 17, 26, 27, 30, 33, 39, 42, 58, 62, 80, 87, 93, 106)}, "kengen.csv: 項")
told = {(t, c) for r in kengen for t in r["teikyosha"].split() for c in r["code"].split()}
known = {}
for n, r in enumerate(common("kikan_joho"), 2):
    want((kikan[r["kikan"]]["shubetsu"], r["code"]) in told, "kikan_joho.csv:%d: who may ask for it?" % n)
    known.setdefault(r["juminhyo_code"], {}).setdefault(r["code"][-3:], []).append(dict(items(r), span=span(r)))
special = 0
for setai, f in families.items():
    for place, r in enumerate(f):
        k, named = known.pop(r["juminhyo_code"], {}), (setai, place) in NAMED
        special += named
        if k.get("002") and "nenkinShubetsu" not in str(NAMED.get((setai, place))):
            want(sorted((x["nenkinShubetsu"], x["shikyuKaishiYmd"]) for x in k.get("901", ())) == old_age(r), r["juminhyo_code"] + ": 支給開始年月日")
            want(all(x["span"][0] == x["shikyuKaishiYmd"] for x in k.get("901", ())), r["juminhyo_code"] + ": 支給開始前の年金")
        years = [(x.get("kazeiNendo"),) + x["span"] for x in k.get("002", ())]
        want(not years or years == [("2015", "20150601", "20160531"), ("2016", "20160601", "20170531"), ("2017", "20170601", "99999999")]
             or years == [(None, "00000000", "99999999")] and named, r["juminhyo_code"] + ": 課税年度")
        paid = [(x["shikyuKaishiYmd"], int(x["nenkingaku"])) for x in k.get("901", ()) if x["teishiKubun"] == "0"]
        for tax in [] if named else k.get("002", ()):
            year = int(tax["kazeiNendo"]) - 1
            want(sum(g * max(0, min(12, 12 * (year - int(d[:4])) + 13 - int(d[4:6]))) // 12 for d, g in paid) == int(tax["kotekiNenkinShunyu"]),
                 r["juminhyo_code"] + ": 公的年金等収入")
            want(r["zokugara"] not in ("夫", "妻") or int(tax["kyuyoShunyu"]) + int(tax["kotekiNenkinShunyu"]) < 1300000, r["juminhyo_code"] + ": 130万円")
        want(named or all("soshitsuYmd" in x for x in k.get("999", ())), r["juminhyo_code"] + ": 資格")
        for x in k.get("004", ())[:1] if not named else ():  # 第1号 since the day before the birthday, or since there is 介護保険
            birthday = datetime.datetime.strptime(x["span"][0], "%Y%m%d") + datetime.timedelta(1)
            want(x["span"][0] == "20000401" or birthday.strftime("%Y%m%d") == str(int(r["seinengappi"]) + 650000), r["juminhyo_code"] + ": 第1号は65歳から")
        want(named or all("hokenryoDankai" in x for x in k.get("004", ())), r["juminhyo_code"] + ": 介護保険料段階")
        for x in k.get("004", ()):
            for tax in k.get("002", ()):  # of the days that they share
                if "hokenryoDankai" in x and max(x["span"][0], tax["span"][0]) <= min(x["span"][1], tax["span"][1]):
                    want((int(x["hokenryoDankai"]) >= 6) == (tax["kazeiKubun"] == "1"), r["juminhyo_code"] + ": 介護保険料段階と課税区分")
            want("ninteiYmd" not in x or int(x["ninteiYmd"]) >= int(r["seinengappi"]) + 400000, r["juminhyo_code"] + ": 要介護認定は40歳から")
        want("050" not in k or "999" in k, r["juminhyo_code"] + ": 給付をした医療保険者の資格")
want(not known and special == len(NAMED), "kikan_joho.csv: of nobody, or NAMED who are not there")
for path in glob.glob("fixtures/worlds/*/hokensha.csv"):
    for r in csv.DictReader(open(path, encoding="utf-8")):
        want(hokensha(r["hokensha"][:7]) == r["hokensha"][7] and r["hokensha"][4:6] in ("99",), "%s: %s" % (path, r["hokensha"]))
        want(hojin(r["hojin_bango"][1:]) == r["hojin_bango"][0] and r["hojin_bango"][1] == "7", "%s: %s" % (path, r["hojin_bango"]))
for b in bad[:20]:
    print("FAIL " + b)
print("%d passed, %d failed" % (0 if bad else 1, len(bad)))
sys.exit(1 if bad else 0)
END
