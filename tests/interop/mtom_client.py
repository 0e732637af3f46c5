# Uploads one link file inline and as MTOM in many shapes; the world is reset between, so replies and result files
# must be equal byte for byte. Called by mtom.sh: mtom_client.py HOST:PORT CONTROL_URL PKI_DIR FILE
import base64
import hashlib
import http.client
import re
import ssl
import sys
import urllib.request
from email.message import EmailMessage
from xml.sax.saxutils import escape

ADDRESS, CONTROL, PKI, FILE = sys.argv[1:5]
SYSTEM, PASSWORD = "KS06139992A", "pw-ks06139992a"
CONTENT = open(FILE, "rb").read()
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
TEXT = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"
SOAP = {11: ("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"), 12: ("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml")}
INCLUDE = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:%s"/>'

tls = ssl.create_default_context(cafile=PKI + "/ca.crt")
tls.load_cert_chain("%s/clients/%s.crt" % (PKI, SYSTEM), "%s/clients/%s.key" % (PKI, SYSTEM))


def post(content_type, body, chunk=0):
    host, port = ADDRESS.rsplit(":", 1)
    c = http.client.HTTPSConnection(host, int(port), context=tls, timeout=60)
    headers = {"Content-Type": content_type, "SOAPAction": '"urn:chukan:file:1/upload"'}
    pieces = (body[i:i + chunk] for i in range(0, len(body), chunk)) if chunk else body
    c.request("POST", "/lot2/soap/file", pieces, headers, encode_chunked=bool(chunk))
    r = c.getresponse()
    text = r.read().decode("utf-8")
    c.close()
    return text


def envelope(version, op, fields):
    return ('<?xml version="1.0" encoding="UTF-8"?>\r\n<e:Envelope xmlns:e="%s"><e:Header><w:Security xmlns:w="%s"><w:UsernameToken>'
            '<w:Username>%s</w:Username><w:Password Type="%s">%s</w:Password></w:UsernameToken></w:Security></e:Header><e:Body>'
            '<%s xmlns="urn:chukan:file:1"><irai><c:busho xmlns:c="urn:chukan:common:1">B001</c:busho>'
            '<c:user xmlns:c="urn:chukan:common:1">u001</c:user></irai>%s</%s></e:Body></e:Envelope>') % (
                SOAP[version][0], WSSE, SYSTEM, TEXT, PASSWORD, op, fields, op)


def upload(version, naiyo):
    return envelope(version, "upload", "<shubetsu>kanyushaToroku</shubetsu><fileMei>%s</fileMei><naiyo>%s</naiyo>" % (
        escape(FILE.rsplit("/", 1)[-1]), naiyo))


def header(name, value, **parameters):
    """A header value as Python's email package writes it (quoting included)."""
    m = EmailMessage()
    m.add_header(name, value, **parameters)
    return "".join(m[name].splitlines())


def part(headers, body):
    return ("".join("%s: %s\r\n" % h for h in headers) + "\r\n").encode() + (body if isinstance(body, bytes) else body.encode())


def related(version, parts, boundary, start=None, preamble=b"", epilogue=b"\r\n", closed=True, gap=b"", **more):
    parameters = {"type": "application/xop+xml", "boundary": boundary, "start-info": SOAP[version][1]}
    if start:
        parameters["start"] = start
    parameters.update(more)
    line = b"--" + boundary.encode()
    body = preamble + b"\r\n".join(line + gap + b"\r\n" + p for p in parts) + b"\r\n" + (line + b"--" + epilogue if closed else b"")
    return "multipart/related; " + "; ".join('%s="%s"' % p for p in parameters.items()), body


def root(version, naiyo, cid="<root@chukan.example>"):
    return part([("Content-Type", header("Content-Type", "application/xop+xml", charset="UTF-8", type=SOAP[version][1])),
                 ("Content-Transfer-Encoding", "8bit"), ("Content-ID", cid)], upload(version, naiyo))


def swa(version, href, name="href"):
    """The root of SOAP with Attachments: the file's element is empty and says where the file is."""
    return root(version, "").replace(b"<naiyo>", ('<naiyo %s="%s">' % (name, href)).encode())


def attachment(cid, body=CONTENT, encoding="binary", **more):
    return part([("Content-Type", "application/octet-stream"), ("Content-Transfer-Encoding", encoding), ("Content-ID", cid)] +
                list(more.items()), body)


