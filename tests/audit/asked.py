#!/usr/bin/env python3
# Called by asked.sh: chukan audit list against the same search done here; the GETs of the control port that are recorded, and those that
# are not, because they show nobody or are polled.
import json
import re
import subprocess
import sys

sys.dont_write_bytecode = True
import audit  # noqa: E402
from audit import W, desk, expect  # noqa: E402

DAY = 86400
# what is asked for: each finds something of what `played` does, and leaves something
SEARCHES = [
    {"op": "kanyusha.get"}, {"op": "kanyusha"}, {"op": "kanri.ping", "code": "C50006"},
    {"op": "POST /clock/advance"}, {"op": "POST /clock"}, {"op": "POST /operator/fugo-approve"}, {"op": "POST /operator"}, {"op": "audit.hajime"},
    {"op": "GET /report"}, {"op": "operator"}, {"op": "clock/advance"}, {"op": "clock", "code": "C00000"}, {"op": "kanri"}, {"op": "audit"}, {"op": "POST"}, {"op": "advance"}, {"op": "/clock"}, {"op": "approve"},
    {"system": "KS06139992A"}, {"system": "KS06139992A", "op": "kanyusha"},
    {"hokensha": "06139984"}, {"hokensha": "06139984", "op": "kanyusha.get"},
    {"user": "u001"}, {"user": "nanashi", "op": "kanyusha.get"},
    {"edaban": "EDABAN"}, {"edaban": "EDABAN", "op": "kanyusha.register"}, {"edaban": "EDABAN", "op": "POST /operator"}, {"edaban": "EDABAN", "op": "GET /audit"},
    {"code": "C00000"}, {"code": "C00000", "op": "kanyusha"}, {"code": "C00000", "op": "POST /operator"}, {"code": "NANI", "op": "POST /operator"},
    {"from": "DAY 2"}, {"from": "DAY 2", "op": "kanyusha"}, {"from": "DAY 2", "op": "POST /clock"}, {"to": "DAY 1"}, {"to": "DAY 1", "op": "kanyusha"},
    {"to": "DAY 1", "op": "POST /operator"}, {"from": "DAY 2", "to": "DAY 2", "code": "C00000"}, {"kuiki": "1", "since": "4"},
]
NOTHING = [{"op": "kanyusha.ge"}, {"op": "POST /clock/adv"}, {"op": "clock/adv"}, {"op": "lock"}, {"user": "u00"}, {"system": "KS06139992"}, {"edaban": "EDABAN", "user": "nanashi", "op": "POST /operator"},
           {"from": "2999"}, {"to": "2000"}]
SHOWN = ["/audit", "/audit?op=kanyusha&limit=1", "/audit?edaban=0000001", "/audit/export", "/report", "/report?format=html", "/report?format=csv",
         "/report?format=junit", "/report?since=0&timeout=1", "/faults", "/evidence"]
UNSHOWN = ["/clock", "/nittei", "/pmo?hyo=bunsho", "/pmo?hokensha=06139992", "/progress", "/snapshots", "/journal", "/journal?since=1", "/journal?op=kanyusha&edaban=0000001&xpath=//a", "/journal/wait?since=0&timeout=1", "/digest"]


def fits(want, e):
    """The same as the README says it, done otherwise."""
    words, have = re.split("[ ./-]+", want.get("op", "").strip(" ./-")), re.split("[ ./-]+", e["koto"])
    return ("op" not in want or any(have[i:i + len(words)] == words for i in range(len(have)))) and \
        all(k not in want or e[k] == want[k] for k in ("system", "hokensha", "user", "code")) and \
        ("edaban" not in want or want["edaban"] in e["edaban"].split()) and \
        want.get("from", "") <= e["nichiji"] and e["nichiji"][:len(want.get("to", ""))] <= want.get("to", "") and \
        e["banme"] > int(want.get("since", 0)) and e["kuiki"] == int(want.get("kuiki", e["kuiki"]))


