#!/usr/bin/env python3
# The budgets of DESIGN 7, each measured beside its baseline in the same run, pair by pair; the medians are compared.
# Informative: the exit status tells only whether it could run. Called by run.sh. Usage: bench.py [PART…]
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
import ken  # noqa: E402
import shokai  # noqa: E402
import snapshot  # noqa: E402

OUT = os.path.join(desk.ROOT, "build", "bench")
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
FULL = os.environ.get("BENCH_FULL") == "1"
WORLD, A, B = "lot2", "06139992", "06139984"  # A's files are CP932
TABLE = []


def note(text):
    print("  " + text, flush=True)


def row(what, budget, measured, baseline, ratio, good):
    TABLE.append((what, budget, measured, baseline, ratio, "達成" if good else "未達" if good is not None else "参考"))
    note("%s: %s (基準 %s, 比 %s) %s" % (what, measured, baseline or "-", ratio or "-", TABLE[-1][-1]))


def median(values):
    return statistics.median(values)


def helper(name, *arguments, **env):
    """Runs a helper and answers its words as numbers."""
    r = subprocess.run([os.path.join(OUT, name)] + [str(a) for a in arguments], capture_output=True, text=True, env=dict(os.environ, **env))
    if r.returncode != 0:
        raise desk.Broken("%s failed: %s%s" % (name, r.stdout, r.stderr[-2000:]))
    return [float(x) for x in r.stdout.split()]


class Place:
    """The bench's own folder: fixtures with room for ten million 枝番, and the link files."""

    def __init__(self):
        self.base = tempfile.mkdtemp(prefix="chukan-bench-", dir=os.environ.get("BENCH_DIR", OUT))
        self.fixtures = os.path.join(self.base, "fixtures")
        shutil.copytree(os.path.join(desk.ROOT, "fixtures"), self.fixtures)
        path = os.path.join(self.fixtures, "worlds", WORLD, "world.xml")
        text = open(path).read()
        # settleMs 0: file.getStatus answers at once, so that 処理完了 is seen when it comes
        for name, value in (("edabanDigits", 9), ("rowLimit", 20000000), ("uploadLimit", 8 << 30), ("settleMs", 0)):
            text, n = re.subn(r'(name="%s" value=")\d+' % name, r"\g<1>%d" % value, text)
            assert n == 1, name
        open(path, "w").write(text)
        self.files, self.desks = {}, []

    def shikaku(self, count):
        """The same of 資格情報, for the people of rows(count)."""
        def lines(csv):
            with open(csv, "w", encoding="cp932", newline="") as f:
                f.writelines("1,%s,%09d,３３,%d,%d,2010%02d01,,%s,0,0\r\n" % (A, n + 1, n // 3, 2 if n % 3 else 1, 1 + n % 12,
                                                                             "20110401" if n % 3 else "") for n in range(count))
        return self.made("shikakuJoho", count, lines)

    def rows(self, count):
        """A CP932 link file of so many rows, and the SOAP request that uploads it (inline base64)."""
        return self.made("kanyushaToroku", count, lambda csv: subprocess.run(
            "'%s/rows' %d 5 | iconv -f UTF-8 -t CP932 >'%s'" % (OUT, count, csv), shell=True, check=True))

    def sent(self, shubetsu, name, hokensha, encoding, rows):
        """The same of these rows, of that insurer."""
        def lines(csv):
            with open(csv, "w", encoding=encoding, newline="") as f:
                f.writelines(rows)
        return self.made(shubetsu, name, lines, hokensha)

    def made(self, shubetsu, count, lines, hokensha=A):
        if (shubetsu, count) not in self.files:
            csv, request = (os.path.join(self.base, "%s-%s.%s" % (shubetsu, count, e)) for e in ("csv", "xml"))
            lines(csv)
            head, tail = desk.envelope("file", "upload", [("shubetsu", shubetsu), ("fileMei", "rows.csv"), ("naiyo", "@")],
                                       "KS%sA" % hokensha, "pw-ks%sa" % hokensha).split("@")
            with open(request, "w") as f:
                f.write(head)
                f.flush()
                subprocess.run(["base64", "-w0", csv], stdout=f, check=True)
            with open(request, "a") as f:
                f.write(tail)
            self.files[shubetsu, count] = (csv, request)
        return self.files[shubetsu, count]

    def desk(self, name, program=None, fixtures=None):
        keep = os.path.join(self.base, name)
        shutil.rmtree(keep, ignore_errors=True)
        os.mkdir(keep)
        self.desks.append(desk.Desk(keep=keep, fixtures=fixtures or self.fixtures, program=program))
        return self.desks[-1]

    def clean(self):
        for d in self.desks:
            d.clean()
        shutil.rmtree(self.base, ignore_errors=True)


