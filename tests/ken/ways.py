# Called by about.py, in its daemon: every line of ways.txt is a way in which somebody might see or do what is not theirs. Each is
# refused with its code and its words, changes nothing, stands in the journal with who tried, and no reply (head, fault, list or file)
# has a byte of the other institution's that was not in the request. What somebody asks of another institution by number is told in the
# same words as a number that nobody has.
import base64
import html
import http.client
import os
import re
import shlex
import ssl

from office import A as V, B as X, C, HERE, desk, world

from every import toi  # noqa: E402
from play import CITY, JM, RESIDENTS, Play, Wrong, fukuhon, kanyusha, want  # noqa: E402

NAME, TABLE = "ways", os.path.join(HERE, "ways.txt")
COUNTED, ROW = "C50032", "row:"  # a wrong password is counted, and a file is kept also when its rows are refused
BUSHO = {"HITOKU%d" % (n + 1): "HITOKUG%d" % g if g else "" for n, g in enumerate((1, 2, 0, 4, 1, 1, 1, 1))}
EVERY = "KANYUSHA FUKUHON SHOKAI KANRI"
USERS = {name: (n + 1, EVERY) for n, name in enumerate("one two three four five six seven eight".split())}
USERS.update({name: (1, EVERY) for name in "stop half queue gone move less change lock".split()})
USERS.update(kanri=(1, "KANRI"), kanyu=(1, "KANYUSHA"), fuku=(1, "FUKUHON"), shokai=(1, "SHOKAI"))
SYSTEMS = {name: "KS%sA:pw-ks%sa" % (h, h) for name, h in (("V", V), ("X", X), ("C", C))}
FORWARDED = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-User": "hitokuone", "X-Remote-User": "KS%sA" % V, "X-SSL-Client-Verify": "SUCCESS",
             "X-SSL-Client-CN": "KS%sA" % V, "Forwarded": 'for=127.0.0.1;by="KS%sA"' % V}


def tables():
    """V's are all marked (秘匿, hitoku), and V has switched access control on."""
    busho = [dict(hokensha=V, busho=b, mei="秘匿課", jimu="FUKUHON" if b == "HITOKU6" else "KANYUSHA FUKUHON SHOKAI KANRI",
                  shokusho="SANSHO" if b == "HITOKU7" else "TOROKU SANSHO SHOKAI KANRI", tokutei="maisoryo" if b == "HITOKU5" else "*", access_group=g)
             for b, g in BUSHO.items()]
    busho += [dict(hokensha=h, busho="B001", mei="課", jimu="KANYUSHA FUKUHON SHOKAI KANRI", shokusho="TOROKU SANSHO SHOKAI KANRI", tokutei="*",
                   access_group="") for h in (X, C)]
    user = [dict(hokensha=V, user="hitoku" + u, busho="HITOKU%d" % b, shimei="秘匿　人", roles=r) for u, (b, r) in USERS.items()]
    user += [dict(hokensha=h, user="u001", busho="B001", shimei="人", roles=EVERY) for h in (X, C)]
    group = [dict(hokensha=V, access_group=g, mei="秘匿組", jimu="KANRI" if g == "HITOKUG4" else "KANYUSHA FUKUHON SHOKAI KANRI")
             for g in sorted(set(BUSHO.values())) if g]
    return dict(busho=busho, user=user, access_group=group)


def fixtures(base):
    return world(base, NAME, tables(), seigyo=(V,), edabanFirst=4441)


class Way:
    """A line of the table, which says what its cells are."""

    def __init__(self, line):
        cells = [c.strip() for c in line.split("|")]
        self.name, door, self.who, self.irai, self.what, self.code, self.says = cells
        self.irai = self.irai.replace("␠", " ")
        self.half = door.endswith(" half")
        self.door, _, self.cert = door.replace(" half", "").partition(":")
        self.busho, _, self.user = self.irai.partition("/")
        self.login, _, self.password = SYSTEMS.get(self.who, self.who).partition(":")
        self.step = self.name in "+-"
        self.changes = self.code == COUNTED or self.code.startswith(ROW)
        self.foreign = self.who[0] in "XC-" or X in self.who + self.cert

    def words(self, numbers):
        op, *cells = shlex.split(self.what)
        return op, [c.format(**numbers) for c in cells]


def table():
    with open(TABLE, encoding="utf-8") as f:
        return [Way(l) for l in f if l.strip() and not l.startswith("#")]


