# A chukand of its own for a test, and raw SOAP to its plain port (no client library, so that what is sent is what the
# test says). Called by tests/kill, tests/privacy, tests/load and tests/bench. Standard library only.
import base64
import http.client
import json
import operator
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
from xml.sax.saxutils import escape

import accesses
import registry

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
ENV11 = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
TEXT_PW = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"


SLOWER = int(os.environ.get("CK_TIMEOUT_MULTIPLIER", "1"))  # of tests/run.sh: how much longer everything may take
IDLE = 15  # seconds after which a connection is opened anew: chukand closes one that is idle for 30


def binary(name):
    """The program under test: build/<variant>/NAME, the variant being $VARIANT (release when unset)."""
    return os.path.join(ROOT, "build", os.environ.get("VARIANT", "release"), name)


class Broken(Exception):
    """The daemon did not do what every daemon must (start, answer, stop)."""


class Desk:
    """One daemon on free ports with a data folder in a temporary place. kill() and start() may be repeated."""

    def __init__(self, *options, fixtures=None, keep=None, program=None):
        self.options = list(options)
        self.program = program or binary("chukand")
        self.base = keep or tempfile.mkdtemp(prefix="chukan-test-")
        self.fixtures = fixtures or os.path.join(self.base, "fixtures")
        if not os.path.exists(self.fixtures):
            subprocess.run([os.path.join(ROOT, "tests", "tools", "patient.sh"), self.fixtures], check=True)
        self.data = os.path.join(self.base, "data")
        self.log = os.path.join(self.base, "chukand.log")
        self.process = None
        self.ports = {}
        self.seen = registry.Seen()

    def command(self, ready):
        return [self.program, "--data", self.data, "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--plain", "0",
                "--ready-file", ready, "--fixtures", self.fixtures, "--schema", os.path.join(ROOT, "schema"),
                "--wsdl", os.path.join(ROOT, "wsdl")] + self.options

    def start(self, timeout=60):
        ready = os.path.join(self.base, "ready")
        subprocess.run([os.path.join(ROOT, "tests", "tools", "stock.sh"), self.data], check=True)
        if os.path.exists(ready):
            os.unlink(ready)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command(ready), stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL)
        # The ready line is the sign; the file is complete by then.
        seen, _, _ = select.select([self.process.stdout], [], [], timeout * SLOWER)
        line = os.read(self.process.stdout.fileno(), 4096) if seen else b""
        if not line:
            tail = open(self.log, errors="replace").read()[-2000:]
            raise Broken("chukand did not become ready (exit %s): %s" % (self.process.poll(), tail))
        self.ports = {k: int(v.strip().rsplit(":", 1)[-1]) for k, v in
                      (l.split("=", 1) for l in open(ready).read().split("\n") if "=" in l)}
        return self

    @property
    def pid(self):
        return self.process.pid

    def kill(self):
        """kill -9, by its pid."""
        os.kill(self.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        accesses.killed(self.data)

    def look(self):
        """What this daemon has delivered and loaded goes into seen; stop() looks, who kills looks before."""
        self.seen.metrics(self.control("GET", "/metrics")[1].decode())

    def stop(self, timeout=60):
        """SIGTERM; answers the exit status."""
        if self.process is None or self.process.poll() is not None:
            return self.process.returncode if self.process else 0
        self.look()
        os.kill(self.process.pid, signal.SIGTERM)
        try:
            status = self.process.wait(timeout * SLOWER)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Broken("chukand did not stop on SIGTERM")
        self.process.stdout.close()
        unrecorded = accesses.wrong(self.data) if status == 0 else []
        if unrecorded:
            raise Broken("住基ネット: %s" % "; ".join(unrecorded[:3]))
        return status

    def clean(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.base, ignore_errors=True)

    def control(self, method, path, body=None, timeout=120):
        """The control API; answers (status, object)."""
        c = http.client.HTTPConnection("127.0.0.1", self.ports["control"], timeout=timeout * SLOWER)
        try:
            c.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
            r = c.getresponse()
            text = r.read()
            self.seen.control(method, path, r.status)
            try:
                return r.status, json.loads(text)
            except ValueError:
                return r.status, text
        finally:
            c.close()

    def settle(self, world="lot2"):
        for _ in range(100):
            status, answer = self.control("POST", "/_sim/worlds/%s/operator/settle" % world, {})
            if status != 200:
                raise Broken("settle: %s %s" % (status, answer))
            if answer.get("settled"):
                return
        raise Broken("world %s does not settle" % world)

    def digest(self, world="lot2"):
        status, answer = self.control("GET", "/_sim/worlds/%s/digest" % world)
        if status != 200:
            raise Broken("digest: %s %s" % (status, answer))
        return answer

    def approve(self, world="lot2"):
        return self.control("POST", "/_sim/worlds/%s/operator/fugo-approve" % world, {})


def fields_xml(fields, prefix="t"):
    """fields: list of (name, text | list of fields); a dict is taken in its order; None is left out."""
    out = []
    for name, value in fields.items() if isinstance(fields, dict) else fields:
        if value is None:
            continue
        inner = fields_xml(value, prefix) if isinstance(value, (dict, list)) else escape(str(value))
        out.append("<%s:%s>%s</%s:%s>" % (prefix, name, inner, prefix, name))
    return "".join(out)


def envelope(service, op, fields, system, password, busho="B001", user="u001", raw=""):
    """A SOAP 1.1 request; raw is put behind the fields as it stands."""
    return ('<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="%s"><s:Header><w:Security xmlns:w="%s"><w:UsernameToken>'
            '<w:Username>%s</w:Username><w:Password Type="%s">%s</w:Password></w:UsernameToken></w:Security></s:Header><s:Body>'
            '<t:%s xmlns:t="urn:chukan:%s:1" xmlns:c="urn:chukan:common:1"><t:irai><c:busho>%s</c:busho><c:user>%s</c:user></t:irai>'
            '%s%s</t:%s></s:Body></s:Envelope>') % (ENV11, WSSE, escape(system), TEXT_PW, escape(password), op, service,
                                                   escape(busho), escape(user), fields_xml(fields), raw, op)


class Reply:
    def __init__(self, status, text):
        self.status, self.text = status, text

    def all(self, name):
        return re.findall(r"<(?:\w+:)?%s(?:\s[^>]*)?>([^<]*)</" % name, self.text)

    def get(self, name):
        found = self.all(name)
        return found[0] if found else None

    def items(self, name="item"):
        return [Reply(self.status, x) for x in
                re.findall(r"<(?:\w+:)?%s(?:\s[^>]*)?>(.*?)</(?:\w+:)?%s>" % (name, name), self.text, re.S)]

    @property
    def kubun(self):
        return self.get("kubun")

    @property
    def code(self):
        return self.get("code")


class Caller:
    """One 接続システム over one keep-alive connection. replies, when a list is given, collects every reply's bytes."""

    def __init__(self, desk, hokensha, world="lot2", replies=None):
        self.desk, self.world, self.hokensha, self.replies = desk, world, hokensha, replies
        self.system, self.password = "KS%sA" % hokensha, "pw-ks%sa" % hokensha
        self.connection, self.used = None, 0

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def connect(self):
        if self.connection and time.monotonic() - self.used > IDLE:
            self.close()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.desk.ports["plain"], timeout=120 * SLOWER)
            self.used = time.monotonic()
        return self.connection

    def post(self, path, body, headers=None, method="POST"):
        try:
            c = self.connect()
            c.request(method, path, body, headers or {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
            r = c.getresponse()
            data = r.read()
            self.used = time.monotonic()
            if r.will_close:
                self.close()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if self.replies is not None:
            self.replies.append(("\n".join("%s: %s" % h for h in r.getheaders()) + "\n").encode() + data)
        return Reply(r.status, data.decode("utf-8", "replace"))

    def path(self, service):
        return "/%s/soap/%s" % (self.world, service)

    def call(self, service, op, fields=(), **more):
        body = envelope(service, op, list(fields.items()) if isinstance(fields, dict) else list(fields), more.get("system", self.system),
                        more.get("password", self.password), more.get("busho", "B001"), more.get("user", "u001"), more.get("raw", ""))
        r = self.post(self.path(service), body.encode("utf-8"))
        self.desk.seen.call(service, op, r.text)
        return r

    def ok(self, service, op, fields=(), **more):
        r = self.call(service, op, fields, **more)
        if r.kubun not in ("1", "2"):
            raise Broken("%s.%s: %s" % (service, op, r.text[-700:]))
        return r

    def upload(self, shubetsu, name, content, **more):
        return self.call("file", "upload", [("shubetsu", shubetsu), ("fileMei", name),
                                            ("naiyo", base64.b64encode(content).decode())], **more)

    def result(self, uketsuke):
        r = self.ok("file", "getResult", [("uketsukeBango", uketsuke)])
        return base64.b64decode(r.get("naiyo"))


def kojin_bango(n, salt=0):
    """The n-th valid 個人番号 of a made-up series; distinct for n below ten thousand million."""
    s = "%01d%010d" % (salt % 10, (n * 7368787 + 1234567) % 10**10)
    r = sum(map(operator.mul, map(int, s), (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
    return s + ("0" if r <= 1 else str(11 - r))


def person(n, number, bango=None):
    """Fields of kanyusha.register for a made-up person."""
    return [("kojinBango", number), ("kigo", "３３"), ("bango", str(bango or n)), ("honninKazoku", "1"), ("shimei", "仮山　見本%d" % n),
            ("shimeiKana", "カリヤマ　ミホン"), ("seibetsu", str(1 + n % 2)), ("seinengappi", "19800%d%02d" % (1 + n % 9, 1 + n % 28)),
            ("jusho", "架空県仮想市見本町%d番" % n), ("shutokuYmd", "20100401")]


def kanyusha_rows(count, salt=0, encoding="utf-8", seibetsu=("1", "2")):
    """A kanyushaToroku file of made-up people; every 500th row has a wrong check digit. seibetsu: as the insurer writes 1 and 2."""
    out = []
    for n in range(count):
        number = kojin_bango(n, salt)
        if n % 500 == 499:
            number = number[:11] + str((int(number[11]) + 1) % 10)
        f = dict(person(n, number))
        out.append(",".join(["1", "R%d" % n, "", f["kojinBango"], f["kigo"], f["bango"], f["honninKazoku"], f["shimei"], f["shimeiKana"],
                             seibetsu[int(f["seibetsu"]) - 1], f["seinengappi"], f["jusho"], f["shutokuYmd"], "", ""]) + "\r\n")
    return "".join(out).encode(encoding)
