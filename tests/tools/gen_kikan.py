#!/usr/bin/env python3
# Maintenance tool: writes fixtures/common/kikan_joho.csv, what other institutions know of the residents of jumin.csv, always the same
# bytes. It agrees with age, household and 資格 but for the people in NAMED, who are there to be found out; README 5.3 tells of each.
# Run it after gen_jumin.py. Usage: python3 tests/tools/gen_kikan.py [ROOT]
import csv
import datetime
import os
import sys

sys.dont_write_bytecode = True
import gen_jumin as g  # noqa: E402

TAX, KAIGO, TAHOREI, IRYO = "TM00000000000002", "TM00000000000004", "TM00000000000034", "TM00000000000050"
KOYO, ROSAI, SHOGAI, CHIKOSAI = "TM00000000000057", "TM00000000000059", "TM00000000000065", "TM00000000000069"
JUMIN, NENKIN, SHIKAKU = "TM00000000000001", "TM00000000000901", "TM00000000000999"
TODAY, UNTIL = "20170508", "20180531"  # what begins later is not known of
# 課税年度 and the days on which it is the newest that a 市町村 has [A]
NENDO = ((2015, "20150601", "20160531"), (2016, "20160601", "20170531"), (2017, "20170601", ""))

KYOKAI, KENPO, KIKO, KYOSAI = "全国健康保険協会", "想像標本健康保険組合", "日本年金機構", "架空省共済組合連合会"
KOIKI, KOYO_DAIJIN, ROSAI_DAIJIN = "架空県後期高齢者医療広域連合", "厚生労働大臣（雇用保険）", "厚生労働大臣（労災保険）"
CHIKOSAI_KIKIN, HOSHO, KOKKYO = "地方公務員災害補償基金", "架空補償給付機構", "架空省共済組合"

# Who is known wrongly, or not as a matter of course: 世帯 and place in it (of a story: its household and place). Beside the rows of
# everybody, or, where `only` is given, instead of those of that 特定個人情報.
#   tax: 給与収入額; tax_state: jokyo of 地方税; pays: as pensions(), of `rows`; rows: (institution, code, kara, owari, jokyo, komoku)
NAMED = {}


def named(setai, place, **what):
    NAMED.setdefault((setai, place), {}).update(what)


def rows_of(*rows):
    return [(r + ("",) * 6)[:6] for r in rows]


# 年収130万円を超える被扶養者
for who in (("S0108", 1), ("S0013", 1), ("S0064", 1), ("MS45a", 1), ("MS46a", 1)):
    named(*who, tax=1560000)
# 別居の妻（gen_jumin.py の SEPARATE）
named("S0951", 0, tax=0)
# 離婚するまで被扶養者だった人
named("MS153b", 0, tax=0)
# 公的年金等収入が、日本年金機構の年金額より少ない
named("S0110", 1, nenkin_tax=0)
# 要介護なのに介護保険料段階がない
named("MS70a", 1, only=KAIGO, rows=rows_of(("", KAIGO, "", "", "", "hihokenshaKubun=1|yokaigodo=4|ninteiYmd=20160901|ninteiFrom=20160901|"
                                            "ninteiTo=20180831")))
# 協会けんぽの資格が続いている
for who, since in ((("S0119", 0), "20120401"), (("S0009", 1), "20160401"), (("S0061", 1), "20160401")):
    named(*who, only=SHIKAKU, rows=rows_of((KYOKAI, SHIKAKU, "", "", "", "kigo=71090001|bango=12|honninKazoku=1|shutokuYmd=%s" % since)))
# 国民健康保険の資格が続いている
named("S0190", 1, rows=rows_of(("", SHIKAKU, "", "", "", "bango=90010|honninKazoku=1|shutokuYmd=20140401")))
# 課税した市町村がほか
for place in (0, 1):
    named("S0140", place, taxed="模擬県仮置市")
# 提供不可（支援措置）, 無応答, 処理中
for who in (("S0123", 1), ("S0015", 1), ("S0066", 1)):
    named(*who, tax_state="提供不可", rows=rows_of(("", JUMIN, "", "", "提供不可")))