class Doors:
    """Connections stay open from the first call on: whoever is stopped later has come in before."""

    def __init__(self, d):
        self.d, self.open = d, {}

    def at(self, w):
        key = (w.door, w.cert, w.who, w.irai, w.half)
        if key not in self.open:
            self.open[key] = self.connect(w)
        return self.open[key]

    def connect(self, w):
        if not w.door.startswith("tls"):
            return http.client.HTTPConnection("127.0.0.1", self.d.ports["control" if w.door == "control" else "plain"], timeout=120 * desk.SLOWER)
        pki = os.path.join(self.d.data, "pki")
        context = ssl.create_default_context(cafile=os.path.join(pki, "ca.crt"))
        if w.cert != "-":
            context.load_cert_chain(os.path.join(pki, "clients", w.cert + ".crt"), os.path.join(pki, "clients", w.cert + ".key"))
        return http.client.HTTPSConnection("127.0.0.1", self.d.ports["data"], timeout=120 * desk.SLOWER, context=context)

    def request(self, w, numbers):
        """(method, path, body, headers)"""
        op, cells = w.words(numbers)
        if op in ("GET", "POST"):
            return op, cells[0], cells[1].encode() if cells[1:] else None, {}
        if op.startswith("file:"):
            content = "".join(c.replace("_", "　") + "\r\n" for c in cells).encode("cp932" if w.who == "V" else "utf-8")
            fields = [("shubetsu", op[5:]), ("fileMei", "%s.csv" % op[5:]), ("naiyo", base64.b64encode(content).decode())]
            op = "file.upload"
        else:
            fields = [tuple(c.split("=", 1)) for c in cells]
        service, _, name = op.partition(".")
        body = desk.envelope(service, name, fields, w.login, w.password, w.busho, w.user)
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        if w.door.endswith("forwarded"):
            body = re.sub(r"<s:Header>.*</s:Header>", "", body)
            headers.update(FORWARDED)
        return "POST", "/%s/%ssoap/%s" % (NAME, "terminal/" if w.door.endswith("terminal") else "", service), body.encode(), headers

    def first_half(self, w, numbers):
        method, path, body, headers = self.request(w, numbers)
        c = self.at(w)
        c.putrequest(method, path)
        for h in dict(headers, **{"Content-Length": str(len(body))}).items():
            c.putheader(*h)
        c.endheaders(body[:-40])
        return body[-40:]

    def reply(self, w, numbers, rest=None):
        c = self.at(w)
        if rest is not None:
            c.send(rest)
        else:
            c.request(*self.request(w, numbers))
        r = c.getresponse()
        head = "".join("%s: %s\n" % h for h in r.getheaders())
        return desk.Reply(r.status, r.read().decode("utf-8", "replace")), head

    def close(self):
        for c in self.open.values():
            c.close()


def told(reply):
    """All that a reply says, with the files in it."""
    text = html.unescape(reply.text)
    for naiyo in re.findall(r">([A-Za-z0-9+/=\s]{16,})<", text):
        try:
            content = base64.b64decode("".join(naiyo.split()), validate=True)
        except ValueError:
            continue
        text += content.decode("utf-8", "replace") + content.decode("cp932", "replace")
    return text


def found(reply):
    """The code of what is no SOAP: that of an action, or a page's status."""
    code = re.match(r'\{"code":"(\w+)"', reply.text)
    return code[1] if code else str(reply.status)


