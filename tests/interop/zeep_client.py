# The main job of a base system through python3-zeep: everything it knows comes from ?wsdl. Run twice, in SOAP 1.1 and
# in SOAP 1.2, in a world that is reset between: the two transcripts must be equal, ids included (DESIGN 2.4).
# Called by zeep.sh: zeep_client.py DATA_URL CONTROL_URL PKI_DIR FILES_DIR
import csv
import hashlib
import io
import json
import sys
import urllib.request

import requests
import zeep
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken

DATA, CONTROL, PKI, FILES = sys.argv[1:5]
IRAI = {"busho": "B001", "user": "u001"}
A, B = "06139992", "06139984"


def expect(what, have, want):
    if have != want:
        sys.exit("%s: 期待 %r、実際 %r" % (what, want, have))


def control(method, path, body=None):
    request = urllib.request.Request(CONTROL + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as r:
        return json.load(r)


class System:
    """One 接続システム: its certificate, its login, and a generated client per service."""

    def __init__(self, hokensha, version, transcript, letter="A", login=None, password=None):
        self.system = "KS%s%s" % (hokensha, letter)
        login = login or self.system
        session = requests.Session()
        session.cert = ("%s/clients/%s.crt" % (PKI, self.system), "%s/clients/%s.key" % (PKI, self.system))
        session.verify = PKI + "/ca.crt"
        session.trust_env = False  # or a CA bundle in the environment would win over ours
        self.transport = Transport(session=session, timeout=30, operation_timeout=60)
        self.wsse = UsernameToken(login, password or "pw-" + login.lower())
        self.version, self.transcript, self.services = version, transcript, {}

    def service(self, name):
        if name not in self.services:
            client = zeep.Client("%s/lot2/soap/%s?wsdl" % (DATA, name), transport=self.transport, wsse=self.wsse)
            self.services[name] = client.bind(name, "%s_soap%d" % (name, self.version))
        return self.services[name]

    def call(self, service, op, **fields):
        reply = self.service(service)[op](irai=IRAI, **fields)
        self.transcript.append((self.system, service, op, repr(reply)))
        return reply

    def ok(self, service, op, **fields):
        reply = self.call(service, op, **fields)
        if reply.kekka.kubun not in ("1", "2"):
            sys.exit("%s.%s: %s" % (service, op, reply.kekka))
        return reply

    def refused(self, code, service, op, **fields):
        reply = self.call(service, op, **fields)
        expect("%s.%s" % (service, op), (reply.kekka.kubun, reply.kekka.code), ("9", code))

    def fault(self, code, service, op, **fields):
        try:
            reply = self.call(service, op, **fields)
        except zeep.exceptions.Fault as f:
            found = f.detail.find(".//{urn:chukan:common:1}code") if f.detail is not None else None
            expect("%s.%s の Fault" % (service, op), None if found is None else found.text, code)
            self.transcript.append((self.system, service, op, f.message))
            return
        sys.exit("%s.%s: Fault %s を期待、実際 %s" % (service, op, code, reply.kekka))


def register_file(system, name, encoding):
    """Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id, and the rows that were refused."""
    content = open("%s/%s" % (FILES, name), "rb").read()
    reply = system.ok("file", "upload", shubetsu="kanyushaToroku", fileMei=name, naiyo=content)
    uketsuke = reply.kekka.uketsukeBango
    expect("size", reply.size, len(content))
    expect("sha256", reply.sha256, hashlib.sha256(content).hexdigest())
    status = system.ok("file", "getStatus", uketsukeBango=uketsuke)
    expect("処理ステータス", status.jotai, "処理完了")
    result = system.ok("file", "getResult", uketsukeBango=uketsuke)
    expect("結果ファイルの sha256", result.sha256, hashlib.sha256(result.naiyo).hexdigest())
    rows = list(csv.reader(io.StringIO(result.naiyo.decode(encoding), newline="")))
    expect("結果の行数", len(rows), content.count(b"\r\n"))
    expect("行数", (status.gyoSu, status.seijoSu + status.ijoSu), (len(rows), len(rows)))
    refused = [r for r in rows if r[5]]
    expect("異常行", len(refused), status.ijoSu)
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
    expect("承認前", [(i.dankai, i.jotai, i.hoyusha) for i in before], [(3, "処理中", "情報提供サーバー")])
    a.refused("G40002", "fugo", "request", edaban=edaban["A001"])
    approved = control("POST", "/_sim/worlds/lot2/operator/fugo-approve", {})["approved"]
    if approved < 50:
        sys.exit("承認された符号取得要求が少なすぎる: %d" % approved)
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    after = a.ok("fugo", "getStatus").item
    expect("承認後", {i.jotai for i in after} <= {"取得済", "失敗"}, True)
    expect("承認後", [i.jotai for i in after if i.edaban == edaban["A001"]], ["取得済"])


def komoku(**columns):
    return [{"mei": k, "atai": v} for k, v in columns.items()]


def shikaku(system, edaban, kigo, shutoku):
    return system.ok("fukuhon", "register", shubetsu="shikakuJoho", edaban=edaban, komoku=komoku(
        kigo=kigo, bango="119", honninKazoku="1", shutokuYmd=shutoku, fukaiji="0", jikoTeikyoFuka="0")).fukuhonBango


def fukuhon_and_shokai(a, b, in_a, in_b):
    """The person has moved from insurer A to insurer B; A asks B for what B has of him."""
    bango = shikaku(a, in_a, "１１", "20030401")
    item = a.ok("fukuhon", "get", edaban=in_a).item
    expect("副本", [(i.fukuhonBango, i.shubetsu, i.han) for i in item], [(bango, "shikakuJoho", 1)])
    again = a.ok("fukuhon", "register", shubetsu="shikakuJoho", edaban=in_a, komoku=komoku(
        kigo="１１", bango="119", honninKazoku="1", shutokuYmd="20030401", fukaiji="0", jikoTeikyoFuka="1"))
    expect("同じ鍵の新規", (again.fukuhonBango, "P40011" in [w.code for w in again.kekka.keikoku]), (bango, True))
    a.ok("fukuhon", "delete", fukuhonBango=bango)
    a.refused("P40002", "fukuhon", "delete", fukuhonBango=bango)
    shikaku(b, in_b, "２２", "20170401")
    asked = a.ok("shokai", "request", edaban=in_a, teikyoHokensha=B, jimuCode="JM00000000000003",
                 tokuteiKojinJohoCode="TM00000000000999")
    expect("照会の受付", asked.kekka.kubun, "2")
    control("POST", "/_sim/worlds/lot2/operator/settle", {})
    answer = a.ok("shokai", "getResult", shokaiBango=asked.shokaiBango)
    expect("照会結果", (answer.jotai, answer.kekkaKubun), ("回答済", "該当あり"))
    expect("提供された副本", [i.shubetsu for i in answer.item], ["shikakuJoho"])
    expect("照会の一覧", [i.shokaiBango for i in a.ok("shokai", "list").item], [asked.shokaiBango])


def job(version):
    transcript = []
    a, b = System(A, version, transcript), System(B, version, transcript)
    ping = a.ok("kanri", "ping", message="疎通＆<確認>")
    expect("ping", (ping.message, ping.world, ping.hokensha), ("疎通＆<確認>", "lot2", A))
    in_a, refused = register_file(a, "kanyusha-A.csv", "cp932")
    expect("異常行の枝番", {r[3] for r in refused}, {""})
    in_b, _ = register_file(b, "kanyusha-B.csv", "utf-8")
    kanyusha(a, in_a)
    fugo(a, in_a)
    expect("枝番", b.ok("kanyusha", "getEdaban", kojinBango="172807270341").edaban, in_b["B058"])
    fukuhon_and_shokai(a, b, in_a["A052"], in_b["B058"])
    System(A, version, transcript, password="chigau").fault("C50006", "kanri", "ping")
    System(A, version, transcript, login="KS06139984A").fault("C50007", "kanri", "ping")
    a.refused("F30006", "kanyusha", "get", edaban="abc")
    a.fault("C20008", "file", "getStatus", uketsukeBango="abc")
    return transcript


def main():
    texts = []
    for version in (11, 12):
        control("POST", "/_sim/worlds/lot2/reset", {})
        texts.append(job(version))
        print("zeep SOAP 1.%d: %d 件の呼出し" % (version - 10, len(texts[-1])))
    # the generation differs after a reset; everything else must not
    for one, two in zip(*texts):
        if one[2] != "ping":
            expect("SOAP 1.1 と 1.2 の応答", two, one)


main()