def memory(pid, key="VmRSS"):
    return int(re.search(key + r":\s+(\d+)", open("/proc/%d/status" % pid).read()).group(1)) / 1024


def cpu(pid):
    """Seconds that the process has had so far, user and system."""
    fields = open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def forget_peak(pid):
    open("/proc/%d/clear_refs" % pid, "w").write("5")


def upload(d, request, world=WORLD, hokensha=A):
    """Sends the file and waits for 処理完了; answers the seconds until then, of the upload alone, and until the world has
    settled (符号取得要求 and all that the file set going)."""
    began = time.monotonic()
    c = http.client.HTTPConnection("127.0.0.1", d.ports["plain"], timeout=3600)
    with open(request, "rb") as f:
        c.request("POST", "/%s/soap/file" % world, f, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""',
                                                      "Content-Length": str(os.path.getsize(request))})
    reply = desk.Reply(200, c.getresponse().read().decode())
    c.close()
    sent = time.monotonic() - began
    if not reply.get("uketsukeBango"):
        raise desk.Broken("upload refused: %s" % reply.text[-600:])
    who = desk.Caller(d, hokensha, world)
    status = who.call("file", "getStatus", [("uketsukeBango", reply.get("uketsukeBango"))])
    while status.get("jotai") not in ("処理完了", "処理中止"):
        time.sleep(0.01)  # as a base system asks, again and again
        status = who.call("file", "getStatus", [("uketsukeBango", reply.get("uketsukeBango"))])
    took = time.monotonic() - began
    while not d.control("POST", "/_sim/worlds/%s/operator/settle" % world, {}, 3600)[1].get("settled"):
        pass
    settled = time.monotonic() - began
    if status.get("jotai") != "処理完了" or status.get("ijoSu") != "0":
        raise desk.Broken("bulk: %s" % status.text[-600:])
    return took, sent, settled


def reset(d):
    began = time.monotonic()
    status, answer = d.control("POST", "/_sim/worlds/%s/reset" % WORLD, {})
    took = (time.monotonic() - began) * 1000
    if status != 200:
        raise desk.Broken("reset: %s %s" % (status, answer))
    return took


def sqlite_import(place, csv, key):
    """The baseline of the bulk budget: the same rows into a table of texts, plus a unique index over what is unique."""
    db = os.path.join(place.base, "import.db")
    if os.path.exists(db):
        os.unlink(db)
    columns = ",".join("c%d TEXT" % n for n in range(open(csv, "rb").readline().count(b",") + 1))
    script = "CREATE TABLE k(%s);\n.mode csv\n.import '%s' k\nCREATE UNIQUE INDEX k1 ON k(%s);\n" % (columns, csv, key)
    began = time.monotonic()
    r = subprocess.run(["sqlite3", db], input=script, text=True, capture_output=True)
    took = time.monotonic() - began
    if r.returncode != 0 or r.stderr:
        raise desk.Broken("sqlite3: %s" % r.stderr[:500])
    os.unlink(db)
    return took


