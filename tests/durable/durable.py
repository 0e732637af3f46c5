#!/usr/bin/env python3
# Called by durable.sh: a chukand under strace, and the order of its system calls. A kill -9 cannot show a lost fsync, because
# the kernel keeps what was written; here the calls themselves are read: what a reply, or a commit, promises was synced
# before it. The order alone is looked at, never the time.
import csv
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, A = "lot2", "06139992"
CALLS = ("execve,openat,open,fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg,sendfile,rename,renameat,renameat2,"
         "ioctl,msync")
SYNC, WRITE = ("fsync", "fdatasync"), ("write", "writev", "pwrite64", "pwritev", "sendfile")
RENAME = ("rename", "renameat", "renameat2")
SEND = ("sendto", "sendmsg", "write", "writev")
STRACE = ["strace", "-f", "-y", "-qq", "-s", "700"]


class Missing(Exception):
    """What was promised is not in the trace."""


def need_strace():
    """strace can follow a process here, or the reason why not."""
    with tempfile.TemporaryDirectory(prefix="chukan-test-") as at:
        out = os.path.join(at, "trace")
        try:
            p = subprocess.run(STRACE + ["-o", out, "-e", "trace=fsync", "true"], capture_output=True, text=True)
        except FileNotFoundError:
            sys.exit("失敗: strace がない（make deps-test で入る）")
        if p.returncode != 0:
            sys.exit("失敗: strace がプロセスを追えない。ptrace の許される環境が要る（コンテナなら --cap-add=SYS_PTRACE）: %s"
                     % p.stderr.strip())


class Traced(desk.Desk):
    """A daemon that strace has started, so that no right beyond that over a child is needed."""

    def __init__(self, *options):
        super().__init__(*options)
        self.trace = os.path.join(self.base, "trace")
        # the leak checker cannot work beside a tracer
        os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"

    def command(self, ready):
        return STRACE + ["-o", self.trace, "-e", "trace=" + CALLS] + super().command(ready)

    @property
    def pid(self):
        """The daemon's own: strace does not hand on what it is sent."""
        with open(self.trace, errors="replace") as f:
            return int(f.readline().split()[0])

    def stop(self, timeout=120):
        os.kill(self.pid, signal.SIGTERM)
        status = self.process.wait(timeout)
        self.process.stdout.close()
        return status


# --- the trace as events ---------------------------------------------------------------------------------------


class Event:
    """One call: its thread, places in the trace where it began and ended, and its text."""

    def __init__(self, tid, name, args, began):
        self.tid, self.name, self.args, self.began, self.ended, self.result = tid, name, args, began, None, None

    def end(self, args, result, at):
        self.args, self.result, self.ended = self.args + args, result, at

    @property
    def path(self):
        """Of the descriptor, or what a rename makes."""
        if self.name.startswith("rename"):
            return self.names()[-1]
        found = re.match(r"(?:AT_FDCWD|\d+)<([^>]*)>", self.args)
        return found.group(1) if found else ""

    def names(self):
        return re.findall(r'"([^"]*)"', self.args)

    def good(self):
        return self.ended is not None and self.result is not None and not self.result.startswith("-1")

    def __str__(self):
        return "%s(%.120s) = %s" % (self.name, self.args, self.result)


def events(path):
    out, open_calls = [], {}
    for at, line in enumerate(open(path, errors="replace")):
        tid, _, text = line.rstrip("\n").partition(" ")
        text = text.lstrip()
        resumed = re.match(r"<\.\.\. (\w+) resumed>(.*)\) += (.*)$", text)
        whole = re.match(r"(\w+)\((.*)\) += (.*)$", text)
        begun = re.match(r"(\w+)\((.*?)(?: *<unfinished \.\.\.>)$", text)
        if resumed and tid in open_calls:
            open_calls.pop(tid).end(resumed.group(2), resumed.group(3), at)
        elif whole or begun:
            found = whole or begun
            e = Event(tid, found.group(1), found.group(2), at)
            out.append(e)
            if whole:
                e.end("", whole.group(3), at)
            else:
                open_calls[tid] = e
    return out


class Trace:
    def __init__(self, path):
        self.all = events(path)

    def some(self, names, path, after=-1, before=float("inf")):
        """Calls that began after a place and were over before another; path: how its path ends, or a pattern."""
        match = path.search if hasattr(path, "search") else lambda p: p.endswith(path)
        return [e for e in self.all if e.name in names and e.began > after and e.good() and e.ended < before and match(e.path)]

    def first(self, what, names, path, after=-1, before=float("inf")):
        found = self.some(names, path, after, before)
        if not found:
            raise Missing("%s: %s %s が、求める順の所にない" % (what, "/".join(names), getattr(path, "pattern", path)))
        return found[0]

    def reply(self, needle):
        """Where the reply with that text begins to go out, and where the one before it did."""
        replies = [e for e in self.all if e.name in SEND and "socket:" in e.path and "HTTP/1.1 " in e.args]
        for before, e in zip([None] + replies, replies):
            if needle in e.args:
                return (before.began if before else -1), e.began
        raise Missing("応答 %s が追跡にない" % needle)

    def synced(self, what, path, after, before):
        """The first write to a file in a span is followed by a sync of it there; answers both."""
        write = self.first("%s（書込み）" % what, WRITE, path, after, before)
        return write, self.first("%s（同期）" % what, SYNC, path, write.ended, before)


