#!/usr/bin/env python3
# The Japanese of items, wants and haves of errors: each literal that can get into one, by the flow of the code, with what server/base/english
# makes of it. A call counts whose argument ends in diag_set and its like, directly or through functions of ours that hand it on.
# Usage: english.py [FOLDER…]      what has no English, FILE:LINE: text; and the rows that the code no longer says: exit 1
#        english.py --all          each literal with its English
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
JAPANESE = re.compile("[ぁ-ヿ一-鿿々〆（「]")
# Arguments that a person reads: of each function that all begins with.
SINKS = {"diag_set": {2, 3, 4}, "diag_str": {2, 3}, "diag_setf": {2, 3, 4}, "diag_want": {2, 3, 4}}
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[A-Za-z_]\w*|\d[\w.]*|->|[<>=!]=|&&|\|\||[^\s\w]', re.S)
WRITES = re.compile(r"^(snprintf|strcpy|buf_\w+|str_\w+|words_shown|stpcpy|memcpy|vsnprintf)$")
NOT_CALLS = {"if", "while", "for", "switch", "return", "sizeof", "defined", "__attribute__", "strcmp", "strlen", "strncmp", "strstr", "memcmp", "str_is", "str_eq",
             "str_of", "words_have", "strchr", "FIELD_TEXT", "strspn", "strcspn", "xml_attr", "xml_is", "xml_first", "xml_next", "log_line", "world_say"}


# Where all that is said is told to people, by a buffer or struct of its own whose way is not followed.
WHOLE = re.compile("^server/(base/pattern|soap/(parse|invalid|content|media|envelope)|http/(tls_peer|guard|origin|handshake)|file/form/(xml_rows|reader_split)|"
                   "file/layout/(character|judge|judge_hint|judge_text|judge_value|codemap)|world/fixture/(columns|kanri_words)|service/kanri/(kanri_kanrisha|(access_group|busho|gyomu_code|role|system|user)_toroku))\\.c$")
ENGLISH = {"tr", "lang_tr", "log_line", "world_say", "say_failed", "say_usage"}  # have it themselves


class Token(str):
    place = ""


def sources(folders):
    for folder in folders:
        for at, _, names in os.walk(os.path.join(ROOT, folder)):
            yield from (os.path.join(at, n) for n in sorted(names) if n.endswith((".c", ".h")))


def tokens(text, path=""):
    line, last = 1, 0
    text = re.sub(r"^[ \t]*#[ \t]*(?:\\\n|[^\n])*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.M)
    for m in TOKEN.finditer(text):
        line += text.count("\n", last, m.start())
        last = m.start()
        if not m.group(0).startswith(("//", "/*")):
            t = Token(m.group(0))
            t.place = "%s:%d" % (path, line)
            yield t


def unquote(s):
    return re.sub(r'\\(x[0-9A-Fa-f]+|[0-7]{1,3}|.)', lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), s[1:-1], flags=re.S)


def closes(t, i):
    """The place of what closes the bracket at i."""
    depth = 0
    for j in range(i, len(t)):
        if t[j] in ("(", "[", "{"):
            depth += 1
        elif t[j] in (")", "]", "}"):
            depth -= 1
            if not depth:
                return j
    return len(t) - 1


def split(t):
    """The arguments of a call, without its brackets."""
    out, depth = [[]], 0
    for x in t:
        depth += x in ("(", "[", "{")
        depth -= x in (")", "]", "}")
        if x == "," and not depth:
            out.append([])
        else:
            out[-1].append(x)
    return out


class Function:
    def __init__(self, file, name, params, body, text):
        self.file, self.name, self.params, self.body, self.text = file, name, params, body, text
        self.sinks = set()