def offline_check(csv, kind):
    """Seconds that chukan check takes for the same file."""
    began = time.monotonic()
    r = subprocess.run([desk.binary("chukan"), "check", "--kind", kind, "--encoding", "CP932", "--schema", os.path.join(desk.ROOT, "schema"), csv],
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if r.returncode != 0:
        raise desk.Broken("chukan check: %s" % r.stdout[-600:])
    return time.monotonic() - began


# --- the parts ---------------------------------------------------------------------------------------------------

def ping_request(place):
    """A file with the request that is answered first."""
    body = desk.envelope("kanri", "ping", [], "KS%sA" % A, "pw-ks%sa" % A)
    request = os.path.join(place.base, "ping.http")
    with open(request, "wb") as f:
        f.write(("POST /%s/soap/kanri HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"\"\r\n"
                 "Content-Length: %d\r\n\r\n%s" % (WORLD, len(body.encode()), body)).encode())
    return request


def answered(d, request):
    """Milliseconds from the start of d's program to its first answer, and of a processor until then; it is stopped again."""
    ready = os.path.join(d.base, "ready")
    if os.path.exists(ready):
        os.unlink(ready)
    with open(d.log, "ab") as log:
        r = subprocess.run([os.path.join(OUT, "first"), request, ready] + d.command(ready), stdout=subprocess.PIPE, stderr=log, text=True)
    if r.returncode != 0:
        raise desk.Broken("first: %s" % open(d.log).read()[-1000:])
    words = r.stdout.split()
    return float(words[1]), float(words[3])


def part_start(place):
    d = place.desk("start")
    d.start()
    d.stop()  # the first start makes the CA and the baselines
    request = ping_request(place)
    took = median([answered(d, request)[0] for _ in range(max(11, RUNS))])
    true = median([timed_process(["/bin/true"]) for _ in range(11)])
    row("起動から最初の SOAP 応答まで（2 回目の起動, 2 ワールド）", "50 ms", "%.1f ms" % took, "/bin/true %.1f ms" % true, "", took <= 50)


def timed_process(command):
    began = time.monotonic()
    subprocess.run(command)
    return (time.monotonic() - began) * 1000


def part_idle(place):
    d = place.desk("idle").start()
    desk.Caller(d, A).ok("kanri", "ping")
    d.stop()
    d.start()
    for world, insurer in ((WORLD, A), ("lot3", "06279996")):
        desk.Caller(d, insurer, world).ok("kanri", "ping")
        d.settle(world)
    rss, own = memory(d.pid), memory(d.pid, "RssAnon")
    d.stop()
    row("待機中の RSS（2 ワールド）", "16 MB", "%.1f MB（うち自前 %.1f MB）" % (rss, own), "", "", rss <= 16)


def part_bulk(place):
    """Bulk registration, its memory, the cost per row, and reset after it: one daemon, one pair a run."""
    csv, request = place.rows(1000000)
    shikaku_csv, shikaku_request = place.shikaku(1000000)
    d = place.desk("bulk").start()
    bulk, base, peak, after, empty, small, twice, settled, check = [], [], [], [], [], [], [], [], []
    shikaku, shikaku_base = [], []
    for _ in range(RUNS):
        reset(d)
        twice += [reset(d) for _ in range(3)]  # at once: the next generation is not ready yet
        for _ in range(3):
            upload(d, place.rows(10)[1])
            empty.append(reset(d))
        small.append(upload(d, place.rows(100000)[1])[0] / 100000)
        reset(d)
        base.append(sqlite_import(place, csv, "c3"))
        forget_peak(d.pid)
        took, sent, until = upload(d, request)
        bulk.append(took)
        settled.append(until)
        peak.append(memory(d.pid, "VmHWM"))
        check.append(offline_check(csv, "kanyushaToroku"))
        note("加入者情報 1,000,000 行: %.2f 秒（送信 %.2f 秒、符号取得の完了まで %.2f 秒）, sqlite3 %.2f 秒, chukan check %.2f 秒, "
             "最大 RSS %.1f MB" % (took, sent, until, base[-1], check[-1], peak[-1]))
        shikaku_base.append(sqlite_import(place, shikaku_csv, "c1,c2,c6"))
        forget_peak(d.pid)
        shikaku.append(upload(d, shikaku_request)[0])
        peak.append(memory(d.pid, "VmHWM"))
        note("資格情報 1,000,000 行: %.2f 秒, sqlite3 %.2f 秒, 最大 RSS %.1f MB" % (shikaku[-1], shikaku_base[-1], peak[-1]))
        after.append(reset(d))
    ratio = median([x / y for x, y in zip(bulk, base)])
    row("加入者情報一括登録 1,000,000 行（送信から処理完了まで）", "2 × sqlite3 .import", "%.2f 秒" % median(bulk), "%.2f 秒" % median(base),
        "%.2f" % ratio, ratio <= 2)
    ratio = median([x / y for x, y in zip(shikaku, shikaku_base)])
    row("資格情報登録 1,000,000 行（送信から処理完了まで）", "2 × sqlite3 .import", "%.2f 秒" % median(shikaku), "%.2f 秒" % median(shikaku_base),
        "%.2f" % ratio, ratio <= 2)
    ratio = median([x / y for x, y in zip(check, bulk)])
    row("chukan check 加入者情報 1,000,000 行", "取り込みより遅くない", "%.2f 秒" % median(check), "%.2f 秒" % median(bulk), "%.2f" % ratio, ratio <= 1)
    row("加入者情報 1,000,000 行の符号取得まで終わる時間", "-", "%.2f 秒" % median(settled), "", "", None)
    row("1,000,000 行のファイルを受けている間の最大 RSS", "64 MB", "%.1f MB" % max(peak), "", "", max(peak) <= 64)
    row("リセット（10 行の後）", "10 ms", "%.2f ms" % median(empty), "", "", median(empty) <= 10)
    row("リセット（リセットの直後）", "10 ms", "%.2f ms" % median(twice), "", "", median(twice) <= 10)
    row("リセット（1,000,000 行の後）", "10 ms, 10 行の後と同じ", "%.2f ms" % median(after), "%.2f ms" % median(empty),
        "%.2f" % (median(after) / median(empty)), median(after) <= 10)
    growth = median(bulk) / 1000000 / median(small)
    row("1 行のコスト 100,000 → 1,000,000", "1.3 倍以下", "%.2f µs" % (median(bulk)), "%.2f µs" % (median(small) * 1e6), "%.2f" % growth,
        growth <= 1.3)
    if FULL:
        reset(d)
        took = upload(d, place.rows(10000000)[1])[0]
        growth = took / 10000000 / median(small)
        row("1 行のコスト 100,000 → 10,000,000", "1.3 倍以下", "%.2f µs" % (took / 10), "%.2f µs" % (median(small) * 1e6), "%.2f" % growth,
            growth <= 1.3)
        row("リセット（10,000,000 行の後）", "10 ms", "%.2f ms" % reset(d), "", "", None)
    d.stop()


def wrk(port, hokensha, edabans, seconds=os.environ.get("BENCH_SECONDS", "5")):
    r = subprocess.run(["wrk", "-t2", "-c16", "-d%s" % seconds, "-s", os.path.join(desk.ROOT, "tests/bench/rireki.lua"),
                        "http://127.0.0.1:%d/" % port, "--", hokensha, "9", str(edabans)], capture_output=True, text=True)
    if r.returncode != 0 or "Non-2xx" in r.stdout or "Socket errors" in r.stdout:
        raise desk.Broken("wrk: %s%s" % (r.stdout, r.stderr))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", r.stdout).group(1))


def part_read(place):
    people = 10000
    d = place.desk("read").start()
    upload(d, place.rows(people)[1])
    who = desk.Caller(d, A)
    for n in (1, people):  # a refusal would be fast, and no measure
        if len(who.ok("kanyusha", "getShikakuRireki", [("edaban", "%09d" % n)]).items()) != 1:
            raise desk.Broken("資格履歴 of %09d is not one row" % n)
    stub = subprocess.Popen([os.path.join(OUT, "gsoap_stub")], stdout=subprocess.PIPE, text=True)
    try:
        port = int(stub.stdout.readline())
        pairs = []
        for _ in range(RUNS):
            base, mine = wrk(port, A, people), wrk(d.ports["plain"], A, people)
            pairs.append((mine, base))
            note("資格照会 %.0f /秒, 空の gSOAP %.0f /秒" % (mine, base))
        ratio = median([m / b for m, b in pairs])
        row("資格照会（平文, keep-alive, 16 接続）", "空の gSOAP より遅くない", "%.0f /秒" % median([m for m, _ in pairs]),
            "%.0f /秒" % median([b for _, b in pairs]), "%.2f" % ratio, ratio >= 1)
        pki = os.path.join(d.data, "pki", "clients", "KS%sA" % A)
        tls = [helper("load", "rireki", d.ports["data"], 16, 30000, people, A, pki + ".crt", pki + ".key")[2] for _ in range(RUNS)]
        row("資格照会（TLS, クライアント証明書, 16 接続）", "-", "%.0f /秒" % median(tls), "", "", None)
    finally:
        stub.kill()
        stub.wait()
    d.stop()


def sqlite_commits(place, count=2000):
    """For information: what SQLite itself does with one durable commit a record (WAL, synchronous=FULL)."""
    db = os.path.join(place.base, "commits.db")
    script = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;CREATE TABLE t(a TEXT PRIMARY KEY,b TEXT);\n" + "".join(
        "INSERT INTO t VALUES('%012d','%s');\n" % (n, "x" * 300) for n in range(count))
    began = time.monotonic()
    subprocess.run(["sqlite3", db], input=script, text=True, capture_output=True, check=True)
    took = time.monotonic() - began
    for f in os.listdir(place.base):
        if f.startswith("commits.db"):
            os.unlink(os.path.join(place.base, f))
    return count / took