class Tried:
    def __init__(self, d):
        self.d, self.p, self.doors = d, Play(d, NAME, new=True), Doors(d)
        self.count, self.words, self.last = 0, {}, 0
        self.digest, self.since = None, []
        self.numbers, self.nobody = things(self.p)
        edabans = [self.numbers["edaban"][:-1] + n for n in "345"]
        self.theirs = ["秘匿", "ヒトク", "hitoku", V + "N"] + edabans  # of an institution
        self.content = ["秘匿　太郎", "ヒトク", "架空県秘匿", "hitoku-kanyusha.csv", V + "N"] + edabans  # of another 部署

    def journal(self):
        said = self.d.control("GET", "/_sim/worlds/%s/journal?since=%d" % (NAME, self.last))[1]
        self.last = said["last"] - 1
        return said

    def seen(self):
        """What V has."""
        by = dict(busho="HITOKU1", user="hitokuone")
        e = [("edaban", self.numbers["edaban"])]
        asked = [("kanyusha.get", e), ("fukuhon.get", e), ("fugo.getStatus", e), ("file.list", ()), ("shokai.list", ()), ("teikyo.list", ()), ("kiroku.list", ())]
        asked += [("kanri.masterList", [("master", m)]) for m in ("busho", "user", "role", "accessGroup", "system", "gyomuCode", "teigi")]
        return [self.p.call(V, op, fields, **by).text for op, fields in asked]

    def leaks(self, w, reply, head, sent):
        text = (head + told(reply)).lower()
        for s in sorted(sent, key=len, reverse=True):
            text = text.replace(s.lower(), "")
        return [c for c in (self.theirs if w.foreign else self.content) if c.lower() in text]

    def sent(self, w, numbers):
        op, cells = w.words(numbers)
        out = [w.busho, w.user, w.login.rpartition("/")[2]] + [w.says.format(**numbers)] * (w.code == "C00000")
        for c in cells:
            out += [c.partition("=")[2]] + c.split(",")
        return [s for s in out if len(s) > 3] + [n for n in numbers.values() if n in w.what.format(**numbers)]

    def step(self, w):
        reply, head = self.doors.reply(w, self.numbers)
        if w.door == "control":
            self.last = 0  # of another generation's journal
        fine = reply.status == 200 and (w.door == "control" or reply.kubun in ("1", "2"))
        if w.foreign:
            want("%s %s: told of another" % (w.irai, w.what), self.leaks(w, reply, head, self.sent(w, self.numbers)), [])
        if fine != (w.name == "+"):
            raise Wrong("ways.txt: %s %s: %s" % (w.irai, w.what, reply.text[-400:]))

    def recorded(self, w):
        """The journal's last entry says who tried what."""
        e = self.journal()["entries"][-1]
        want("%s: journal, code" % w.name, e.get("code"), w.code)
        if w.door.endswith("forwarded"):
            return
        terminal = w.door.endswith("terminal")
        of_certificate = terminal or w.code in ("C50001", "C50020", "C50062")
        who = w.cert.strip("-") if w.door.startswith("tls") and of_certificate else w.login.partition("/")[0]
        want("%s: journal, system" % w.name, e.get("system"), who)
        if e.get("http") == 200:
            want("%s: journal, 依頼元" % w.name, (e.get("busho"), e.get("user")), (w.busho, w.user))
        elif terminal and w.code not in ("C50021", "C50022"):
            want("%s: journal, user" % w.name, e.get("user"), w.login.rpartition("/")[2])

    def refused(self, w, rest):
        reply, head = self.doors.reply(w, self.numbers, rest)
        want("%s (%s)" % (w.name, html.unescape(reply.text)[-500:]), reply.code or found(reply), w.code)
        if w.says.format(**self.numbers) not in told(reply):
            raise Wrong("%s: %s is not told: %s" % (w.name, w.says, html.unescape(reply.text)[-600:]))
        want("%s: told of another" % w.name, self.leaks(w, reply, head, self.sent(w, self.numbers)), [])
        if w.code != "C00000":
            want("%s: items" % w.name, (re.findall("<item", reply.text), reply.get("naiyo")), ([], None))
        if not w.code.isdigit() and w.door != "control":
            self.recorded(w)
        if w.foreign and w.door == "plain" and w.words(self.numbers) != w.words(self.nobody):
            self.blind(w, reply)

    def blind(self, w, reply):
        """Nobody learns from the refusal that there is such a number."""
        other, _ = self.doors.reply(w, self.nobody)
        have, same = told(reply), told(other)
        for key, number in sorted(self.numbers.items(), key=lambda n: -len(n[1])):
            have, same = have.replace(number, "#"), same.replace(self.nobody[key], "#")
        want("%s: as a number that nobody has" % w.name, have, same)

    def rows(self, w):
        """A file of rows that are all refused; V has what it had."""
        before, code = self.seen(), w.code.partition(":")[2]
        reply, _ = self.doors.reply(w, self.numbers)
        if reply.kubun != "1":
            raise Wrong("%s: %s" % (w.name, reply.text[-400:]))
        number, by = reply.get("uketsukeBango"), dict(busho=w.busho, user=w.user)
        hokensha = {"V": V, "X": X}[w.who]
        self.p.ok(hokensha, "file.getStatus", [("uketsukeBango", number)], **by)
        r = self.p.ok(hokensha, "file.getResult", [("uketsukeBango", number)], **by)
        text = told(r)
        want("%s: %s" % (w.name, text[-300:]), set(re.findall(r",([A-Z]\d{5}),", text)), {code})
        if w.says not in text:
            raise Wrong("%s: %s is not told: %s" % (w.name, w.says, text[-300:]))
        want("%s: told of another" % w.name, self.leaks(w, r, "", self.sent(w, self.numbers)), [])
        if w.who == "V":
            return
        want("%s: what the other has" % w.name, self.seen(), before)

    def unchanged(self):
        """None of the ways since the last step changed anything."""
        if self.since:
            want("%s: digest" % ", ".join(self.since), self.d.digest(NAME)["digest"], self.digest)
        self.digest, self.since = None, []

    def begin(self, w):
        if w.changes:
            self.unchanged()
            return
        if not self.since:
            self.digest = self.d.digest(NAME)["digest"]
        self.since.append(w.name)

    def one(self, w, rest=None):
        op = w.words(self.numbers)[0]
        key = (op, w.code, w.says if w.code != "C00000" else w.name)
        if key in self.words:
            raise Wrong("%s and %s: not told apart" % (self.words[key], w.name))
        self.words[key] = w.name
        self.begin(w)
        if w.code.startswith(ROW):
            self.rows(w)
        else:
            self.refused(w, rest)
        self.count += 1


