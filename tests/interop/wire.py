# What INTEROP.md says of HTTP and SOAP, tried byte by byte on a socket: no client library smooths anything over.
# Each test_N is row N of that table. Called by wire.sh: wire.py PLAIN TLS PKI_DIR VERSION_OF_LIBMICROHTTPD CONTROL
import base64
import gzip
import json
import re
import socket
import ssl
import sys
import urllib.request
from xml.sax.saxutils import escape

PLAIN, TLS, PKI = sys.argv[1:4]
CONTROL = sys.argv[5]
FAULTY_EXTENSIONS = re.fullmatch(r"1\.0\.[0-9]", sys.argv[4])  # 1.0.1 (Debian 13) is, 0.9.75 and 1.0.10 are not
# 0.9 cuts a line at a NUL before anybody sees it: the sizes that its interface tells are those of what was left
NUL_HIDDEN = sys.argv[4].startswith("0.9.")
NS = {11: "http://schemas.xmlsoap.org/soap/envelope/", 12: "http://www.w3.org/2003/05/soap-envelope"}
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
failures, count = [], 0


def check(what, ok, have=""):
    global count
    count += 1
    if not ok:
        failures.append("%s: %s" % (what, str(have)[:300]))


def ping(message="疎通", version=11, declaration='<?xml version="1.0" encoding="UTF-8"?>', op="ping"):
    return ('%s<s:Envelope xmlns:s="%s"><s:Header><w:Security xmlns:w="%s"><w:UsernameToken><w:Username>KS06139992A</w:Username>'
            '<w:Password>pw-ks06139992a</w:Password></w:UsernameToken></w:Security></s:Header><s:Body><%s xmlns="urn:chukan:kanri:1">'
            '<irai><c:busho xmlns:c="urn:chukan:common:1">B001</c:busho><c:user xmlns:c="urn:chukan:common:1">u001</c:user></irai>'
            '<message>%s</message></%s></s:Body></s:Envelope>') % (declaration, NS[version], WSSE, op, escape(message), op)


class Socket:
    def __init__(self, address=PLAIN, tls=False):
        host, port = address.rsplit(":", 1)
        self.s = socket.create_connection((host, int(port)), 30)
        if tls:
            context = ssl.create_default_context(cafile=PKI + "/ca.crt")
            if tls != "none":
                context.load_cert_chain(PKI + "/clients/KS06139992A.crt", PKI + "/clients/KS06139992A.key")
            self.s = context.wrap_socket(self.s, server_hostname=host)
        self.rest = b""

    def send(self, data):
        self.s.sendall(data)

    def more(self):
        block = self.s.recv(65536)
        if not block:
            raise EOFError(self.rest[:200])
        self.rest += block

    def head(self):
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        return int(lines[0].split(" ")[1]), {k.lower(): v for k, v in (x.split(": ", 1) for x in lines[1:] if ": " in x)}

    def reply(self):
        """(status, headers, body) of the next reply; 100 is passed over."""
        status, headers = self.head()
        while status == 100:
            status, headers = self.head()
        n = int(headers.get("content-length", -1))
        check("Content-Length のない応答", n >= 0 and "transfer-encoding" not in headers, headers)
        while len(self.rest) < n:
            self.more()
        body, self.rest = self.rest[:n], self.rest[n:]
        return status, headers, body.decode("utf-8")

    def close(self):
        self.s.close()


def request(body=None, headers=(), method="POST", path="/lot2/soap/kanri", host="localhost", length=True):
    data = ping().encode() if body is None else body.encode() if isinstance(body, str) else body
    lines = ["%s %s HTTP/1.1" % (method, path), "Host: " + host] + ["%s: %s" % h for h in headers]
    if not any(h[0].lower() == "content-type" for h in headers) and method == "POST":
        lines.append("Content-Type: text/xml; charset=utf-8")
    if length and method not in ("GET", "HEAD"):
        lines.append("Content-Length: %d" % len(data))
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + (data if method not in ("GET", "HEAD") else b"")


def once(*args, tls=False, **kw):
    s = Socket(TLS if tls else PLAIN, tls)
    s.send(request(*args, **kw))
    r = s.reply()
    s.close()
    return r