class File:
    def __init__(self, path):
        text = open(path, encoding="utf-8").read()
        self.path = os.path.relpath(path, ROOT)
        self.functions, self.tables = {}, {}
        t = list(tokens(text, self.path))
        i, begin = 0, 0
        while i < len(t):
            if t[i] == ";":
                begin = i + 1
            elif t[i] == "(" and "=" not in t[begin:i]:
                i = closes(t, i)
            elif t[i] == "{":
                end = closes(t, i)
                head = t[begin:i]
                eq = head.index("=") if "=" in head else -1
                if eq >= 0:  # a table
                    name = next((x for k, x in reversed(list(enumerate(head[:eq]))) if re.match(r"[A-Za-z_]", x) and head[k + 1:k + 2] != ["]"]), None)
                    if name:
                        self.tables[name] = t[i:end + 1]
                elif ")" in head and "(" in head:
                    k = head.index("(")
                    params = [self.param(p) for p in split(head[k + 1:closes(head, k)])]
                    self.functions[head[k - 1]] = Function(self, head[k - 1], params, t[i:end + 1], "char" in head[:k])
                    begin = end + 1
                i = end
            i += 1
        # one literal is enough: const char *const x = "…";
        for k in range(len(t) - 2):
            if t[k + 1] == "=" and t[k + 2].startswith('"'):
                name = t[k - 2] if t[k] == "]" else t[k]
                end = next((n for n in range(k + 2, len(t)) if not t[n].startswith('"')), k + 2)
                self.tables.setdefault(name, t[k + 2:end])


    @staticmethod
    def param(p):
        """Its name, when it is a text or says what is wrong; else ""."""
        names = [x for x in p if re.match(r"[A-Za-z_]", x)]
        return names[-1] if "char" in names or "str" in names or "words_refusal" in names else ""


