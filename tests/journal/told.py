#!/usr/bin/env python3
# Called by told.sh: who does not trust the CA (TLS 1.3, OpenSSL) is told so by the journal, who took the wrong port by its answer or by
# the log; the list of the journal has the real time, those rows alone that are asked for, and link files whose rows were refused.
import json
import os
import socket
import ssl
import subprocess
import time

import journal
from journal import A, W, desk, expect, has, wrong


class Told(journal.Play):
    def chukan(self, *args, world="lot2", want=0, **environment):
        control = ["--control", "http://127.0.0.1:%d" % self.d.ports["control"]]
        r = subprocess.run([desk.binary("chukan"), *args, *(["--world", world] if world else []), *control],
                           capture_output=True, text=True, env={**os.environ, **environment})
        expect("%s: exit" % " ".join(args[:4]), r.returncode, want)
        return r.stdout + r.stderr

    def logged(self, words):
        """As soon as the log says so."""
        until = time.monotonic() + 30 * desk.SLOWER
        while time.monotonic() < until:
            text = open(self.d.log, encoding="utf-8").read()
            if words in text:
                return text
            time.sleep(0.05)
        return text

    # --- doors ----------------------------------------------------------------------------------------------

    def shake(self, port, **more):
        """A TLS client that trusts nobody."""
        context = ssl.create_default_context(**more)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        with socket.create_connection(("127.0.0.1", self.d.ports[port])) as s:
            try:
                context.wrap_socket(s, server_hostname="localhost")
            except (OSError, ssl.SSLError):
                return
        wrong.append("a handshake with %s" % port)

    def untrusted(self):
        before = self.last()
        self.shake("data")
        self.d.control("GET", W + "/journal/wait?since=%d&timeout=30000" % before)
        has("no trust", self.chukan("journal", "show", str(self.last())), "C10020", "pki/ca.crt", "証明書を検証できずに断った",
            "つないだ名前 (SNI): localhost、chukand の証明書の名前: localhost")

    def doors(self):
        data = "https://127.0.0.1:%d" % self.d.ports["data"]
        status, answer = self.d.control("POST", "/lot2/soap/kanri", {})
        expect("SOAP at the control port", (status, answer["code"], "paths" in answer), (404, "C10007", False))
        has("SOAP at the control port", answer["have"], data)
        status, answer = self.d.control("GET", "/_sim/nai")
        expect("no such path", (status, "paths" in answer), (404, True))
        self.shake("control")
        has("TLS at the control port", self.logged("HTTP の要求として読めない"), "制御用のポートは http://、SOAP は " + data)
        c = desk.Caller(self.d, A)
        r = c.post("/_sim/worlds", None, {}, "GET")
        c.close()
        has("control at the data port", r.text, "制御用のポート")

    # --- the list -------------------------------------------------------------------------------------------

    def rows(self, *args):
        """Numbers, of the list as text and as JSON: they are to be the same."""
        text = [int(line.split()[0]) for line in self.chukan("journal", *args).splitlines()[1:]]
        answer = json.loads(self.chukan("journal", *args, "--format", "json"))
        expect("JSON of %s" % (args,), [e["seq"] for e in answer["entries"]], text)
        return text

    def upload(self, content):
        path = os.path.join(self.d.base, "a.csv")
        open(path, "wb").write(content)
        self.chukan("upload", path, "--shubetsu", "kanyushaToroku", "--wait", "--system", "KS%sA" % A, "--data", self.d.data,
                    "--url", "https://127.0.0.1:%d" % self.d.ports["data"], want=int(b"\xef" in content))
        return [e for e in self.d.control("GET", W + "/journal")[1]["entries"] if e["op"] == "owari"][-1]

    def files(self):
        """The end of a link file says what was refused of it, and where the reasons are."""
        good = self.upload(desk.kanyusha_rows(3, encoding="cp932"))
        bad = self.upload(b"9" + desk.kanyusha_rows(4, salt=1, encoding="cp932")[1:])
        stopped = self.upload("\ufeff氏".encode())
        expect("refused", ["item" in e for e in (good, bad, stopped)], [False, True, True])
        shown = self.chukan("journal", "show", str(bad["seq"]))
        has("rows", shown, "異常 1 行", "chukan result %s 出力ファイル" % bad["uketsukeBango"], "要求ではないので、本文はありません")
        expect("no request", ("HTTP: " in shown, "バイト）" in shown), (False, False))
        has("the file", self.chukan("journal", "show", str(stopped["seq"])), "コード: F30004", "期待: CP932")
        sent = {e["uketsukeBango"]: e["seq"] for e in self.d.control("GET", W + "/journal")[1]["entries"] if e["op"] == "upload"}
        for e in (good, bad, stopped):
            has("no request", self.chukan("journal", "show", str(e["seq"]), "--save", "x", want=1), "送るものがありません",
                "%s を送ったのは番号 %d です" % (e["uketsukeBango"], sent[e["uketsukeBango"]]))
        expect("files", [n in self.rows("--refused") for n in (good["seq"], bad["seq"], stopped["seq"])], [False, True, True])

    def listed(self):
        self.d.control("POST", W + "/reset", {})
        c = desk.Caller(self.d, A)
        for n in range(4):
            c.call("kanri", "ping")
            c.call("kanyusha", "get", [("edaban", "900000%d" % n)])
        c.call("kanyusha", "get", [("edaban", '{"]\\')])
        c.close()
        has("odd characters", self.d.control("GET", W + "/journal")[1]["entries"][8]["have"], '{"]\\')
        expect("all", self.rows(), list(range(1, 10)))
        expect("last", self.rows("--last", "3"), [7, 8, 9])
        expect("last of few", self.rows("--last", "30"), list(range(1, 10)))
        expect("refused", self.rows("--refused"), [2, 4, 6, 8, 9])
        expect("last refused", self.rows("--refused", "--last", "2", "--since", "1"), [8, 9])
        expect("code", self.rows("--code", "K40001"), [2, 4, 6, 8])
        expect("another code", self.rows("--code", "C00000", "--last", "1"), [7])
        expect("none", self.rows("--code", "K40002"), [])
        has("wait", self.chukan("journal", "--wait", "--since", "5", "--code", "C00000"), "\n   7 ")
        real = self.d.control("GET", W + "/journal")[1]["entries"][0]["realAt"][:19]
        has("real time", self.chukan("journal"), "   1 2017-05-08T09:00:00 (%s) kanri.ping " % real)
        self.d.control("POST", W + "/reset", {})
        for args, want in ((("--generation", "2", "--last", "3"), [7, 8, 9]), (("--generation", "2", "--refused", "--last", "1"), [9])):
            expect("former", self.rows(*args), want)
        for args in (("--last", "0"), ("show", "1", "--refused"), ("show", "--last", "1")):
            self.chukan("journal", *args, want=2)

    def followed(self):
        p = subprocess.Popen(self.command("journal", "--follow", "--refused", "--last", "1"), stdout=subprocess.PIPE, text=True)
        c = desk.Caller(self.d, A)
        try:
            c.call("kanri", "ping")
            c.call("kanyusha", "get", [("edaban", "9000000")])
            has("follow", p.stdout.readline(), "kanyusha.get")
        finally:
            c.close()
            p.terminate()
            p.wait()

    def parts(self):
        return self.untrusted, self.doors, self.files, self.listed, self.followed


if __name__ == "__main__":
    journal.main(Told())