def code(text):
    found = re.search(r"<(?:\w+:)?code>(\w{6})</", text)
    return found.group(1) if found else text


def fine(what, reply, message="疎通"):
    check(what, reply[0] == 200 and code(reply[2]) == "C00000" and "<message>%s</message>" % message in reply[2], reply)


def fault(what, reply, want, status=None):
    check(what, code(reply[2]) == want and "Fault" in reply[2] and status in (None, reply[0]), reply)
    parts = [re.search(r"<c:%s>(.*?)</c:%s>" % (name, name), reply[2]) for name in ("want", "have")]
    check(what + ": 期待と実際が同じ", not all(parts) or parts[0].group(1) != parts[1].group(1), reply[2])
    check(what + ": ライブラリの番号か英語", not re.search(r"(規則|エラー) \d|Element '|attribute '|expected|not (a|valid|allowed)", reply[2]), reply[2])
    check(what + ": Content-Type", re.match(r"(text/xml|application/soap\+xml); ?charset=utf-8", reply[1].get("content-type", "")), reply[1])


def test_1():
    for action in ('"urn:chukan:kanri:1/ping"', "urn:chukan:kanri:1/ping", '""', "", "'x'", "urn:nani"):
        fine("SOAPAction: %s" % action, once(headers=[("SOAPAction", action)]))
    fine("SOAPAction なし", once())


def test_3_4():
    body = ping(version=12)
    for media in ('application/soap+xml; charset=utf-8; action="urn:chukan:kanri:1/ping"', 'application/soap+xml;action="a;b=\\"c\\"";charset="UTF-8"',
                  "Application/SOAP+XML", "application/soap+xml ; charset=utf-8 ; action=x"):
        r = once(body, [("Content-Type", media)])
        fine(media, r)
        check("1.2 には 1.2 で", r[1]["content-type"].startswith("application/soap+xml") and NS[12] in r[2], r)
    r = once(headers=[("Content-Type", "text/xml")])
    check("1.1 には 1.1 で", r[1]["content-type"].startswith("text/xml") and NS[11] in r[2], r)
    fault("扱えない Content-Type", once(headers=[("Content-Type", "image/png")]), "C10003")


def test_6():
    utf16 = ping(declaration='<?xml version="1.0" encoding="UTF-16"?>')
    cases = [
        ("BOM つき UTF-8", b"\xef\xbb\xbf" + ping().encode(), "text/xml; charset=utf-8"),
        ("宣言のない UTF-8", ping(declaration="").encode(), "text/xml"),
        ("UTF-16LE と BOM", b"\xff\xfe" + utf16.encode("utf-16-le"), "text/xml; charset=utf-16"),
        ("UTF-16BE と BOM、ヘッダに charset なし", b"\xfe\xff" + utf16.encode("utf-16-be"), "text/xml"),
        ("Shift_JIS の宣言", ping(declaration='<?xml version="1.0" encoding="Shift_JIS"?>').encode("cp932"), "text/xml"),
        ("Shift_JIS のヘッダ", ping(declaration='<?xml version="1.0"?>').encode("cp932"), "text/xml; charset=Shift_JIS"),
        ("ヘッダが宣言に勝つ", ping(declaration='<?xml version="1.0" encoding="Shift_JIS"?>').encode(), "text/xml; charset=utf-8"),
    ]
    for what, body, media in cases:
        r = once(body, [("Content-Type", media)])
        fine(what, r)
        check("応答に BOM がある", not r[2].startswith("\ufeff"), r[2][:20])
        check("応答に charset がない", "charset=utf-8" in r[1]["content-type"].replace('"', "").lower(), r[1])
    fault("UTF-8 でない UTF-8", once(ping().encode("cp932")), "C20005")
    fault("知らない文字コード", once(headers=[("Content-Type", "text/xml; charset=nani")]), "C20005")