named("S0127", 1, tax_state="無応答")
named("S0131", 1, tax_state="処理中", rows=rows_of(("", JUMIN, "", "", "処理中")))
# 回答が三つ
named("S0132", 1, only=NENKIN, pays=[("2", "20140401", 540000), ("7", "20150401", 180000)], rows=rows_of(
    (KIKO, NENKIN, "", "", "", "nenkinShubetsu=2|shikyuKaishiYmd=20140401|nenkingaku=540000|teishiKubun=0"),
    (KIKO, NENKIN, "", "", "", "nenkinShubetsu=7|shikyuKaishiYmd=20150401|nenkingaku=180000|teishiKubun=0"),
    (KIKO, NENKIN, "", "", "", "nenkinShubetsu=6|shikyuKaishiYmd=20150601|nenkingaku=620000|teishiKubun=1|teishiFrom=20150601")))
# 空白とその理由: 未申告, 調査中, 提供対象外
named("S0137", 1, tax_items="kazeiKubun=3|gokeiShotoku!2|kyuyoShunyu!2|kotekiNenkinShunyu!2|kintowari!2|shotokuwari!2")
named("S0145", 0, tax_items="kazeiKubun=1|gokeiShotoku=3120000|kyuyoShunyu=4560000|kintowari!3|shotokuwari!3")
named("S0156", 0, tax_items="kazeiKubun!4|gokeiShotoku!4|kyuyoShunyu!4|kotekiNenkinShunyu!4|kintowari!4|shotokuwari!4")
# 雇用保険: 日額が 3,612 円以上の受給中の被扶養者, 下回る被扶養者, 受給を終えた被扶養者, 処理中
for who, gaku, zan, state in ((("S0153", 1), 5120, 68, ""), (("S0159", 1), 3420, 45, ""), (("S0161", 1), 5400, 0, ""), (("S0169", 1), 5980, 30, "処理中")):
    named(*who, rows=rows_of((KOYO_DAIJIN, KOYO, "", "", state, "kyufuShurui=1|rishokuYmd=20161231|kihonTeateNichigaku=%d|shoteiNissu=90|"
                              "jukyuFrom=20170101|jukyuTo=20171231|zanNissu=%d" % (gaku, zan))))
# 障害年金（傷病手当金と調整）, 障害基礎年金
named("S0168", 0, rows=rows_of((KIKO, NENKIN, "", "", "", "nenkinShubetsu=4|tokyu=3|shikyuKaishiYmd=20160701|nenkingaku=584500|teishiKubun=0")))
named("S0158", 0, rows=rows_of((KIKO, SHOGAI, "", "", "", "nenkinShubetsu=3|tokyu=2|shikyuKaishiYmd=20130401|nenkingaku=780100|teishiKubun=0")))
# 健保法55条: 労災の休業（傷病手当金と同じ期間）, 通勤災害の療養, 公務災害, 他の法令
named("S0170", 0, rows=rows_of((ROSAI_DAIJIN, ROSAI, "", "", "", "kyufuShurui=2|shobyoYmd=20170120|saigaiKubun=1|ketteiYmd=20170405|"
                                "kikanFrom=20170201|kikanTo=20170228|shikyugaku=168000")))
named("S0171", 0, rows=rows_of((ROSAI_DAIJIN, ROSAI, "", "", "", "kyufuShurui=1|shobyoYmd=20170306|saigaiKubun=2|ketteiYmd=20170420|"
                                "kikanFrom=20170306|shikyugaku=42000")))
named("S0172", 1, rows=rows_of((CHIKOSAI_KIKIN, CHIKOSAI, "", "", "", "kyufuShurui=1|shobyoYmd=20161110|saigaiKubun=1|shibu=架空県支部|"
                                "ketteiYmd=20161220|kikanFrom=20161110|kikanTo=20170131|shikyugaku=86000")))
named("S0174", 0, rows=rows_of((HOSHO, TAHOREI, "", "", "", "kyufuShurui=1|horei=架空補償法|ketteiYmd=20170301|kikanFrom=20170201|"
                                "kikanTo=20170331|shikyugaku=31000")))
# ほかの医療保険者: この中間サーバーの外の健保組合の傷病手当金, 共済組合の資格, 協会けんぽの傷病手当金, 出産手当金
named("S0178", 0, only=SHIKAKU, rows=rows_of(
    (KENPO, SHIKAKU, "", "", "", "kigo=８８|bango=101|honninKazoku=1|shutokuYmd=20080401|soshitsuYmd=20170401"),
    (KENPO, IRYO, "", "", "", "kyufuShurui=1|ketteiYmd=20170310|kikanFrom=20170201|kikanTo=20170228|kingaku=196000"),
    (KENPO, IRYO, "", "", "", "kyufuShurui=1|ketteiYmd=20170410|kikanFrom=20170301|kikanTo=20170331|kingaku=217000")))