class Code:
    def __init__(self, folders):
        self.files = [File(p) for p in sources(folders)]
        self.macros = {}
        for p in sources(folders):
            for m in re.finditer(r'^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+((?:\\\n|[^\n])*)', open(p, encoding="utf-8").read(), re.M):
                self.macros.setdefault(m.group(1), list(tokens(m.group(2).replace("\\\n", " "))))
        self.everywhere = {}
        for f in self.files:
            for name, fn in f.functions.items():
                if not name.startswith("S_"):
                    self.everywhere.setdefault(name, fn)
        self.spread()

    def find(self, file, name):
        return file.functions.get(name) or (None if name.startswith("S_") else self.everywhere.get(name))

    def sinks_of(self, file, name):
        if name in SINKS:
            return SINKS[name]
        fn = self.find(file, name)
        return fn.sinks if fn else ()

    @staticmethod
    def calls(body):
        for i in range(len(body) - 1):
            if body[i + 1] == "(" and re.match(r"[A-Za-z_]", body[i]) and body[i] not in ("if", "while", "for", "switch", "return", "sizeof"):
                yield body[i], i, split(body[i + 2:closes(body, i + 1)])

    def spread(self):
        """Which arguments of our functions end in one of those of SINKS."""
        moved = True
        while moved:
            moved = False
            for f in self.files:
                for fn in f.functions.values():
                    for name, _, args in self.calls(fn.body):
                        for at in self.sinks_of(f, name):
                            for arg in args[at:] if at == 4 and name == "diag_setf" else args[at:at + 1]:
                                reach = self.names(fn, arg)
                                for k, p in enumerate(fn.params):
                                    if p and p in reach and k not in fn.sinks:
                                        fn.sinks.add(k)
                                        moved = True

    def names(self, fn, arg):
        """The identifiers that the value of arg is made of, within the function."""
        seen, todo = set(), [arg]
        while todo:
            e = todo.pop()
            for k, x in enumerate(e):
                if not re.match(r"[A-Za-z_]", x) or x in seen or (k and e[k - 1] in (".", "->")) or e[k + 1:k + 2] == ["("]:
                    continue
                seen.add(x)
                todo += self.given(fn, x)
        return seen

    @staticmethod
    def given(fn, name):
        """What a local is set to: expressions."""
        b, out = fn.body, []
        for k in range(len(b) - 1):
            if b[k] == name and (k == 0 or b[k - 1] not in (".", "->")):
                j = k + 1
                while b[j:j + 1] == ["["]:
                    j = closes(b, j) + 1
                if b[j:j + 1] == ["="]:
                    e, depth = j + 1, 0
                    while e < len(b) and not (depth == 0 and b[e] in (";", ",", ")")):
                        depth += b[e] in ("(", "[", "{")
                        depth -= b[e] in (")", "]", "}")
                        e += 1
                    out.append(b[j + 1:e])
            if b[k + 1] == "(" and WRITES.match(b[k]):
                args = split(b[k + 2:closes(b, k + 1)])
                if args and args[0] and name in args[0][:3] and args[0][0] in ("&", name):
                    out += args[1:]
        return out

    def literals(self, fn, arg, seen=None):
        """(FILE:LINE, text) of what can stand in the argument."""
        seen = set() if seen is None else seen
        k = 0
        while k < len(arg):
            x = arg[k]
            if x.startswith('"') or (x in self.macros and self.macros[x] and any(y.startswith('"') for y in self.macros[x])
                                     and all(y.startswith('"') or y in self.macros for y in self.macros[x])):
                text, place = "", x.place
                while k < len(arg) and (arg[k].startswith('"') or arg[k] in self.macros):
                    text += self.flat(arg[k])
                    k += 1
                if not (k < len(arg) and arg[k] == ")" and self.compared(arg, k)):
                    yield place, text
                continue
            if re.match(r"[A-Za-z_]", x) and not (k and arg[k - 1] in (".", "->")):
                if arg[k + 1:k + 2] == ["("]:
                    inner = self.find(fn.file, x) if fn else None
                    if x in NOT_CALLS:
                        k = closes(arg, k + 1)
                    elif inner and inner.text and (fn.file, x) not in seen:
                        seen.add((fn.file, x))
                        yield from self.returned(inner, seen)
                elif fn and x not in seen and not self.no_text(arg, k):
                    seen.add(x)
                    here = False
                    for e in self.given(fn, x):
                        here = True
                        yield from self.literals(fn, e, seen)
                    table = fn.file.tables.get(x)
                    if table and not here:
                        yield from self.literals(None, table, seen)
            k += 1

    @staticmethod
    def no_text(arg, k):
        """A member that is a name for programs: kinds[i].kind."""
        k += 1
        while arg[k:k + 1] == ["["]:
            k = closes(arg, k) + 1
        return arg[k:k + 1] in (["."], ["->"]) and arg[k + 1:k + 2] and arg[k + 1] in ("kind", "stem", "suffix", "path", "code", "attr", "id", "symbol", "st", "name")

    def compared(self, arg, k):
        """The literal before k is only held against something: strcmp(x, "…")."""
        depth = 0
        for j in range(k, -1, -1):
            depth += arg[j] == ")"
            depth -= arg[j] == "("
            if not depth:
                return j and arg[j - 1] in NOT_CALLS
        return False

    def flat(self, x):
        if x.startswith('"'):
            return unquote(x)
        return "".join(self.flat(y) for y in self.macros.get(x, ()))

    def returned(self, fn, seen):
        b = fn.body
        for k, x in enumerate(b):
            if x == "return":
                e = next((j for j in range(k, len(b)) if b[j] == ";"), len(b))
                yield from self.literals(fn, b[k + 1:e], seen)

    def everything(self, file):
        """(FILE:LINE, text) of each literal, as far as it stands together, but those that stand beside their English."""
        for t in [fn.body for fn in file.functions.values()] + list(file.tables.values()):
            k = 0
            while k < len(t):
                if t[k] in ENGLISH and t[k + 1:k + 2] == ["("]:
                    k = closes(t, k + 1)
                text, place = "", t[k].place
                while k < len(t) and (t[k].startswith('"') or t[k] in self.macros):
                    text += self.flat(t[k])
                    k += 1
                if JAPANESE.search(text):
                    yield place, text
                k += 1

    def said(self):
        """{text: FILE:LINE} of all that can be told."""
        out = {}
        for f in self.files:
            if WHOLE.match(f.path):
                out.update((text, place) for place, text in self.everything(f) if text not in out)
            for fn in f.functions.values():
                for name, _, args in self.calls(fn.body):
                    for at in self.sinks_of(f, name):
                        for arg in args[at:] if (at == 4 and name in ("diag_setf", "diag_want")) else args[at:at + 1]:
                            for place, text in self.literals(fn, arg):
                                if JAPANESE.search(text):
                                    out.setdefault(text, place)
        return out


