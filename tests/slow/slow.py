#!/usr/bin/env python3
# 1,000 slow connections of one kind on one port, and how long a good client waits beside them.
#   slow.py KIND PORT ADDRESS DATA PID [COUNT]     KIND: hello shake head body take wait   PORT: data plain control
# wait (control): asks for what comes later, more of them than are answered at one time.
# hello: half a ClientHello. shake: a whole one and nothing after it. head, body: a byte a second. take: asks for more than
# a socket holds and reads none of it (on the control port, where what is large is also much work, for what is small).
# Prints the slowest answer and the daemon's share of a core; fails when a good client is not answered while they all still
# wait, or the daemon is busy with them.
import http.client
import os
import resource
import socket
import ssl
import sys
import threading
import time

KIND, PORT, ADDRESS, DATA, PID = sys.argv[1:6]
BUSY = 50  # percent of a core: a spinning worker takes all of one
COUNT = int(sys.argv[6]) if len(sys.argv) > 6 else 1000
HOST, NUMBER = ADDRESS.rsplit(":", 1)
TICKS = os.sysconf("SC_CLK_TCK")
TARGET = {"control": "/_sim/worlds"}.get(PORT, "/lot2/soap/kanri")
BIG = {"control": "/_sim/worlds"}.get(PORT, "/lot2/soap/file?wsdl")


def tls():
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    c.check_hostname = False
    c.load_verify_locations(f"{DATA}/pki/ca.crt")
    c.load_cert_chain(f"{DATA}/pki/clients/KS06139992A.crt", f"{DATA}/pki/clients/KS06139992A.key")
    return c


CONTEXT = tls() if PORT == "data" else None


def hello():
    """What a client sends first."""
    inward, outward = ssl.MemoryBIO(), ssl.MemoryBIO()
    o = CONTEXT.wrap_bio(inward, outward)
    try:
        o.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outward.read()


def plain_socket(narrow=False):
    s = socket.socket()
    if narrow:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    s.settimeout(20)
    s.connect((HOST, int(NUMBER)))
    return s


def slow_one(i):
    s = plain_socket(KIND == "take")
    if KIND in ("hello", "shake"):
        s.sendall(HELLO[: len(HELLO) // 2] if KIND == "hello" else HELLO)
        return s
    if CONTEXT:
        s = CONTEXT.wrap_socket(s)
    if KIND == "head":
        s.sendall(b"POST %s HTTP/1.1\r\nHost: a\r\nX: " % TARGET.encode())
    elif KIND == "wait":
        s.sendall(b"GET /_sim/worlds/lot2/journal/wait?since=999999999&timeout=60000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    elif KIND == "body":
        s.sendall(b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n<" % TARGET.encode())
    else:
        for _ in range(40):
            s.sendall(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % BIG.encode())
    return s


def drip():
    while not done.wait(1):
        for s in slow:
            try:
                s.sendall(b"a" if KIND == "head" else b" ")
            except OSError:
                pass


def good():
    began = time.monotonic()
    if CONTEXT:
        c = http.client.HTTPSConnection(HOST, int(NUMBER), context=CONTEXT, timeout=60)
    else:
        c = http.client.HTTPConnection(HOST, int(NUMBER), timeout=60)
    c.request("GET", TARGET)
    r = c.getresponse()
    r.read()
    c.close()
    if r.status != 200:
        sys.exit(f"good client: {r.status}")
    return time.monotonic() - began


def settle():
    """What the slow ones have asked for is done: half a second, so that a daemon that gets little of a busy core is seen to work."""
    for _ in range(100):
        before = cpu()
        time.sleep(0.5)
        if cpu() - before < 0.03:
            return


def closed():
    """Slow connections that are not open any more."""
    established = 1
    return sum(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != established for s in slow)


def cpu():
    with open(f"/proc/{PID}/stat") as f:
        part = f.read().rsplit(")", 1)[1].split()
    return (int(part[11]) + int(part[12])) / TICKS


resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
HELLO = hello() if CONTEXT else b""
slow, done = [], threading.Event()
began = time.monotonic()
for n in range(COUNT):
    try:
        slow.append(slow_one(n))
    except OSError as e:
        print(f"{n}: {e}")
        break
opened = time.monotonic() - began
if KIND in ("head", "body"):
    threading.Thread(target=drip, daemon=True).start()
settle()
times, used, start = [], cpu(), time.monotonic()
while len(times) < 5 or time.monotonic() - start < 1:
    times.append(good())
    time.sleep(0.1)
share = (cpu() - used) / (time.monotonic() - start) * 100
done.set()
print(f"{KIND} {PORT}: {len(slow)} opened in {opened:.1f} s, slowest answer {max(times) * 1000:.0f} ms of {len(times)}, daemon {share:.0f} % of a core")
if len(slow) < COUNT:
    sys.exit("not all could be opened")
if share > BUSY:
    sys.exit(f"the daemon does not rest: {share:.0f} % of a core")
if closed():
    sys.exit("a good client was answered only after slow ones had been cut")
