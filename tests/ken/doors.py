# Called by about.py, in its daemon: every line of doors.txt is a way in by a certificate or a connection that is no good. Journal, log and
# the audit record have each of them, and the record tells them apart.
import html
import http.client
import os
import re
import socket
import ssl
import subprocess

from office import HERE, desk

from play import Wrong, want  # noqa: E402

WORLD, SYSTEM, TABLE = "lot2", "KS06139992A", os.path.join(HERE, "doors.txt")
VERSIONS = {"1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
TIMEOUT = 60 * desk.SLOWER


class Door:
    """A line of the table, which says what its cells are."""

    def __init__(self, line):
        self.name, self.door, self.tls, self.cert, self.what, self.code, self.says, self.who = [c.strip() for c in line.split("|")]
        self.cert, _, self.before = self.cert.partition(" then=")


def table():
    with open(TABLE, encoding="utf-8") as f:
        return [Door(l) for l in f if l.strip() and not l.startswith("#")]


class Tried:
    def __init__(self, d):
        self.d, self.words, self.made, self.rows = d, {}, {}, {}
        self.journal(0)
        self.banme = 0
        self.audit()

    def journal(self, since):
        said = self.d.control("GET", "/_sim/worlds/%s/journal?since=%d" % (WORLD, since))[1]
        self.last = said["last"]
        return said["entries"]

    def audit(self):
        """Its records since the last time, without those of looking here."""
        out, more = [], True
        while more:
            said = self.d.control("GET", "/_sim/worlds/%s/audit?since=%d" % (WORLD, self.banme))[1]
            out += said["entries"]
            more, self.banme = said["next"], out[-1]["banme"] if out else self.banme
        return [r for r in out if r["keiro"] != "記録" and (r["keiro"], r["koto"]) != ("制御", "GET /audit")]

    # --- certificates

    def pair(self, name):
        """(certificate, key) files of a CERTIFICATE cell."""
        if "/" in name or name in ("server", "ca"):
            return [os.path.join(self.d.data, "pki", name + s) for s in (".crt", ".key")]
        if name not in self.made:
            self.made[name] = [os.path.join(self.d.base, name.replace(" ", "-") + s) for s in (".crt", ".key")]
            crt, key = self.made[name]
            if name == "selfsigned":
                subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + SYSTEM,
                                "-days", "9", "-keyout", key, "-out", crt], check=True, stderr=subprocess.DEVNULL)
            else:
                self.bad(name, crt, key)
        return self.made[name]

    def bad(self, name, crt, key):
        kind = name.replace("alone ", "")
        status, b = self.d.control("POST", "/_sim/worlds/%s/certificates/bad" % WORLD, {"kind": kind, "system": SYSTEM})
        want("%s: %s" % (name, b), status, 200)
        chain = b["crt"].split("-----END CERTIFICATE-----\n")
        want("%s: certificates" % name, len(chain) - 1, 2 if kind == "client-signed" else 1)
        with open(crt, "w", encoding="ascii") as f:
            f.write(chain[0] + "-----END CERTIFICATE-----\n" if name != kind else b["crt"])
        with open(key, "w", encoding="ascii") as f:
            f.write(b["key"])

    def context(self, w, cert):
        c = ssl.create_default_context(cafile=os.path.join(self.d.data, "pki", "ca.crt"))
        c.set_ciphers("DEFAULT@SECLEVEL=0")  # or this side would refuse what is weak
        c.minimum_version = c.maximum_version = VERSIONS[w.tls]
        if cert != "-":
            c.load_cert_chain(*self.pair(cert))
        return c

    # --- what comes back: (code, text), of each request

    def connect(self, w):
        return http.client.HTTPSConnection("127.0.0.1", self.d.ports["data"], timeout=TIMEOUT, context=self.context(w, w.cert))

    def request(self, w):
        """(path, body, headers)"""
        service, _, op = w.what.partition(".")
        body = desk.envelope(service, op, (), SYSTEM, "pw-" + SYSTEM.lower()).encode()
        return "/%s/soap/%s" % (WORLD, service), body, {"Content-Type": "text/xml; charset=utf-8",
                                                         "SOAPAction": '"urn:chukan:%s:1/%s"' % (service, op)}

    def soap(self, w):
        if w.before:
            return self.stolen(w)
        c = self.connect(w)
        try:
            out = []
            for _ in range(2):
                path, body, headers = self.request(w)
                c.request("POST", path, body, headers)
                r = c.getresponse()
                reply = desk.Reply(r.status, r.read().decode("utf-8", "replace"))
                out.append((reply.code, html.unescape(reply.text)))
            return out
        finally:
            c.close()

    def stolen(self, w):
        """The TLS session of a connection that was fine, where there is such a thing, goes with the other certificate."""
        session, out = os.path.join(self.d.base, w.name + ".session"), []
        path, body, headers = self.request(w)
        head = "".join("%s: %s\r\n" % h for h in dict(headers, Host="localhost", Connection="close", **{"Content-Length": str(len(body))}).items())
        for cert in (w.before, w.cert):
            command = ["openssl", "s_client", "-quiet", "-ign_eof", "-tls" + w.tls.replace(".", "_"), "-connect", "127.0.0.1:%d" % self.d.ports["data"]]
            if cert != "-":
                crt, key = self.pair(cert)
                command += ["-cert", crt, "-key", key]
            command += ["-sess_in", session] if os.path.exists(session) else ["-sess_out", session]
            done = subprocess.run(command, input=("POST %s HTTP/1.1\r\n%s\r\n" % (path, head)).encode() + body, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, timeout=TIMEOUT)
            text = done.stdout.decode("utf-8", "replace")
            out.append((desk.Reply(0, text).code, html.unescape(text)))
        want("%s: before" % w.name, out[0][0], "C00000")
        return out[1:]

    def page(self, w):
        c = self.connect(w)
        try:
            c.request("GET", w.what)
            r = c.getresponse()
            text = html.unescape(r.read().decode("utf-8", "replace"))
            want("%s: status" % w.name, r.status, 403)
            return [(None, text)]
        finally:
            c.close()

    terminal = page

    def raw(self, w):
        with socket.create_connection(("127.0.0.1", self.d.ports["data"]), TIMEOUT) as s:
            if w.tls == "-":
                s.sendall(w.what.encode() + b"\r\n\r\n")
                try:
                    while s.recv(4096):
                        pass
                except ConnectionResetError:
                    pass
                return []
            try:
                self.context(w, w.cert).wrap_socket(s, server_hostname="127.0.0.1")
            except ssl.SSLError:
                return []
        raise Wrong("%s: a handshake" % w.name)

    def control(self, w):
        header, _, value = w.what.partition(": ")
        c = http.client.HTTPConnection("127.0.0.1", self.d.ports["control"], timeout=TIMEOUT)
        try:
            c.request("POST", "/_sim/worlds/%s/reset" % WORLD, b"{}", {header: value, "Content-Type": "application/json"})
            r = c.getresponse()
            text = r.read().decode()
            return [(re.match(r'\{"code":"(\w+)"', text)[1], text)]
        finally:
            c.close()

    # --- what must hold

    def told(self, w, code, text):
        if w.says not in text or (code or w.code) != w.code:
            raise Wrong("%s: %s not told as %s: %s" % (w.name, w.says, w.code, text[-600:]))

    def recorded(self, w, replies):
        """The journal has as many entries, each with code and words, and a name only where it was proven."""
        if w.door == "control":
            return
        entries = self.journal(self.last)
        while not entries:  # of a handshake: told when its connection ends
            entries = self.d.control("GET", "/_sim/worlds/%s/journal/wait?since=%d&timeout=60000" % (WORLD, self.last))[1]["entries"]
        entries = entries[1:] if w.before else entries
        want("%s: journal" % w.name, len(entries), max(1, replies))
        for e in entries:
            self.told(w, e["code"], e.get("note") or "")
            want("%s: journal, system" % w.name, e.get("system") or "", "" if w.who[0] in "(-" else SYSTEM if w.code == "C50007" else w.who)

    def audited(self, w, replies):
        """The audit record has as many rows, which no other way has: who is in a column where it was proven, else in the remark."""
        rows = self.audit()[1 if w.before else 0:]
        want("%s: audit" % w.name, len(rows), max(1, replies))
        want("%s: audit" % w.name, len({tuple(v for k, v in r.items() if k not in ("banme", "link", "jitsu")) for r in rows}), 1)
        r = rows[0]
        self.told(w, r["code"], r["biko"])
        want("%s: audit, way" % w.name, r["keiro"], dict(control="制御", raw="接続", terminal="端末").get(w.door, "接続システム"))
        proven = w.who if w.who[0] not in "(-" else ""
        if proven not in (r["shomeisho"] or r["system"]) or (r["shomeisho"] + r["system"] and not proven) or w.who.strip("(-)") not in str(r):
            raise Wrong("%s: audit: not by %s: %s" % (w.name, w.who, r))
        if w.cert != "-" and w.door != "control" and w.tls != "-":
            want("%s: audit, certificate and whose it is" % w.name, (r["shomeisho"], bool(r["hokensha"])), (proven, bool(proven)))
        if w.door == "soap":
            want("%s: audit, operation" % w.name, r["koto"], w.what)
        key = tuple(r[k] for k in ("keiro", "koto", "code", "shomeisho", "system", "biko"))
        if key in self.rows:
            raise Wrong("%s and %s: not told apart in the audit record: %s" % (self.rows[key], w.name, r))
        self.rows[key] = w.name

    def one(self, w):
        key = (w.door, w.tls, w.before, w.what, w.code, w.says)
        if key in self.words:
            raise Wrong("%s and %s: not told apart" % (self.words[key], w.name))
        self.words[key] = w.name
        entries = self.journal(self.last)
        want("%s: nothing before it" % w.name, entries, [])
        if w.cert != "-" and w.tls != "-":
            self.pair(w.cert)
        self.audit()
        replies = getattr(self, w.door)(w)
        for code, text in replies:
            self.told(w, code, text)
        self.recorded(w, len(replies))
        self.audited(w, len(replies))
        self.journal(self.last)


