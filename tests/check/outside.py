# Bytes that are no UTF-8, and characters that are none to read, wherever they can come in: as an argument of every command,
# as the value of every option and of every variable of the environment, as the name of a file and of an entry of a zip, in
# paths and headers of requests. What is answered, reported and logged is UTF-8 without control characters, and in its form
# for a parser that forgives nothing.
import contextlib
import csv
import http.client
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import xml.parsers.expat
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

HOSTILE = [b"\x8e\x91\x8a\x69", b"a\xff", b"\xe3\x81", b"\xed\xa0\x80", b"a\x1b[31m", b"a\x07\x7f", b"\x01"]
# of the names of files also what an argument may have, and what breaks a line or a table
NAMES = HOSTILE + [b"a\nb", b"a\rb", b"a\tb", "a\u0085b".encode(), "a\u2028b".encode(), "a\ufffeb".encode(), b'a",<&>b', b"-a"]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
NOWHERE = ["--url", "http://127.0.0.1:1", "--control", "http://127.0.0.1:1", "--timeout", "5"]
WRONG = []


def text(where, data, crlf=False):
    """The text that data is, in which nothing is that a terminal would obey."""
    try:
        said = data.decode("utf-8")
    except UnicodeDecodeError as e:
        WRONG.append("%s: UTF-8 でない: %s %r" % (where, e, data[-300:]))
        return ""
    bad = CONTROL.search(said.replace("\r\n", "\n") if crlf else said)
    if bad:
        WRONG.append("%s: %r を含む: %r" % (where, bad.group(), said[max(0, bad.start() - 60):bad.start() + 60]))
    return said


def run(program, words, want, env=None, where=None):
    r = subprocess.run([desk.binary(program).encode()] + [w if isinstance(w, bytes) else w.encode() for w in words],
                       stdin=subprocess.DEVNULL, capture_output=True, timeout=60 * desk.SLOWER, env=env, cwd=FOLDER)
    where = where or "%s %r" % (program, words)
    if r.returncode not in want:
        WRONG.append("%s: 終了コード %d（期待 %s）: %r" % (where, r.returncode, want, r.stderr[-300:]))
    text(where + " (stderr)", r.stderr)
    return r


def listed():
    """Command -> its options with a value, and its subcommands, as completion knows them."""
    said = run("chukan", ["help", "--completion", "bash"], (0,)).stdout.decode()
    found = re.findall(r"\n    (\w+)\)\n +options='[^']*'\n +values='([^']*)'\n +subs='([^']*)'", said)
    if len(found) < 15:
        raise desk.Broken("only %d commands are told of" % len(found))
    return {c: (values.split(), subs.split()) for c, values, subs in found}


def arguments():
    for command, (values, subs) in listed().items():
        where = NOWHERE if "--url" in values else []
        for bad in HOSTILE:
            want = (1,) if command == "check" else (2,)
            text("chukan %s %r" % (command, bad), run("chukan", [command] + where + ["--", bad], want).stdout)
        for i, sub in enumerate(subs):
            bad = HOSTILE[i % len(HOSTILE)]
            text("chukan %s %s %r" % (command, sub, bad), run("chukan", [command, sub] + where + ["--", bad], (2,)).stdout)
        for i, option in enumerate(values):
            bad = HOSTILE[i % len(HOSTILE)]
            text("chukan %s %s" % (command, option), run("chukan", [command] + where + [option.encode() + b"=" + bad, "x"], (2,)).stdout)
    for bad in HOSTILE:
        text("chukan %r" % bad, run("chukan", [bad], (2,)).stdout)
        text("chukan help %r" % bad, run("chukan", ["help", bad], (2,)).stdout)


def environment():
    names = ["URL", "CONTROL", "WORLD", "SYSTEM", "PASSWORD", "DATA", "BUSHO", "USER", "CONTROL_TOKEN"]
    source = open(os.path.join(desk.ROOT, "client", "options.c"), encoding="utf-8").read()
    for name in re.findall(r'"CHUKAN_(\w+)"', source):
        if name not in names:
            WRONG.append("CHUKAN_%s はこのテストにない" % name)
    for name in names:
        for bad in HOSTILE:
            env = {**{k.encode(): v.encode() for k, v in os.environ.items()}, b"CHUKAN_" + name.encode(): bad}
            text("CHUKAN_" + name, run("chukan", ["world", "list"] + ([] if name in ("URL", "CONTROL") else NOWHERE), (1, 2), env).stdout)