def test_7_8():
    services = ("kanri", "file", "kanyusha", "fukuhon", "fugo", "shokai", "oshirase")
    for tls, scheme in ((False, "http"), (True, "https")):
        for service in services:
            todo, seen = ["/lot2/soap/%s?wsdl" % service], set()
            while todo:
                path = todo.pop()
                seen.add(path)
                status, headers, text = once(method="GET", path=path, host="soap.example:4711", tls=tls)
                check(path, status == 200 and "xml" in headers.get("content-type", ""), status)
                base = "%s://soap.example:4711" % scheme
                for target in re.findall(r'schemaLocation="([^"]*)"|location="([^"]*)"', text):
                    target = (target[0] or target[1]).replace("&amp;", "&")
                    check("%s: %s は外を指す" % (path, target), target.startswith(base + "/lot2/soap/" + service))
                    if "?" in target and target[len(base):] not in seen:
                        todo.append(target[len(base):])
            check("%s の XSD" % service, len(seen) == 3, seen)
    check("小文字でない ?WSDL", once(method="GET", path="/lot2/soap/kanri?WSDL")[0] == 200)
    for query, values in (("xsd=nani", "kanri、common"), ("xsd", "kanri、common"), ("wsdl=2.0", "1.1、1.2")):
        r = once(method="GET", path="/lot2/soap/kanri?" + query)
        check("ない定義 ?" + query, r[0] == 404 and "定義はありません" in r[2] and values in r[2], r)


def test_9():
    s = Socket()
    whole = request(headers=[("Expect", "100-continue")])
    head, body = whole.split(b"\r\n\r\n", 1)
    s.send(head + b"\r\n\r\n")
    check("100 が来ない", s.head()[0] == 100)
    s.send(body)
    fine("Expect の後の本文", s.reply())
    s.close()
    s = Socket()
    s.send(request(b"", [("Expect", "100-continue"), ("Content-Length", str(1 << 40))], length=False))
    fault("大きすぎる要求は本文を読まずに断る", s.reply(), "C20004")
    s.close()


def chunks(body, size, extension=b""):
    return b"".join(b"%x%s\r\n%s\r\n" % (len(body[i:i + size]), extension, body[i:i + size])
                    for i in range(0, len(body), size)) + b"0\r\nX-Trailer: 1\r\n\r\n"


def chunked(what, body, size, headers=()):
    """Chunks with and without an extension. libmicrohttpd 1.0.1, whatever its strictness, takes the LF of a line with an
    extension for the first byte of the chunk and refuses what follows: there the refusal is what can be held, and
    that it is a whole one."""
    headers = list(headers) + [("Transfer-Encoding", "chunked")]
    fine("%s、%d バイトの chunk" % (what, size), once(chunks(body, size), headers, length=False))
    reply = once(chunks(body, size, b";ext=1;b=\"2\""), headers, length=False)
    if FAULTY_EXTENSIONS and reply[0] == 400:
        check("%s、%d バイトの chunk、拡張つき" % (what, size), reply[1].get("connection") == "close", reply)
    else:
        fine("%s、%d バイトの chunk、拡張つき" % (what, size), reply)


def test_10_12():
    body = ping().encode()
    for size in (1, 5, 4096):
        chunked("そのまま", body, size)
    fine("gzip", once(gzip.compress(body), [("Content-Encoding", "gzip")]))
    chunked("gzip", gzip.compress(body), 7, [("Content-Encoding", "gzip")])
    bomb = gzip.compress(ping("x" * 200_000_000).encode(), 9)
    check("展開の上限", code(once(bomb, [("Content-Encoding", "gzip")])[2]) in ("C20004", "C10005", "C20008", "C90004"))
    broken = bytearray(gzip.compress(body))
    broken[30] ^= 0x55
    fault("不正な形式の gzip", once(bytes(broken), [("Content-Encoding", "gzip")]), "C10005")
    check("途中で終わる gzip", code(once(gzip.compress(body)[:-9], [("Content-Encoding", "gzip")])[2]) in ("C10005", "C10009"))
    fault("知らない Content-Encoding", once(headers=[("Content-Encoding", "br")]), "C10005")


