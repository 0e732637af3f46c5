#!/usr/bin/env python3
# Called by shomeisho.sh: one daemon that is killed with SIGKILL in the middle of what is done about 電子証明書 (2.8.4), at seeded moments
# and between a key and its certificate, and started again. Behind each: what was acknowledged stands, the one that was not is done as a
# whole or not at all; no half of a pair lies there; each certificate opens what its record says. At last the audit record has every
# write that was done, once. Usage: shomeisho.py [SEED]   (SEED defaults to 1)
import copy
import glob
import http.client
import os
import random
import ssl
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, A, B = "lot2", "06139992", "06139984"
MOMENTS, CALM = 16, 5  # kills at any moment; what is done before each
HALVES, TRIES = 4, 40  # kills between a key and its certificate; how often that is tried
SYSTEM, TANMATSU, ASP = "接続システム", "統合専用端末", "ASP"
LOST = (OSError, http.client.HTTPException)
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


class Records:
    """What the world has, as shomeisho-list tells it: {申請番号: [cn, jotai, bango]}, {証明書番号: [cn, hokensha, jotai, kagi]}."""

    def __init__(self, answer):
        self.shinsei = {s["shinseiBango"]: [s["cn"], s["jotai"], s.get("bango")] for s in answer["shinsei"]}
        self.cert = {c["bango"]: [c["cn"], c["hokensha"], c["jotai"], c["kagi"]] for c in answer["shomeisho"]}

    def __eq__(self, other):
        return vars(self) == vars(other)

    def add(self, table, row):
        table[max(table, default=0) + 1] = row
        return max(table)


class Act:
    """One request: koto is what the audit record calls it, after() does to Records what it does; said takes its answer."""

    def __init__(self, koto, send, after, said=lambda answer: None):
        self.koto, self.send, self.after, self.said = koto, send, after, said