def part_write(place):
    d = place.desk("write").start()
    count, pairs, commits = 20000, [], []
    for n in range(RUNS):
        base = helper("fsync1", os.path.join(place.base, "fsync.tmp"), 512, 2)[0]
        commits.append(sqlite_commits(place))
        reset(d)
        mine = helper("load", "register", d.ports["plain"], 64, count, 1 + n, B)
        pairs.append((mine[2], base))
        note("加入者情報登録 %.0f /秒（中央値 %.1f ms, 99%% %.1f ms）, 1 件 1 fsync %.0f /秒, SQLite 1 件 1 コミット %.0f /秒"
             % (mine[2], mine[3] / 1000, mine[4] / 1000, base, commits[-1]))
    ratio = median([m / b for m, b in pairs])
    row("加入者情報登録（応答前に fsync, 64 接続）", "6 × 1 件 1 fsync", "%.0f /秒" % median([m for m, _ in pairs]),
        "%.0f /秒" % median([b for _, b in pairs]), "%.2f" % ratio, ratio >= 6)
    per_commit = median([m / c for (m, _), c in zip(pairs, commits)])
    row("　同, SQLite の 1 件 1 コミットに対して", "-", "%.0f /秒" % median([m for m, _ in pairs]), "%.0f /秒" % median(commits),
        "%.2f" % per_commit, None)
    d.stop()


