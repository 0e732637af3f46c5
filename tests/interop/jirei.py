# Test cases of items 2, 3 and 5 done as a base system does them, without mistakes; which cases that are stands in jirei.txt.
# For the Python stacks; php_jirei.php and JaxwsJirei.java do the same. One run a world, which is reset before. What
# 取りまとめ機関 and another institution do goes over the control port.
from main_job import JM, control, expect, komoku, register_file

# world: insurer, character set of its files
WORLDS = {"lot2": ("06139992", "cp932"), "lot3": ("06279996", "utf-8")}
SHI = "9903002539729304"  # 架空県例示市
JUSHO = "架空県例示市試験町九丁目２番１２号"
NAOKI = {"kojinBango": "539371733090", "kigo": "１１", "bango": "201", "honninKazoku": "1", "shimei": "擬野　直樹", "shimeiKana": "ギノ　ナオキ",
         "seibetsu": "1", "seinengappi": "19860712", "jusho": "架空県例示市試験町九丁目７番７号", "shutokuYmd": "20160401"}
TAKUYA = {"kojinBango": "201659005315", "kigo": "３１", "bango": "901", "honninKazoku": "1", "shimei": "例山　拓也", "shimeiKana": "レイヤマ　タクヤ",
          "seibetsu": "1", "seinengappi": "19730626", "jusho": JUSHO, "shutokuYmd": "20170401"}
YOKO = {"kojinBango": "352245902631", "kigo": "３１", "bango": "901", "honninKazoku": "2", "shimei": "例山　陽子", "shimeiKana": "レイヤマ　ヨウコ",
        "seibetsu": "2", "seinengappi": "19760620", "jusho": JUSHO, "shutokuYmd": "20170401", "ninteiYmd": "20170401"}
SHOBYO = {"ketteiYmd": "20170310", "kikanFrom": "20170201", "kikanTo": "20170228", "kingaku": "80000", "jidoOtoFuka": "0"}


def operator(a, action, **fields):
    return control("POST", "/_sim/worlds/%s/operator/%s" % (a.world, action), fields)


def question(edaban):
    """項三 被扶養者の認定: 地方税関係情報."""
    return {"edaban": edaban, "teikyoKikan": SHI, "jimuCode": JM, "jimuTetsuzukiCode": "JT00000000000303", "tokuteiKojinJohoCode": "TM00000000000002"}


def himotsuke(a, encoding):
    """Registers by a file and one by one; asks before 取りまとめ機関 has sent the 符号取得要求, and sees all of them 取得済 after it."""
    by_file, refused = register_file(a, "kanyusha-A-teisei.csv", encoding)
    expect("異常行", refused, [])
    naoki, takuya, yoko = (a.ok("kanyusha", "register", **person).edaban for person in (NAOKI, TAKUYA, YOKO))
    before = a.ok("fugo", "getStatus", edaban=naoki).item
    expect("送付前", [(i.jotai, int(i.dankai)) for i in before], [("処理中", 3)])
    a.refused("S40003", "shokai", "request", **question(yoko))
    operator(a, "fugo-approve", hokensha=a.hokensha)
    operator(a, "settle")
    after = a.ok("fugo", "getStatus").item
    expect("送付後", {i.edaban: i.jotai for i in after}, dict.fromkeys([*by_file.values(), naoki, takuya, yoko], "取得済"))
    one = a.ok("kanyusha", "get", edaban=naoki).kanyusha
    expect("登録した内容", {k: getattr(one, k) for k in list(NAOKI)[1:]}, dict(list(NAOKI.items())[1:]))
    return naoki, yoko


def teikyo(a, edaban):
    """Registers 副本 and changes one; a 市町村 asks for them, and what it was given is on record."""
    def seen():
        return [(i.fukuhonBango, int(i.han), {k.mei: k.atai for k in i.komoku}["kingaku"])
                for i in a.ok("fukuhon", "get", edaban=edaban, shubetsu="shobyoTeatekin").item]

    def register(shubetsu, **columns):
        return a.ok("fukuhon", "register", shubetsu=shubetsu, edaban=edaban, komoku=komoku(**columns)).fukuhonBango

    register("shikakuJoho", kigo=NAOKI["kigo"], bango=NAOKI["bango"], honninKazoku="1", shutokuYmd=NAOKI["shutokuYmd"], fukaiji="0",
             jikoTeikyoFuka="0")
    bango = register("shobyoTeatekin", **SHOBYO)
    expect("登録した副本", seen(), [(bango, 1, "80000")])
    register("shobyoTeatekin", **dict(SHOBYO, shoriKubun="2", ketteiYmd="20170420", kingaku="88000"))
    expect("変更した副本", seen(), [(bango, 2, "88000")])
    tsuban = operator(a, "nws-toi", shokaisha=SHI, teikyoHokensha=a.hokensha, jimuCode="JM00000000000027",
                      tokuteiKojinJohoCode="TM00000000000050", kojinBango=NAOKI["kojinBango"])["tsuban"]
    operator(a, "settle")
    expect("受けた照会", [(i.tsuban, i.shokaisha, i.jotai, i.kekkaKubun, int(i.fukuhonSu)) for i in a.ok("teikyo", "list").item],
           [(tsuban, SHI, "回答済", "該当あり", 1)])
    expect("提供の記録", [(i.tsuban, i.shokaisha, i.kekkaKubun) for i in a.ok("kiroku", "list", gawa="提供").item], [(tsuban, SHI, "該当あり")])


def shokai(a, edaban):
    """Asks a 市町村 for what somebody earns, again after the refusal, and reads its answer."""
    number = a.ok("shokai", "request", **question(edaban)).shokaiBango
    answer = a.until("shokai", "getResult", shokaiBango=number)
    (item,) = answer.item
    expect("照会結果", (answer.jotai, answer.kekkaKubun, {k.mei: k.atai for k in item.komoku}["kyuyoShunyu"]), ("回答済", "該当あり", "600000"))
    expect("照会の一覧", [(i.shokaiBango, i.jotai, i.kekkaKubun) for i in a.ok("shokai", "list").item], [(number, "回答済", "該当あり")])


def main(name, stack, runs):
    for version, world in runs:
        hokensha, encoding = WORLDS[world]
        control("POST", "/_sim/worlds/%s/reset" % world, {})
        a = stack(hokensha, version, [], world=world)
        naoki, yoko = himotsuke(a, encoding)
        teikyo(a, naoki)
        shokai(a, yoko)
        print("%s SOAP %s %s: テストケース、%d 件の呼出し" % (name, version, world, len(a.transcript)))