def test_15():
    s = Socket()
    for n in range(3):
        s.send(request(ping("続けて %d" % n)))
        fine("keep-alive", s.reply(), "続けて %d" % n)
    s.send(b"".join(request(ping("一度に %d" % n)) for n in range(5)))
    for n in range(5):
        fine("pipelining", s.reply(), "一度に %d" % n)
    s.close()
    slow = [Socket() for _ in range(20)]
    whole = request()
    for s in slow:
        s.send(whole[:60])  # stops inside the head
    fine("遅い相手がいても", once())
    for s in slow[:3]:  # they are all there still: nobody had to wait for their end
        for i in range(60, len(whole), 97):
            s.send(whole[i:i + 97])
        fine("遅い相手も", s.reply())
    for s in slow:
        s.close()
    s = Socket()
    s.send(request())
    s.s.shutdown(socket.SHUT_WR)
    fine("送信側を閉じた相手", s.reply())
    s.close()
    s = Socket()
    s.send(request()[:-20])
    s.close()
    fine("本文の途中で切った相手の次", once())


def test_16():
    r = once(method="GET", path="/lot2/soap/kanyusha")
    check("GET は案内の頁", r[0] == 200 and "kanyusha" in r[2] and "wsdl" in r[2].lower(), r)
    for method in ("PUT", "DELETE", "PATCH"):
        r = once(method=method)
        check("%s の Allow" % method, "POST" in r[1].get("allow", ""), r[:2])
        fault(method, r, "C10008", 500)
        check("%s: 期待が Allow と違う" % method, "<c:want>%s</c:want>" % r[1].get("allow") in r[2], r)
    for path, want in (("//lot2//soap/kanri", "<c:want>/lot2/soap/kanri</c:want>"), ("/lot2/sopa/kanri", "/{ワールド}/soap/")):
        r = once(path=path)
        fault("迷った " + path, r, "C10007", 500)
        check("迷った %s の文" % path, want in r[2] and "allow" not in r[1], r)
    fault("迷った 1.2", once(ping(version=12), [("Content-Type", "application/soap+xml")], path="/lot2/kanri"), "C10007", 400)
    r = once(ping(op="nani"))
    fault("ない操作", r, "C20007")
    check("ある操作を教える", "ping" in r[2], r[2])
    check("関係のないパス", once(method="GET", path="/nani")[0] == 404)
    r = once(method="GET", path="/lot2/soap/kanyusha?wsdl&" + "&".join("a%d" % i for i in range(3000)))
    check("多すぎる引数", r[0] == 400 and "64 個まで" in r[2], r)
    r = once(base64.b64encode(b"<").decode())
    fault("XML でない本文", r, "C20001")
    r = once(b"", length=False)
    fault("長さのない本文", r, "C20001")
    check("長さのない本文の文", "Content-Length または Transfer-Encoding: chunked" in r[2], r[2])


def test_17():
    """What is wrong decides the code, the version of SOAP the status: 1.1 has 500, 1.2 has 400 and 500."""
    must = '<h xmlns="urn:h" s:mustUnderstand="1"/>'
    for version, media, sender in ((11, "text/xml", 500), (12, "application/soap+xml", 400)):
        said, stranger = ping(version=version), ping(version=version).replace("pw-ks", "pw-")
        cases = [("ない world", said, "/nai/soap/kanri", {}, "C10006", sender), ("ないサービス", said, "/lot2/soap/nai", {}, "C10007", sender),
                 ("PUT", said, None, {"method": "PUT"}, "C10008", sender), ("大きすぎる", "", None, {"size": 1 << 40}, "C20004", sender),
                 ("違うパスワード", stranger, None, {}, "C50006", sender), ("証明書なし", said, None, {"tls": "none"}, "C50001", sender),
                 ("知らないヘッダ", said.replace("<s:Header>", "<s:Header>" + must * 2), None, {}, "C10002", 500),
                 ("知らない版", said.replace(NS[version], "urn:soap"), None, {}, "C10001", 500), ("XML でない", "<", None, {}, "C20001", sender)]
        for what, body, path, how, want, status in cases:
            headers = [("Content-Type", media + "; charset=utf-8")]
            if "size" in how:
                headers += [("Content-Length", str(how["size"])), ("Expect", "100-continue")]
            r = once(body, headers, method=how.get("method", "POST"), path=path or "/lot2/soap/kanri", length="size" not in how, tls=how.get("tls"))
            fault("%s (%s)" % (what, media), r, want, status)
            check("%s: Content-Type" % what, r[1]["content-type"].startswith(media), r[1])
            check("%s: Allow" % what, ("allow" in r[1]) == ("method" in how), r[1])
    fault("扱えない Content-Type", once(headers=[("Content-Type", "image/png")]), "C10003", 500)
    fault("Content-Type なし", once(headers=[("Content-Type", "")]), "C10003", 500)


