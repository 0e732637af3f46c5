#!/usr/bin/env python3
# What the severity of a rule over 副本 changes. The rows of the corpus that need the databases go by SOAP to worlds whose
# world.xml says otherwise of one rule, or of all by a policy, and to a daemon with an overlay folder: the verdicts that differ
# from those of the default are those of rows that the rule is about, and each rule has some. Called by severity.sh.
import os
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import both  # noqa: E402
import corpus  # noqa: E402
from corpus import desk  # noqa: E402

KINDS = ("kazokuMaisoryo", "kazokuShussanIchijikin", "kogakuKaigoGassan", "maisoryo", "shikakuJoho", "shobyoTeatekin", "shussanIchijikin",
         "shussanTeatekin")
HIFUYOSHA = '<policy name="kazokuKyufu" value="hifuyosha"/>'
WRONG = []


# Of a state that later rows may mend: a call is told of it, and refused by none.
AT_END = ("P40006", "P40009", "P40010")


class Rule:
    def __init__(self, row):
        self.name, self.code, self.severity, self.standing = (row.get(a) for a in ("name", "code", "severity", "standing"))
        self.policy = HIFUYOSHA if self.name == "kazokuChigai" else ""  # which it is about


def rules():
    """Of 副本; those of 加入者 are looked at by tests/unit/service/unyo/test_kisoku.c, those of the 配信マスター by tests/master."""
    return [Rule(row) for row in ET.parse(os.path.join(desk.ROOT, "schema", "rules.xml")).getroot() if set(row.get("kinds").split()) & set(KINDS)]


# --- verdicts -------------------------------------------------------------------------------------------------------------

class World:
    """A world of that name whose world.xml has some more lines."""

    def __init__(self, d, name, lines):
        folder = os.path.join(d.fixtures, "worlds", name)
        shutil.copytree(os.path.join(d.fixtures, "worlds", "lot2"), folder)
        path = os.path.join(folder, "world.xml")
        with open(path, encoding="utf-8") as f:
            text = f.read()
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace("</world>", lines + "</world>"))
        status, answer = d.control("POST", "/_sim/worlds", {"name": name, "fixture": name})
        if status not in (200, 201):
            raise desk.Broken("%s: %s" % (name, answer))
        self.d, self.name = d, name

    def verdicts(self):
        """{(kind, case): (code, the codes that warn)}"""
        caller = desk.Caller(Settling(self.d, self.name), corpus.A, self.name)
        corpus.prepare(caller)
        found = {}
        for kind in map(corpus.Kind, KINDS):
            for case, _, cells in kind.state:
                r = caller.call(*both.request(kind.name, {k: both.text(v) for k, v in cells.items()}))
                found[kind.name, case] = r.code, frozenset(w.code for w in r.items("keikoku"))
        caller.close()
        return found


class Settling:
    """A desk whose world is this one."""

    def __init__(self, d, world):
        self.d, self.world, self.ports, self.seen = d, world, d.ports, d.seen

    def settle(self):
        self.d.settle(self.world)

    def approve(self):
        self.d.approve(self.world)


def verdicts(d, name, lines):
    return World(d, name, lines).verdicts()


# --- what must be so --------------------------------------------------------------------------------------------------------

def about(rule, was):
    """Whether a verdict of the default may be the rule's."""
    return rule.code in was[1] if rule.severity == "warn" else rule.code == was[0]


def changed(rule, severity, was, now):
    """Whether a row that it is about changes so."""
    new, warns = now
    if severity == "refuse":
        return about(rule, was) and new == rule.code
    return about(rule, was) and new == "C00000" and (rule.code in warns) == (severity == "warn")


def differing(name, default, have, right, must):
    """How many verdicts differ: each rightly, and all that must."""
    n = 0
    for at, was in default.items():
        n += have[at] != was
        if must(was) if have[at] == was else not right(was, have[at]):
            WRONG.append("%s: %s「%s」: %s が %s" % ((name,) + at + (was, have[at])))
    if not n:
        WRONG.append("%s: 何も変わらない" % name)
    return n