named("S0188", 0, only=SHIKAKU, rows=rows_of(
    (KOKKYO, SHIKAKU, "", "", "", "kigo=共１|bango=5501|honninKazoku=1|shutokuYmd=20100401|soshitsuYmd=20170401")))
named("S0166", 0, only=SHIKAKU, rows=rows_of((KYOKAI, SHIKAKU, "", "", "", "kigo=71090002|bango=31|honninKazoku=1|shutokuYmd=20120401|soshitsuYmd=20170401"),
                                (KYOKAI, IRYO, "", "", "", "kyufuShurui=2|ketteiYmd=20160520|kikanFrom=20160129|kikanTo=20160505|kingaku=588000")))
named("S0182", 0, only=NENKIN, pays=[("7", "20160401", 960000)], rows=rows_of(
    (KYOSAI, NENKIN, "", "", "", "nenkinShubetsu=7|shikyuKaishiYmd=20160401|nenkingaku=960000|teishiKubun=2|teishiFrom=20170401")))
# 75歳、66歳の障害認定: 広域連合
for story, since in (("MS70a", "20170501"), ("MS71a", "20170501"), ("MS72a", "20170201"), ("MS20a", "20171020")):
    named(story, 0, rows=rows_of((KOIKI, SHIKAKU, since, "", "", "bango=%s|honninKazoku=1|shutokuYmd=%s" % (story[2:4] * 2, since))))
named("MS72a", 0, rows=rows_of(
    (KOIKI, SHIKAKU, "20170201", "", "", "bango=7272|honninKazoku=1|shutokuYmd=20170201"),
    (KOIKI, IRYO, "", "", "", "kyufuShurui=5|ketteiYmd=20170425|kikanFrom=20170201|kikanTo=20170228|kingaku=24600"),
    (KIKO, NENKIN, "", "", "", "nenkinShubetsu=4|tokyu=2|shikyuKaishiYmd=20170201|nenkingaku=1170000|teishiKubun=2|teishiFrom=20170201")))
# 高額介護合算を受ける人の介護
for who in (("S0001", 1), ("S0051", 1)):  # 第2号: since they are 40
    named(*who, kaigo="yokaigodo=5|ninteiYmd=20160301|ninteiFrom=20160301|ninteiTo=20180228|riyoshaFutan=140000")
for story in ("MS18a", "MS19a", "MS20a", "MS22a"):
    named(story, 0, kaigo="yokaigodo=5|ninteiYmd=20140601|ninteiFrom=20140601|ninteiTo=20170531|riyoshaFutan=336000")


def whole_years(ymd, day):
    return int(day[:4]) - int(ymd[:4]) - (day[4:] < ymd[4:])


def salary_of(p, family, year):
    """給与収入額 of a year: of who works by age, of a 夫 or 妻 little or none."""
    age = year - int(p["seinengappi"][:4])
    if p["zokugara"] in ("夫", "妻"):
        return (0, 0, 0, 600000, 980000)[g.pick(5, p["kojin_bango"], "part")] if age < 60 else 0
    if p["zokugara"] == "世帯主" or g.works(p, "%d0101" % year):
        top = 2400000 + 110000 * (min(age, 59) - 20) if age < 65 else 0
        return top + 20000 * g.pick(60, p["kojin_bango"], "salary", year) if 0 < top and age >= 18 else 0
    return 0


