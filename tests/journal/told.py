#!/usr/bin/env python3
# Called by told.sh: who does not trust the CA (TLS 1.3, OpenSSL) is told so by the journal, who took the wrong port by its answer or by
# the log.
import os
import socket
import ssl
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, W = "06139992", "/_sim/worlds/lot2"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def has(what, text, *parts):
    for p in parts:
        if p not in text:
            wrong.append("%s: want %r in\n%s" % (what, p, text[-1500:]))


class Play:
    def __init__(self):
        self.d = desk.Desk()

    def chukan(self, *args, world="lot2", want=0, **environment):
        control = ["--control", "http://127.0.0.1:%d" % self.d.ports["control"]]
        r = subprocess.run([desk.binary("chukan"), *args, *(["--world", world] if world else []), *control],
                           capture_output=True, text=True, env={**os.environ, **environment})
        expect("%s: exit" % " ".join(args[:4]), r.returncode, want)
        return r.stdout + r.stderr

    def last(self):
        status, answer = self.d.control("GET", W + "/journal")
        expect("journal", status, 200)
        return answer["last"]

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
        has("TLS at the control port", self.logged("HTTP の要求として読めない"), "制御の口は http://、SOAP は " + data)
        c = desk.Caller(self.d, A)
        r = c.post("/_sim/worlds", None, {}, "GET")
        c.close()
        has("control at the data port", r.text, "制御の口")

    def run(self):
        self.d.start()
        try:
            for part in (self.untrusted, self.doors):
                part()
            expect("stop", self.d.stop(), 0)
        finally:
            self.d.clean()


Play().run()
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
