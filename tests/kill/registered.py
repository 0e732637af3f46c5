#!/usr/bin/env python3
# Called by registered.sh: the sequences of tests/order that leave out nothing that is registered, run undisturbed and again while the
# daemon is killed with SIGKILL behind each fourth reply or answer of an operator action. Proves DESIGN 2.3 of every operation, file,
# message and operator action: what was acknowledged is there, so all replies, result files and digests are the same.
# Usage: registered.py [PLACE]   (which of the four, 0 to 3: together they are all)
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "tools"), os.path.join(HERE, "..", "order")]
import desk  # noqa: E402
import every  # noqa: E402
import play  # noqa: E402
import registry  # noqa: E402

BUSY = 0.2  # of the files that keep the world at work
EVERY, PLACE = 4, 2


class Play(play.Play):
    busy = BUSY
    place = None  # None: nothing is killed
    kills = n = 0

    def struck(self):
        """The reply has come. What it has set going goes on where it was when the daemon is there again."""
        self.n += 1
        if self.n % EVERY == self.place:
            for c in self.callers.values():
                c.close()
            self.d.look()
            self.d.kill()
            self.d.start()
            Play.kills += 1

    def call(self, *args, **more):
        r = super().call(*args, **more)
        self.struck()
        return r

    def upload(self, *args):
        number = super().upload(*args)
        self.struck()
        return number

    def operate(self, *args, **more):
        answer = super().operate(*args, **more)
        self.struck()
        return answer


def run(fixtures, place):
    """{sequence: its sum, or what was wrong}, and the desk."""
    d = desk.Desk("--check-invariants", fixtures=fixtures)
    Play.place = place
    found = {}
    try:
        d.start()
        for world, sequence in every.SEQUENCES:
            p = Play(d, world)
            try:
                sequence(p)
                found[sequence.__name__] = p.end()
            except play.Wrong as e:
                found[sequence.__name__] = str(e)
        if d.stop() != 0:
            found["exit"] = "終了コード"
        log = [l for l in open(d.log, errors="replace") if "invariant" in l or "BUG" in l]
        found.update({"log": log[0]} if log else {})
    finally:
        d.clean()
    return found, d


def main():
    place = int(sys.argv[1]) if len(sys.argv) > 1 else PLACE
    base = tempfile.mkdtemp(prefix="chukan-kill-")
    try:
        fixtures = play.fixtures(base)
        (calm, d), (shaken, _) = run(fixtures, None), run(fixtures, place)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    wrong = registry.missing("kill", d) + ["%s: 乱さないと %s、落とすと %s" % (k, calm.get(k), shaken.get(k)) for k in sorted(set(calm) | set(shaken))
                                          if calm.get(k) != shaken.get(k) or len(calm[k]) != 64]
    print("kills: %d" % Play.kills)
    for w in wrong[:40]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong or not Play.kills else 0


if __name__ == "__main__":
    sys.exit(main())
