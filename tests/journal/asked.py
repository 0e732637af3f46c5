#!/usr/bin/env python3
# Called by asked.sh: what was asked for stands in the row as it was sent, query and all, without a 個人番号 in any spelling; the script of
# --save asks for the same; each kind of request that is answered before its body was read says so, and --save that there is none to send;
# and whatever came, the script runs nothing of it.
import os
import re
import socket
import subprocess

import journal
from journal import A, NUMBER, desk, expect, has

HEX = "".join("%%%02X" % ord(c) for c in NUMBER)
TWICE = HEX.replace("%", "%25")
WIDE = "".join("%%EF%%BC%%%02X" % (0x60 + ord(c)) for c in NUMBER)
SOAP = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
UNREAD = "［本文を読む前に答えました］"

# What is asked for, how the row has it (None: as it was sent), what of it is to be given to the script
ASKED = [
    ("/lot2/soap/kanri?wsdl", None, {}),
    ("/lot2/soap/kanri?wsdl=1.2", None, {}),
    ("/lot2/soap/kanri?xsd=common", None, {}),
    ("/lot2/soap/kanri?xsd=nai", None, {}),
    ("/lot2/soap/%6banri?WSDL", None, {}),
    ("/lot2/soap/kanri/?wsdl=1.1&a=%26%3D%20&b[]={1}&c=+", None, {}),
    ("/lot2/terminal/../nai?a", None, {}),
    ("/lot2/nai%3Fwsdl", None, {}),
    ("/lot2/soap/kanri?wsdl&a='$(touch${IFS}RAN)`touch${IFS}RAN`}\\;touch${IFS}RAN;", None, {}),
    ("/lot2/soap/kanri?xsd=" + NUMBER, "/lot2/soap/kanri?xsd=************", {"KOJIN_BANGO_1": NUMBER}),
    ("/lot2/soap/kanri?xsd=" + HEX, "/lot2/soap/kanri?xsd=************", {"KOJIN_BANGO_1": NUMBER}),
    ("/lot2/soap/kanri?wsdl&a=" + TWICE, "/lot2/soap/kanri?wsdl&a=************", None),
    ("/lot2/soap/kanri?xsd=" + WIDE, "/lot2/soap/kanri?xsd=************", None),
    ("/lot2/soap/%s?wsdl" % HEX, "/lot2/soap/************?wsdl", {"KOJIN_BANGO_1": NUMBER}),
    ("/lot2/a%0A" + HEX, "/lot2/a ************", None),
]

