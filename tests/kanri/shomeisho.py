# Called by kikan.sh: 電子証明書 over TLS, on connections that stay open (2.8.4). Issued by 申請, revoked, renewed, expired by the world's
# clock, of an ASP; each refusal has its own code in the reply, in the journal and in the log; restore and reset bring records back.
import http.client
import json
import os
import re
import shutil
import ssl
import sys
import tempfile

DATA, CONTROL, PKI = sys.argv[1:]
ENVELOPE = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><w:Security
 xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><w:UsernameToken><w:Username>%s</w:Username>
 <w:Password>%s</w:Password></w:UsernameToken></w:Security></s:Header><s:Body><k:ping xmlns:k="urn:chukan:kanri:1" xmlns:c="urn:chukan:common:1"><k:irai><c:busho>B001</c:busho>
 <c:user>u001</c:user></k:irai><k:message>x</k:message></k:ping></s:Body></s:Envelope>"""
A, B = "06139992", "06139984"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def control(path, body, method="POST"):
    c = http.client.HTTPConnection(*CONTROL.split(":"), timeout=120)
    c.request(method, "/_sim/worlds/lot2/" + path, json.dumps(body), {"Content-Type": "application/json"})
    r = c.getresponse()
    answer = json.loads(r.read())
    c.close()
    return answer


TOROKU = """<k:systemToroku xmlns:k="urn:chukan:kanri:1" xmlns:c="urn:chukan:common:1"><k:irai><c:busho>B001</c:busho><c:user>u001</c:user></k:irai>
 <k:shoriKubun>%s</k:shoriKubun><k:system>%s</k:system>%s</k:systemToroku>"""


class Peer:
    """One connection with one certificate."""

    def __init__(self, crt, key=None):
        context = ssl.create_default_context(cafile=os.path.join(PKI, "ca.crt"))
        context.load_cert_chain(crt, key or crt[:-4] + ".key")
        self.c = http.client.HTTPSConnection(*DATA.split(":"), timeout=120, context=context)
        self.c.connect()
        self.sock = self.c.sock

    def ping(self, system):
        return self.say(ENVELOPE % (system, "pw-" + system.lower()))

    def toroku(self, system, kubun, other):
        """処理区分 kubun: another 接続システム is registered, or is no more; its password as ping has it."""
        more = "<k:mei>架空</k:mei><k:password>pw-%s</k:password>" % other.lower() if kubun == "1" else ""
        whole = ENVELOPE % (system, "pw-" + system.lower())
        return self.say(re.sub("<k:ping.*</k:ping>", lambda _: TOROKU % (kubun, other, more), whole, flags=re.S))

    def say(self, text):
        self.c.request("POST", "/lot2/soap/kanri", text.encode(), {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        said = self.c.getresponse().read().decode()
        found = re.search(r"\b[A-Z][0-9]{5}\b", said, re.A)
        return found[0] if found else said

    def page(self, what="terminal/"):
        """The status; of what is refused with the code that its text begins with."""
        self.c.request("GET", "/lot2/" + what)
        r = self.c.getresponse()
        text = r.read().decode()
        return r.status if r.status == 200 else (r.status, text.split()[0])


def journal(codes):
    """Behind each answer; a restore or reset begins anew."""
    c = http.client.HTTPConnection(*CONTROL.split(":"), timeout=120)
    c.request("GET", "/_sim/worlds/lot2/journal?since=0")
    said = c.getresponse().read().decode()
    c.close()
    for code in codes:
        expect("journal " + code, '"%s"' % code in said, True)


def put(folder, name, crt, key):
    """The certificate and its key as files; the path of the first."""
    for end, text in (("key", key), ("crt", crt)):
        path = os.path.join(folder, "%s.%s" % (name, end))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    return path


def fetched(shinsei, folder, **more):
    """What was applied for: reviewed, told of, fetched."""
    bango = control("operator/shomeisho-shinsa", {"shinseiBango": str(shinsei), "kekka": "承認"})["bango"]
    login = control("operator/shomeisho-tsuchi", {"shinseiBango": str(shinsei)})
    got = control("operator/shomeisho-download", {"loginId": login["loginId"], "password": login["password"], **more})
    return bango, put(folder, "%d" % bango, got["crt"], got["key"])


def revoke(bango):
    control("operator/shomeisho-shikko", {"bango": str(bango), "riyu": "試験"})


def number_of(cn):
    return control("operator/shomeisho-list", {"cn": cn})["shomeisho"][0]["bango"]


def former(folder, name):
    """A connection with the key that the name has now, which may be another's later."""
    for end in ("crt", "key"):
        shutil.copy("%s/clients/%s.%s" % (PKI, name, end), os.path.join(folder, "%s.%s" % (name, end)))
    return Peer(os.path.join(folder, name + ".crt"))


