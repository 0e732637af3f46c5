#!/usr/bin/env python3
# Called by journal.sh: what a system sent and why it was refused is told by `chukan journal show`; a path that is none, a page and a
# handshake that failed are rows; a reset leaves the former generation's rows, kill -9 what was written; --save makes a script that curl
# sends again with the same answer, inline, as MTOM, with masked places, from any folder, sends nothing without what was masked, and
# does nothing else whatever was sent; no password and no 個人番号 is in the files.
import base64
import glob
import os
import re
import socket
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, W = "06139992", "/_sim/worlds/lot2"
NUMBER = desk.kojin_bango(7, 4)
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def has(what, text, *parts):
    for p in parts:
        if p not in text:
            wrong.append("%s: want %r in\n%s" % (what, p, text[-1500:]))


class Play:
    secrets = (NUMBER, "pw-ks06139992a", "himitsu-no-moji")

    def __init__(self):
        self.d = desk.Desk()

    def tls(self):
        return ["--system", "KS%sA" % A, "--password", "pw-ks06139992a", "--data", self.d.data,
                "--url", "https://127.0.0.1:%d" % self.d.ports["data"]]

    def command(self, *args, world="lot2"):
        return [desk.binary("chukan"), *args, "--world", world, "--control", "http://127.0.0.1:%d" % self.d.ports["control"]]

    def chukan(self, *args, world="lot2", want=0):
        r = subprocess.run(self.command(*args, world=world), capture_output=True, text=True)
        expect("%s: exit" % " ".join(args[:3]), r.returncode, want)
        return r.stdout + r.stderr

    def call(self, service, op, fields=(), **more):
        who = desk.Caller(self.d, A)
        try:
            return who.call(service, op, fields, **more)
        finally:
            who.close()

    def last(self):
        status, answer = self.d.control("GET", W + "/journal")
        expect("journal", status, 200)
        return answer["last"]

    def show(self, *more):
        return self.chukan("journal", "show", str(self.last()), *more)

    # --- what is asked --------------------------------------------------------------------------------------

    def refused(self):
        self.chukan("call", "kanyusha.get", "edaban=9999999", *self.tls(), want=1)
        has("list", self.chukan("journal"), "kanyusha.get KS06139992A B001/u001 200 K40001 ")
        has("show", self.show(), "コード: K40001\n", "項目: 被保険者枝番\n", "期待: 登録済みの被保険者枝番\n", "実際: 9999999\n",
            "証明書: KS06139992A\n", "システム: KS06139992A\n", "部署: B001\n", "ユーザー: u001\n", "仮想時刻: 2017-", "実時刻: 20",
            "パス: /lot2/soap/kanyusha\n", "<t:edaban>9999999</t:edaban>", "［伏せた値］</w:Password>", "<c:code>K40001</c:code>")
        self.call("kanri", "ping")
        has("refused last", self.chukan("journal", "show"), "コード: K40001\n")
        self.call("kanri", "ping", password="himitsu-no-moji")
        has("wrong password", self.show(), "C50006", "［伏せた値］")

    def paths(self):
        c = desk.Caller(self.d, A)
        c.post("/doko/nimo/nai", "x")
        c.post("/lot2/nai", desk.envelope("kanri", "ping", [], "KS", "pw-x"))
        c.post("/lot9/nai", None, {}, "GET")
        c.post("/lot2/soap/kanri?wsdl", None, {}, "GET")
        c.close()
        for world in ("lot2", "lot3"):
            has("404 in " + world, self.chukan("journal", world=world), "POST /doko/nimo/nai - 500 C10007")
        text = self.chukan("journal")
        has("pages", text, "GET /lot9/nai - 404 C10007", "POST /lot2/nai - 500 C10007", "GET /lot2/soap/kanri?wsdl - 200 C00000 WSDL")
        has("page", self.show(), "パス: /lot2/soap/kanri?wsdl\n", "［WSDL ")

    def handshake(self):
        before = self.last()
        with socket.create_connection(("127.0.0.1", self.d.ports["data"])) as s:
            s.sendall(b"GET / HTTP/1.1\r\n\r\n")
            while s.recv(1000):
                pass
        status, answer = self.d.control("GET", W + "/journal/wait?since=%d&timeout=30000" % before)
        has("handshake", self.chukan("journal", "--since", str(before)), "接続", "応答なし", "TLS の握手")
        has("handshake", self.show(), "内容: 接続元 127.0.0.1")

    def long(self):
        self.call("kanri", "ping", [("message", "x. " * 40000)])
        status, one = self.d.control("GET", W + "/journal/%d" % self.last())
        expect("cut", (one["request"]["shown"], one["request"]["cut"], one["bytesIn"] > 100000), (65536, True, True))
        has("cut", self.show(), "バイト、途中まで）")
        has("cut", self.chukan("journal", "show", str(self.last()), "--save", os.path.join(self.d.base, "x"), want=1), "送り直せません")

    def spellings(self):
        refs = "".join("&#%d;" % ord(c) for c in NUMBER)
        for body in (NUMBER, refs, NUMBER[:5] + "<![CDATA[" + NUMBER[5:] + "]]>", NUMBER[:5] + "<!-- a -->" + NUMBER[5:]):
            self.call("kanyusha", "get", raw="<t:edaban>%s</t:edaban>" % body)
            has("masked", self.show(), "<t:edaban>************")

    # --- what was -------------------------------------------------------------------------------------------

    def generations(self):
        self.call("kanri", "ping", [("message", "mae no sedai")])
        last = str(self.last())
        self.d.control("POST", W + "/reset", {})
        expect("after a reset", self.chukan("journal").count("\n"), 1)
        has("former", self.chukan("journal", "--generation", "1"), "kanri.ping")
        has("former", self.chukan("journal", "show", last, "--generation", "1"), "mae no sedai", "世代 1")
        has("no such", self.chukan("journal", "show", last, want=1), "番号")
        has("no such", self.chukan("journal", "--generation", "9", want=1), "generation")

    def killed(self):
        self.call("kanri", "ping", [("message", "kill no mae")])
        last = self.last()
        has("before", self.show(), "kill no mae")
        self.d.kill()
        self.d.start()
        expect("after kill -9", self.last(), last)
        has("after", self.show(), "kill no mae")
        self.call("kanri", "ping")
        expect("it goes on", self.last(), last + 1)

    # --- sent again -----------------------------------------------------------------------------------------

    def script(self, number, url=None):
        """What --save makes of the exchange of that number."""
        script = os.path.join(self.d.base, "again.sh")
        self.chukan("journal", "show", str(number), "--save", script, "--data", os.path.relpath(self.d.data),
                    "--url", url or "http://127.0.0.1:%d" % self.d.ports["plain"])
        return script

    def again(self, what, number, url=None, **variables):
        """The answer to the exchange of that number, sent again."""
        script = self.script(number, url)
        text = open(script, encoding="utf-8").read()
        expect("%s: variables" % what, re.findall(r"^(\w+)=\$\{\1:\?[^}]+\} #", text, re.M), list(variables))
        r = subprocess.run(["sh", script], capture_output=True, text=True, env={**os.environ, **variables}, cwd="/")
        expect("%s: exit" % what, r.returncode, 0)
        return desk.Reply(200, r.stdout)

    def lacking(self, what, number, name, url=None, **variables):
        """Nothing is sent, and the variable is named."""
        script, last = self.script(number, url), self.last()
        for shell in ("sh", "bash"):
            r = subprocess.run([shell, script], capture_output=True, text=True, env={**os.environ, **variables})
            expect("%s in %s: exit" % (what, shell), (r.returncode != 0, r.stdout), (True, ""))
            has(what, r.stderr, name + ": ")
        expect("%s: sent" % what, self.last(), last)

    def multipart(self):
        return [e["seq"] for e in self.d.control("GET", W + "/journal")[1]["entries"] if "multipart" in e.get("contentType", "")]

    def saved(self):
        register = desk.person(3, NUMBER)
        register[6] = ("seibetsu", "9")
        first = self.call("kanyusha", "register", register)
        r = self.again("a number", self.last(), PASSWORD="pw-ks06139992a", KOJIN_BANGO_1=NUMBER)
        expect("a number", (r.code, r.get("message")), (first.code, first.get("message")))
        odd = "$(x) `y` \\ ${z} <&>' \""
        first = self.call("kanri", "ping", [("message", odd)])
        r = self.again("odd characters", self.last(), PASSWORD="pw-ks06139992a")
        expect("odd characters", (r.code, r.get("message")), ("C00000", first.get("message")))
        path = os.path.join(self.d.base, "a.csv")
        content = desk.kanyusha_rows(5, encoding="cp932")
        open(path, "wb").write(content)
        first = self.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv"),
                                             ("naiyo", base64.b64encode(content).decode())])
        r = self.again("inline", self.last(), PASSWORD="pw-ks06139992a", FILE_1=path)
        expect("inline", (r.code, r.get("sha256")), ("C00000", first.get("sha256")))
        self.chukan("upload", path, "--shubetsu", "kanyushaToroku", *self.tls())
        r = self.again("MTOM", self.multipart()[0], "https://127.0.0.1:%d" % self.d.ports["data"], PASSWORD="pw-ks06139992a", FILE_1=path)
        expect("MTOM", (r.code, r.get("sha256")), ("C00000", first.get("sha256")))
        self.chukan("upload", path, "--shubetsu", "nani", *self.tls(), want=1)
        refused = max(self.multipart())
        r = self.again("refused MTOM", refused, "https://127.0.0.1:%d" % self.d.ports["data"], PASSWORD="pw-ks06139992a", FILE_1=path)
        expect("refused MTOM", (r.code, self.d.control("GET", W + "/journal/%d" % refused)[1]["code"]), ("F20001", "F20001"))
        # what curl sent stands there as what was saved
        self.d.settle()
        status, one = self.d.control("GET", W + "/journal/%d" % self.multipart()[1])
        has("sent again", one["request"]["text"], "［ファイル %d バイト、SHA-256 %s］" % (len(content), first.get("sha256")))

    def lacked(self):
        """Without what was masked a message would be another one."""
        self.call("kanyusha", "register", desk.person(4, NUMBER))
        number, password = self.last(), "pw-ks06139992a"
        self.lacking("no number", number, "KOJIN_BANGO_1", PASSWORD=password)
        self.lacking("an empty number", number, "KOJIN_BANGO_1", PASSWORD=password, KOJIN_BANGO_1="")
        self.lacking("no password", number, "PASSWORD", KOJIN_BANGO_1=NUMBER)
        self.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv"), ("naiyo", "")])
        both = {"inline": (self.last(), None), "MTOM": (self.multipart()[0], "https://127.0.0.1:%d" % self.d.ports["data"])}
        for what, (number, url) in both.items():
            self.lacking("no file, " + what, number, "FILE_1", url, PASSWORD=password)
            self.lacking("no such file, " + what, number, "FILE_1", url, PASSWORD=password, FILE_1="/nai/nai.csv")
            self.lacking("a folder, " + what, number, "FILE_1", url, PASSWORD=password, FILE_1="/")
        self.call("kanri", "ping", [("message", (NUMBER + ". ") * 300)])
        has("too many", self.chukan("journal", "show", str(self.last()), "--save", os.path.join(self.d.base, "x"), want=1), "200 より多い")

    def commands(self):
        """What others have sent is no command of the script."""
        mark = os.path.join(self.d.base, "mark")
        touch = "touch " + mark
        c = desk.Caller(self.d, A)
        headers = {"Content-Type": 'multipart/related; type="application/xop+xml"; boundary=b'}
        include = "<a><x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:a'$(%s)'\"/></a>" % touch
        for path, text, more in (("/lot2/soap/kanri%%24(%s)%%60%s%%60%%7D;%s" % ((touch.replace(" ", "%20"),) * 3), None, {}),
                                 ("/lot2/soap/kanri%0a" + touch.replace(" ", "%20"), None, {}),
                                 ("/lot2/soap/kanri'%24(" + touch.replace(" ", "%20") + ")'", None, {}),
                                 ("/lot2/soap/kanri", "［ファイル\n%s\n］" % touch, {}),
                                 ("/lot2/soap/kanri", "\nCHUKAN_MESSAGE\n%s\nCHUKAN_MESSAGE_1\n%s\n" % (touch, touch), {}),
                                 ("/lot2/soap/file", include, headers)):
            body = text and '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>%s</s:Body></s:Envelope>' % text
            if more:
                body = "--b\r\nContent-Type: application/xop+xml\r\n\r\n%s\r\n--b--\r\n" % body
            c.post(path, body and body.encode(), more, "POST" if body else "GET")
            number = self.last()
            script = self.script(number)
            for shell in ("sh", "bash"):
                subprocess.run([shell, script], capture_output=True, env={**os.environ, "FILE_1": "/dev/null"})
                expect("%s %r in %s: a command was run" % (path, text, shell), os.path.exists(mark), False)
            expect("%s %r: sent again" % (path, text), self.last() > number, True)
        c.close()

    def followed(self):
        p = subprocess.Popen(self.command("journal", "--follow", "--since", str(self.last())), stdout=subprocess.PIPE, text=True)
        try:
            self.call("kanri", "ping")
            has("follow", p.stdout.readline(), "kanri.ping")
            self.d.control("POST", W + "/reset", {})
            self.call("kanri", "ping")
            has("follow after a reset", p.stdout.readline(), "   1 2017-", "kanri.ping")
        finally:
            p.terminate()
            p.wait()
        # who asks behind a reset for what comes behind a number of before it is not left waiting, and misses no row
        p = subprocess.Popen(self.command("journal", "--follow", "--since", str(self.last() + 1000)), stdout=subprocess.PIPE, text=True)
        try:
            has("follow behind a reset", p.stdout.readline(), "   1 2017-", "kanri.ping")
        finally:
            p.terminate()
            p.wait()

    def clean(self):
        """Nothing that was to be masked is in any file of the journals."""
        files = glob.glob(os.path.join(self.d.data, "worlds", "*", "journal", "*"))
        expect("files", bool(files), True)
        for f in files:
            text = open(f, "rb").read()
            for secret in self.secrets:
                expect("%s in %s" % (secret, f), secret.encode() in text, False)

    def parts(self):
        return (self.refused, self.paths, self.handshake, self.long, self.spellings, self.generations, self.killed, self.saved, self.lacked, self.commands,
                self.followed, self.clean)

    def run(self):
        self.d.start()
        try:
            for part in self.parts():
                part()
            expect("stop", self.d.stop(), 0)
        finally:
            self.d.clean()


def main(play):
    """Runs it and tells what was wrong; also of the other tests here."""
    play.run()
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(Play())