def salary_income(salary):
    """給与所得 of 2015 and 2016."""
    for most, part, off in ((650000, 0, 0), (1625000, 100, 650000), (1800000, 60, 0), (3600000, 70, 180000), (6600000, 80, 540000), (10**9, 90, 1200000)):
        if salary <= most:
            return max(0, salary * part // 100 - off)


def pension_income(pension, age):
    return max(0, pension - (1200000 if age >= 65 else 700000))


def reaches(ymd, age):
    """The day on which the age is reached (年齢計算ニ関スル法律): that before the birthday."""
    born = datetime.date(int(ymd[:4]) + age, int(ymd[4:6]), 1) + datetime.timedelta(int(ymd[6:]) - 1)  # 02-29: 03-01
    return (born - datetime.timedelta(1)).strftime("%Y%m%d")


def month_after(ymd):
    """From which a pension is paid (国民年金法 18条, 厚生年金保険法 36条)."""
    return "%d%02d01" % (int(ymd[:4]) + (ymd[4:6] == "12"), int(ymd[4:6]) % 12 + 1)


def special_age(p):
    """特別支給の老齢厚生年金 (厚生年金保険法附則 8条の2): a 女 is five years behind a 男."""
    ymd = p["seinengappi"] if p["seibetsu"] == "1" else "%d%s" % (int(p["seinengappi"][:4]) - 5, p["seinengappi"][4:])
    return 60 + sum(ymd > last for last in ("19530401", "19550401", "19570401", "19590401", "19610401"))


def pensions(p):
    """老齢年金 as 日本年金機構 pays it: [(種別, 支給開始年月日, 年額)]."""
    ymd, worked = p["seinengappi"], p["zokugara"] not in ("妻", "母")
    if p["jotai"] != "有効" or ymd <= "19260401":  # who is older has a pension of the former law
        return []
    kosei = (900000 if worked else 300000) + 12000 * g.pick(20, p["kojin_bango"], "nenkin")
    all_ = [("2", month_after(reaches(ymd, special_age(p))), kosei), ("1", month_after(reaches(ymd, 65)), 779300)]
    return [x for x in all_ if x[1] <= UNTIL]


def pension_of(p, year, about):
    """What was paid of it in the year: by months."""
    total = 0
    for _, begins, gaku in about.get("pays") or pensions(p):
        months = 12 if int(begins[:4]) < year else 13 - int(begins[4:6]) if int(begins[:4]) == year else 0
        total += gaku * months // 12
    return total


def dependants(p, family, year):
    """Children of 16 and more without income of their own, of the 世帯主; whether the spouse is one."""
    if p["zokugara"] != "世帯主":
        return 0, False
    children = [m for m in family if m["zokugara"] == "子" and int(m["seinengappi"][:4]) <= year - 16 and not salary_of(m, family, year)]
    spouse = [m for m in family if m["zokugara"] in ("夫", "妻")]
    return len(children), bool(spouse) and salary_income(salary_of(spouse[0], family, year)) <= 380000


def tax(p, family, nendo, about):
    """Items of a 課税年度, which is of the income of the year before."""
    year = nendo - 1
    age = year - int(p["seinengappi"][:4])
    salary, pension = about.get("tax", salary_of(p, family, year)), about.get("nenkin_tax", pension_of(p, year, about))
    children, spouse = dependants(p, family, year)
    income, insured = salary_income(salary) + pension_income(pension, age), salary * 15 // 100 // 1000 * 1000
    base = max(0, income - insured - 330000 * (1 + children + spouse)) // 1000 * 1000
    taxed = income > 350000 * (1 + children + spouse) + (210000 if children + spouse else 0)
    items = [("kazeiNendo", nendo), ("kazeiKubun", 1 if taxed else 2), ("gokeiShotoku", income), ("kyuyoShunyu", salary), ("jigyoShotoku", 0),
             ("kotekiNenkinShunyu", pension), ("shakaiHokenryoKojo", insured), ("haigushaKojoUmu", int(spouse)), ("haigushaKojo", 330000 * spouse),
             ("fuyoNinzu", children), ("kintowari", 5000 if taxed else 0), ("shotokuwari", max(0, base // 10 - 2500) // 100 * 100 if taxed else 0)]
    return "|".join("%s=%d" % i for i in items)


class Table:
    """Rows of kikan_joho.csv."""

    def __init__(self, kikan, towns):
        self.kikan, self.towns, self.rows, self.number = kikan, towns, [], {}

    def town(self, p):
        return next(t for t in self.towns if p["jusho"].startswith(t))

    def add(self, p, mei, code, kara="", owari="", jokyo="", komoku=""):
        key = (self.kikan[mei or self.town(p)], code, p["juminhyo_code"])
        self.number[key] = self.number.get(key, 0) + 1
        self.rows.append(key + (self.number[key], kara, owari, jokyo, komoku))


def taxes(t, p, family, about):
    state, town = about.get("tax_state", ""), about.get("taxed")
    if state in ("提供不可", "無応答"):
        t.add(p, town, TAX, jokyo=state)
    else:
        for nendo, kara, owari in NENDO:
            items = "kazeiNendo=%d|%s" % (nendo, about["tax_items"]) if "tax_items" in about else tax(p, family, nendo, about)
            t.add(p, town, TAX, kara, owari, state, items)


def taxed(p, family, nendo):
    return "kazeiKubun=1" in tax(p, family, nendo, {})


def hokenryo(p, family, nendo):
    """介護保険料 of 第1号: 段階 6 who is taxed, 5 whose 世帯 is, 3 else (介護保険法施行令 39条)."""
    if taxed(p, family, nendo):
        return "|hokenryoDankai=6|hokenryoGaku=72000"
    return "|hokenryoDankai=%d|hokenryoGaku=%d" % ((5, 60000) if any(taxed(m, family, nendo) for m in family) else (3, 45000))


def care(t, p, family, about):
    """第1号 is one since 65 (介護保険法 9条), with a 段階 for each 課税年度; of 第2号 are known who need care."""
    since, kaigo, periods = max("20000401", reaches(p["seinengappi"], 65)), about.get("kaigo", "yokaigodo=0"), []
    if since > TODAY and "kaigo" in about:
        t.add(p, "", KAIGO, komoku="hihokenshaKubun=2|" + kaigo)
        return
    for nendo, kara, owari in NENDO:
        items = "hihokenshaKubun=1|" + kaigo + hokenryo(p, family, nendo)
        if periods and periods[-1][2] == items:
            periods[-1][1] = owari
        elif since <= (owari or UNTIL):
            periods.append([since if nendo == NENDO[0][0] else max(kara, since), owari, items])
    for kara, owari, items in periods:
        t.add(p, "", KAIGO, kara, owari, "", items)


def insured_before(t, p):
    """A third of those who work were with 協会けんぽ before."""
    if p["zokugara"] == "世帯主" and g.pick(3, p["kojin_bango"], "kyokai") == 0 and p["seinengappi"] > "1955":
        end = g.first_day(p, 20010401)
        begin = max(int(end) - 10000 * (1 + g.pick(4, p["kojin_bango"], "years")), int(p["seinengappi"]) + 180000)
        if begin < int(end):
            t.add(p, KYOKAI, SHIKAKU, komoku="kigo=7109%04d|bango=%d|honninKazoku=1|shutokuYmd=%d|soshitsuYmd=%s"
                  % (g.pick(9000, p["kojin_bango"], "k"), 1 + g.pick(200, p["kojin_bango"], "b"), begin // 100 * 100 + 1, end))


def person(t, p, family, about):
    if p["jotai"] == "有効" and p["seinengappi"] <= "19970101":
        taxes(t, p, family, about)
        only = about.get("only")
        if only != NENKIN:
            for shubetsu, begins, gaku in pensions(p):
                t.add(p, KIKO, NENKIN, begins, komoku="nenkinShubetsu=%s|shikyuKaishiYmd=%s|nenkingaku=%d|teishiKubun=0" % (shubetsu, begins, gaku))
        if only != KAIGO:
            care(t, p, family, about)
        if only != SHIKAKU:
            insured_before(t, p)
        if 60 <= whole_years(p["seinengappi"], TODAY) < 65 and p["zokugara"] == "世帯主" and g.pick(3, p["kojin_bango"], "koyo") == 0:
            t.add(p, KOYO_DAIJIN, KOYO, komoku="kyufuShurui=2|jukyuFrom=20160401|shikyugaku=%d" % (21000 + 500 * g.pick(40, p["kojin_bango"], "kg")))
    for mei, code, kara, owari, jokyo, komoku in about.get("rows", ()):
        t.add(p, mei, code, kara, owari, jokyo, komoku)


def table(root):
    with open(os.path.join(root, "fixtures", "common", "kikan.csv"), encoding="utf-8") as f:
        kikan = {r["mei"]: r for r in csv.DictReader(f)}
    t = Table({m: r["code"] for m, r in kikan.items()}, [m for m, r in kikan.items() if r["shubetsu"] == "shichoson"])
    rows, _ = g.jumin()
    families = {}
    for p in rows + g.stories(rows[0]):
        families.setdefault(p["setai"], []).append(p)
    for setai, family in families.items():
        for place, p in enumerate(family):
            person(t, p, family, NAMED.get((setai, place), {}))
    missing = [n for n in NAMED if n[0] not in families or n[1] >= len(families[n[0]])]
    assert not missing, "NAMED who are nobody: %s" % missing
    return t.rows


def main():
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    header = [("kikan", "code", "juminhyo_code", "renban", "kara", "owari", "jokyo", "komoku")]
    g.write(os.path.join(sys.argv[1] if len(sys.argv) > 1 else here, "fixtures", "common", "kikan_joho.csv"), header + table(here), "utf-8", "\n")


if __name__ == "__main__":
    main()
