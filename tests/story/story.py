#!/usr/bin/env python3
# The stories of fixtures/common/stories*.csv played three ways, each from an empty world: by link file, by SOAP where an operation
# exists, and offline by `chukan check` over the very files. Code and warnings of every row must be as the tables say, and so must
# what can be seen afterwards. Called by story.sh. Usage: story.py [--lot 2|3] [--all] [--write DIR] [S01 …]
import argparse
import csv
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from seen import seen  # noqa: E402
from tables import Lot, Rules, Tables, Told, desk  # noqa: E402
from ways import Files, Soap, World, offline, unknown_columns, wanted  # noqa: E402

WAYS = {"file": "ファイル", "soap": "電文", "offline": "check"}


def agrees(step, way, v, rules):
    """Whether the verdict is what the step wants: the code, and of what is taken all warnings and no other, each by its rule."""
    code = v.code.startswith(step.code[:-1]) if step.code.endswith("*") else v.code == step.code
    if not code or step.code != "C00000":
        return code and not v.keikoku
    want = wanted(step, way)
    return sorted(v.keikoku) == sorted(want) and (v.kisoku is None or sorted(v.kisoku) == rules.of(step.shubetsu, want))


class Play:
    def __init__(self, tables, lot, folder):
        self.tables, self.lot, self.folder, self.rules = tables, lot, folder, Rules()
        self.wrong, self.same = [], dict.fromkeys(WAYS, 0)

    def step(self, way, step, v, kinds):
        if agrees(step, way, v, self.rules):
            self.same[way] += 1
            return
        lack = "列 %s がない" % " ".join(kinds) if kinds else ""
        self.wrong.append("%s 段%d %s %s %s %s: 期待 %s、実際 %s  %s" %
                          (step.id, step.dan, WAYS[way], step.hokensha, step.shubetsu, step.hito, " ".join([step.code] + wanted(step, way)),
                           " ".join([v.code] + v.keikoku + (v.kisoku or [])), lack or (v.bun or "")[:110]))

    def kekka(self, way, world, rows):
        for k in rows:
            if k.michi not in ("", way):
                continue
            have = seen(world, k)
            if have == k.atai:
                self.same[way] += 1
            else:
                self.wrong.append("%s 段%d %s %s %s %s: 期待 %s、実際 %s" % (k.id, k.dan, WAYS[way], k.hokensha, k.nani, k.hito, k.atai, have))

    def world(self, daemon, way):
        """Plays all batches in a world of the way's own."""
        world = World(daemon, "hanashi-" + way, self.tables, self.lot)
        player = Files(world, self.folder) if way == "file" else Soap(world)
        number = {id(s): n for n, s in enumerate(self.tables.steps)}
        for day, dan, steps, kekka in self.tables.batches(self.lot.start):
            world.begin(day)
            own = [(number[id(s)], s) for s in steps if s.michi in ("", way)]
            lacks = {n: unknown_columns(s, world) for n, s in own if s.shubetsu != "fugo"}
            told = player.batch(dan, own) if way == "file" else player.batch(own, kekka)
            for n, s in own:
                self.step(way, s, told[n], lacks.get(n))
            if way == "soap" and player.states != player.lasting:
                self.wrong.append("段%d %s お知らせの警告: 期待 %s、実際 %s" % (dan, day, sorted(player.lasting), sorted(player.states)))
            self.kekka(way, world, kekka)
        world.close()
        return player

    def run(self, daemon):
        files = self.world(daemon, "file")
        self.world(daemon, "soap")
        for n, v in sorted(offline(files, self.lot).items()):
            self.step("offline", self.tables.steps[n], v, None)
        self.wrong += ["ファイルの終わり %s: 期待 %s、実際 %s" % (os.path.basename(path), want, have) for path, want, have in files.unwanted + files.differing]


def start(lot, options=(), special=()):
    """A daemon. special: (name, …) of fixtures more, the lot's under a policy of rules.py."""
    d = desk.Desk(*options)
    worlds = os.path.join(d.fixtures, "worlds")
    place = os.path.join(worlds, os.path.basename(lot.folder))
    for name, policy in special:
        shutil.copytree(place, os.path.join(worlds, name))
        with open(os.path.join(worlds, name, "world.xml"), encoding="utf-8") as f:
            text = f.read()
        with open(os.path.join(worlds, name, "world.xml"), "w", encoding="utf-8") as f:
            f.write(text.replace("<progress ", '<policy name="%s" value="%s"/>\n  <progress ' % policy, 1))
    return d.start()


def write(tables, lot, folder):
    """The link files of the file way, as templates of a scenario (fill): {eda:整理番号} stands for a 枝番. With them naiyo.csv: in
    which order and at which clock they are sent, and what each row must get."""
    told, first, list_of = Told(tables, lot), {}, []
    for nth, (day, dan, steps, _) in enumerate(tables.batches(lot.start), 1):
        groups = {}
        for s in steps:
            if s.michi in ("", "file") and s.shubetsu != "fugo":
                groups.setdefault((s.hokensha, s.shubetsu), []).append(s)
        for (insurer, kind), members in groups.items():
            name, rows = "%02d-%s-%s.tmpl.csv" % (nth, kind, insurer), []
            for n, s in enumerate(members, 1):
                who = (s.id, s.hito, insurer)
                rows.append(told.row(s, lot.columns(kind, day), "{eda:%s}" % first.get(who, "")))
                if rows[-1].get("seiriBango") and s.code == "C00000":
                    first.setdefault(who, rows[-1]["seiriBango"])
                list_of.append([name, day, n, s.id, s.hito, s.code, " ".join(s.keikoku)])
            with open(os.path.join(folder, name), "wb") as f:
                f.write(lot.file(insurer, kind, day, rows))
    with open(os.path.join(folder, "naiyo.csv"), "w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows([["file", "tokei", "gyo", "id", "hito", "code", "keikoku"]] + list_of)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--lot", type=int, default=2, choices=(2, 3))
    p.add_argument("--all", action="store_true", help="every difference, not only the first 60")
    p.add_argument("--write", metavar="DIR", help="only write the link files, as templates")
    p.add_argument("id", nargs="*")
    a = p.parse_args()
    tables, lot = Tables(a.id), Lot(a.lot)
    if a.write:
        os.makedirs(a.write, exist_ok=True)
        write(tables, lot, a.write)
        return 0
    folder = tempfile.mkdtemp(prefix="chukan-story-")
    play, d = Play(tables, lot, folder), start(lot)
    try:
        play.run(d)
        if d.stop() != 0:
            play.wrong.append("chukand が正常に終わらない")
    finally:
        d.clean()
        shutil.rmtree(folder, ignore_errors=True)
    for line in play.wrong if a.all else play.wrong[:60]:
        print("違い: " + line)
    print("話 %d、行と結果 %s が期待のとおり、違い %d" %
          (len(tables.stories), "・".join("%s %d" % (WAYS[w], n) for w, n in play.same.items()), len(play.wrong)))
    return 1 if play.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
