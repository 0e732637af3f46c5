# A base system that knows nothing of test cases, through python3-zeep over mutual TLS: people by file and online, 符号, a correction,
# 副本 by file, then their changes and deletions by file. Called by unaided.sh: unaided_zeep.py DATA_URL WORLD PKI GEN OFFICE
# GEN: what chukan gen made; OFFICE: the command that stands for 取りまとめ機関.
import csv
import io
import subprocess
import sys

import requests
import zeep
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken

DATA, WORLD, PKI, GEN, OFFICE = sys.argv[1:6]
SYSTEM, HOKENSHA = "KS06139984B", "06139984"
BY_FILE = 30  # people; two of the rest are registered online


def expect(what, have, want):
    if have != want:
        sys.exit("%s: 期待 %r、実際 %r" % (what, want, have))


def session():
    s = requests.Session()
    s.cert = ("%s/clients/%s.crt" % (PKI, SYSTEM), "%s/clients/%s.key" % (PKI, SYSTEM))
    s.verify = PKI + "/ca.crt"
    s.trust_env = False
    return s


TRANSPORT, SERVICES = Transport(session=session(), timeout=30, operation_timeout=60), {}


def call(service, op, want="1", **fields):
    if service not in SERVICES:
        client = zeep.Client("%s/%s/soap/%s?wsdl" % (DATA, WORLD, service), transport=TRANSPORT,
                             wsse=UsernameToken(SYSTEM, "pw-" + SYSTEM.lower()))
        SERVICES[service] = client.bind(service, service + "_soap12")
    reply = SERVICES[service][op](irai={"busho": "B001", "user": "u001"}, **fields)
    if want not in (reply.kekka.kubun, reply.kekka.code):
        sys.exit("%s.%s: 期待 %s、実際 %s" % (service, op, want, reply.kekka))
    return reply


def rows(kind):
    with open("%s/%s.csv" % (GEN, kind), encoding="utf-8", newline="") as f:
        return list(csv.reader(f))


def send(shubetsu, lines, name, bad=0):
    """Uploads, waits, takes the result; answers its rows."""
    content = "".join(",".join(line) + "\r\n" for line in lines).encode("utf-8")
    number = call("file", "upload", shubetsu=shubetsu, fileMei=name, naiyo=content).kekka.uketsukeBango
    status = call("file", "getStatus", uketsukeBango=number)
    expect("%s の処理" % name, (status.jotai, status.seijoSu, status.ijoSu), ("処理完了", len(lines) - bad, bad))
    result = call("file", "getResult", uketsukeBango=number)
    return list(csv.reader(io.StringIO(result.naiyo.decode("utf-8"), newline="")))


def register(row):
    """One person online, by the columns of the file."""
    names = ("kojinBango", "kigo", "bango", "honninKazoku", "shimei", "shimeiKana", "seibetsu", "seinengappi", "jusho", "shutokuYmd")
    fields = dict(zip(names, row[3:13]), ninteiYmd=row[14] or None)
    return call("kanyusha", "register", **fields).edaban


def jotai(edaban):
    item = call("fugo", "getStatus", edaban=edaban).item[0]
    return item.jotai, item.kaisu


def office():
    subprocess.run(OFFICE, shell=True, check=True, stdout=subprocess.DEVNULL)


def nobody(people):
    """A right 個人番号 that no resident has."""
    taken, n = {row[3] for row in people}, 27182818284
    while True:
        s = "%011d" % n
        r = sum(int(d) * w for d, w in zip(s, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
        number = s + ("0" if r <= 1 else str(11 - r))
        if number not in taken:
            return number
        n += 1


def persons(people):
    """{number of gen: rows}, one row a 資格: a person's 枝番 is the first free one when they come first."""
    found = {}
    for row in people:
        found.setdefault(row[3], []).append(row)
    return {n + 1: found[number] for n, number in enumerate(found)}


def fugo(people):
    """符号取得・紐付; answers the 枝番 of each person of the file of gen, by their number there."""
    who = persons(people)
    members = [n for n in who if len(who[n]) == 1 and not who[n][0][13]]
    sent = [(n, row) for n in who if n <= BY_FILE for row in who[n]]
    edaban = {n: r[3] for (n, _), r in zip(sent, send("kanyushaToroku", [row for _, row in sent], "加入者.csv"))}
    expect("枝番は一人に一つ", len(set(edaban.values())), BY_FILE)
    (a, alone), (b, wrong) = [(n, who[n][0]) for n in members if n > BY_FILE][:2]
    edaban[a] = register(alone)
    edaban[b] = register(wrong[:3] + [nobody(people)] + wrong[4:])
    expect("送付の前", jotai(edaban[a]), ("処理中", 1))
    office()
    expect("送付の後", [jotai(edaban[n]) for n in (members[0], a, b)], [("取得済", 1), ("取得済", 1), ("失敗", 1)])
    expect("登録した日", call("kanyusha", "get", edaban=edaban[a]).kanyusha.shutokuYmd, alone[12])
    call("kanyusha", "correctKojinBango", edaban=edaban[b], kojinBango=wrong[3])
    call("fugo", "request", edaban=edaban[b])
    office()
    expect("訂正の後", jotai(edaban[b]), ("取得済", 2))
    return edaban


def fukuhon(edaban, shubetsu):
    return [{k.mei: k.atai for k in i.komoku} for i in call("fukuhon", "get", edaban=edaban, shubetsu=shubetsu).item]


def joho_teikyo(edaban):
    """情報提供: 副本 for everybody who has a 枝番, then what has changed of three of them."""
    def mine(kind):
        return [row[:2] + [edaban[int(row[2])]] + row[3:] for row in rows(kind) if int(row[2]) in edaban]

    send("shikakuJoho", mine("shikakuJoho"), "資格情報.csv")
    paid = mine("shobyoTeatekin")
    first, changed, gone = paid[:-1], paid[0], paid[1]
    send("shobyoTeatekin", first, "傷病手当金.csv")
    expect("副本", [k["kingaku"] for k in fukuhon(changed[2], "shobyoTeatekin")][:1], [changed[6]])
    send("shobyoTeatekin", [["2"] + changed[1:6] + [str(int(changed[6]) + 1000)] + changed[7:], ["3"] + gone[1:], paid[-1]], "傷病手当金-差分.csv")
    expect("変更の後", str(int(changed[6]) + 1000) in [k["kingaku"] for k in fukuhon(changed[2], "shobyoTeatekin")], True)
    expect("削除の後", gone[4] in [k["kikanFrom"] for k in fukuhon(gone[2], "shobyoTeatekin")], False)
    expect("追加の後", paid[-1][4] in [k["kikanFrom"] for k in fukuhon(paid[-1][2], "shobyoTeatekin")], True)


expect("接続", call("kanri", "ping", message="疎通").hokensha, HOKENSHA)
joho_teikyo(fugo(rows("kanyushaToroku")))
