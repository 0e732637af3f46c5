# Called by zeep.sh DATA_URL CONTROL_URL PKI_DIR: what a generated client shows of faults on purpose.
import json
import os
import sys
import urllib.request

import requests
import zeep
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

DATA, CONTROL, PKI = sys.argv[1:4]
SYSTEM = "KS06139992A"


def expect(what, have, want):
    if have != want:
        sys.exit("%s: 期待 %r、実際 %r" % (what, want, have))


def order(kind, **more):
    request = urllib.request.Request(CONTROL + "/_sim/worlds/lot2/faults", method="POST", data=json.dumps(dict(kind=kind, **more)).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as r:
        return json.load(r)["number"]


def service(name, version):
    session = requests.Session()
    session.cert = ("%s/clients/%s.crt" % (PKI, SYSTEM), "%s/clients/%s.key" % (PKI, SYSTEM))
    session.verify = PKI + "/ca.crt"
    session.trust_env = False  # or a CA bundle in the environment would win over ours
    client = zeep.Client("%s/lot2/soap/%s?wsdl" % (DATA, name), transport=Transport(session=session, timeout=60, operation_timeout=60),
                         wsse=UsernameToken(SYSTEM, "pw-" + SYSTEM.lower()))
    return client.bind(name, "%s_soap%s" % (name, version.replace(".", "")))


def told(call):
    """What the program that uses the client gets: the result's code, or what is raised."""
    try:
        return call().kekka.code
    except zeep.exceptions.Fault as f:
        if isinstance(f.detail, bytes):
            return "HTTP", b"<h1>503</h1>" in f.detail  # zeep has no word for a Fault that is none
        code = f.detail.find(".//{urn:chukan:common:1}code") if f.detail is not None else None
        return "Fault", None if code is None else code.text, "障害の模擬" in f.message
    except zeep.exceptions.TransportError as e:
        return "XML" if e.status_code == 200 else ("HTTP", e.status_code)
    except zeep.exceptions.XMLSyntaxError:
        return "XML"
    except requests.exceptions.ConnectionError:
        return "connection"


def run(n, version):
    kanyusha = service("kanyusha", version)
    person = dict(desk.person(n, desk.kojin_bango(n, 6)))

    def register():
        return told(lambda: kanyusha.register(irai={"busho": "B001", "user": "u001"}, **person))
    order("http", op="kanyusha.register", times=2)
    order("fault", op="kanyusha.register", nth=3)
    order("code", op="kanyusha.register", code="K40001", nth=4)
    order("garbage", op="kanyusha.register", when="before", nth=5)
    order("reset", op="kanyusha.register", nth=6)
    expect("zeep %s" % version, [register() for _ in range(7)],
           [("HTTP", True), ("HTTP", True), ("Fault", "C90012", True), "K40001", "XML", "connection", "C00000"])
    expect("zeep %s: once" % version, register() not in ("C00000", "K40001"), True)


for i, v in enumerate(("1.1", "1.2")):
    run(i + 1, v)