def beside(ours, bare, n, work):
    """Each begins as often as the other; (what work answers, processor time) of ours and of the bare one."""
    took = {}
    for d in ((ours, bare) if n % 2 else (bare, ours)):
        began = cpu(d.pid)
        took[d] = (work(d), cpu(d.pid) - began)
    return took[ours], took[bare]


def part_tracker(place):
    """What watching the test cases costs: the daemon beside one that has nothing to watch with (bare.c). A file is judged by the
    processor time of each: the disk makes its seconds scatter by more than what is looked for."""
    people, count, reads, files = 10000, 1000000, [], []
    ours, bare = place.desk("tracker").start(), place.desk("bare", os.path.join(OUT, "chukand-bare")).start()

    def load(d):
        reset(d)
        return upload(d, place.rows(count)[1])[0]

    for d in (ours, bare):
        upload(d, place.rows(people)[1])
    for n in range(20 * RUNS):  # many short ones: what the machine does besides changes from second to second
        reads.append([rate for rate, _ in beside(ours, bare, n, lambda d: wrk(d.ports["plain"], A, people, 1))])
    note("資格照会 %d 組、四分位 %s" % (len(reads), ", ".join("%.3f" % q for q in statistics.quantiles([b / m for m, b in reads]))))
    place.rows(count)
    for n in range(2 * RUNS):
        m, b = beside(ours, bare, n, load)
        files.append((m[0], b[0], m[1], b[1]))
        note("加入者情報 1,000,000 行 %.2f 秒, 記録なし %.2f 秒、CPU %.2f 秒, %.2f 秒" % files[-1])
    ratio = median([b / m for m, b in reads])
    row("テストケースの記録: 資格照会", "記録なしの 1.03 倍の時間", "%.0f /秒" % median([r[0] for r in reads]),
        "%.0f /秒" % median([r[1] for r in reads]), "%.3f" % ratio, ratio <= 1.03)
    ratio = median([m / b for _, _, m, b in files])
    row("テストケースの記録: 1,000,000 行の CPU", "記録なしの 1.03 倍", "%.2f 秒" % median([f[2] for f in files]),
        "%.2f 秒" % median([f[3] for f in files]), "%.3f" % ratio, ratio <= 1.03)
    row("　同じく、終わるまで", "", "%.2f 秒" % median([f[0] for f in files]), "%.2f 秒" % median([f[1] for f in files]),
        "%.3f" % median([m / b for m, b, _, _ in files]), None)
    ours.stop()
    bare.stop()