def shapes(v):
    """name, (content type, body), what must become of it: same as inline | code of the Fault | both are fine"""
    plain = INCLUDE % "file-1@chukan.example"
    escaped = INCLUDE % "file-1%40chukan.example"
    file_1 = attachment("<file-1@chukan.example>")
    first, named = root(v, escaped), "<root@chukan.example>"
    odd = "----=_Part 7'()+_,./:=?"
    yield "境界が引用符つき、cid は %40", related(v, [first, file_1], odd, named), "same"
    yield "cid は @ のまま", related(v, [root(v, plain), file_1], "b1", named), "same"
    yield "start がない", related(v, [first, file_1], "b2"), "same"
    yield "前書きと後書き", related(v, [first, file_1], "b3", named, preamble=b"This is MIME.\r\n", epilogue=b"\r\nend\r\n"), "same"
    yield "境界の後に空白", related(v, [first, file_1], "b4", named, gap=b" \t"), "same"
    yield "空白に挟まれた Include", related(v, [root(v, "\n  " + escaped + "\n"), file_1], "b5", named), "same"
    yield "参照されない部分もある", related(v, [first, file_1, attachment("<file-2@chukan.example>", b"x")], "b6", named), "same"
    yield "Content-ID に山括弧がない", related(v, [first, attachment("file-1@chukan.example")], "b7", named), "same or C10004"
    yield "ファイルが先、封筒が後", related(v, [file_1, first], "b8", named), "same or C10004"
    yield "base64 の部分", related(v, [first, attachment("<file-1@chukan.example>", base64.encodebytes(CONTENT).replace(b"\n", b"\r\n"),
                                                         "base64")], "b9", named), "same or C10004"
    yield "参照先の部分がない", related(v, [first, attachment("<other@chukan.example>")], "b10", named), "C10004"
    yield "start が指す部分がない", related(v, [first, file_1], "b11", "<nothing@chukan.example>"), "C10004"
    yield "最後の境界がない", related(v, [first, file_1], "b12", named, closed=False), "C10004 or C10009"
    yield "本文の中に境界が現れない", ('multipart/related; type="application/xop+xml"; boundary="zz"', b"no part at all\r\n"), "C10004"
    yield "境界の指定がない", ('multipart/related; type="application/xop+xml"', related(v, [first, file_1], "b13")[1]), "C10004 or C10003"
    for what, href, cid in (("", "cid:f@x", "<f@x>"), ("、大文字の CID", "CID:f@x", "<f@x>"), ("、& を含む", "cid:a&amp;b@x", "<a&b@x>"),
                            ("、%40", "cid:f%40x", "<f@x>"), ("、両側が %40", "cid:f%40x", "<f%40x>"), ("、引用符つき", "cid:f@x", '"<f@x>"')):
        yield "Include" + what, related(v, [root(v, INCLUDE % href[4:]).replace(b"cid:", href[:4].encode()), attachment(cid)], "b15", named), "same"
        yield "SwA の href" + what, related(v, [swa(v, href), attachment(cid)], "b16", named), "same"
        yield "swaRef" + what, related(v, [root(v, href), attachment(cid)], "b17", named), "same"
    yield "SwA、ファイルが先", related(v, [file_1, swa(v, "cid:file-1@chukan.example")], "b18", named), "same"
    yield "SwA の Content-Location", related(v, [swa(v, "f.csv"), part([("Content-Location", "f.csv")], CONTENT)], "b19", named), "same"
    yield "SwA の部分がない", related(v, [swa(v, "cid:nai@x"), file_1], "b20", named), "C10004"
    yield "空の要素に xsi:nil", related(v, [swa(v, "true", 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil'), file_1], "b21", named), "C20008"
    yield "同じ Content-ID が二つ", related(v, [first, file_1, file_1], "b22", named), "C10004"
    yield "quoted-printable", related(v, [first, attachment("<file-1@chukan.example>", b"a=3Db", "quoted-printable")], "b23", named), "C10004"
    kind, body = related(v, [root(v, plain).replace(b"\r\n", b"\n"), file_1.replace(b"\r\n\r\n", b"\n\n", 1)], "b24", named)
    yield "境界の改行が LF だけ", (kind, body.replace(b"\r\n--b24", b"\n--b24").replace(b"--b24\r\n", b"--b24\n")), "same"
    yield "封筒の type が違う", ("multipart/related; boundary=b14; type=\"image/png\"", related(v, [first, file_1], "b14")[1]), "same or C10004 or C10003"


def code(text):
    found = re.search(r"<(?:\w+:)?code>(\w{6})</", text)
    return found.group(1) if found else "なし: " + text[-500:]


def control(path):
    request = urllib.request.Request(CONTROL + path, method="POST", data=b"{}", headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=60).read()


def verdict(version, text):
    """What became of the file: the upload's reply, the status, the result file."""
    number = re.search(r"<(?:\w+:)?uketsukeBango>(U\w+)</", text)
    if not number:
        return None
    field = "<uketsukeBango>%s</uketsukeBango>" % number.group(1)
    return [text] + [post(SOAP[version][1] + "; charset=utf-8", envelope(version, op, field).encode()) for op in ("getStatus", "getResult")]


def main():
    failed = count = 0
    for v in (11, 12):
        control("/_sim/worlds/lot2/reset")
        inline = verdict(v, post(SOAP[v][1] + "; charset=utf-8", upload(v, base64.b64encode(CONTENT).decode()).encode()))
        if not inline or SOAP[v][0] not in inline[0] or hashlib.sha256(CONTENT).hexdigest() not in inline[0] or "処理完了" not in inline[1]:
            sys.exit("インラインの登録ができない: %s" % (inline and inline[:2]))
        for name, (content_type, body), wanted in shapes(v):
            for chunk in (0, 7) if "境界" in name else (0,):
                control("/_sim/worlds/lot2/reset")
                text = post(content_type, body, chunk)
                have = "same" if verdict(v, text) == inline else code(text)
                count += 1
                if "start-info" in content_type and '<soap:Envelope xmlns:soap="%s"' % SOAP[v][0] not in text:
                    have = "別の版の応答 " + have
                if have not in wanted.split(" or "):
                    failed += 1
                    print("SOAP 1.%d %s%s: 期待 %s、実際 %s" % (v - 10, name, "（%d バイトずつ）" % chunk if chunk else "", wanted, have))
    print("MTOM: %d 通り、失敗 %d" % (count, failed))
    sys.exit(failed > 0)


main()