# --- what is promised ------------------------------------------------------------------------------------------


def check_register(t):
    """The commit of a registration is in the log, and the log on the disk, before the first byte of its reply."""
    asked, reply = t.reply("registerResponse")
    t.synced("登録のコミット", "gen-1/unyo.db-wal", asked, reply)


def check_upload(t):
    """The bytes, their name, then the receipt, each on the disk before the next; all before the reply."""
    asked, reply = t.reply("uploadResponse")
    named = t.first("受付ファイルの改名", RENAME, re.compile(r"spool/U\w+\.in$"), asked, reply)
    temp = named.names()[0]
    writes = t.some(WRITE, temp, asked, named.began)
    if not writes:
        raise Missing("受付ファイル: 書込みがない")
    t.first("受付ファイルの同期", SYNC, temp, writes[-1].ended, named.began)
    folder = t.first("スプールのフォルダーの同期", SYNC, "gen-1/spool", named.ended, reply)
    write, _ = t.synced("受付のコミット", "gen-1/unyo.db-wal", named.ended, reply)
    if write.began < folder.ended:
        raise Missing("受付のコミット: フォルダーの同期より先に書かれた")


def check_result(t, uketsuke, chunks):
    """The lines of a result file are on the disk before anything of the commit that counts them is in the log."""
    path = "spool/%s-kekka.csv" % uketsuke
    made = t.first("結果ファイルの作成", WRITE, path)
    counted, dirty = 0, None
    for e in [e for e in t.all if e.tid == made.tid and e.began >= made.began and e.good()]:
        if e.name in WRITE and e.path.endswith(path):
            dirty = e
        elif e.name in SYNC and e.path.endswith(path):
            counted, dirty = counted + (dirty is not None), None
        elif dirty and e.name in WRITE + SYNC and e.path.endswith("gen-1/unyo.db-wal"):
            raise Missing("結果ファイル: 行を同期しないままコミットした（%s の次に %s）" % (dirty, e))
    if dirty or counted != chunks:
        raise Missing("結果ファイル: 同期した区切り %d、実際 %d" % (chunks, counted))
    opened = [e for e in t.all if "O_CREAT" in e.args and e.good() and e.result.endswith(path + ">")]
    if not opened or not t.some(SYNC, "gen-1/spool", opened[0].ended, made.began):
        raise Missing("結果ファイル: 名前を同期しないまま行を書いた")
    after = made
    for _ in range(chunks):  # each chunk has a commit of its own
        sync = t.first("行を数えるコミットの同期", SYNC, path, after.began)
        _, after = t.synced("行を数えるコミット", "gen-1/unyo.db-wal", sync.ended, float("inf"))


def check_zip(t, uketsuke, settled):
    """A zip of results is whole and named on the disk before the commit that says 処理完了."""
    named = t.first("結果の zip の改名", RENAME, "spool/%s-kekka.zip" % uketsuke)
    temp = named.names()[0]
    writes = t.some(WRITE, re.compile(re.escape(temp)), -1, named.began)  # its library has a working name of its own
    if not writes:
        raise Missing("結果の zip: 書込みがない")
    t.first("結果の zip の同期", SYNC, temp, writes[-1].ended, named.began)
    folder = t.first("スプールのフォルダーの同期", SYNC, "gen-1/spool", named.ended)
    t.synced("処理完了のコミット", "gen-1/unyo.db-wal", folder.ended, settled)


def check_generation(t, number, until):
    """A generation's databases and their names are on the disk before `current` names it, and that before the reply."""
    world = "worlds/%s" % WORLD
    moved = [e for e in t.some(RENAME, world, -1, until)]  # a world may be made elsewhere
    homes = [world] + [e.names()[0] for e in moved]
    named = sorted((e for home in homes for e in t.some(RENAME, home + "/current", -1, until)), key=lambda e: e.began)
    if len(named) < number:
        raise Missing("current の改名: 期待 %d回以上、実際 %d回" % (number, len(named)))
    named, home = named[number - 1], os.path.dirname(named[number - 1].path)
    writes = t.some(WRITE, named.names()[0], -1, named.began)
    if not writes:
        raise Missing("current: 書込みがない")
    sync = t.first("current の同期", SYNC, named.names()[0], writes[-1].ended, named.began)
    t.first("current のあるフォルダーの同期", SYNC, home, named.ended, until)
    last = -1
    for db in ("unyo", "chukan", "kanri", "gaibu"):
        last = max(last, t.first("%s.db の同期" % db, SYNC, "%s/gen-%d/%s.db" % (home, number, db), -1, sync.began).ended)
    t.first("世代のフォルダーの同期", SYNC, "%s/gen-%d" % (home, number), last, named.began)
    if moved and moved[-1].began > named.began:
        t.first("ワールドのフォルダーの名前の同期", SYNC, "/worlds", moved[-1].ended, until)