class Run:
    def __init__(self, seed):
        self.d = desk.Desk("--check-invariants")
        self.random = random.Random(seed)
        self.now = None  # Records as acknowledged
        self.kind, self.login, self.key = {}, {}, {}  # of a cn; of a 申請番号; of a 証明書番号: where its pair is kept
        self.system = {}  # cn: the insurer that has it now, None: it was given up
        self.least, self.most = {}, {}  # koto: how often it was done
        self.took = {}  # koto: seconds, the last time
        self.n = self.kills = self.halves = self.landed = 0

    # --- asking ----------------------------------------------------------------------------------------------

    def operate(self, action, body):
        status, answer = self.d.control("POST", "/_sim/worlds/%s/operator/shomeisho-%s" % (WORLD, action), body)
        if status != 200:
            raise desk.Broken("shomeisho-%s %s: %s" % (action, body, answer))
        return answer

    def records(self):
        answer = self.operate("list", {"kensu": "1000"})
        if answer.get("tsuzuki"):
            raise desk.Broken("more certificates than this test can see")
        return Records(answer)

    def toroku(self, hokensha, kubun, cn):
        who = desk.Caller(self.d, hokensha, WORLD)
        more = [("mei", "架空"), ("password", "Kagi-2017x")] if kubun == "1" else []
        try:
            return who.ok("kanri", "systemToroku", [("shoriKubun", kubun), ("system", cn)] + more)
        finally:
            who.close()

    def shared(self, cn):
        return os.path.join(self.d.data, "pki", "clients", cn)

    def opens(self, pair, system, page=False):
        """With that certificate: the code of a ping of that system, or the status of a page of the 統合専用端末."""
        context = ssl.create_default_context(cafile=os.path.join(self.d.data, "pki", "ca.crt"))
        context.load_cert_chain(pair + ".crt", pair + ".key")
        c = http.client.HTTPSConnection("127.0.0.1", self.d.ports["data"], timeout=120 * desk.SLOWER, context=context)
        password = "Kagi-2017x" if system in self.system else "pw-" + system.lower()
        body = desk.envelope("kanri", "ping", [("message", "x")], system, password)
        try:
            c.request(*(("GET", "/%s/terminal/" % WORLD) if page else ("POST", "/%s/soap/kanri" % WORLD, body.encode())),
                      headers={} if page else {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
            r = c.getresponse()
            text = r.read().decode()
            return r.status if page else desk.Reply(r.status, text).code or text
        finally:
            c.close()

    # --- what can be done next -------------------------------------------------------------------------------

    def apply(self, shubetsu=None):
        shubetsu = shubetsu or self.random.choice((SYSTEM, TANMATSU, ASP))
        self.n += 1
        cn = {SYSTEM: "KS%sA" % A, TANMATSU: "TT%sK%d" % (A, self.n), ASP: "ASP%d" % self.n}[shubetsu]
        self.kind[cn] = shubetsu
        return Act("shinsei", lambda: self.operate("shinsei", {"shubetsu": shubetsu, "cn": cn, "ininjo" if shubetsu == ASP else "hokensha": A}),
                   lambda r: r.add(r.shinsei, [cn, "申請中", None]))

    def renew(self, bango):
        cn = self.now.cert[bango][0]
        return Act("koshin", lambda: self.operate("koshin", {"bango": str(bango)}), lambda r: r.add(r.shinsei, [cn, "申請中", None]))

    def review(self, shinsei):
        def after(r):
            cn = r.shinsei[shinsei][0]
            r.shinsei[shinsei][1:] = ["発行済", r.add(r.cert, [cn, A, "未受領", "未受領"])]
        return Act("shinsa", lambda: self.operate("shinsa", {"shinseiBango": str(shinsei), "kekka": "承認"}), after)

    def tell(self, shinsei):
        def after(r):
            r.shinsei[shinsei][1] = "通知済"

        def said(answer):
            self.login[shinsei] = {name: answer[name] for name in ("loginId", "password")}
        return Act("tsuchi", lambda: self.operate("tsuchi", {"shinseiBango": str(shinsei)}), after, said)

    def fetch(self, shinsei):
        bango = self.now.shinsei[shinsei][2]

        def after(r):
            r.shinsei[shinsei][1] = "ダウンロード済"
            r.cert[bango][2:] = ["有効", "個別"]

        def said(answer):
            self.key[bango] = os.path.join(self.d.base, "%d" % bango)
            for end in ("crt", "key"):
                with open("%s.%s" % (self.key[bango], end), "w", encoding="utf-8") as f:
                    f.write(answer[end])
        return Act("download", lambda: self.operate("download", self.login[shinsei]), after, said)

    def revoke(self, bango):
        def after(r):
            r.cert[bango][2] = "失効"
        return Act("shikko", lambda: self.operate("shikko", {"bango": str(bango), "riyu": "鍵の紛失"}), after)

    def register(self, cn, hokensha):
        def said(_):
            self.system[cn] = hokensha
        return Act("toroku", lambda: self.toroku(hokensha, "1", cn), lambda r: r.add(r.cert, [cn, hokensha, "有効", "共通"]), said)

    def give_up(self, cn):
        hokensha = self.system[cn]

        def after(r):
            for c in r.cert.values():
                if c[0] == cn:
                    c[2] = "失効"

        def said(_):
            self.system[cn] = None
        return Act("toroku", lambda: self.toroku(hokensha, "3", cn), after, said)

    def new_system(self):
        self.n += 1
        return self.register("KSatarashii%d" % self.n, self.random.choice((A, B)))

    def next(self):
        """One of the ways that are open now, each as likely as the others."""
        in_state = {}
        for n, (_, jotai, _) in self.now.shinsei.items():
            in_state.setdefault("通知未達" if jotai == "通知済" and n not in self.login else jotai, []).append(n)
        held = [b for b, (_, _, jotai, kagi) in self.now.cert.items() if jotai == "有効" and kagi == "個別"]
        have, given = [[cn for cn, h in self.system.items() if bool(h) == want] for want in (True, False)]
        other = {A: B, B: A}
        ways = [(self.review, in_state.get("申請中")), (self.tell, in_state.get("発行済")), (self.tell, in_state.get("通知未達")),
                (self.fetch, in_state.get("通知済")), (self.renew, held), (self.revoke, held[2:]), (self.give_up, have[3:] or have[:1]),
                (lambda cn: self.register(cn, self.random.choice((A, B))), given)]
        ways = [(way, sorted(of)) for way, of in ways if of] + [(lambda _: self.apply(), [0])] + ([(lambda _: self.new_system(), [0])] if len(have) < 6 else [])
        way, of = self.random.choice(ways)
        return way(self.random.choice(of))

    # --- killing ---------------------------------------------------------------------------------------------

    def done(self, act, sure=True):
        self.least[act.koto] = self.least.get(act.koto, 0) + sure
        self.most[act.koto] = self.most.get(act.koto, 0) + 1

    def do(self, act):
        began = time.monotonic()
        act.said(act.send())
        self.took[act.koto] = time.monotonic() - began
        act.after(self.now)
        self.done(act)

    def again(self, act):
        """Started again; the one in flight is done or not."""
        self.kills += 1
        self.d.start()
        seen, after = self.records(), copy.deepcopy(self.now)
        act.after(after)
        if seen == after:
            self.done(act, seen != self.now)
            if act.koto == "toroku":
                act.said(None)
            self.landed += 1
        elif seen != self.now:
            raise desk.Broken("%s in flight: neither %s nor %s but %s" % (act.koto, vars(self.now), vars(after), vars(seen)))
        self.now = seen
        self.folder()
        for bango in self.random.sample(sorted(self.key), min(3, len(self.key))):
            self.proven(bango)
        for cn in list(self.system)[-2:]:
            self.proven_shared(cn)

    def moment(self):
        """Some are done; the daemon dies somewhere in the next one, or soon behind it."""
        for _ in range(self.random.randrange(2 * CALM)):
            self.do(self.next())
        act = self.next()
        kill = threading.Timer(self.random.random() * 1.3 * self.took.get(act.koto, 0.01), self.d.kill)
        kill.start()
        try:
            while True:
                self.do(act)
                act = self.next()
        except LOST:
            kill.join()
        self.again(act)

    def half(self):
        """The daemon dies when the key of a new system lies there, whose certificate is written last. True: it did."""
        act = self.new_system()
        cn = "KSatarashii%d" % self.n
        over = threading.Event()

        def watch():
            while not os.path.exists(self.shared(cn) + ".key") and not over.is_set():
                pass
            self.d.kill()
        killer = threading.Thread(target=watch)
        killer.start()
        try:
            self.do(act)
            act = self.give_up(cn)  # it was done before the daemon died: what comes next was not
        except LOST:
            pass
        over.set()
        killer.join()
        lies = [os.path.exists(self.shared(cn) + end) for end in (".key", ".crt")]
        self.again(act)
        expect("%s in the folder, and registered" % cn, os.path.exists(self.shared(cn) + ".crt"), cn in self.system or lies[1])
        return lies == [True, False]

    # --- what must hold --------------------------------------------------------------------------------------

    def folder(self, rsa=False):
        """Keys are those of the certificates beside them; those of RSA, which are made meanwhile, only at rest."""
        names = os.listdir(self.shared(""))
        expect("temporary files", [n for n in names if ".tmp" in n and (rsa or "-rsa" not in n)], [])
        for stem in {n[:-4] for n in names if rsa or "-rsa." not in n and ".tmp" not in n}:
            if not all(stem + end in names for end in (".key", ".p12", ".crt")):
                wrong.append("half of a pair: %s" % [n for n in names if n.startswith(stem)])
                continue
            try:
                ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(self.shared(stem) + ".crt", self.shared(stem) + ".key")
            except ssl.SSLError as e:
                wrong.append("%s: %s" % (stem, e))

    def of_nobody(self):
        """What came by 申請 has its key where it was fetched, and none in the folder."""
        expect("pairs of the folder that open nothing", [n for n in os.listdir(self.shared("")) if n.startswith(("TT%sK" % A, "ASP"))], [])

    def packed(self):
        """Each PKCS#12 has the certificate that lies beside it."""
        for path in glob.glob(self.shared("KSatarashii*.p12")):
            out = subprocess.run(["openssl", "pkcs12", "-in", path, "-passin", "pass:chukan", "-nokeys", "-clcerts"], capture_output=True, text=True).stdout
            one = out[out.find("-----BEGIN"):]
            expect(path, one.strip(), open(path[:-4] + ".crt").read().strip())

    def proven(self, bango):
        """A certificate whose key was received opens what its record says."""
        cn, _, jotai, _ = self.now.cert[bango]
        page = self.kind[cn] == TANMATSU
        want = {"有効": 200 if page else "C00000", "失効": 403 if page else "C50062"}[jotai]
        expect("証明書番号 %d (%s, %s)" % (bango, cn, jotai), self.opens(self.key[bango], "KS%sA" % A, page), want)

    def proven_shared(self, cn):
        """A 接続システム that is registered has its pair, and one that is not has nothing that opens."""
        if os.path.exists(self.shared(cn) + ".crt"):
            expect("%s of %s" % (cn, self.system[cn]), self.opens(self.shared(cn), cn) == "C00000", bool(self.system[cn]))
        else:
            expect("%s without a pair" % cn, self.system[cn], None)

    def recorded(self):
        said = self.d.control("POST", "/_sim/worlds/%s/audit/verify" % WORLD, {})[1]
        expect("the audit record", (said["kekka"], said["ijo"]), ("正常", []))
        have, since = {}, 0
        while since is not None:
            page = self.d.control("GET", "/_sim/worlds/%s/audit?code=C00000&limit=1000&since=%d" % (WORLD, since))[1]["entries"]
            for e in page:
                have[e["koto"]] = have.get(e["koto"], 0) + 1
            since = page[-1]["banme"] if any(e["koto"] != "GET /audit" for e in page) else None  # each look is a record itself
        for koto in self.most:
            n = have.get("kanri.systemToroku" if koto == "toroku" else "POST /operator/shomeisho-" + koto, 0)
            if not self.least[koto] <= n <= self.most[koto]:
                wrong.append("%s in the audit record: want %d to %d, have %d" % (koto, self.least[koto], self.most[koto], n))

    def everything(self):
        self.d.start()
        self.now = self.records()
        self.do(self.apply(TANMATSU))
        for way in (self.review, self.tell, self.fetch):
            self.do(way(1))
        for _ in range(MOMENTS):
            self.moment()
        for _ in range(TRIES):
            self.halves += self.half()
            if self.halves == HALVES:
                break
        expect("kills between a key and its certificate", self.halves, HALVES)
        for bango in self.key:
            self.proven(bango)
        for cn in self.system:
            self.proven_shared(cn)
        self.recorded()
        expect("exit status on SIGTERM", self.d.stop(), 0)
        self.folder(rsa=True)
        self.of_nobody()
        self.packed()


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    began = time.monotonic()
    run = Run(seed)
    try:
        run.everything()
    except Exception:
        print(open(run.d.log, errors="replace").read()[-3000:])
        raise
    finally:
        run.d.clean()
    print("kills: %d, of them %d when the act was done unheard, %d between a key and its certificate; %s; seed %d; %.1f s"
          % (run.kills, run.landed, run.halves, run.most, seed, time.monotonic() - began))
    for w in wrong[:20]:
        print("FAIL %s" % w)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
