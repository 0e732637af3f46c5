# Replays tests/golden/index.txt: one line a case, NAME STATUS CONTENT-TYPE. NAME.xml of request/ is posted to the service
# it is named after (NNNN-service.op-what) and must bring the bytes of reply/NAME.xml; NNNN-operator.some_action.json
# goes to the control API; -tanmatsu of WHAT goes to the second way in. Replies are validated against schema/. Clock and ids are deterministic, so nothing is masked.
# UPDATE=1 writes what came instead, and takes up new request files. Called by golden.sh: golden.py PLAIN CONTROL WORK_DIR
import difflib
import http.client
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

PLAIN, CONTROL, WORK = sys.argv[1:4]
HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMA = os.path.join(HERE, "..", "..", "schema")
UPDATE = os.environ.get("UPDATE") == "1"
WORLD = "lot2"
SOAP11, SOAP12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"


def post(address, path, content_type, body):
    c = http.client.HTTPConnection(address, timeout=60)
    c.request("POST", path, body, {"Content-Type": content_type, "SOAPAction": '""'})
    r = c.getresponse()
    reply = r.read()
    c.close()
    return str(r.status), r.getheader("Content-Type", "-").replace(" ", ""), reply


def send(name, request):
    target = name.rsplit(".", 1)[0].split("-")[1]
    if target.startswith("operator."):
        path = "/_sim/worlds/%s/%s" % (WORLD, target.replace(".", "/").replace("_", "-"))
        return post(CONTROL, path, "application/json", request)
    soap12 = SOAP12.encode() in request
    media = "application/soap+xml" if soap12 else "text/xml"
    way = "terminal/soap" if "-tanmatsu" in name else "soap"
    return post(PLAIN, "/%s/%s/%s" % (WORLD, way, target.split(".")[0]), media + "; charset=utf-8", request)


def to_validate(name, reply):
    """(schema, the element of the Body or the detail, as a document) of a reply, or None when there is none."""
    envelope = ET.fromstring(reply)
    space = envelope.tag[1:].split("}")[0]
    body = envelope.find("{%s}Body" % space)
    child = body[0] if body is not None and len(body) else None
    if space not in (SOAP11, SOAP12) or child is None:
        return "%s: Envelope/Body がない" % name
    if child.tag == "{%s}Fault" % space:
        child = child.find(".//{urn:chukan:common:1}diag")
        if child is None:
            return "%s: Fault に diag がない" % name
    service = re.match(r"\{urn:chukan:(\w+):1\}", child.tag)
    if not service:
        return "%s: %s は誰の要素でもない" % (name, child.tag)
    path = os.path.join(WORK, "valid", service.group(1), name + ".xml")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    ET.ElementTree(child).write(path, "UTF-8", True)
    return None


def validate():
    wrong = []
    base = os.path.join(WORK, "valid")
    for service in sorted(os.listdir(base)):
        files = [os.path.join(base, service, f) for f in sorted(os.listdir(os.path.join(base, service)))]
        r = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", os.path.join(SCHEMA, service + ".xsd")] + files,
                           stderr=subprocess.PIPE, text=True)
        wrong += [line.replace(base + "/", "") for line in r.stderr.split("\n") if line and not line.endswith(" validates")]
    return wrong


def differ(name, want, have):
    def lines(b):
        return b.decode("utf-8", "replace").replace("><", ">\n<").split("\n")
    return ["%s: %s" % (name, line) for line in difflib.unified_diff(lines(want), lines(have), "期待", "実際", lineterm="", n=1)][2:14]


def clear(name, reply):
    """What differs is told, and in our words: no number and no English of the library's."""
    text = reply.decode("utf-8", "replace")
    want, have = (re.search(r"<c:%s>(.*?)</c:%s>" % (part, part), text) for part in ("want", "have"))
    same = want and have and want.group(1) == have.group(1)
    theirs = re.search(r"(規則|エラー) \d|Element '|attribute '|[Ee]xpected|not (a|valid|allowed)", text)
    return (["%s: 期待と実際が同じ" % name] if same else []) + (["%s: ライブラリの番号か英語" % name] if theirs else [])


def read(*path):
    with open(os.path.join(HERE, *path), "rb") as f:
        return f.read()


def cases():
    """The index; with UPDATE every request file in order of its number."""
    if UPDATE:
        return [(f, None, None) for f in sorted(os.listdir(os.path.join(HERE, "request")))]
    lines = [line.split() for line in read("index.txt").decode().split("\n") if line and not line.startswith("#")]
    missing = set(os.listdir(os.path.join(HERE, "request"))) ^ {line[0] for line in lines}
    if missing:
        sys.exit("index.txt と request/ が合わない: %s" % " ".join(sorted(missing)))
    return lines


def main():
    wrong, index = [], []
    for name, status, content_type in cases():
        have = send(name, read("request", name))
        index.append("%s %s %s" % (name, have[0], have[1]))
        if UPDATE:
            os.makedirs(os.path.join(HERE, "reply"), exist_ok=True)
            with open(os.path.join(HERE, "reply", name), "wb") as f:
                f.write(have[2])
        elif (status, content_type) != have[:2]:
            wrong.append("%s: 期待 %s %s、実際 %s %s" % (name, status, content_type, have[0], have[1]))
        elif read("reply", name) != have[2]:
            wrong += differ(name, read("reply", name), have[2])
        if name.endswith(".xml"):
            bad = to_validate(name, have[2])
            wrong += ([bad] if bad else []) + clear(name, have[2])
    if UPDATE:
        with open(os.path.join(HERE, "index.txt"), "w") as f:
            f.write("# 要求 HTTPステータス Content-Type: 並びのとおりに送る（UPDATE=1 tests/golden/golden.sh で書き直す）\n")
            f.write("\n".join(index) + "\n")
    wrong += validate()
    print("\n".join(wrong + ["golden: %d 件、失敗 %d 行" % (len(index), len(wrong))]))
    sys.exit(bool(wrong) or not index)


main()