def good(t):
    """Pages of who was let in: as whom."""
    for path, cert, way in (("/lot2/soap/kanri?wsdl", SYSTEM, "接続システム"), ("/lot2/terminal/soap/kanri?wsdl", "TT06139992A", "端末"),
                            ("/lot2/terminal/", "TT06139992A", "端末")):
        w = Door("good | page | 1.3 | clients/%s | %s | C00000 | x | %s" % (cert, path, cert))
        t.audit()
        c = t.connect(w)
        c.request("GET", path)
        want(path, c.getresponse().status, 200)
        c.close()
        want("%s: audit" % path, [(r["keiro"], r["shomeisho"], r["system"], r["hokensha"]) for r in t.audit()], [(way, cert, cert, "06139992")])


def run(d):
    """How many ways were tried."""
    t, ways = Tried(d), table()
    t.pair("revoked")  # a record of the world
    before = d.digest(WORLD)["digest"]
    t.journal(t.last)
    for w in ways:
        t.one(w)
    good(t)
    want("digest", d.digest(WORLD)["digest"], before)
    return len(ways)


def logged(d):
    """Of a daemon that has stopped: its log is whole."""
    with open(d.log, encoding="utf-8", errors="replace") as f:
        log = f.read()
    want("ways that the log has not", [w.name for w in table() if not re.search(" %s .*%s" % (w.code, re.escape(w.says)), log)], [])
