#!/usr/bin/env python3
# Called by plant.sh. A fault of plants.txt is a piece of source text and what it becomes; white space is of no matter, so that
# it still applies when code moves or is laid out anew. It must stand in its file exactly once, or that is an error.
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PLANTS = os.path.join("tests", "tools", "plants.txt")
NOTICED, OF = 38, 40
READ = {"capture_output": True, "encoding": "utf-8", "errors": "replace"}  # a line may have been cut inside a character


class Wrong(Exception):
    """plants.txt cannot be used as it is."""


class Fault:
    """== NAME: REGEX OF TESTS, a line of what it means, then @ FILE, - what stands there, + what is planted."""

    def __init__(self, head, line):
        self.line = line
        self.name, _, self.tests = (s.strip() for s in head.partition(": "))
        self.means, self.changes = "", []

    def take(self, line):
        kind, text = line[:1], line[2:]
        if kind == "@":
            self.changes.append([text, [], []])
        elif kind in "-+" and self.changes:
            at = self.changes[-1]
            if kind == "-" and at[2]:
                self.changes.append([at[0], [text], []])
            else:
                at[1 if kind == "-" else 2].append(text)
        elif not self.changes:
            self.means = line
        else:
            raise Wrong("%s: %s" % (self.name, line))

    def planted(self, tree):
        """{file: its text with the fault}."""
        out = {}
        if not self.changes:
            raise Wrong("何も植えない")
        for name, old, new in self.changes:
            try:
                text = out.get(name) or open(os.path.join(tree, name), encoding="utf-8").read()
            except OSError as e:
                raise Wrong("%s: %s" % (name, e.strerror))
            found = list(re.finditer(r"\s+".join(re.escape(w) for w in "\n".join(old).split()), text))
            if len(found) != 1:
                raise Wrong("%s に %d か所（1 か所のはず）: %s" % (name, len(found), " ".join(" ".join(old).split())[:80]))
            out[name] = text[:found[0].start()] + "\n".join(new) + text[found[0].end():]
            if " ".join(old).split() == " ".join(new).split():
                raise Wrong("%s: 何も変わらない" % name)
        return out

    def plant(self, tree):
        for name, text in self.planted(tree).items():
            with open(os.path.join(tree, name), "w", encoding="utf-8") as f:
                f.write(text)


def read_faults(path):
    faults = []
    for n, line in enumerate(open(path, encoding="utf-8").read().split("\n"), 1):
        if line.startswith("== "):
            faults.append(Fault(line[3:], n))
        elif line and not line.startswith("# ") and faults:
            faults[-1].take(line)
    names = [f.name for f in faults]
    if len(set(names)) != len(names):
        raise Wrong("同じ名前が二度ある")
    return faults


class Tree:
    """The clone, with one build folder that is kept from fault to fault."""

    def __init__(self, where):
        self.kept = where is not None
        self.path = os.path.abspath(where) if where else tempfile.mkdtemp(prefix="chukan-plant-")
        if os.path.isdir(os.path.join(self.path, ".git")):
            self.git("fetch", "-q", ROOT, "HEAD")
            self.git("checkout", "-q", "-f", "--detach", "FETCH_HEAD")
        else:
            subprocess.run(["git", "clone", "-q", "--no-checkout", ROOT, self.path], check=True)
            head = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], check=True, **READ).stdout.strip()
            self.git("checkout", "-q", "--detach", head)
        self.units = [os.path.join(d, f)[len(self.path) + len("/tests/"):-2]
                      for d, _, files in os.walk(os.path.join(self.path, "tests", "unit"))
                      for f in files if f.startswith("test_") and f.endswith(".c")]

    def git(self, *args):
        subprocess.run(["git", "-C", self.path] + list(args), check=True)

    def clean(self):
        if not self.kept:
            shutil.rmtree(self.path, ignore_errors=True)

    def revert(self):
        self.git("checkout", "-q", "--", ".")

    def build(self, tests):
        """The programs and the unit tests that match; None, or what the compiler says."""
        targets = ["build", "build/release/tests/privacy/scan"] + ["build/release/tests/" + u for u in sorted(self.units) if re.search(tests, u)]
        p = subprocess.run(["make", "--no-print-directory", "-j%d" % (os.cpu_count() or 2)] + targets, cwd=self.path, **READ)
        if p.returncode == 0:
            return None
        return next((l for l in (p.stdout + p.stderr).split("\n") if "error" in l or "***" in l), "make が失敗した")

    def failing(self, tests):
        """The tests that match and fail, each with its last word."""
        env = dict(os.environ, VARIANT="release", TURNS="1")
        p = subprocess.run(["tests/run.sh", tests], cwd=self.path, env=env, **READ)
        lines = re.findall(r"^(ok|NG) +[\d.]+s +[\d.]+s  (\S+)(.*)$", p.stdout, re.M)
        if not lines:
            raise Wrong("どのテストも合わない: %s" % tests)
        return {name: note.strip() for word, name, note in lines if word == "NG"}