def things(p):
    """What V has, by number; and numbers of the same form that nobody has."""
    by = dict(busho="HITOKU1", user="hitokuone")

    def ok(op, fields=()):
        return p.ok(V, op, fields, **by)

    def send(shubetsu, name, content):
        number = p.who(V).upload(shubetsu, name, content, **by).get("uketsukeBango")
        want("処理ステータス", ok("file.getStatus", [("uketsukeBango", number)]).get("jotai"), "処理完了")
        return number
    edabans = []
    for n in range(5):
        hito = dict(desk.person(n, RESIDENTS[n]), shimei="秘匿　太郎", shimeiKana="ヒトク　タロウ", jusho="架空県秘匿市秘匿町%d番" % n)
        edabans.append(ok("kanyusha.register", list(hito.items())).get("edaban"))
    e = edabans[2]
    want("符号", ok("fugo.getStatus", [("edaban", e)]).get("jotai"), "取得済")
    number = ok("fukuhon.register", fukuhon(e, "20100401")).get("fukuhonBango")
    items = {"ketteiYmd": "20170501", "kikanFrom": "20170410", "kikanTo": "20170420", "kingaku": "1", "jidoOtoFuka": "1"}
    ok("fukuhon.register", [("shubetsu", "shobyoTeatekin"), ("edaban", e)] + [("komoku", [("mei", k), ("atai", v)]) for k, v in items.items()])
    ask = [("edaban", e), ("teikyoKikan", CITY), ("jimuCode", JM), ("jimuTetsuzukiCode", "JT00000000000303"), ("tokuteiKojinJohoCode", "TM00000000000002")]
    asked = ok("shokai.request", ask).get("shokaiBango")
    ok("shokai.getResult", [("shokaiBango", asked)])
    p.operate("progress", {"shokai": {"how": "manual"}}, "PUT")
    cancelled = ok("shokai.request", ask).get("shokaiBango")
    ok("shokai.cancel", [("shokaiBango", cancelled)])
    row = kanyusha(50)[:3] + [""] + kanyusha(50)[4:]
    numbers = {"edaban": e, "fukuhon": number, "shokai": asked, "cancelled": cancelled, "tsuban": asked.replace("S", "T", 1),
               "teikyo": toi(p, teikyoHokensha=V, kojinBango=RESIDENTS[2]),
               "honnin": ok("honnin.request", [("kojinBango", RESIDENTS[3]), ("shokaiRiyu", "01")]).get("honninBango"),
               "file": send("kanyushaToroku", "hitoku-kanyusha.csv", (",".join(row).replace("見本", "秘匿") + "\r\n").encode("cp932")),
               "users": send("userToroku", "hitoku-users.csv", "2,hitokutwo,,秘匿　人,\r\n".encode("cp932"))}
    nobody = {k: v[:9] + re.sub(r"\d", "9", v[9:]) for k, v in numbers.items()}
    numbers["kojin"] = RESIDENTS[2]
    nobody.update(edaban="9999999", kojin=desk.kojin_bango(999))
    ok("kanri.roleToroku", [("shoriKubun", "1"), ("role", "HITOKUROLE"), ("mei", "秘匿役"), ("sosa", "kanyushaSansho")])
    ok("kanri.gyomuCodeToroku", [("shoriKubun", "1"), ("codeList", "seibetsu"), ("theirs", "HITOKU"), ("ours", "1"), ("mei", "秘匿")])
    x = p.ok(X, "kanyusha.register", desk.person(0, RESIDENTS[0])).get("edaban")
    p.ok(X, "fugo.getStatus", [("edaban", x)])
    return dict(numbers, mine=x), dict(nobody, mine=x)


def run(d):
    """How many ways were tried."""
    t = Tried(d)
    before, halves = [], {}
    for w in table():
        if w.step:
            before.append(w)
            continue
        rest = t.doors.first_half(w, t.numbers) if w.half else None
        if before:
            t.unchanged()
        for step in before:
            t.step(step)
        before = []
        t.one(w, rest)
    t.unchanged()
    t.doors.close()
    t.p.end()
    return t.count