def told(since):
    """What the journal has beyond a number: the last entry, once there is one."""
    with urllib.request.urlopen("http://%s/_sim/worlds/lot2/journal/wait?since=%d&timeout=30000" % (CONTROL, since)) as r:
        entries = json.load(r)["entries"]
    return entries[-1] if entries else {"seq": since, "code": "なし", "note": ""}


def head(*lines, start="POST /lot2/soap/kanri HTTP/1.1", host="localhost", body=None, length=True):
    """A request as somebody else would write it: each line as it is."""
    body = ping().encode() if body is None else body
    lines = [start] + (["Host: " + host] if host is not None else []) + list(lines)
    if length:
        lines.append("Content-Length: %d" % len(body))
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


XML_TYPE = "Content-Type: text/xml; charset=utf-8"
CHUNKED = chunks(ping().encode(), 100)


def test_18():
    related = "\r\n".join(["--b", "Content-Type: text/xml", "", ping(), "--b--", ""]).encode()
    for tls in (False, True):
        for what, lines, body in (
                ("一度", ["Content-Type: text/xml;\r\n charset=utf-8", 'SOAPAction: ""'], None),
                ("TAB で、二度", ['Content-Type: multipart/related; type="text/xml"; \r\n\tstart-info="text/xml"; \r\n\tboundary="b"'], related),
                ("値の前", ["Content-Type:\r\n text/xml", 'SOAPAction:\r\n "urn:chukan:kanri:1/ping"', "Content-Encoding:\r\n gzip"],
                 gzip.compress(ping().encode())),
                ("知らないヘッダー", [XML_TYPE, "X-Any: a\r\n b=c\r\n d: e"], None)):
            s = Socket(TLS if tls else PLAIN, tls)
            s.send(head(*lines, body=body))
            fine("折り返したヘッダー、" + what, s.reply())
            s.close()
    s = Socket()
    s.send(head("Content-Type: application/soap+xml;\r\n action=\"a b\";\r\n charset=utf-8", body=ping(version=12).encode()))
    fine("折り返した 1.2", s.reply())
    s.close()