def played(p):
    """One person, two insurers, two days; done and refused."""
    d, edaban = p.d, p.register()
    p.look(edaban)
    expect("wrong password", p.call("kanri", "ping", password="chigau").kubun, None)
    other = desk.Caller(d, "06139984")
    expect("of another insurer", other.call("kanyusha", "get", [("edaban", edaban)]).kubun, "9")
    other.close()
    expect("advance", d.control("POST", W + "/clock/advance", {"seconds": 60})[0], 200)
    number = p.call("fugo", "getStatus", [("edaban", edaban)]).get("yokyuNo")
    expect("approve", d.control("POST", W + "/operator/fugo-approve", {"yokyuNo": number}), (200, {"approved": 1}))
    nani = d.control("POST", W + "/operator/nani", {})[1]["code"]
    expect("report", d.control("GET", W + "/report")[0], 200)
    expect("looked for", d.control("GET", W + "/audit?edaban=" + edaban)[0], 200)
    expect("next day", d.control("POST", W + "/clock/advance", {"seconds": DAY})[0], 200)
    expect("unknown user", p.call("kanyusha", "get", [("edaban", edaban)], user="nanashi").kubun, "9")
    p.look(edaban)
    expect("another minute", d.control("POST", W + "/clock/advance", {"seconds": 60})[0], 200)
    days = sorted({e["nichiji"][:10] for e in p.list()})
    expect("days", len(days), 2)
    return {"EDABAN": edaban, "NANI": nani, "DAY 1": days[0], "DAY 2": days[1]}


def listed(p, want):
    words = [w for k, v in want.items() for w in ("--" + k, v)]
    r = subprocess.run([desk.binary("chukan"), "audit", "list", "--format", "json", "--control", "http://127.0.0.1:%d" % p.d.ports["control"]] + words,
                       capture_output=True)
    expect("exit of %s" % words, (r.returncode, r.stderr), (0, b""))
    return json.loads(r.stdout)["entries"] if r.returncode == 0 else []


def searched(p, said):
    """What is there when the search begins; the searches themselves come behind that."""
    def real(want):
        return {k: said.get(v, v) for k, v in want.items()}
    everything = p.list(limit=10000)
    last = everything[-1]["banme"]
    for want in SEARCHES + NOTHING:
        want = real(want)
        found = [e["banme"] for e in listed(p, want) if e["banme"] <= last]
        expect("found by %s" % want, found, [e["banme"] for e in everything if fits(want, e)])
    for want in map(real, SEARCHES):
        n = sum(fits(want, e) for e in everything)
        expect("%s: some, not all" % want, 0 < n < len(everything), True)
    for want in map(real, NOTHING):
        expect("%s: none" % want, [e for e in everything if fits(want, e)], [])


def reads(p):
    """A read that shows people is in the record, as what it was asked for, the next time."""
    def behind(ask):
        last = p.list(limit=10000)[-1]["banme"] + 1  # that this was listed
        status = p.d.control("GET", ask)[0]
        return status, [e for e in p.list(since=last)]
    for path in SHOWN:
        status, rows = behind(W + path)
        koto, _, query = path.partition("?")
        expect(path, (status, [(e["keiro"], e["koto"], e["code"], e["http"], sorted(e["biko"].split()), e["edaban"]) for e in rows]),
               (200, [("制御", "GET " + koto, "C00000", "200", sorted(query.split("&") if query else []), "0000001" if "edaban" in query else "")]))
    seen = p.d.control("GET", W + "/report")[1]["seen"]
    for path in [W + u for u in UNSHOWN] + [W + "/report?since=%d&timeout=1" % seen, "/healthz", "/metrics", "/_sim/worlds"]:
        expect(path, behind(path), (200, []))
    status, rows = behind(W + "/audit?limit=x")
    expect("refused", (status, [(e["koto"], e["http"]) for e in rows], rows[0]["code"] != "C00000"), (400, [("GET /audit", "400")], True))
    for path in ("/_sim/audit", "/_sim/audit/export", "/_sim/worlds/nashi/audit"):
        p.d.control("GET", path)
    own = [(e["koto"], e["http"]) for e in p.d.control("GET", "/_sim/audit")[1]["entries"] if e["keiro"] == "制御"]
    expect("of no world", own, [("GET /audit", "200"), ("GET /audit/export", "200"), ("GET /audit", "404")])


def main():
    p = audit.Play()
    try:
        p.d.start()
        searched(p, played(p))
        reads(p)
        p.sound("at the end")
        p.d.stop()
    finally:
        p.d.clean()
    print("\n".join(audit.wrong) or "ok")
    return 1 if audit.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
