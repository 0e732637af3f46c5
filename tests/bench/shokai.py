# The part "shokai" of the bench: 情報照会 to another institution, over 情報提供NWS, beside those between 医療保険者; from request
# to result, in turns, about the same people. Called by bench.py, whose helpers are `b`.
import csv
import os
import shutil

import desk
import gen_jumin

PEOPLE, SALT = 100000, 5
NENKIN = "9904001483351081"  # 日本年金機構
ASK = "<t:jimuCode>JM00000000000003</t:jimuCode><t:jimuTetsuzukiCode>JT00000000000303</t:jimuTetsuzukiCode>"


def questions(b):
    return {"医療保険者": "<t:teikyoHokensha>%s</t:teikyoHokensha>%s<t:tokuteiKojinJohoCode>TM00000000000999</t:tokuteiKojinJohoCode>" % (b.B, ASK),
            "日本年金機構": "<t:teikyoKikan>%s</t:teikyoKikan>%s<t:tokuteiKojinJohoCode>TM00000000000901</t:tokuteiKojinJohoCode>" % (NENKIN, ASK)}


def more(path, rows):
    """Appends rows to a table of the fixtures."""
    with open(path, "a", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)


def patient(b, fixtures):
    """The first shokai.getResult waits for the answer, unlike in the other parts."""
    path = os.path.join(fixtures, "worlds", b.WORLD, "world.xml")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace('name="settleMs" value="0"', 'name="settleMs" value="60000"'))


def residents(fixtures):
    """Everybody is a resident, and has a pension."""
    digits = ["0%09d" % n for n in range(PEOPLE)]  # those of jumin.csv do not begin with 0
    codes = [d + gen_jumin.check11(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) for d in digits]
    common = os.path.join(fixtures, "common")
    more(os.path.join(common, "jumin.csv"), (
        (code, desk.kojin_bango(n, SALT), "B%06d" % n, "世帯主", "仮山　見本子", "カリヤマ　ミホンコ", "2", "19500401",
         "架空県仮想市見本町%d番" % n, "有効", "", "20100401") for n, code in enumerate(codes)))
    more(os.path.join(common, "kikan_joho.csv"), (
        (NENKIN, "TM00000000000901", code, 1, "", "", "", "nenkinShubetsu=2|shikyuKaishiYmd=20150401|nenkingaku=%d|teishiKubun=0" % (300000 + n))
        for n, code in enumerate(codes)))


def members(shutoku, soshitsu):
    """A kanyushaToroku file of them all, ASCII and what every encoding has."""
    return ("1,R%d,,%s,３３,%d,1,仮山　見本子,カリヤマ　ミホンコ,2,19500401,架空県仮想市見本町%d番,%s,,%s\r\n"
            % (n, desk.kojin_bango(n, SALT), n, n, shutoku, soshitsu) for n in range(PEOPLE))


def shikaku(hokensha):
    return ("1,%s,%09d,３３,%d,1,20100401,,20170401,0,0\r\n" % (hokensha, n + 1, n) for n in range(PEOPLE))


def world(b, place):
    """They were with B until 2017-04-01 and are with A since; both have their 符号, B the 副本 of 資格."""
    fixtures = os.path.join(place.base, "shokai-fixtures")
    shutil.copytree(place.fixtures, fixtures)
    residents(fixtures)
    patient(b, fixtures)
    d = place.desk("shokai", fixtures=fixtures).start(600)
    b.upload(d, place.sent("kanyushaToroku", "a", b.A, "cp932", members("20170401", ""))[1])
    b.upload(d, place.sent("kanyushaToroku", "b", b.B, "utf-8", members("20100401", "20170401"))[1], hokensha=b.B)
    approved = d.control("POST", "/_sim/worlds/%s/operator/fugo-approve" % b.WORLD, {}, 3600)[1]
    b.note("承認された符号取得要求 %s" % approved.get("approved"))
    d.settle(b.WORLD)
    b.upload(d, place.sent("shikakuJoho", "b", b.B, "utf-8", shikaku(b.B))[1], hokensha=b.B)
    d.settle(b.WORLD)
    return d


def rounds(b, d, clients, count, first):
    """Rates by who is asked, in turns, each beginning as often; every round about other people, the same for both."""
    asks = questions(b)
    rates = {who: [] for who in asks}
    for n in range(4 * b.RUNS):
        for who in sorted(asks, reverse=n % 2 == 1):
            rates[who].append(b.helper("load", "shokai", d.ports["plain"], clients, count, PEOPLE, b.A, LOAD_SHOKAI=asks[who],
                                       LOAD_FIRST=str(first + n * count))[2])
        b.note("情報照会（%d 接続） " % clients + ", ".join("%s %.0f /秒" % (w, r[-1]) for w, r in rates.items()))
    return rates["医療保険者"], rates["日本年金機構"]


def part(b, place):
    d = world(b, place)
    for clients, count, first in ((1, 500, 0), (16, 2000, PEOPLE // 2)):
        hokensha, kikan = rounds(b, d, clients, count, first)
        ratio = b.median([k / h for h, k in zip(hokensha, kikan)])
        b.row("他の機関への情報照会（要求から結果まで, 100,000 人, %d 接続）" % clients, "医療保険者間の 0.5 倍以上", "%.0f /秒" % b.median(kikan),
              "%.0f /秒" % b.median(hokensha), "%.2f" % ratio, ratio >= 0.5)
    d.stop()
