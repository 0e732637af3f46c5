#!/usr/bin/env python3
# Every row of schema/rules.xml is met by a step of the stories, and its severity decides: under overlay folders whose rules.xml says
# refuse, warn or off throughout, that step is refused, warned of or let pass, by link file, by SOAP and by `chukan check`. Called by rules.sh.
import os
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import story  # noqa: E402
from tables import AT_END, IN_REPLY, Lot, Tables, desk  # noqa: E402
from ways import NOT_JUDGED, Files, Soap, World, offline, wanted  # noqa: E402

RULES = os.path.join(desk.ROOT, "schema", "rules.xml")
# Rules that only hold under a policy: its name and value, and a story whose rows then break them.
POLICIES = {"kazokuChigai": ("kazokuKyufu", "hifuyosha", "S91")}
# Rules that `chukan check` cannot judge while they refuse, and why.
NOT_OFFLINE = {"shikakuSaki": "資格情報 may have been sent in a file that was not given"}


def overlay(severity):
    """A folder whose rules.xml gives all rules that severity."""
    folder = tempfile.mkdtemp(prefix="chukan-rules-")
    tree = ET.parse(RULES)
    for r in tree.getroot():
        r.set("severity", severity)
    tree.write(os.path.join(folder, "rules.xml"), encoding="utf-8", xml_declaration=True)
    return folder


def met_by(tables, name, code, policy):
    """Places of the steps that break the rule before any other is broken in their story: what comes after stands on other ground
    when they get another verdict."""
    stories = [policy[2]] if policy else [r["id"] for r in tables.stories if name in r["kisoku"].split()]
    first = {}
    for n, s in enumerate(tables.steps):
        if s.keikoku or s.code != "C00000":
            first.setdefault(s.id, n)
    at = [first[i] for i in stories if i in first]
    return [n for n in at if code in tables.steps[n].keikoku + [tables.steps[n].code]]


def verdict(severity, name, code, v, way):
    """What is wrong with the verdict of a row that breaks the rule; None: nothing."""
    cannot = way == "offline" and severity == "refuse" and name in NOT_OFFLINE
    if cannot or v.bun == NOT_JUDGED:
        return None if cannot == (v.bun == NOT_JUDGED) else "%s（NOT_OFFLINE と合わない）" % (v.bun or v.code)
    severity = "warn" if severity == "refuse" and code in IN_REPLY else severity  # nothing is left to refuse
    want = {"refuse": (code, False), "warn": ("C00000", True), "off": ("C00000", False)}[severity]
    if severity == "warn" and v.kisoku is not None and code in v.keikoku and name not in v.kisoku:
        return "期待 規則 %s、実際 %s" % (name, " ".join(v.kisoku))
    return None if (v.code, code in v.keikoku) == want else "期待 %s%s、実際 %s" % (want[0], " " + code if want[1] else "",
                                                                                " ".join([v.code] + v.keikoku))


class Under:
    """The stories under one overlay."""

    def __init__(self, tables, lot, severity, folder):
        self.tables, self.lot, self.severity, self.folder = tables, lot, severity, folder
        self.wrong, self.held = [], 0

    def judge(self, rules, way, told):
        for name, code, steps in rules:
            for n in steps:
                s = self.tables.steps[n]
                if (code in AT_END and code not in IN_REPLY and self.severity == "refuse") or (s.keikoku and code not in wanted(s, way)):
                    continue  # found when the file has ended; or of a value that no message carries
                if self.severity == "refuse" and told[n].code in s.keikoku and told[n].code != code:
                    self.held += 1
                    continue  # the row breaks two rules, and the first of them has refused it
                wrong = verdict(self.severity, name, code, told[n], way)
                self.held += not wrong
                if wrong:
                    self.wrong.append("%s を %s: %s 段%d %s: %s  %s" % (name, self.severity, s.id, s.dan, story.WAYS[way], wrong, told[n].bun or ""))

    def play(self, daemon, way, rules, fixture):
        world = World(daemon, "%s-%s" % (fixture, way), self.tables, self.lot, fixture)
        player = Files(world, self.folder) if way == "file" else Soap(world)
        number, told = {id(s): n for n, s in enumerate(self.tables.steps)}, {}
        for day, dan, steps, _ in self.tables.batches(self.lot.start):
            world.begin(day)
            own = [(number[id(s)], s) for s in steps if s.michi in ("", way)]
            told.update(player.batch(dan, own) if way == "file" else player.batch(own))
        world.close()
        self.judge(rules, way, told)
        if way == "file":
            place = ("--layout", self.place, "--fixtures", daemon.fixtures, "--world", fixture)
            self.judge(rules, "offline", offline(player, self.lot, place))
            self.wrong += ["%s ファイルの終わり %s: 期待 %s、実際 %s" % (self.severity, os.path.basename(p), a, b) for p, a, b in player.differing]

    def run(self, usual, special):
        place = self.place = overlay(self.severity)
        d = story.start(self.lot, ("--layout", place), [(name.lower(), POLICIES[name][:2]) for name, _, _ in special])
        try:
            for way in ("file", "soap"):
                self.play(d, way, usual, os.path.basename(self.lot.folder))
                for name, code, steps in special:
                    self.play(d, way, [(name, code, steps)], name.lower())
            if d.stop() != 0:
                self.wrong.append("chukand が正常に終わらない")
        finally:
            d.clean()
            shutil.rmtree(place, ignore_errors=True)


def main():
    tables, lot = Tables(), Lot(2)
    # those of 配信マスター: tests/master; of 接続申請, which no row breaks: unit/service/test_shinsei, tests/kanri; of check --edaban,
    # which no daemon looks at: tests/check/edaban
    rows = [(r.get("name"), r.get("code")) for r in ET.parse(RULES).getroot()
            if not r.get("name").startswith("master") and r.get("kinds") not in ("setsuzoku", "edabanKakunin")]
    met = [(name, code, met_by(tables, name, code, POLICIES.get(name))) for name, code in dict.fromkeys(rows)]
    wrong = ["%s（%s）に触れる行がない" % (name, code) for name, code, steps in met if not steps]
    known = {name for name, _ in rows}
    wrong += ["%s: rules.xml にない規則 %s" % (r["id"], x) for r in tables.stories for x in r["kisoku"].split() if x not in known]
    held = 0
    for severity in ("refuse", "warn", "off"):
        folder = tempfile.mkdtemp(prefix="chukan-story-")
        under = Under(tables, lot, severity, folder)
        under.run([m for m in met if m[0] not in POLICIES], [m for m in met if m[0] in POLICIES])
        shutil.rmtree(folder, ignore_errors=True)
        wrong, held = wrong + under.wrong, held + under.held
    for line in wrong[:100]:
        print("違い: " + line)
    print("規則 %d、重さを変えた判定 %d が期待のとおり、違い %d" % (len(met), held, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