def one(tree, fault, already):
    """Noticed by which tests; Wrong when it cannot be planted."""
    try:
        fault.plant(tree.path)
        error = tree.build(fault.tests)
        if error:
            raise Wrong("ビルドできない: %s" % error)
        return sorted(set(tree.failing(fault.tests)) - set(already))
    finally:
        tree.revert()


def run(tree, faults):
    tests = "|".join("(%s)" % t for t in sorted({f.tests for f in faults}))
    print("植えない版を試す: %d 個の欠陥の %s" % (len(faults), tree.path), flush=True)
    error = tree.build(tests)
    if error:
        raise Wrong("植えない版がビルドできない: %s" % error)
    already = tree.failing(tests)
    for name, note in sorted(already.items()):
        print("    植えなくても失敗する（数えない）: %s %s" % (name, note))
    noticed = errors = 0
    for n, fault in enumerate(faults, 1):
        try:
            by = one(tree, fault, already)
            noticed += bool(by)
            text = ", ".join(by[:3]) + (" ほか %d" % (len(by) - 3) if len(by) > 3 else "")
            print("%-3s %2d/%d %s: %s" % ("ok" if by else "NG", n, len(faults), fault.name, text or "気づかれない（%s）" % fault.tests), flush=True)
        except Wrong as e:
            errors += 1
            print("ERR %2d/%d %s: %s" % (n, len(faults), fault.name, e), flush=True)
    print("%d noticed of %d, %d errors" % (noticed, len(faults), errors))
    return 0 if not errors and noticed * OF >= len(faults) * NOTICED else 1


def names_of_tests():
    """As tests/run.sh names them, without the seeds."""
    out = []
    for d, _, files in os.walk(os.path.join(ROOT, "tests")):
        for f in files:
            name, ending = os.path.splitext(os.path.relpath(os.path.join(d, f), os.path.join(ROOT, "tests")))
            out += [name] if ending == ".sh" or (name.startswith("unit/") and f.startswith("test_") and ending == ".c") else []
    return out


def check(faults):
    """What cannot be planted as the tree stands, or has no test that could notice it; nothing is built or written."""
    tests, wrong = names_of_tests(), []
    for f in faults:
        try:
            f.planted(ROOT)
            if not any(re.search(f.tests, t) for t in tests):
                raise Wrong("どのテストも合わない: %s" % f.tests)
        except Wrong as e:
            wrong.append("%s:%d: %s: %s" % (PLANTS, f.line, f.name, e))
    return wrong


def main():
    p = argparse.ArgumentParser(add_help=False)
    p.add_argument("-l", action="store_true")
    p.add_argument("-t")
    p.add_argument("--check", action="store_true")
    p.add_argument("regex", nargs="?", default="")
    a = p.parse_args()
    tree = None
    try:
        faults = [f for f in read_faults(os.path.join(ROOT, PLANTS)) if re.search(a.regex, f.name)]
        if a.l:
            for f in faults:
                print("%s\n    %s\n    %s" % (f.name, f.means, f.tests))
            return 0
        if a.check:
            for line in check(faults):
                print(line)
            return 0
        if not faults:
            raise Wrong("どの欠陥も合わない: %s" % a.regex)
        tree = Tree(a.t)
        return run(tree, faults)
    except Wrong as e:
        print("ERR %s" % e)
        return 2
    finally:
        if tree:
            tree.clean()


if __name__ == "__main__":
    sys.exit(main())
