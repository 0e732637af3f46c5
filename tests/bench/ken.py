# The parts "ken", "junbi", "journal" and "zenbu" of the bench: what rights (bare_ken.c, also at the start), and rights, certificates and the
# audit record together (bare_junbi.c, by both doors), the journal with its bodies (bare_journal.c), and all of these with the tracker
# (bare_zenbu.c, also of a file) cost, of reads and of durable writes. In many short pairs, ours and the bare one in turn, for what the machine does besides changes from
# second to second; medians of the pairs are compared, and their quartiles told. All is judged by processor time, which others on the
# machine change least; the times beside it are for information. Called by bench.py, whose helpers are `b`.
import os
import re
import statistics
import subprocess
import time

import desk

PEOPLE, WRITES, READS, ROWS = 10000, 10000, 15000, 1000000
RATIO, MORE_MS, REST_S = 1.03, 3.0, 5


def cpu(pid):
    """Seconds of a processor that the process has had, by its own clock (clock_getcpuclockid), which has no ticks."""
    return time.clock_gettime((~pid << 3) | 2)


def spent(d, work):
    """Rate, and microseconds of a processor a request; work answers (rate, requests)."""
    began = cpu(d.pid)
    rate, requests = work(d)
    return rate, (cpu(d.pid) - began) * 1e6 / requests


def pairs(ours, bare, count, work, before=lambda d: None):
    """[(ours, bare)]; each begins as often as the other."""
    out = []
    for n in range(count):
        took = {}
        for d in ((ours, bare) if n % 2 else (bare, ours)):
            before(d)
            took[d] = work(d)
        out.append((took[ours], took[bare]))
    return out


def quartiles(values):
    return "、".join("%.3f" % q for q in statistics.quantiles(values))


def read(b, d):
    r = subprocess.run(["wrk", "-t2", "-c16", "-d1", "-s", os.path.join(desk.ROOT, "tests/bench/rireki.lua"), "http://127.0.0.1:%d/" % d.ports["plain"],
                        "--", b.A, "9", str(PEOPLE)], capture_output=True, text=True)
    done = re.search(r"(\d+) requests in", r.stdout)
    if r.returncode != 0 or "Non-2xx" in r.stdout or "Socket errors" in r.stdout or not done:
        raise desk.Broken("wrk: %s%s" % (r.stdout, r.stderr))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", r.stdout).group(1)), int(done[1])


def write(b, d):
    requests, _, rate = b.helper("load", "register", d.ports["plain"], 64, WRITES, 1, b.B)[:3]
    return rate, requests


def tls(b, d, mode, connections, count, salt, hokensha):
    """The same by the door of certificates."""
    pair = os.path.join(d.data, "pki", "clients", "KS%sA" % hokensha)
    requests, _, rate = b.helper("load", mode, d.ports["data"], connections, count, salt, hokensha, pair + ".crt", pair + ".key")[:3]
    return rate, requests


def tls_read(b, d):
    return tls(b, d, "rireki", 16, READS, PEOPLE, b.A)


def tls_write(b, d):
    return tls(b, d, "register", 64, WRITES, 1, b.B)


def tell(b, what, budget, found, mei="権限", aim=RATIO):
    ratio = b.median([o[1] / n[1] for o, n in found])
    b.note("%s %d 組、CPU の比の四分位 %s" % (what, len(found), quartiles([o[1] / n[1] for o, n in found])))
    b.row("%s: %s、1 件の CPU" % (mei, what), budget, "%.1f µs" % b.median([o[1] for o, _ in found]), "%.1f µs" % b.median([n[1] for _, n in found]),
          "%.3f" % ratio, ratio <= aim)
    b.row("　同じく、速さ（時間の比）", "", "%.0f /秒" % b.median([o[0] for o, _ in found]), "%.0f /秒" % b.median([n[0] for _, n in found]),
          "%.3f" % b.median([n[0] / o[0] for o, n in found]), None)


def starts(b, ours, bare, request):
    found = pairs(ours, bare, max(31, 10 * b.RUNS), lambda d: b.answered(d, request))
    for at, what, budget in ((1, "権限: 起動から最初の SOAP 応答まで、その CPU", "権限なし + %.0f ms" % MORE_MS), (0, "　同じく、時間", "")):
        more = [o[at] - n[at] for o, n in found]
        b.note("起動 %d 組、差の四分位 %s ms" % (len(found), quartiles(more)))
        b.row(what, budget, "%.2f ms" % b.median([o[at] for o, _ in found]), "%.2f ms" % b.median([n[at] for _, n in found]),
              "%+.2f ms" % b.median(more), b.median(more) <= MORE_MS if budget else None)


