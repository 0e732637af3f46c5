# The main job of a base system, for the Python stacks (zeep_client.py, suds_client.py). A stack is a class of its own below
# System; everything it knows comes from ?wsdl. One run a SOAP version, in a world that is reset before: the transcripts
# must be equal, ids included (DESIGN 2.4). Numbers go through int(): suds leaves those of a derived type as text.
# Called as STACK_client.py DATA_URL CONTROL_URL PKI_DIR WORLDS_DIR
import csv
import hashlib
import io
import json
import sys
import urllib.request

DATA, CONTROL, PKI, WORLDS = sys.argv[1:5]
IRAI = {"busho": "B001", "user": "u001"}
POLLS = 100  # how often 処理中 is taken for an answer; each call waits for what came before it by itself
A, B = "06139992", "06139984"
WRONG_PASSWORD = "接続システムのパスワードが一致しません"
JM, KYUFU, SHIKAKU_KAKUNIN = "JM00000000000003", "JT00000000000301", "JT00000000000302"  # 項三: 保険給付の支給, 資格取得の確認
# fixtures/common/kikan.csv: a 市町村, 日本年金機構, and an institution that never answers
SHI, NENKIN, MUOTO = "9903001701864705", "9904001483351081", "9907002951785473"


class Fault(Exception):
    """What the stack shows of a SOAP Fault: the code in its detail, and its text."""


def expect(what, have, want):
    if have != want:
        sys.exit("%s: 期待 %r、実際 %r" % (what, want, have))