def again(folder, ks, ks_b):
    """A name that was given up and is registered again: a key that was revoked does not come back; one that was another insurer's
    meanwhile opens nothing, nor does what is open with it."""
    a, b = (Peer("%s/clients/%s.crt" % (PKI, own)) for own in (ks, ks_b))
    expect("registered", (a.toroku(ks, "1", "KS0000Mata1"), a.toroku(ks, "1", "KS0000Mata2")), ("C00000", "C00000"))
    revoked, kept = (former(folder, name) for name in ("KS0000Mata1", "KS0000Mata2"))
    expect("their keys", (revoked.ping("KS0000Mata1"), kept.ping("KS0000Mata2")), ("C00000", "C00000"))
    revoke(number_of("KS0000Mata1"))
    expect("given up", (a.toroku(ks, "3", "KS0000Mata1"), revoked.ping("KS0000Mata1")), ("C00000", "C50062"))
    expect("revoked before", (a.toroku(ks, "1", "KS0000Mata1"), revoked.ping("KS0000Mata1")), ("C00000", "C50062"))
    bango = number_of("KS0000Mata2")
    expect("given up, too", (a.toroku(ks, "3", "KS0000Mata2"), kept.ping("KS0000Mata2")), ("C00000", "C50062"))
    expect("given up: no WSDL", kept.page("soap/kanri?wsdl"), (403, "C50062"))
    record = control("operator/shomeisho-list", {"cn": "KS0000Mata2"})["shomeisho"]
    expect("given up: its record", [(r["bango"], r["jotai"], r["riyu"]) for r in record], [(bango, "失効", "登録の削除")])
    expect("again the same", (a.toroku(ks, "1", "KS0000Mata2"), kept.ping("KS0000Mata2")), ("C00000", "C00000"))
    expect("given up for another", (a.toroku(ks, "3", "KS0000Mata2"), b.toroku(ks_b, "1", "KS0000Mata2")), ("C00000", "C00000"))
    expect("another's", (kept.ping("KS0000Mata2"), b.toroku(ks_b, "3", "KS0000Mata2")), ("C50050", "C00000"))
    expect("back with a new key", (a.toroku(ks, "1", "KS0000Mata2"), kept.ping("KS0000Mata2")), ("C00000", "C50063"))
    expect("its new key", Peer("%s/clients/KS0000Mata2.crt" % PKI).ping("KS0000Mata2"), "C00000")


def revoked(folder, name):
    """A new certificate of that name that the world has as 失効: what the text says of it, its record, a connection with it."""
    b = control("certificates/bad", {"kind": "revoked", "system": name})
    record = control("operator/shomeisho-list", {"cn": name})["shomeisho"][-1]
    return b["text"], record, Peer(put(folder, "revoked-" + name, b["crt"], b["key"]))