def test_26_taken():
    for what, request in (
            ("絶対形の URL", head(XML_TYPE, start="POST http://localhost/lot2/soap/kanri HTTP/1.1")),
            ("大文字の絶対形", head(XML_TYPE, start="POST HTTP://other:1/lot2/soap/kanri?x HTTP/1.1")),
            ("空の Host", head(XML_TYPE, host="")),
            ("前の空行", b"\r\n\r\n" + head(XML_TYPE)),
            ("同じ Content-Length 二つ", head(XML_TYPE, "Content-Length: %d" % len(ping().encode()))),
            ("Connection の並び", head(XML_TYPE, "Connection: keep-alive, TE", "TE: trailers, deflate")),
            ("h2c への誘い", head(XML_TYPE, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")),
            ("HTTP/1.0 の keep-alive", head(XML_TYPE, "Connection: Keep-Alive", start="POST /lot2/soap/kanri HTTP/1.0", host=None))):
        s = Socket()
        s.send(request * 2)
        fine(what, s.reply())
        fine(what + "、二つめ", s.reply())
        s.close()
    for what, request in (("HTTP/1.0", head(XML_TYPE, start="POST /lot2/soap/kanri HTTP/1.0", host=None)),
                          ("Connection: Close", head(XML_TYPE, "Connection: TE, Close"))):
        s = Socket()
        s.send(request)
        fine(what, s.reply())
        check(what + " の後は閉じる", s.s.recv(1) == b"")
        s.close()
    fine("Chunked", once(CHUNKED, [("Transfer-Encoding", "Chunked")], length=False))
    r = once(method="GET", path="http://soap.example:1/lot2/soap/kanri?wsdl", host="other")
    check("絶対形のホストが WSDL のアドレス", r[0] == 200 and 'location="http://soap.example:1/lot2/soap/kanri"' in r[2], r)
    for path, allow in (("*", "POST"), ("/lot2/soap/kanri", "POST"), ("/", "GET")):
        r = once(b"", method="OPTIONS", path=path)
        check("OPTIONS %s" % path, r[0] == 200 and allow in r[1].get("allow", ""), r)


# what, request, HTTP status, code of the Fault; no code: microhttpd answers by itself, in one version or all
REFUSED = [
    ("TE と CL", head(XML_TYPE, "Transfer-Encoding: chunked", body=CHUNKED), 400, "C10012"),
    ("違う Content-Length 二つ", head(XML_TYPE, "Content-Length: 1"), 400, "C10012"),
    ("chunked が二度", head(XML_TYPE, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked", body=CHUNKED, length=False), 400, "C10012"),
    ("HTTP/1.0 の chunked", head(XML_TYPE, "Transfer-Encoding: chunked", start="POST /lot2/soap/kanri HTTP/1.0", body=CHUNKED, length=False),
     400, "C10012"),
    ("%00", head(XML_TYPE, start="POST /lot2/soap/kanri%00 HTTP/1.1"), 400, "C10012"),
    ("%0a", head(XML_TYPE, start="POST /lot2/soap/kanri%0a HTTP/1.1"), 400, "C10012"),
    ("前の本文の残りがついたメソッド", head(XML_TYPE, start="</s:Envelope>POST /lot2/soap/kanri HTTP/1.1"), 400, "C10012"),
    ("違う Content-Type 二つ", head(XML_TYPE, "Content-Type: application/soap+xml"), 400, "C10012"),
    ("違う SOAPAction 二つ", head(XML_TYPE, 'SOAPAction: "a"', 'SOAPAction: "b"'), 400, "C10012"),
    ("違う Authorization 二つ", head(XML_TYPE, "Authorization: Basic YQ==", "Authorization: Basic Yg=="), 400, "C10012"),
    ("Host が二つ", head("Host: localhost", XML_TYPE), 400, "C10012"),
    ("Host にない字", head(XML_TYPE, host="a/b"), 400, "C10012"),
    ("知らない Expect", head(XML_TYPE, "Expect: nani"), 417, "C10014"),
    ("本文を待たせる知らない Expect", head(XML_TYPE, "Expect: 100-continue, nani"), 417, "C10014"),
    ("ユーザー名つきの絶対形", head(XML_TYPE, start="POST http://me@localhost/lot2/soap/kanri HTTP/1.1"), 400, "C10012"),
    ("gzip, chunked", head(XML_TYPE, "Transfer-Encoding: gzip, chunked", body=CHUNKED, length=False), (501, 400), None),
    ("identity", head(XML_TYPE, "Transfer-Encoding: identity", length=False), (501, 400), None),
    ("chunked が最後でない", head(XML_TYPE, "Transfer-Encoding: chunked, gzip", body=CHUNKED, length=False), 400, None),
    ("Host なし", head(XML_TYPE, host=None), 400, None),
    ("コロンの前の空白", head("Content-Type : text/xml"), 400, None),
    ("LF のない CR", head(XML_TYPE, "X-Any: a\rb"), 400, None),
    ("Content-Length: +5", head(XML_TYPE, "Content-Length: +5", body=b"", length=False), 400, None),
    ("Content-Length: -5", head(XML_TYPE, "Content-Length: -5", body=b"", length=False), 400, None),
    ("Content-Length: 5, 5", head(XML_TYPE, "Content-Length: 5, 5", body=b"hello", length=False), 400, None),
    ("Content-Length: 五", head(XML_TYPE, "Content-Length: \u4e94", body=b"", length=False), 400, None),
    ("大きすぎる Content-Length", head(XML_TYPE, "Content-Length: 99999999999999999999", body=b"", length=False), 413, None),
    ("chunk のエラー", head(XML_TYPE, "Transfer-Encoding: chunked", body=b"zz\r\nabc", length=False), 400, None),
    ("大きすぎる chunk", head(XML_TYPE, "Transfer-Encoding: chunked", body=b"f" * 20 + b"\r\nabc", length=False), 413, None),
    ("trailer のエラー", head(XML_TYPE, "Transfer-Encoding: chunked", body=b"1\r\nx\r\n0\r\nX\r\n\r\n", length=False), 400, None),
    ("ヘッダーの値の NUL", head(XML_TYPE, "X-Any: a\0b"), 400, None),
    ("ヘッダーの初めの NUL", head(XML_TYPE, "\0X-Any: a"), 400, None),
    ("大きすぎるヘッダー", head(XML_TYPE, "X-Any: " + "x" * 40000, body=b"", length=False), 431, None),
]


def refused(what, request, status, want, tls):
    """Refused, told of, and nothing that comes after it is taken for a request."""
    since = told(0)["seq"]
    s = Socket(TLS if tls else PLAIN, tls)
    s.send(request + head(XML_TYPE, body=ping("密輸").encode()))
    r = s.reply()
    try:
        while True:
            s.more()
    except (EOFError, ConnectionResetError, ssl.SSLError):
        pass
    s.close()
    check(what, r[0] in (status if isinstance(status, tuple) else (status,)), r)
    # microhttpd 0.9.75 writes the head of some of its own refusals twice
    check(what + " の後", not (want and s.rest) and b" 200 " not in s.rest and r[1].get("connection") == "close", (r, s.rest))
    if want:
        fault(what, r, want)
    entry = told(since)
    check(what + " の記録", entry["seq"] == since + 1 and entry["code"] in (want or ("C10010", "C10012", "C10013")), entry)


def test_26_refused():
    fine("初めの一つ", once())
    trailer = b"0;e=1\r\nGET /smuggled: HTTP/1.1\r\nHost: localhost\r\n\r\n"
    s = Socket()
    s.send(head(XML_TYPE, "Transfer-Encoding: chunked", body=CHUNKED[:CHUNKED.index(b"0\r\nX-Trailer")] + trailer, length=False))
    fine("trailer は要求でない", s.reply())
    s.s.shutdown(socket.SHUT_WR)
    check("trailer の後の応答", not s.s.recv(4096), s.rest)
    s.close()
    for row in REFUSED:
        if not (NUL_HIDDEN and "NUL" in row[0]):
            refused(*row, tls=False)
    for row in REFUSED[:5]:
        refused(*row, tls=True)
    for start, status in (("PRI * HTTP/2.0", 505), ("CONNECT localhost:443 HTTP/1.1", 405), ("GET * HTTP/1.1", 400), ("GET /lot2", 400),
                          ("POST /nani HTTP/1.1\r\nExpect: nani\r\nContent-Length: 5", 417)):
        s = Socket()
        s.send(head(start=start, body=b"", length=False))
        r = s.reply()
        check(start, r[0] == status and r[1].get("connection") == "close", r)
        s.close()


def test_27():
    """Policy wsSecurity: what one world passes over and notes, the other refuses."""
    stamp = ('<u:Timestamp xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">'
             "<u:Created>2017-05-08T00:00:00Z</u:Created><u:Expires>%s</u:Expires></u:Timestamp></w:Security>")
    fine_action, fresh, old = '"urn:chukan:kanri:1/ping"', stamp % "2999-12-31T00:00:00Z", stamp % "2017-05-08T00:05:00Z"
    for action, inside, want, says in ((fine_action, fresh, None, None), (fine_action, old, "C50012", "wsu:MessageExpired"),
                                       (fine_action, stamp % "x", "C10031", "期待: UTC の日時"), ('"urn:x"', "</w:Security>", "C10030", "ping")):
        body, headers = ping().replace("</w:Security>", inside), [("SOAPAction", action)]
        fine("確かめない %s" % want, once(body, headers))
        r = once(body, headers, path="/strict/soap/kanri")
        if want:
            fault("確かめる %s" % want, r, want, 500)
            check("確かめる %s の文" % want, says in r[2], r[2])
        else:
            fine("確かめる", r)


def main():
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            try:
                test()
            except (OSError, EOFError, ValueError) as e:
                failures.append("%s: %s: %s" % (name, type(e).__name__, e))
    print("\n".join(failures + ["wire: %d 件、失敗 %d" % (count, len(failures))]))
    sys.exit(bool(failures))


main()
