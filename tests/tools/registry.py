# What the system has registered, by the registries and never by name, and what a test has really made it do: a test that leaves
# something out fails, and so does one line of unseen.txt that excuses what is not registered any more or was done after all.
# Every Desk has a Seen; `missing(TEST, desk)` is what that test has to say at its end. Called by desk.py and the tests of DESIGN 2.
import glob
import os
import re

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
UNSEEN = os.path.join("tests", "tools", "unseen.txt")
DONE, REFUSED = "done", "refused"


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as f:
        return f.read()


def words(name, register):
    """What a .def file registers: NAME of each REGISTER(NAME)."""
    return [m[1] for m in re.findall(r"^(%s)\((\w+)" % register, read("server", "service", name), re.M)]


def operations():
    """As the WSDL has them, which a gate holds against ops.def."""
    out = []
    for path in sorted(glob.glob(os.path.join(ROOT, "wsdl", "*.wsdl"))):
        service = os.path.basename(path)[:-len(".wsdl")]
        out += ["%s.%s" % (service, op) for op in sorted(set(re.findall(r'<wsdl:operation name="(\w+)"', read("wsdl", service + ".wsdl"))))]
    return out


def operators():
    return [name.replace("_", "-") for name in words("operator.def", "OPERATOR")]


def structs(kind):
    """The text of every `const struct KIND KIND_name = {…}` of the services, by name."""
    found = {}
    for path in glob.glob(os.path.join(ROOT, "server", "service", "**", "*.c"), recursive=True):
        found.update(re.findall(r"^const struct %s %s_(\w+) = \{\n(.*?)^\};" % (kind, kind), read(path), re.M | re.S))
    return found


def ways():
    """{kind of message: (database of its sender, of its receiver)}."""
    all_of = structs("message")
    return {re.search(r'\.kind = "(\w+)"', all_of[n])[1]: tuple(re.search(r"\.%s = DB_(\w+)" % end, all_of[n])[1].lower() for end in ("from", "to"))
            for n in words("messages.def", "MESSAGE")}


def marked(flag):
    """Operations that have a flag of enum op_flags."""
    found = structs("op").values()
    return {"%s.%s" % (re.search(r'\.service = "(\w+)"', t)[1], re.search(r'\.name = "(\w+)"', t)[1])
            for t in found if re.search(r"\.flags = [^,]*\b%s\b" % flag, t)}


def waiting():
    """Kinds of link file whose result waits for answers."""
    all_of = structs("bulk")
    return [re.search(r'\.shubetsu = "(\w+)"', all_of[n])[1] for n in words("bulks.def", "BULK") if ".waits = " in all_of.get(n, "")]


class Seen:
    """What became of what was asked: (kind, name, how) each."""

    def __init__(self):
        self.did, self.registered = set(), set()

    def call(self, service, op, text):
        """A reply: its 処理結果区分 stands near its beginning; a Fault has none, or none that is fine."""
        kubun = re.search(r"kubun>(\d)<", text[:2000])
        self.did.add(("operation", "%s.%s" % (service, op), DONE if kubun and kubun[1] in "12" else REFUSED))

    def control(self, method, path, status):
        how = DONE if status == 200 else REFUSED
        action = re.match(r"/_sim/worlds/[^/]+/operator/([^/?]+)", path)
        if action:
            self.did.add(("operator", action[1], how))
        self.did.add(("control", "%s %s" % (method, path.split("?")[0]), how))

    def metrics(self, text):
        """/metrics of a daemon: what it has delivered and loaded, and by its zeros what there is."""
        registered = set()
        for kind, n in re.findall(r'^chukan_messages_total\{kind="(\w+)"\} (\d+)', text, re.M):
            registered.add(("message", kind, DONE))
            self.did |= {("message", kind, DONE)} if int(n) else set()
        for shubetsu, kekka, n in re.findall(r'^chukan_file_rows_total\{shubetsu="(\w+)",kekka="(\w+)"\} (\d+)', text, re.M):
            row = ("file", shubetsu, DONE if kekka == "seijo" else REFUSED)
            registered.add(row)
            self.did |= {row} if int(n) else set()
        self.registered = registered


def registered(seen):
    """All that a test of DESIGN 2 has to do: each operation done and refused, each kind of file with rows that are taken and rows
    that are refused, each message delivered, each operator action done."""
    return seen.registered | {("operation", o, how) for o in operations() for how in (DONE, REFUSED)} | {("operator", o, DONE) for o in operators()}


def excused(test):
    """{(kind, name, how): reason} of unseen.txt."""
    rows = [line.split(None, 4) for line in read(UNSEEN).split("\n") if line and not line.startswith("#")]
    return {tuple(r[1:4]): r[4] for r in rows if r[0] == test}


def compare(test, wanted, did):
    """What is wrong, a line each."""
    excuses = excused(test)
    return (["%s: 登録されているのに、このテストが一度も使わない: %s %s %s（例外なら理由を %s に）" % ((test,) + x + (UNSEEN,)) for x in sorted(wanted - did - set(excuses))] +
            ["%s: %s の %s %s %s は、もう登録にないか、このテストが使っている" % ((test, UNSEEN) + x) for x in sorted(x for x in excuses if x not in wanted or x in did)])


def missing(test, desk, kinds=("operation", "message", "file", "operator")):
    """At the end of a test, whose desk has stopped."""
    return compare(test, {x for x in registered(desk.seen) if x[0] in kinds}, desk.seen.did)