def part(b, place):
    ours, bare = place.desk("ken"), place.desk("ken-bare", os.path.join(b.OUT, "chukand-bare_ken"))
    for d in (ours, bare):
        d.start()
        d.stop()  # the first start makes the CA and the baselines
    starts(b, ours, bare, b.ping_request(place))
    for d in (ours, bare):
        d.start()
        b.upload(d, place.rows(PEOPLE)[1])
    calls(b, ours, bare, "権限", RATIO)
    ours.stop()
    bare.stop()


def calls(b, ours, bare, mei, aim, how="", reads=read, writes=write):
    tell(b, "資格照会" + how, "%sなしの %.2f 倍" % (mei, aim), pairs(ours, bare, 20 * b.RUNS, lambda d: spent(d, lambda d: reads(b, d))), mei, aim)
    tell(b, "加入者情報登録（応答前に fsync, 64 接続）" + how, "%sなしの %.2f 倍" % (mei, aim),
         pairs(ours, bare, 8 * b.RUNS, lambda d: spent(d, lambda d: writes(b, d)), before=b.reset), mei, aim)


def junbi(b, place):
    """Rights, certificates and the audit record together, beside a daemon with none of them (bare_junbi.c)."""
    ours, bare = place.desk("junbi"), place.desk("junbi-bare", os.path.join(b.OUT, "chukand-bare_junbi"))
    mei = "権限・電子証明書・監査記録"
    for d in (ours, bare):
        d.start()
        b.upload(d, place.rows(PEOPLE)[1])
    calls(b, ours, bare, mei, 1.06)
    for d in (ours, bare):  # what was loaded went with the reset
        b.reset(d)
        b.upload(d, place.rows(PEOPLE)[1])
    calls(b, ours, bare, mei, 1.06, "（TLS）", tls_read, tls_write)
    ours.stop()
    bare.stop()


def zenbu(b, place):
    """All that watches over a request together (bare_zenbu.c), also of a file of 1,000,000 rows."""
    ours, bare = place.desk("zenbu"), place.desk("zenbu-bare", os.path.join(b.OUT, "chukand-bare_zenbu"))
    mei = "権限・電子証明書・監査記録・要求の記録・テストケースの記録"
    for d in (ours, bare):
        d.start()
        b.upload(d, place.rows(PEOPLE)[1])
    calls(b, ours, bare, mei, 1.10)

    def load(d):
        began = cpu(d.pid)
        b.upload(d, place.rows(ROWS)[1])
        return cpu(d.pid) - began

    found = pairs(ours, bare, 2 * b.RUNS, load, before=b.reset)
    ratio = b.median([o / n for o, n in found])
    b.row("%s: 1,000,000 行の CPU" % mei, "なしの 1.05 倍", "%.2f 秒" % b.median([o for o, _ in found]), "%.2f 秒" % b.median([n for _, n in found]),
          "%.3f" % ratio, ratio <= 1.05)
    ours.stop()
    bare.stop()


def rest(b, ours, bare):
    """Of worlds that nobody asks anything any more: the daemons' time."""
    time.sleep(REST_S)  # what was asked before is written by then
    began = {d: cpu(d.pid) for d in (ours, bare)}
    time.sleep(REST_S)
    took = {d: (cpu(d.pid) - began[d]) * 1000 for d in (ours, bare)}
    b.row("要求の記録: 何も届かない %d 秒の CPU" % REST_S, "要求の記録なし + 1 ms", "%.2f ms" % took[ours], "%.2f ms" % took[bare],
          "%+.2f ms" % (took[ours] - took[bare]), took[ours] - took[bare] <= 1)


def journal(b, place):
    """What the journal costs, beside a daemon without one (bare_journal.c)."""
    ours, bare = place.desk("journal"), place.desk("journal-bare", os.path.join(b.OUT, "chukand-bare_journal"))
    for d in (ours, bare):
        d.start()
    fresh = {d: b.memory(d.pid) for d in (ours, bare)}
    b.row("要求の記録: まだ何も届かない RSS", "要求の記録なし + 0.3 MB", "%.2f MB" % fresh[ours], "%.2f MB" % fresh[bare],
          "%+.2f MB" % (fresh[ours] - fresh[bare]), fresh[ours] - fresh[bare] <= 0.3)
    for d in (ours, bare):
        b.upload(d, place.rows(PEOPLE)[1])
    calls(b, ours, bare, "要求の記録", 1.04)
    rest(b, ours, bare)
    ours.stop()
    bare.stop()
