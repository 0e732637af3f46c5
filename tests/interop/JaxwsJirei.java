// The test cases of jirei.txt done as a base system does them, through what wsimport made; what is shared stands in JaxwsClient.java,
// which calls it. jirei.py says more.
import chukan.fugo._1.Fugo;
import chukan.fukuhon._1.Fukuhon;
import chukan.kanyusha._1.Kanyusha;
import chukan.kanyusha._1.Register;
import chukan.kiroku._1.Kiroku;
import chukan.shokai._1.Shokai;
import chukan.teikyo._1.Teikyo;
import java.util.ArrayList;
import java.util.List;
import javax.xml.ws.soap.MTOMFeature;

final class JaxwsJirei {
    private static final String SHI = "9903002539729304", JUSHO = "架空県例示市試験町九丁目２番１２号"; // 架空県例示市
    private static final String NAOKI = "539371733090";

    private final String world, hokensha;
    private final JaxwsClient.Partner a;

    private JaxwsJirei(String world, String hokensha) {
        this.world = world;
        this.hokensha = hokensha;
        a = new JaxwsClient.Partner(world, "KS" + hokensha + "A");
    }

    private void operator(String action, String... fields) throws Exception {
        var body = new ArrayList<String>();
        for (int i = 0; i < fields.length; i += 2)
            body.add("\"" + fields[i] + "\":\"" + fields[i + 1] + "\"");
        JaxwsClient.control("/_sim/worlds/" + world + "/operator/" + action, "{" + String.join(",", body) + "}");
    }

    private String register(Object... person) throws Exception {
        return JaxwsClient.ok(a.port(Kanyusha.class).register(JaxwsClient.request(Register.class, person))).getEdaban();
    }

    /** 項三 被扶養者の認定: 地方税関係情報. */
    private static chukan.shokai._1.Request question(String edaban) throws Exception {
        return JaxwsClient.request(chukan.shokai._1.Request.class, "edaban", edaban, "teikyoKikan", SHI, "jimuCode", "JM00000000000003",
            "jimuTetsuzukiCode", "JT00000000000303", "tokuteiKojinJohoCode", "TM00000000000002");
    }

    /** Registers by a file and one by one; asks before 取りまとめ機関 has sent the 符号取得要求, and sees all of them 取得済 after it. */
    private List<String> himotsuke(String encoding) throws Exception {
        var all = new ArrayList<>(JaxwsClient.registerFile(a, "kanyusha-A-teisei.csv", encoding, new MTOMFeature()).values());
        String naoki = register("kojinBango", NAOKI, "kigo", "１１", "bango", "201", "honninKazoku", "1", "shimei", "擬野　直樹", "shimeiKana",
            "ギノ　ナオキ", "seibetsu", "1", "seinengappi", "19860712", "jusho", "架空県例示市試験町九丁目７番７号", "shutokuYmd", "20160401");
        String takuya = register("kojinBango", "201659005315", "kigo", "３１", "bango", "901", "honninKazoku", "1", "shimei", "例山　拓也",
            "shimeiKana", "レイヤマ　タクヤ", "seibetsu", "1", "seinengappi", "19730626", "jusho", JUSHO, "shutokuYmd", "20170401");
        String yoko = register("kojinBango", "352245902631", "kigo", "３１", "bango", "901", "honninKazoku", "2", "shimei", "例山　陽子",
            "shimeiKana", "レイヤマ　ヨウコ", "seibetsu", "2", "seinengappi", "19760620", "jusho", JUSHO, "shutokuYmd", "20170401", "ninteiYmd",
            "20170401");
        all.addAll(List.of(naoki, takuya, yoko));
        Fugo fugo = a.port(Fugo.class);
        var before = JaxwsClient.ok(fugo.getStatus(JaxwsClient.request(chukan.fugo._1.GetStatus.class, "edaban", naoki))).getItem();
        JaxwsClient.expect("送付前", before.stream().map(i -> i.getDankai() + "" + i.getJotai()).toList(), List.of("3処理中"));
        JaxwsClient.refused("S40003", a.port(Shokai.class).request(question(yoko)));
        operator("fugo-approve", "hokensha", hokensha);
        operator("settle");
        var after = JaxwsClient.ok(fugo.getStatus(JaxwsClient.request(chukan.fugo._1.GetStatus.class))).getItem();
        JaxwsClient.expect("送付後", after.stream().map(i -> i.getEdaban() + i.getJotai()).sorted().toList(),
            all.stream().map(e -> e + "取得済").sorted().toList());
        var one = JaxwsClient.ok(a.port(Kanyusha.class).get(JaxwsClient.request(chukan.kanyusha._1.Get.class, "edaban", naoki))).getKanyusha();
        JaxwsClient.expect("登録した内容", one.getShimei() + one.getShutokuYmd() + one.getJotai(), "擬野　直樹20160401有効");
        return List.of(naoki, yoko);
    }