def control(method, path, body=None):
    request = urllib.request.Request(CONTROL + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as r:
        return json.load(r)


class System:
    """One 接続システム: its certificate and its login. A stack says how a call is made: it returns the reply or raises Fault."""

    def __init__(self, hokensha, version, transcript, login=None, password=None, world="lot2"):
        self.world, self.hokensha, self.system = world, hokensha, "KS%sA" % hokensha
        self.login = login or self.system
        self.password = password or "pw-" + self.login.lower()
        self.certificate = ("%s/clients/%s.crt" % (PKI, self.system), "%s/clients/%s.key" % (PKI, self.system))
        self.version, self.transcript = version, transcript

    def send(self, service, op, fields):
        raise NotImplementedError

    def call(self, service, op, **fields):
        reply = self.send(service, op, fields)
        self.transcript.append((self.system, service, op, repr(reply)))
        return reply

    def ok(self, service, op, **fields):
        reply = self.call(service, op, **fields)
        if reply.kekka.kubun not in ("1", "2"):
            sys.exit("%s.%s: %s" % (service, op, reply.kekka))
        return reply

    def until(self, service, op, **fields):
        """Asks again while the answer is 処理中; the transcript keeps the last one."""
        for _ in range(POLLS):
            reply = self.ok(service, op, **fields)
            if reply.kekka.kubun == "1":
                return reply
            self.transcript.pop()
        sys.exit("%s.%s: %d 回尋ねても処理中" % (service, op, POLLS))

    def refused(self, code, service, op, **fields):
        reply = self.call(service, op, **fields)
        expect("%s.%s" % (service, op), (reply.kekka.kubun, reply.kekka.code), ("9", code))
        return reply.kekka.message

    def fault(self, code, text, service, op, **fields):
        try:
            reply = self.call(service, op, **fields)
        except Fault as f:
            expect("%s.%s の Fault" % (service, op), (f.args[0], f.args[1][:len(text)]), (code, text))
            self.transcript.append((self.system, service, op, f.args))
            return
        sys.exit("%s.%s: Fault %s を期待、実際 %s" % (service, op, code, reply.kekka))


def register_file(system, name, encoding):
    """Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id, and the rows that were refused."""
    content = open("%s/%s/files/%s" % (WORLDS, system.world, name), "rb").read()
    reply = system.ok("file", "upload", shubetsu="kanyushaToroku", fileMei=name, naiyo=content)
    uketsuke = reply.kekka.uketsukeBango
    expect("size", int(reply.size), len(content))
    expect("sha256", reply.sha256, hashlib.sha256(content).hexdigest())
    status = system.until("file", "getStatus", uketsukeBango=uketsuke)
    expect("処理ステータス", status.jotai, "処理完了")
    result = system.ok("file", "getResult", uketsukeBango=uketsuke)
    expect("結果ファイルの sha256", result.sha256, hashlib.sha256(result.naiyo).hexdigest())
    rows = list(csv.reader(io.StringIO(result.naiyo.decode(encoding), newline="")))
    expect("結果の行数", len(rows), content.count(b"\r\n"))
    expect("行数", (int(status.gyoSu), int(status.seijoSu) + int(status.ijoSu)), (len(rows), len(rows)))
    refused = [r for r in rows if r[5]]
    expect("異常行", len(refused), int(status.ijoSu))
    listed = system.ok("file", "list", shubetsu="kanyushaToroku")
    expect("一覧", listed.item[-1].uketsukeBango, uketsuke)
    return {r[2]: r[3] for r in rows if not r[5]}, refused


def kanyusha(a, edaban):
    one = edaban["A001"]
    person = a.ok("kanyusha", "get", edaban=one).kanyusha
    expect("氏名", person.shimei, "試﨑　一郎")
    a.ok("kanyusha", "change", edaban=one, jusho="架空県例示市試験町九丁目９番９号")
    expect("住所", a.ok("kanyusha", "get", edaban=one).kanyusha.jusho, "架空県例示市試験町九丁目９番９号")
    expect("枝番", a.ok("kanyusha", "getEdaban", kojinBango="269224746295").edaban, one)
    new = a.ok("kanyusha", "register", kojinBango="077161395202", kigo="１１", bango="900", honninKazoku="1", shimei="架井　九郎",
               shimeiKana="カケイ　クロウ", seibetsu="1", seinengappi="19520101", jusho="模擬県検証郡雛形町一丁目２８番３号",
               shutokuYmd="20170401").edaban
    a.ok("kanyusha", "correctKojinBango", edaban=edaban["A002"], kojinBango="149935604226")
    a.ok("kanyusha", "lose", edaban=edaban["A005"], soshitsuYmd="20170501")
    expect("状態", a.ok("kanyusha", "get", edaban=edaban["A005"]).kanyusha.jotai, "喪失")
    a.ok("kanyusha", "cancel", edaban=new)
    rireki = a.ok("kanyusha", "getShikakuRireki", edaban=edaban["A005"]).item
    expect("資格履歴", [r.ido for r in rireki], ["取得", "喪失"])
    a.refused("K40001", "kanyusha", "get", edaban="999999999")
    a.refused("K20002", "kanyusha", "correctKojinBango", edaban=edaban["A003"], kojinBango="123456789012")


def fugo(a, edaban):
    before = a.ok("fugo", "getStatus", edaban=edaban["A001"]).item
    expect("承認前", [(int(i.dankai), i.jotai, i.hoyusha) for i in before], [(3, "処理中", "運用支援環境（情報提供サーバー）")])
    a.refused("G40002", "fugo", "request", edaban=edaban["A001"])
    approved = control("POST", "/_sim/worlds/lot2/operator/fugo-approve", {})["approved"]
    if approved < 50:
        sys.exit("承認された符号取得要求が少なすぎる: %d" % approved)
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    after = a.ok("fugo", "getStatus").item
    expect("承認後", {i.jotai for i in after} <= {"取得済", "失敗"}, True)
    expect("承認後", [i.jotai for i in after if i.edaban == edaban["A001"]], ["取得済"])


def listed(reply):
    """The items of a reply that may have none; suds then leaves the field out."""
    return getattr(reply, "item", None) or []


def komoku(**columns):
    return [{"mei": k, "atai": v} for k, v in columns.items()]


def shikaku(system, edaban, kigo, shutoku):
    return system.ok("fukuhon", "register", shubetsu="shikakuJoho", edaban=edaban, komoku=komoku(
        kigo=kigo, bango="119", honninKazoku="1", shutokuYmd=shutoku, fukaiji="0", jikoTeikyoFuka="0")).fukuhonBango


def fukuhon_and_shokai(a, b, in_a, in_b):
    """The person has moved from insurer A to insurer B; A asks B for what B has of him."""
    bango = shikaku(a, in_a, "１１", "20030401")
    item = a.ok("fukuhon", "get", edaban=in_a).item
    expect("副本", [(i.fukuhonBango, i.shubetsu, int(i.han)) for i in item], [(bango, "shikakuJoho", 1)])
    again = a.ok("fukuhon", "register", shubetsu="shikakuJoho", edaban=in_a, komoku=komoku(
        kigo="１１", bango="119", honninKazoku="1", shutokuYmd="20030401", fukaiji="0", jikoTeikyoFuka="1"))
    expect("同じ鍵の新規", (again.fukuhonBango, "P40011" in [w.code for w in again.kekka.keikoku]), (bango, True))
    a.ok("fukuhon", "delete", fukuhonBango=bango)
    a.refused("P40002", "fukuhon", "delete", fukuhonBango=bango)
    shikaku(b, in_b, "２２", "20170401")
    asked = a.ok("shokai", "request", edaban=in_a, teikyoHokensha=B, jimuCode=JM, jimuTetsuzukiCode=SHIKAKU_KAKUNIN,
                 tokuteiKojinJohoCode="TM00000000000999")
    expect("照会の受付", asked.kekka.kubun, "2")
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    answer = a.ok("shokai", "getResult", shokaiBango=asked.shokaiBango)
    expect("照会結果", (answer.jotai, answer.kekkaKubun), ("回答済", "該当あり"))
    expect("提供された副本", [i.shubetsu for i in answer.item], ["shikakuJoho"])
    expect("照会の一覧", [i.shokaiBango for i in a.ok("shokai", "list").item], [asked.shokaiBango])
    both = [s.ok("kiroku", "list", edaban=e, gawa=gawa).item for s, e, gawa in ((a, in_a, "照会"), (b, in_b, "提供"))]
    for item in both:
        expect("情報提供等記録", [(i.tsuban, i.shokaisha, i.teikyosha, i.jotai, i.kekkaKubun) for i in item],
               [(answer.tsuban, A, B, "回答", "該当あり")])
        expect("提供した項目", {(k.shubetsu, k.mei) for k in item[0].komokuMei},
               {("shikakuJoho", k.mei) for k in answer.item[0].komoku if k.mei not in ("fukaiji", "jikoTeikyoFuka")})


def kikan(a, edaban):
    """A asks other institutions over 情報提供NWS: for a household, a pension, and benefits of one that never answers."""
    def ask(kikan, code, tetsuzuki=KYUFU):
        return {"edaban": edaban, "teikyoKikan": kikan, "jimuCode": JM, "jimuTetsuzukiCode": tetsuzuki, "tokuteiKojinJohoCode": code}

    def result(number, *want):
        answer = a.ok("shokai", "getResult", shokaiBango=number)
        expect("照会結果 " + number, (answer.jotai, getattr(answer, "kekkaKubun", None), answer.tsuban), want + ("T" + number[1:],))
        return [{k.mei: getattr(k, "atai", None) or "" for k in i.komoku} for i in listed(answer)], listed(answer)

    jumin, nenkin, mu = (a.ok("shokai", "request", **ask(*q)).shokaiBango for q in (
        (SHI, "TM00000000000001"), (NENKIN, "TM00000000000901"), (MUOTO, "TM00000000000034")))
    a.refused("S50001", "shokai", "request", **ask(SHI, "TM00000000000901"))
    said = a.refused("S50001", "shokai", "request", **ask(NENKIN, "TM00000000000901", SHIKAKU_KAKUNIN))
    expect("最も近い項: " + said, "項目「事務手続コード」" in said and "最も近い別表第二 項3" in said, True)
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    household, _ = result(jumin, "回答済", "該当あり")
    expect("世帯", [(h["zokugara"], h["shimei"]) for h in household], [("世帯主", "擬田　茂"), ("妻", "擬田　節子")])
    (pension,), (item,) = result(nenkin, "回答済", "該当あり")
    expect("年金", list(pension.values()), ["2", "", "20160701", "300000", "0", "", ""])
    expect("空白の理由", {k.mei: k.kuhakuRiyu for k in item.komoku if getattr(k, "kuhakuRiyu", None)},
           {"tokyu": "1", "teishiFrom": "1", "teishiTo": "1"})
    result(mu, "処理中", None)
    expect("取消", a.ok("shokai", "cancel", shokaiBango=mu).jotai, "取消")
    a.refused("S40007", "shokai", "cancel", shokaiBango=nenkin)
    expect("照会先の一覧", [(i.shokaiBango, i.teikyoKikan, i.jotai) for i in a.ok("shokai", "list").item if i.edaban == edaban],
           [(jumin, SHI, "回答済"), (nenkin, NENKIN, "回答済"), (mu, MUOTO, "取消")])
    expect("取り消したもの", [i.shokaiBango for i in a.ok("shokai", "list", jotai="取消").item], [mu])
    expect("情報提供等記録", [(i.tsuban[1:], i.teikyosha, i.jotai) for i in a.ok("kiroku", "list", edaban=edaban).item],
           [(jumin[1:], SHI, "回答"), (nenkin[1:], NENKIN, "回答"), (mu[1:], MUOTO, "取消")])


def teikyo(a, b, in_a, in_b):
    """B decides what is asked for its 副本 with 自動応答不可: by A twice, and by a 市町村."""
    b.ok("fukuhon", "register", shubetsu="shobyoTeatekin", edaban=in_b, komoku=komoku(
        ketteiYmd="20170505", kikanFrom="20170410", kikanTo="20170430", kingaku="80000", jidoOtoFuka="1"))
    one, two = (a.ok("shokai", "request", edaban=in_a, teikyoHokensha=B, jimuCode=JM, jimuTetsuzukiCode=KYUFU,
                     tokuteiKojinJohoCode="TM00000000000050").shokaiBango for _ in range(2))
    toi = control("POST", "/_sim/worlds/lot2/operator/nws-toi", {
        "shokaisha": SHI, "teikyoHokensha": B, "jimuCode": "JM00000000000027", "tokuteiKojinJohoCode": "TM00000000000050",
        "kojinBango": "172807270341"})
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    held = b.ok("teikyo", "list", jotai="回答待ち").item
    expect("回答待ち", {(i.tsuban, i.shokaisha, i.edaban) for i in held},
           {("T" + one[1:], A, in_b), ("T" + two[1:], A, in_b), (toi["tsuban"], SHI, in_b)})
    said = b.ok("teikyo", "answer", tsuban="T" + one[1:])
    expect("回答", (said.jotai, said.kekkaKubun, int(said.fukuhonSu)), ("回答済", "該当あり", 1))
    for tsuban in ("T" + two[1:], toi["tsuban"]):
        said = b.ok("teikyo", "refuse", tsuban=tsuban, riyu="書面で回答＆<確認>")
        expect("拒否", (said.jotai, said.kekkaKubun), ("拒否", "提供不可"))
    b.refused("T40002", "teikyo", "answer", tsuban=toi["tsuban"])
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    answers = [a.ok("shokai", "getResult", shokaiBango=n) for n in (one, two)]
    expect("回答を待った照会", [(r.kekkaKubun, [i.shubetsu for i in listed(r)]) for r in answers],
           [("該当あり", ["shobyoTeatekin"]), ("提供不可", [])])
    refused = [i for i in b.ok("teikyo", "list").item if i.jotai == "拒否"]
    expect("受けた照会", {(i.tsuban, getattr(i, "riyu", None)) for i in refused},
           {(answers[1].tsuban, "書面で回答＆<確認>"), (toi["tsuban"], "書面で回答＆<確認>")})


def honnin(a, b):
    """Test numbers of honnin_shitei.csv: by parts of 基本4情報, by a number whose address is hidden, and what is on record of it."""
    def ask(**fields):
        asked = a.ok("honnin", "request", **fields)
        expect("本人確認の受付", (asked.kekka.kubun, asked.jotai), ("2", "処理中"))
        control("POST", "/_sim/worlds/lot2/operator/settle", {})
        return asked.honninBango, a.ok("honnin", "getResult", honninBango=asked.honninBango)

    def said(r):
        return (r.kekkaCode, int(r.kensu)) + tuple(getattr(r, n, None) for n in (
            "kojinBango", "shimei", "jusho", "shienSochi", "idoJiyu", "idoYmd"))

    old, r = ask(shimei="旧田　改子", seinengappi="19900630", shokaiRiyu="04")
    expect("前の氏名", said(r), ("C00000", 1, "603727377944", "指田　改子", "架空県指定市見本町８番地", None, "6", "20161122"))
    hidden, r = ask(kojinBango="086949275967", shokaiRiyu="02")
    expect("支援措置", said(r), ("C00000", 1, "086949275967", "指田　守", None, "1", None, None))
    two, r = ask(shimei="指田　同", seibetsu="1", shokaiRiyu="01")
    expect("複数", said(r), ("J40002", 2) + (None,) * 6)
    message = a.refused("F30006", "honnin", "request", kojinBango="086949275967", shokaiRiyu="99")
    expect("業務以外の照会理由: " + message, "業務以外の目的で住基ネットへアクセスすることは禁止されています" in message, True)
    b.refused("H40001", "honnin", "getResult", honninBango=old)
    expect("本人確認の記録", [(i.honninBango, i.hoho, i.busho, i.user, i.shokaiRiyu, i.shokaiKomoku, i.kekkaCode, int(i.ryokin))
                              for i in a.ok("honnin", "list").item],
           [(old, "操作", "B001", "u001", "04", "shimei seinengappi", "C00000", 10),
            (hidden, "操作", "B001", "u001", "02", "kojinBango", "C00000", 10),
            (two, "操作", "B001", "u001", "01", "shimei seibetsu", "J40002", 10)])
    expect("ほかの機関の記録", listed(b.ok("honnin", "list")), [])
    seikyu = a.ok("honnin", "getSeikyu", tsuki="201705")
    expect("請求", (int(seikyu.kensu), int(seikyu.kingaku)), (3, 30))
    expect("請求の明細", [(m.busho, m.hoho, int(m.kensu), int(m.tanka), int(m.kingaku)) for m in seikyu.meisai],
           [("B001", "操作", 3, 10, 30)])
    expect("請求のファイル", (seikyu.fileMei, seikyu.naiyo.decode("cp932")),
           ("honninSeikyu-%s-201705.csv" % A, "%s,201705,B001,操作,3,10,30\r\n" % A))


def master(a):
    """A takes リリース3 of the 配信マスター, reports it with a record lost and one stale, then by its digest."""
    def report(**what):
        said = a.ok("master", "report", release="3", master="jimuTetsuzuki", **what)
        expect("適用期間の後", "M40004" in [w.code for w in said.kekka.keikoku], True)
        return (int(said.itchi), int(said.kirokuSu), int(said.soiSu)), [
            (s.kubun, s.code, getattr(s, "komokuMei", None), getattr(s, "have", None)) for s in getattr(said, "soi", None) or []]

    expect("リリース", [(i.release, i.kubun, i.moto, int(i.tekiyo)) for i in a.ok("master", "list").item],
           [("2", "全件", "Digital PMO", 1), ("2.5", "差分", "中間サーバー", 1), ("3", "全件", "中間サーバー", 1), ("3.1", "差分", "中間サーバー", 0)])
    a.refused("M40002", "master", "download", release="2", master="jimuTetsuzuki")
    a.refused("M40001", "master", "download", release="3.1", master="jimuTetsuzuki")
    file = a.ok("master", "download", release="3", master="jimuTetsuzuki")
    expect("配信マスターの sha256", (file.sha256, int(file.size)), (hashlib.sha256(file.naiyo).hexdigest(), len(file.naiyo)))
    rows = sorted(r[1:] for r in csv.reader(io.StringIO(file.naiyo.decode("cp932"), newline="")))
    items = [dict(zip(("code", "han", "mei", "jimuCode", "ko"), r)) for r in rows]
    expect("件数", len(items), int(file.kensu))
    stale = dict(items[1], han="0009")
    expect("違う記録", report(item=[stale] + items[2:]), ((0, len(items), 2), [
        ("不足", items[0]["code"], None, None), ("版違い", stale["code"], "版番号", "0009")]))
    expect("照合", report(item=items), ((1, len(items), 0), []))
    digest = hashlib.sha256("".join(",".join(r) + "\r\n" for r in rows).encode()).hexdigest()
    expect("digest の照合", report(digest=digest), ((1, len(items), 0), []))


def job(stack, version):
    transcript = []
    a, b = stack(A, version, transcript), stack(B, version, transcript)
    ping = a.ok("kanri", "ping", message="疎通＆<確認>")
    expect("ping", (ping.message, ping.world, ping.hokensha), ("疎通＆<確認>", "lot2", A))
    in_a, refused = register_file(a, "kanyusha-A.csv", "cp932")
    expect("異常行の枝番", {r[3] for r in refused}, {""})
    in_b, _ = register_file(b, "kanyusha-B.csv", "utf-8")
    kanyusha(a, in_a)
    master(a)
    fugo(a, in_a)
    expect("枝番", b.ok("kanyusha", "getEdaban", kojinBango="172807270341").edaban, in_b["B058"])
    fukuhon_and_shokai(a, b, in_a["A052"], in_b["B058"])
    kikan(a, in_a["A058"])
    teikyo(a, b, in_a["A052"], in_b["B058"])
    honnin(a, b)
    stack(A, version, transcript, password="chigau").fault("C50006", WRONG_PASSWORD, "kanri", "ping")
    stack(A, version, transcript, login="KS06139984A").fault("C50007", "クライアント証明書", "kanri", "ping")
    a.refused("F30006", "kanyusha", "get", edaban="abc")
    a.fault("C20008", "要求が XML スキーマに合いません", "file", "getStatus", uketsukeBango="abc")
    return transcript


def main(name, stack, versions):
    texts = []
    for version in versions:
        control("POST", "/_sim/worlds/lot2/reset", {})
        texts.append(job(stack, version))
        print("%s SOAP %s: %d 件の呼出し" % (name, version, len(texts[-1])))
    # the generation differs after a reset; everything else must not
    for calls in zip(*texts):
        for other in calls[1:]:
            if other[2] != "ping":
                expect("SOAP の版ごとの応答", other, calls[0])
