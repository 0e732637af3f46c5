# The part "snapshot" of the bench: what saving and restoring a world costs beside cp of the same files, and what another
# world notices of it. Called by bench.py, whose helpers are `b`.
import os
import shutil
import subprocess
import threading
import time

import desk

EVERY = 2.0
SAVE, RESTORE = ("", {"name": "s"}), ("/s/restore", {})


def ask(d, b, path, body):
    """Saves or restores; answers milliseconds, as whoever asked has to wait."""
    began = time.monotonic()
    status, answer = d.control("POST", "/_sim/worlds/%s/snapshots%s" % (b.WORLD, path), body, 600)
    if status != 200:
        raise desk.Broken("snapshot: %s %s" % (status, answer))
    return (time.monotonic() - began) * 1000


def folder(d, b):
    return os.path.join(d.data, "worlds", b.WORLD, "snapshots", "s")


def cp(source, to, durable):
    """Milliseconds of cp -r; durable: and of one fsync for every file and folder of it, as a snapshot is when it is answered."""
    began = time.monotonic()
    subprocess.run(["cp", "-r", source, to], check=True)
    if durable:
        for path in [os.path.join(p, f) for p, _, files in os.walk(to) for f in files + ["."]] + [os.path.dirname(to)]:
            fd = os.open(path, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)
    took = (time.monotonic() - began) * 1000
    shutil.rmtree(to)
    return took


def turns(names, n):
    return names[n % len(names):] + names[:n % len(names)]


def pairs(b, place, d, size, count):
    """Save and restore beside cp of the same files, in changing order; before each, nothing is left to be written, and the
    folder for the next reset lies ready."""
    spare = os.path.join(place.base, "cp")
    ask(d, b, *SAVE)
    works = {"save": lambda: ask(d, b, *SAVE), "restore": lambda: ask(d, b, *RESTORE),
             "cp": lambda: cp(folder(d, b), spare, True), "plain": lambda: cp(folder(d, b), spare, False)}
    took = {w: [] for w in works}
    for n in range(count):
        for w in turns(list(works), n):
            rest(d, b)
            took[w].append(works[w]())
    mb = sum(os.path.getsize(os.path.join(p, f)) for p, _, files in os.walk(folder(d, b)) for f in files) / 1e6
    for w, what in (("save", "保存"), ("restore", "復元")):
        ratio = b.median([m / c for m, c in zip(took[w], took["cp"])])
        b.row("スナップショットの%s（%s, %.1f MB）" % (what, size, mb), "1.5 × cp -r と fsync", "%.1f ms" % b.median(took[w]),
              "%.1f ms（fsync なし %.1f ms）" % (b.median(took["cp"]), b.median(took["plain"])), "%.2f" % ratio, ratio <= 1.5)
    return b.median(took["restore"])


def rest(d, b):
    d.settle(b.WORLD)
    time.sleep(0.3)
    os.sync()


class Again(threading.Thread):
    """Does something beside a measurement, again and again, but no oftener than every EVERY seconds: what takes longer is
    not to seem the gentler for it."""

    def __init__(self, work):
        super().__init__()
        self.work, self.ends, self.times, self.broken = work, threading.Event(), 0, None
        self.start()

    def run(self):
        try:
            while not self.ends.is_set():
                began = time.monotonic()
                self.work()
                self.times += 1
                self.ends.wait(EVERY - time.monotonic() + began)
        except Exception as e:  # raised by end(), for whoever waits
            self.broken = e

    def end(self):
        self.ends.set()
        self.join()
        if self.broken:
            raise self.broken
        return self.times


def beside(b, place, d, people):
    """Reads of another world while this one is saved and restored, and while cp copies the same files."""
    spare = os.path.join(place.base, "cp")
    works = {"保存と復元": lambda: (ask(d, b, *SAVE), ask(d, b, *RESTORE)),
             "cp と fsync": lambda: (cp(folder(d, b), spare, True), cp(folder(d, b), spare, True)),
             "cp": lambda: (cp(folder(d, b), spare, False), cp(folder(d, b), spare, False)),
             "何もしない": lambda: None}
    took = {w: [] for w in works}
    for n in range(2 * b.RUNS):
        for w in turns(list(works), n):
            os.sync()
            again = Again(works[w])
            try:
                r = b.helper("load", "rireki", d.ports["plain"], 16, 60000, people, b.A, LOAD_WORLD="yoso")
            finally:
                times = again.end()
            took[w].append((r[2], r[4] / 1000))
            b.note("%s（%d 回）: ほかのワールドの照会 %.0f /秒, 99%% %.2f ms" % ((w, times) + took[w][-1]))
    ours, base = took["保存と復元"], took["cp と fsync"]
    ratio = b.median([c[0] / s[0] for s, c in zip(ours, base)])
    late = b.median([s[1] / c[1] for s, c in zip(ours, base)])
    cells = {w: "%.0f /秒, 99%% %.2f ms" % tuple(b.median(x) for x in zip(*took[w])) for w in works}
    b.row("ほかのワールドの照会（保存と復元を繰り返す間）", "cp -r と fsync の間の 1.1 倍の時間", cells["保存と復元"],
          "%s（fsync なし %s、静かなとき %s）" % (cells["cp と fsync"], cells["cp"], cells["何もしない"]), "%.2f, 99%% %.2f" % (ratio, late), max(ratio, late) <= 1.1)


def part(b, place):
    people = 10000
    d = place.desk("snapshot").start()
    restored = pairs(b, place, d, "初期データだけ", 7 * b.RUNS)
    resets = []
    for _ in range(7 * b.RUNS):
        rest(d, b)
        resets.append(b.reset(d))
    b.row("復元（初期データだけ, 静かなとき）", "10 ms", "%.2f ms" % restored, "", "", restored <= 10)
    b.row("リセット（静かなとき）", "10 ms", "%.2f ms" % b.median(resets), "", "", b.median(resets) <= 10)
    b.upload(d, place.rows(300000)[1])
    pairs(b, place, d, "300,000 人", 2 * b.RUNS)
    if d.control("POST", "/_sim/worlds", {"name": "yoso", "fixture": b.WORLD})[0] != 200:
        raise desk.Broken("no world yoso")
    b.upload(d, place.rows(people)[1], "yoso")
    beside(b, place, d, people)
    d.stop()