def rows():
    """(FILE:LINE, Japanese, English, whether a JOIN) of what english.c knows: first what says the most."""
    out = []
    base = os.path.join(ROOT, "server", "base")
    for name in re.findall(r'#include "base/([a-z/]+\.def)"', open(os.path.join(base, "english.c"), encoding="utf-8").read()):
        t = list(tokens(open(os.path.join(base, name), encoding="utf-8").read(), "server/base/" + name))
        for i in range(len(t) - 1):
            if t[i] in ("WORD", "JOIN", "CAUSE", "LIBXML") and t[i + 1] == "(":
                args = split(t[i + 2:closes(t, i + 1)])[0 if t[i] in ("WORD", "JOIN") else 1:]
                ja, en = ["".join(unquote(x) for x in a if x.startswith('"')) for a in args[:2]]
                out.append((t[i].place, ja, en, t[i] == "JOIN"))
    return sorted(out, key=lambda r: -len(r[1].encode()))


def fits(pattern, text):
    """What the stars stand for, as S_fits of english.c; None."""
    parts, stars, at = pattern.split("*"), [], 0
    for n, part in enumerate(parts):
        last = n == len(parts) - 1
        if not n:
            found = 0 if text.startswith(part) else -1
        elif last:
            found = len(text) - len(part) if text.endswith(part) and len(text) - len(part) >= at else -1
        else:
            found = text.find(part, at)
        if found < 0:
            return None
        if n:
            stars.append(text[at:found])
        at = found + len(part)
    return stars if at == len(text) else None


def sample(text):
    """A format as it comes out."""
    n = iter("zyxwvutsrq" * 3)
    return re.sub(r"%[-0-9.*]*(?:ll|l|z|h|j)*([sdiuxXcf%])", lambda m: "%" if m.group(1) == "%" else "7" if m.group(1) in "diuxX" else next(n), text)


def english(text, table, used):
    """(the English, whether all of it was known); the rows that it took go into used."""
    if text.isascii():
        return text, True
    less = len(text.encode()) * 9
    for at, ja, en, join in table:
        stars = fits(ja, text) if len(ja.encode()) < less else None
        if stars is None or (join and "" in stars):
            continue
        less = len(ja.encode())
        took = set()
        said = [english(s, table, took) for s in stars]
        whole = all(k for _, k in said)
        if join and not whole:
            continue
        used.update(took, {at})
        texts = iter([t for t, _ in said])
        return re.sub(r"\*|@([1-6])", lambda m: said[int(m.group(1)) - 1][0] if m.group(1) else next(texts, ""), en), whole
    return text, False


def names():
    """What items are called: the field's terms, in English as well."""
    out = set()
    for at, _, files in os.walk(os.path.join(ROOT, "schema", "layout")):
        for name in files:
            out |= set(re.findall(r'<(?:column|layout)\b[^>]* mei="([^"]*)"', open(os.path.join(at, name), encoding="utf-8").read()))
    return out


def main():
    folders = [a for a in sys.argv[1:] if not a.startswith("--")] or ["server", "client"]
    code, table, terms, used, wrong = Code(folders), rows(), names(), set(), 0
    for text, where in sorted(code.said().items(), key=lambda x: x[1]):
        en, whole = english(sample(text), table, used)
        if "--all" in sys.argv:
            print("%s: %s\t%s" % (where, text, en))
        elif not whole and text not in terms:
            wrong += 1
            print("%s: 英語がない: 「%s」（server/base/english の表に足す）" % (where, text))
    if "--all" not in sys.argv:
        wrong += dead(code, table, used)
    return wrong != 0


def dead(code, table, used):
    """Rows whose Japanese stands in no literal of the code, or whose stars do not stand on both sides."""
    wrong, text = 0, "\0".join(t for f in code.files for _, t in code.everything(f))
    pieces = set(re.findall(r"[^\x00-\x7f]+", text))

    def stands(run):  # of whole pieces of literals, or long parts of some
        fine = [True]
        for i in range(1, len(run) + 1):
            fine.append(any(fine[k] and (run[k:i] in pieces or (i - k > 4 and run[k:i] in text)) for k in range(i)))
        return fine[-1]
    for at, ja, en, join in table:
        stars, named = ja.count("*"), set(re.findall("@([1-6])", en))
        if len(named) != stars if named else en.count("*") != stars:
            wrong += 1
            print("%s: 星の数が合わない: 「%s」 「%s」" % (at, ja, en))
        if at not in used and "english/" in at and not join and not all(stands(run) for run in re.findall(r"[^\x00-\x7f]+", ja)):
            wrong += 1
            print("%s: コードにもうない: 「%s」" % (at, ja))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