def one_by_one(d, default, hifuyosha):
    n, codes = 0, [r.code for r in rules()]
    for rule in rules():
        for severity in {"refuse", "warn", "off"} - {rule.severity}:
            if severity == "refuse" and rule.code in AT_END:
                if verdicts(d, rule.name.lower() + "-refuse", '<rule name="%s" severity="refuse"/>' % rule.name) != default:
                    WRONG.append("%s: refuse で判定が変わる" % rule.name)
                continue
            name = "%s-%s" % (rule.name.lower(), severity)
            have = verdicts(d, name, '%s<rule name="%s" severity="%s"/>' % (rule.policy, rule.name, severity))
            n += differing(name, hifuyosha if rule.policy else default, have,
                           lambda was, now, r=rule, s=severity: changed(r, s, was, now),
                           lambda was, r=rule: codes.count(r.code) == 1 and about(r, was))
    return n


def all_at_once(d, default, hifuyosha):
    """The policies."""
    guide = {r.code for r in rules() if r.standing == "S"}
    mine = {r.code for r in rules()} - guide
    n = differing("strict", default, verdicts(d, "strict", '<policy name="rules" value="strict"/>'),
                  lambda was, now: now[0] in was[1].difference(AT_END) and not now[1], lambda was: was[1].difference(AT_END))
    n += differing("guide", default, verdicts(d, "guide", '<policy name="rules" value="guide"/>'),
                   lambda was, now: (was[1] or was[0] in mine) and now == ("C00000", frozenset()),
                   lambda was: was[1] or was[0] in mine)
    n += differing("hifuyosha", default, hifuyosha, lambda was, now: was[1] == {"P40007"} and now[0] == "P40007", lambda was: False)
    n += differing("hihokensha", hifuyosha, verdicts(d, "hihokensha", HIFUYOSHA.replace("hifuyosha", "hihokensha")),
                   lambda was, now: ("P40007" in (was[0], now[0]) and was[0] != now[0]) or
                   ("P40018" in was[1] and now == ("C00000", was[1] - {"P40017", "P40018"})),  # those of the 家族 are not there
                   lambda was: False)
    return n


def by_overlay(default):
    """A refusal that warns, of one kind alone; a warning that refuses; and one that is off from some day."""
    others = "kogakuKaigoGassan shussanIchijikin kazokuShussanIchijikin shussanTeatekin shobyoTeatekin kazokuMaisoryo"
    folder = tempfile.mkdtemp(prefix="chukan-severity-")
    row = '<rule name="%s" code="%s" kinds="%s" standing="P" article="x" severity="%s"%s>x</rule>'
    with open(os.path.join(folder, "rules.xml"), "w", encoding="utf-8") as f:
        f.write("<rules>" + row % ("ketteiMae", "P40013", "maisoryo", "warn", "") +
                row % ("ketteiMae", "P40013", others, "refuse", "") + row % ("shobyoNagai", "P40015", "shobyoTeatekin", "refuse", "") +
                row % ("gassanSoto", "P40005", "kogakuKaigoGassan", "warn", ' from="20150802"') + "</rules>")
    d = desk.Desk("--layout", folder)
    try:
        d.start()
        have = verdicts(d, "overlay", "")
        n = differing("overlay", default, have, lambda was, now: (was[0] == "P40013" and now == ("C00000", frozenset({"P40013"}))) or
                      ("P40015" in was[1] and now[0] == "P40015") or ("P40005" in was[1] and now == ("C00000", frozenset())), lambda was: "P40015" in was[1])
        seen = {c for at, was in default.items() if have[at] != was for c in {was[0]} | was[1]} & {"P40013", "P40015", "P40005"}
        if len(seen) != 3:
            WRONG.append("overlay: 変わったのは %s だけ" % sorted(seen))
    finally:
        d.clean()
        shutil.rmtree(folder, ignore_errors=True)
    return n


def main():
    d = desk.Desk()
    try:
        d.start()
        default, hifuyosha = verdicts(d, "default", ""), verdicts(d, "hifuyosha", HIFUYOSHA)
        n = one_by_one(d, default, hifuyosha) + all_at_once(d, default, hifuyosha) + by_overlay(default)
        if d.stop() != 0:
            WRONG.append("chukand が正常に終わらない")
    finally:
        d.clean()
    for line in WRONG[:60]:
        print("違い: " + line)
    print("規則 %d、行 %d、変わった判定 %d、違い %d" % (len(rules()), len(default), n, len(WRONG)))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