def made_revoked(folder, ks, tt):
    """`chukan cert bad revoked`: the certificate in use stays as it is; the record goes with a restore and with a reset, and then it is a
    key of which nothing is known. Of a name that has none in force there is none to be made, and nothing is written."""
    first = Peer("%s/clients/%s.crt" % (PKI, ks))
    before = control("operator/shomeisho-list", {"cn": ks})["shomeisho"]
    control("snapshots", {"name": "mae"})
    today = control("clock", None, "GET")["now"][:10].replace("-", "")
    text, record, peer = revoked(folder, ks)
    want = {**before[0], "shimon": record["shimon"], "hakko": today, "jotai": "失効", "shikko": today, "riyu": "試験用", "moto": None, "kagi": "個別", "bango": record["bango"]}
    expect("revoked: record", record, want)
    expect("revoked: its fingerprint", len(record["shimon"]), 8)
    expect("revoked: text", [w in text for w in ("C50062", "C50063", "証明書番号 %s（失効" % record["bango"], "https://127.0.0.1:18443/lot2/soap/kanri\n")], [True] * 4)
    expect("revoked, and the one in use", (peer.ping(ks), first.ping(ks)), ("C50062", "C00000"))
    expect("revoked: no other record changed", control("operator/shomeisho-list", {"cn": ks})["shomeisho"][:-1], before)
    text, _, terminal = revoked(folder, tt)
    expect("revoked: of a terminal", (terminal.page(), "/lot2/terminal/soap/kanri" in text), ((403, "C50062"), True))
    control("snapshots/mae/restore", {})
    expect("revoked: restored", (peer.ping(ks), first.ping(ks)), ("C50063", "C00000"))
    peer = revoked(folder, ks)[2]
    expect("revoked again", peer.ping(ks), "C50062")
    journal(("C50062", "C50063"))
    control("reset", {})
    expect("revoked: reset", (peer.ping(ks), first.ping(ks)), ("C50063", "C00000"))
    journal(("C50063",))
    revoke(number_of(ks))
    rows = control("operator/shomeisho-list", {"cn": ks})
    answer = control("certificates/bad", {"kind": "revoked", "system": ks})
    expect("revoked: none in force", (answer["item"], answer["have"]), ("system", ks))
    expect("revoked: nothing is written", control("operator/shomeisho-list", {"cn": ks}), rows)
    control("reset", {})


def run(folder):
    ks, ks_b, tt = ("KS%sA" % A, "KS%sA" % B, "TT%sA" % A)
    first = Peer("%s/clients/%s.crt" % (PKI, ks))
    expect("before", first.ping(ks), "C00000")
    control("snapshots", {"name": "cert"})
    control("operator/shomeisho-koshin", {"bango": str(number_of(ks))})
    bango, crt = fetched(1, folder)
    renewed = Peer(crt)
    expect("renewed, and the former one", (renewed.ping(ks), first.ping(ks)), ("C00000", "C00000"))
    revoke(number_of(ks))
    expect("revoked on an open connection", (first.ping(ks), renewed.ping(ks)), ("C50062", "C00000"))
    expect("a terminal's", (Peer("%s/clients/%s.crt" % (PKI, tt)).page(), renewed.page()), (200, (403, "C50021")))
    asked = control("operator/shomeisho-shinsei", {"shubetsu": "ASP", "cn": "ASP0001", "ininjo": B})["shinseiBango"]
    asp = Peer(fetched(asked, folder)[1])
    expect("ASP", (asp.ping(ks_b), asp.ping(ks), asp.page()), ("C00000", "C50065", (403, "C50021")))
    stranger = Peer("%s/clients/KS06279996A.crt" % PKI)
    expect("of lot3 alone", (stranger.page("soap/kanri?wsdl"), stranger.ping(ks)), ((403, "C50005"), "C50007"))
    later = control("operator/shomeisho-shinsei", {"shubetsu": "接続システム", "cn": ks, "hokensha": A, "yukoKaishi": "20990101"})["shinseiBango"]
    young = Peer(fetched(later, folder, kagi="RSA")[1])
    expect("not yet", young.ping(ks), "C50060")
    journal(("C50060", "C50062", "C50065", "C50021"))
    control("snapshots/cert/restore", {})
    expect("restored: of that key nothing is known", (first.ping(ks), renewed.ping(ks), asp.ping(ks_b)), ("C00000", "C50063", "C50007"))
    control("clock/advance", {"to": "2050-01-01T00:00:00"})
    expect("expired on an open connection", first.ping(ks), "C50061")
    journal(("C50061", "C50063"))
    control("reset", {})
    again(folder, ks, ks_b)
    made_revoked(folder, ks, tt)
    expect("reset", first.ping(ks), "C00000")


with tempfile.TemporaryDirectory() as work:
    run(work)
for line in wrong:
    print(line)
sys.exit(bool(wrong))