    /** Number, 版 and 支給金額 of each 傷病手当金. */
    private List<String> shobyo(String edaban) throws Exception {
        var ask = JaxwsClient.request(chukan.fukuhon._1.Get.class, "edaban", edaban, "shubetsu", "shobyoTeatekin");
        return JaxwsClient.ok(a.port(Fukuhon.class).get(ask)).getItem().stream().flatMap(i -> i.getKomoku().stream()
            .filter(k -> k.getMei().equals("kingaku")).map(k -> i.getFukuhonBango() + " " + i.getHan() + " " + k.getAtai())).toList();
    }

    /** Registers 副本 and changes one; a 市町村 asks for them, and what it was given is on record. */
    private void teikyo(String edaban) throws Exception {
        Fukuhon fukuhon = a.port(Fukuhon.class);
        JaxwsClient.fukuhon(fukuhon, "shikakuJoho", edaban, "kigo", "１１", "bango", "201", "honninKazoku", "1", "shutokuYmd", "20160401",
            "fukaiji", "0", "jikoTeikyoFuka", "0");
        String bango = JaxwsClient.fukuhon(fukuhon, "shobyoTeatekin", edaban, "ketteiYmd", "20170310", "kikanFrom", "20170201", "kikanTo",
            "20170228", "kingaku", "80000", "jidoOtoFuka", "0");
        JaxwsClient.expect("登録した副本", shobyo(edaban), List.of(bango + " 1 80000"));
        JaxwsClient.fukuhon(fukuhon, "shobyoTeatekin", edaban, "shoriKubun", "2", "ketteiYmd", "20170420", "kikanFrom", "20170201", "kikanTo",
            "20170228", "kingaku", "88000", "jidoOtoFuka", "0");
        JaxwsClient.expect("変更した副本", shobyo(edaban), List.of(bango + " 2 88000"));
        operator("nws-toi", "shokaisha", SHI, "teikyoHokensha", hokensha, "jimuCode", "JM00000000000027", "tokuteiKojinJohoCode",
            "TM00000000000050", "kojinBango", NAOKI);
        operator("settle");
        var asked = JaxwsClient.ok(a.port(Teikyo.class).list(JaxwsClient.request(chukan.teikyo._1.List.class))).getItem();
        JaxwsClient.expect("受けた照会", asked.stream().map(i -> i.getShokaisha() + i.getJotai() + i.getKekkaKubun() + i.getFukuhonSu()).toList(),
            List.of(SHI + "回答済該当あり1"));
        var kiroku = JaxwsClient.ok(a.port(Kiroku.class).list(JaxwsClient.request(chukan.kiroku._1.List.class, "gawa", "提供"))).getItem();
        JaxwsClient.expect("提供の記録", kiroku.stream().map(i -> i.getTsuban() + i.getShokaisha() + i.getKekkaKubun()).toList(),
            List.of(asked.get(0).getTsuban() + SHI + "該当あり"));
    }

    /** Asks a 市町村 for what somebody earns, again after the refusal, and reads its answer. */
    private void shokai(String edaban) throws Exception {
        Shokai shokai = a.port(Shokai.class);
        String number = JaxwsClient.ok(shokai.request(question(edaban))).getShokaiBango();
        var read = JaxwsClient.request(chukan.shokai._1.GetResult.class, "shokaiBango", number);
        var answer = JaxwsClient.until(() -> shokai.getResult(read));
        JaxwsClient.expect("照会結果", answer.getJotai() + "" + answer.getKekkaKubun(), "回答済該当あり");
        JaxwsClient.expect("給与収入", answer.getItem().stream().flatMap(i -> i.getKomoku().stream())
            .filter(k -> k.getMei().equals("kyuyoShunyu")).map(k -> k.getAtai()).toList(), List.of("600000"));
        var listed = JaxwsClient.ok(shokai.list(JaxwsClient.request(chukan.shokai._1.List.class))).getItem();
        JaxwsClient.expect("照会の一覧", listed.stream().map(i -> i.getShokaiBango() + i.getJotai() + i.getKekkaKubun()).toList(),
            List.of(number + "回答済該当あり"));
    }

    /** One run in a world, which is reset before. */
    static void job(String world, String hokensha, String encoding) throws Exception {
        JaxwsClient.control("/_sim/worlds/" + world + "/reset", "{}");
        var jirei = new JaxwsJirei(world, hokensha);
        List<String> edaban = jirei.himotsuke(encoding);
        jirei.teikyo(edaban.get(0));
        jirei.shokai(edaban.get(1));
    }
}