def check_question(t):
    """A question to another institution: what NWS did with it is on the disk before the asker's side drops its message, and the
    answer before it is told. The drop itself need not be: it would be done again."""
    before, told = t.reply("requestResponse")[0], t.reply("getResultResponse xmlns=\\\"urn:chukan:shokai")[1]
    _, asked = t.synced("照会のコミット", "gen-1/chukan.db-wal", before, told)  # its reply may go out later than the message
    write, sync = t.synced("照会の送達", "gen-1/gaibu.db-wal", asked.ended, told)
    if t.some(WRITE, "gen-1/chukan.db-wal", write.began, sync.ended):
        raise Missing("照会の送達: 同期する前に送り手が電文を消した")
    t.synced("回答のコミット", "gen-1/chukan.db-wal", sync.ended, told)


# --- the run ---------------------------------------------------------------------------------------------------


def zipped(*contents):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for i, content in enumerate(contents):
            z.writestr("k%d.csv" % i, content)
    return out.getvalue()


def run(d):
    """One of each, with nothing under way in between; answers what the checks have to know."""
    d.start()
    who = desk.Caller(d, A, WORLD)
    d.settle(WORLD)
    who.ok("kanyusha", "register", desk.person(1, desk.kojin_bango(1)))
    d.settle(WORLD)
    bulk = who.ok("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "k.csv"), (
        "naiyo", desk.base64.b64encode(desk.kanyusha_rows(3500, 3, "cp932")).decode())]).get("uketsukeBango")
    d.settle(WORLD)
    packed = who.upload("kanyushaToroku", "k.zip", zipped(desk.kanyusha_rows(20, 4, "cp932"), desk.kanyusha_rows(20, 5, "cp932")))
    d.settle(WORLD)
    for uketsuke in (bulk, packed.get("uketsukeBango")):
        state = who.ok("file", "getStatus", [("uketsukeBango", uketsuke)])
        if state.get("jotai") != "処理完了":
            raise Missing("ファイル %s: 期待 処理完了、実際 %s" % (uketsuke, state.get("jotai")))
    resident = next(r for r in csv.DictReader(open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8")))
    edaban = who.ok("kanyusha", "register", desk.person(2, resident["kojin_bango"])).get("edaban")
    d.approve(WORLD)
    d.settle(WORLD)
    bango = who.ok("shokai", "request", [("edaban", edaban), ("teikyoKikan", "9903002539729304"), ("jimuCode", "JM00000000000003"),
                                         ("tokuteiKojinJohoCode", "TM00000000000002")]).get("shokaiBango")
    who.ok("shokai", "getResult", [("shokaiBango", bango)])
    status, answer = d.control("POST", "/_sim/worlds/%s/reset" % WORLD, {})
    if status != 200 or answer.get("generation") != 2:
        raise Missing("reset: 期待 世代 2、実際 %s %s" % (status, answer))
    who.close()
    if d.stop() != 0:
        raise Missing("SIGTERM の後の終了コード: 期待 0")
    return bulk, packed.get("uketsukeBango")


def main():
    need_strace()
    d = Traced()
    failed = passed = 0
    try:
        bulk, packed = run(d)
        t = Trace(d.trace)
        if len(sys.argv) > 1:  # to look at what a check has seen
            os.replace(d.trace, sys.argv[1])
        reset = t.reply('\\"generation\\":2')[1]
        for name, check in (("登録", lambda: check_register(t)), ("受付", lambda: check_upload(t)),
                            ("結果ファイル", lambda: check_result(t, bulk, 3)), ("結果の zip", lambda: check_zip(t, packed, reset)),
                            ("他の機関への照会", lambda: check_question(t)),
                            ("最初の世代", lambda: check_generation(t, 1, t.reply("registerResponse")[1])),
                            ("reset", lambda: check_generation(t, 2, reset))):
            try:
                check()
                passed += 1
                print("ok  %s" % name)
            except Missing as e:
                failed += 1
                print("NG  %s: %s" % (name, e))
    except Exception:
        print(open(d.log, errors="replace").read()[-3000:])
        raise
    finally:
        d.clean()
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