def daemon_options():
    said = run("chukand", ["--help"], (0,)).stdout.decode()
    for option in re.findall(r"\n  (--[\w-]+) [A-Z]", said):
        for bad in HOSTILE[::4]:
            words = ["--data", FOLDER + "/d", "--oneshot", FOLDER + "/none", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"]
            r = run("chukand", words + [option.encode() + b"=" + bad], (0, 1, 2))
            text("chukand %s=%r" % (option, bad), r.stdout)


def xml_events(where, data):
    """The attributes of an XML document, by a parser that forgives nothing."""
    seen = []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen.append((name, attributes))
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as e:
        WRONG.append("%s: XML でない: %s %r" % (where, e, data[:400]))
    return seen


def forms(where, words, files):
    """chukan check in its four forms, of so many files that are all refused."""
    base = ["check", "--schema", os.path.join(desk.ROOT, "schema")]
    for form in ("text", "json", "csv", "junit"):
        r = run("chukan", base + ["--format", form, "--"] + words, (1,))
        said = text("%s %s" % (where, form), r.stdout, form == "csv")
        if form == "json":
            n = len(json.loads(said)["files"])
        elif form == "csv":
            rows = list(csv.reader(io.StringIO(said, newline=""), strict=True))
            n = sum(row[1] == "0" for row in rows[1:])
            if {len(row) for row in rows} != {12}:
                WRONG.append("%s csv: 列の数 %r" % (where, rows))
        elif form == "junit":
            n = sum(name == "testsuite" for name, _ in xml_events(where, r.stdout))
        else:
            n = len([line for line in said.split("\n") if line and not line.startswith(" ") and not line[0].isdigit()])
        if n != files:
            WRONG.append("%s %s: %d ファイル（期待 %d）: %s" % (where, form, n, files, said[:300]))


def file_names():
    folder = os.path.join(FOLDER, "names").encode()
    os.mkdir(folder)
    paths = []
    for name in NAMES:
        paths.append(os.path.join(folder, name + b".csv"))
        with open(paths[-1], "wb") as f:
            f.write(b"1,2\r\n")
    forms("ファイル名", paths, len(paths))
    forms("ないファイル", [p + b".csv" for p in paths], len(paths))


def entries():
    """Names of entries, put into the zip as they are: where Python writes text, each letter takes the place of a byte."""
    for i, name in enumerate(NAMES):
        path = os.path.join(FOLDER, "e%d.zip" % i)
        place = b"Q" * len(name)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as z:
            z.writestr(place.decode() + ".csv", b"1,2\r\n")
        for flags in (0, 0x800):
            raw = data.getvalue().replace(place, name)
            at = raw.index(b"PK\1\2")
            raw = raw[:6] + flags.to_bytes(2, "little") + raw[8:at + 8] + flags.to_bytes(2, "little") + raw[at + 10:]
            with open(path, "wb") as f:
                f.write(raw)
            forms("zip の中の名前 %r" % name, [path], 1)


def send(port, head, body=b""):
    with socket.create_connection(("127.0.0.1", port), timeout=30 * desk.SLOWER) as s:
        s.sendall(head + b"Host: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        answer = b""
        while piece := s.recv(65536):
            answer += piece
    return answer


def requests(d):
    """Paths, queries, headers and bodies. Then everything that tells of them."""
    soap = b"POST /lot2/soap/kanri HTTP/1.1\r\n"
    for bad in HOSTILE + [b"%ff%fe", b"%1b%5b31m", b"%0a", b"%e3%81"]:
        sent = [(p, b"GET /%s HTTP/1.1\r\n" % bad) for p in ("plain", "control")]
        sent += [(p, b"GET /lot2/soap/%s?wsdl=%s&%s HTTP/1.1\r\n" % (bad, bad, bad)) for p in ("plain", "control")]
        sent += [("control", b"%s /_sim/worlds/%s/%s?%s=%s HTTP/1.1\r\n" % (m, w, a, k, bad))
                 for m in (b"GET", b"POST", b"PUT", b"DELETE") for w in (b"lot2", bad)
                 for a, k in ((b"journal", b"since"), (b"report", b"format"), (b"operator/" + bad, b"a"))]
        sent += [("plain", soap + b"Content-Type: %s\r\nSOAPAction: %s\r\nUser-Agent: %s\r\n" % (bad, bad, bad))]
        sent += [("plain", soap + b"Content-Type: text/xml; charset=%s\r\nContent-Encoding: %s\r\n" % (bad, bad))]
        sent += [("plain", b"%s /lot2/soap/kanri HTTP/1.1\r\n" % bad)]
        for port, head in sent:
            head_of, _, body = send(d.ports[port], head, b"<a>" + bad + b"</a>").partition(b"\r\n\r\n")
            said = text("%s %r" % (port, head), body, True)
            if b"application/json" in head_of:
                json.loads(said)
            elif b"xml" in head_of.lower().partition(b"content-type")[2].partition(b"\r\n")[0]:
                xml_events("%s %r" % (port, head), body)
    for path in ("/_sim/worlds/lot2/journal?limit=1000", "/_sim/worlds/lot2/report?lot=2&hokensha=06139992", "/metrics", "/_sim/worlds/lot2/audit"):
        connection = http.client.HTTPConnection("127.0.0.1", d.ports["control"], timeout=60 * desk.SLOWER)
        with contextlib.closing(connection) as c:
            c.request("GET", path)
            r = c.getresponse()
            said = text(path, r.read(), True)
            if "json" in r.headers.get("Content-Type", ""):
                json.loads(said)
    control = ["--control", "http://127.0.0.1:%d" % d.ports["control"]]
    r = run("chukan", ["journal", "--world", "lot2"] + control, (0,))
    text("chukan journal", r.stdout)
    text("log", open(d.log, "rb").read())


FOLDER = tempfile.mkdtemp(prefix="chukan-test-")
try:
    arguments()
    environment()
    daemon_options()
    file_names()
    entries()
    d = desk.Desk().start()
    try:
        requests(d)
    finally:
        d.stop()
        d.clean()
finally:
    shutil.rmtree(os.fsencode(FOLDER))
print("\n".join(WRONG[:40]))
print("%d 件" % len(WRONG))
sys.exit(bool(WRONG))