def slow_peers(d, kind, port, count):
    """Milliseconds of the slowest answer to a good client, and the daemon's percent of a core."""
    said = subprocess.run([sys.executable, os.path.join(desk.ROOT, "tests", "slow", "slow.py"), kind, port, "127.0.0.1:%d" % d.ports[port], d.data, str(d.pid),
                           str(count)], capture_output=True, text=True)
    numbers = re.search(r"slowest answer (\d+) ms.*daemon (\d+) %", said.stdout)
    if said.returncode != 0 or not numbers:
        raise desk.Broken("slow.py: %s%s" % (said.stdout, said.stderr[-500:]))
    return int(numbers[1]), int(numbers[2])


def part_slow(place):
    d = place.desk("slow").start()
    worst = []
    for port in ("data", "plain", "control"):
        alone = slow_peers(d, "head", port, 0)[0]
        for kind in ("hello", "shake") * (port == "data") + ("head", "body", "take") + ("wait",) * (port == "control"):
            worst.append(slow_peers(d, kind, port, 1000) + (alone, kind, port))
    d.stop()
    answer, rest = max(worst), max(w[1] for w in worst)
    row("遅い接続 1,000 本（種類とポートごと）の横の応答、遅い方", "1 s", "%d ms (%s %s)" % (answer[0], answer[3], answer[4]), "横なし %d ms" % answer[2],
        "", answer[0] <= 1000)
    row("　その間の chukand の CPU（1 コアに対し）", "10 %", "%d %%" % rest, "", "", rest <= 10)


PARTS = {"start": part_start, "idle": part_idle, "read": part_read, "write": part_write, "bulk": part_bulk, "tracker": part_tracker, "slow": part_slow,
         "ken": lambda place: ken.part(sys.modules[__name__], place), "junbi": lambda place: ken.junbi(sys.modules[__name__], place),
         "journal": lambda place: ken.journal(sys.modules[__name__], place), "zenbu": lambda place: ken.zenbu(sys.modules[__name__], place),
         "snapshot": lambda place: snapshot.part(sys.modules[__name__], place), "shokai": lambda place: shokai.part(sys.modules[__name__], place)}


def width(text):
    return sum(2 if ord(c) > 0x2000 else 1 for c in text)


def table():
    head = [("項目", "目標", "実測", "基準", "比", "判定")]
    sizes = [max(width(r[i]) for r in head + TABLE) for i in range(6)]
    for n, r in enumerate(head + TABLE):
        print("  ".join(c + " " * (s - width(c)) for c, s in zip(r, sizes)).rstrip())
        if n == 0:
            print("-" * (sum(sizes) + 10))
    with open(os.path.join(OUT, "result.json"), "w") as f:
        json.dump([dict(zip(("item", "budget", "measured", "baseline", "ratio", "verdict"), r)) for r in TABLE], f, ensure_ascii=False, indent=1)


def main():
    wanted = sys.argv[1:] or list(PARTS)
    if [w for w in wanted if w not in PARTS]:
        print("usage: bench.py [%s]" % "|".join(PARTS), file=sys.stderr)
        return 2
    place, broken = Place(), 0
    try:
        for name in wanted:
            print("== %s" % name, flush=True)
            try:
                PARTS[name](place)
            except (desk.Broken, OSError, ValueError, subprocess.SubprocessError) as e:
                broken = 1
                print("could not run: %s" % e, flush=True)
    finally:
        place.clean()
    print()
    table()
    return broken


if __name__ == "__main__":
    sys.exit(main())