HEAD = "POST /lot2/soap/kanri HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n"
# A request that its head alone decides, and its code
EARLY = {
    "no such path": (dict(path="/lot2/nai"), "C10007"),
    "no such service": (dict(path="/lot2/soap/nai"), "C10007"),
    "method": (dict(method="PUT"), "C10008"),
    "media type": (dict(headers={"Content-Type": "application/json"}), "C10003"),
    "Expect": (dict(headers={**SOAP, "Expect": "nani"}), "C10014"),
    "too large": (dict(raw=HEAD + "Content-Length: 99999999999\r\n\r\n"), "C20004"),
    "two lengths": (dict(raw=HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), "C10012"),
    "two lengths, a page": (dict(raw=HEAD.replace("text/xml", "a/b").replace("soap/kanri", "nai") +
                                 "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), "C10012"),
    "certificate": (dict(path="/lot2/terminal/soap/kanri", system="KS%sA" % A), "C50021"),
    "no certificate": (dict(system=None), "C50001"),
}
# What would end the message in the script, with a command behind it: one alone, and all up to a length
ENDS = ["\nCHUKAN_MESSAGE%s\ntouch RAN\n}\nexit\n" % ("_" * n) for n in (0, 1, 16, 17, 18, 300)]
ENDS.append("".join("\nCHUKAN_MESSAGE%s\ntouch RAN;" % ("_" * n) for n in range(64)) + "\n")
# What is no SOAP, and was taken only to be thrown away
THROWN = {
    "a page": (dict(path="/lot2/terminal/"), "C10008"),
    "no such page": (dict(path="/lot2/nai", headers={"Content-Type": "text/plain"}), "C10007"),
}


class Asked(journal.Play):
    def send(self, text):
        with socket.create_connection(("127.0.0.1", self.d.ports["plain"])) as s:
            s.sendall(text.encode())
            answer = b""
            while True:
                more = s.recv(65536)
                if not more:
                    return answer
                answer += more

    def get(self, target):
        return self.send("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % (target, self.d.ports["plain"])).partition(b"\r\n\r\n")[2].decode()

    def row(self):
        return self.d.control("GET", "/_sim/worlds/lot2/journal/%d" % self.last())[1]

    def answer(self, number, **variables):
        """What the script of --save gets, run where nothing is; whatever came must not be run."""
        at = os.path.join(self.d.base, "empty")
        os.makedirs(at, exist_ok=True)
        r = subprocess.run(["sh", self.script(number)], capture_output=True, text=True, cwd=at, env={**os.environ, **variables})
        expect("%d: exit" % number, (r.returncode, r.stderr), (0, ""))
        expect("%d: was run" % number, os.listdir(at), [])
        return r.stdout

    def asked(self):
        for target, shown, variables in ASKED:
            first = self.get(target)
            number, path = self.last(), self.row()["path"]
            expect(target, path, shown or target)
            if variables is None:
                continue
            expect(target + ": again", self.answer(number, **variables), first)
            expect(target + ": again", (self.last(), self.row()["path"]), (number + 1, path))

    def posted(self):
        """A query of a call likewise."""
        body = desk.envelope("kanri", "ping", [], "KS%sA" % A, "pw-ks06139992a")
        who = desk.Caller(self.d, A)
        who.post("/lot2/soap/kanri?doko=x&y", body)
        who.close()
        expect("a call", (self.row()["path"], self.row()["code"]), ("/lot2/soap/kanri?doko=x&y", "C00000"))
        has("a call, again", self.answer(self.last(), PASSWORD="pw-ks06139992a"), "<c:code>C00000</c:code>")
        expect("a call, again", (self.row()["path"], self.row()["code"]), ("/lot2/soap/kanri?doko=x&y", "C00000"))

    def methods(self):
        for method in ("HEAD", "OPTIONS"):
            self.send("%s /lot2/soap/kanri?wsdl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % method)
            number = self.last()
            self.answer(number)
            expect(method, (self.last(), self.row()["method"], self.row()["path"]), (number + 1, method, "/lot2/soap/kanri?wsdl"))

    def long(self):
        self.get("/lot2/soap/kanri?wsdl&a=" + "x" * 400)
        has("a long one", self.row()["path"], "…")
        has("a long one", self.chukan("journal", "show", str(self.last()), "--save", os.path.join(self.d.base, "x"), want=1),
            "URL が終わりまで残っていない")

    def kept(self):
        """--save makes a script where none is, makes its own anew, and leaves what is anybody's."""
        self.get("/lot2/soap/kanri?wsdl")
        number, at = self.last(), os.path.join(self.d.base, "mine")
        script = self.script(number)
        expect("made anew", self.script(number), script)
        for text in ("", "#!/bin/sh\necho mine\n", "x" * 4000):
            with open(at, "w") as f:
                f.write(text)
            mode = os.stat(at).st_mode
            has("there already", self.chukan("journal", "show", str(number), "--save", at, want=1), "すでにあります")
            with open(at) as f:
                expect("as it was", (f.read(), os.stat(at).st_mode), (text, mode))

    def hostile(self):
        """The text of a message, of the element that names an attachment, of a note in a file's place, of what ends the script's own text."""
        for text in ("$(touch RAN)`touch RAN`\\$(touch RAN)", "\nCHUKAN_MESSAGE\ntouch RAN\nCHUKAN_MESSAGE_\ntouch RAN\n",
                     "［ファイル 3\ntouch RAN\n］", "'\ntouch RAN\n'", *ENDS):
            self.call("kanri", "ping", [("message", text)])
            self.answer(self.last(), PASSWORD="pw-ks06139992a", FILE_1="/dev/null")
        cid = "a'$(touch RAN)'\ntouch RAN\n"
        body = desk.envelope("file", "upload", [], "KS%sA" % A, "x").replace(
            "</t:upload>", '<t:naiyo><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:%s"/></t:naiyo></t:upload>' % cid)
        part = ('--b\r\nContent-Type: application/xop+xml; type="text/xml"\r\nContent-ID: <r>\r\n\r\n%s\r\n--b--\r\n' % body)
        who = desk.Caller(self.d, A)
        who.post("/lot2/soap/file", part.encode(), {"Content-Type": 'multipart/related; boundary=b; type="application/xop+xml"; start="<r>"; '
                                                    'start-info="text/xml"', "SOAPAction": '"\'$(touch RAN)"'})
        who.close()
        number = self.last()
        self.answer(number, PASSWORD="x", FILE_1="/dev/null")
        self.lacking("attached, and a password", number, "FILE_1", PASSWORD="x")
        part = part.replace("<t:naiyo>", "<t:file>［伏せた値］</t:file><t:naiyo>")
        who = desk.Caller(self.d, A)
        who.post("/lot2/soap/file", part.encode(), {"Content-Type": 'multipart/related; boundary=b; type="application/xop+xml"; start="<r>"; '
                                                    'start-info="text/xml"'})
        who.close()
        number = self.last()
        self.answer(number, PASSWORD="x", FILE="x", FILE_2="/dev/null")
        self.lacking("attached, and a secret called file", number, "FILE_2", PASSWORD="x", FILE="x")

    # --- no body --------------------------------------------------------------------------------------------

    def refused(self, what, path="/lot2/soap/kanri", method="POST", headers=None, raw=None, system=""):
        body = desk.envelope("kanri", "ping", [], "KS%sA" % A, "pw-ks06139992a")
        if raw:
            self.send(raw)
        elif system == "":
            who = desk.Caller(self.d, A)
            who.post(path, body, headers or SOAP, method)
            who.close()
        else:
            pki = os.path.join(self.d.data, "pki")
            pair = ["--cert", "%s/clients/%s.crt" % (pki, system), "--key", "%s/clients/%s.key" % (pki, system)] if system else []
            subprocess.run(["curl", "-s", "--cacert", pki + "/ca.crt", *pair, "-H", "Content-Type: text/xml", "--data-binary", "@-",
                            "https://127.0.0.1:%d%s" % (self.d.ports["data"], path)], input=body.encode(), capture_output=True)

    def no_body(self, table, *says):
        for what, (how, code) in table.items():
            self.refused(what, **how)
            expect(what, self.row()["code"], code)
            has(what, self.show(), "要求の本文（", *says)
            has(what + ", saved", self.chukan("journal", "show", str(self.last()), "--save", os.path.join(self.d.base, "no"), want=1),
                "送り直す本文がありません", *says)
            english = self.chukan("journal", "show", str(self.last()), "--lang", "en").partition("\nreply (")[0]
            expect(what + ": Japanese in English", re.findall(".*[ぁ-ヶ一-龠].*", english), [])
            expect(what + ": no script", os.path.exists(os.path.join(self.d.base, "no")), False)

    def early(self):
        self.no_body(EARLY, UNREAD)

    def emptied(self):
        """Of these there was a body, or would have been: it is another matter."""
        self.no_body({"empty": (dict(raw=HEAD + "Connection: close\r\nContent-Length: 0\r\n\r\n"), "C20001")}, "［本文は空でした］")
        self.no_body({"coding": (dict(headers={**SOAP, "Content-Encoding": "br"}), "C10005"),
                      "no gzip": (dict(raw=HEAD + "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"), "C10005")},
                     "［本文を展開できないので、読みませんでした］")

    def thrown(self):
        self.no_body(THROWN, "バイト、読んでいません］")

    def log(self):
        text = open(self.d.log, encoding="utf-8", errors="replace").read()
        for secret in (NUMBER, HEX, TWICE, WIDE):
            expect("%s in the log" % secret, secret in text, False)

    def parts(self):
        return self.asked, self.posted, self.methods, self.long, self.kept, self.hostile, self.early, self.emptied, self.thrown, self.clean, self.log

    secrets = journal.Play.secrets + (HEX, TWICE, WIDE)


if __name__ == "__main__":
    journal.main(Asked())
