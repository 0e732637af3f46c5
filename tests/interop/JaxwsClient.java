// The main job of a base system through what wsimport made, then test cases (JaxwsJirei.java); compiled and called by JaxwsBuild.java:
// run(certificate of a system, DATA_URL CONTROL_URL PKI_DIR WORLDS_DIR). Insurer A sends its file inline, B as MTOM.
import chukan.common._1.Diag;
import chukan.common._1.Irai;
import chukan.common._1.Kekka;
import chukan.file._1.File;
import chukan.fugo._1.Fugo;
import chukan.fukuhon._1.Fukuhon;
import chukan.fukuhon._1.Komoku;
import chukan.honnin._1.Honnin;
import chukan.kanri._1.Kanri;
import chukan.kanyusha._1.Kanyusha;
import chukan.kiroku._1.Kiroku;
import chukan.kiroku._1.Kiroku_Type;
import chukan.master._1.Master;
import chukan.shokai._1.Shokai;
import chukan.teikyo._1.Teikyo;
import com.sun.xml.ws.developer.JAXWSProperties;
import java.io.ByteArrayOutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.activation.DataHandler;
import javax.activation.FileDataSource;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import javax.xml.namespace.QName;
import javax.xml.soap.AttachmentPart;
import javax.xml.soap.MessageFactory;
import javax.xml.soap.SOAPConnectionFactory;
import javax.xml.soap.SOAPElement;
import javax.xml.soap.SOAPException;
import javax.xml.soap.SOAPMessage;
import javax.xml.ws.BindingProvider;
import javax.xml.ws.Service;
import javax.xml.ws.WebServiceFeature;
import javax.xml.ws.handler.Handler;
import javax.xml.ws.handler.MessageContext;
import javax.xml.ws.handler.soap.SOAPHandler;
import javax.xml.ws.handler.soap.SOAPMessageContext;
import javax.xml.ws.soap.MTOMFeature;

public final class JaxwsClient {
    private static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String TEXT = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
    /** 項三: 保険給付の支給, 資格取得の確認; of fixtures/common/kikan.csv a 市町村, 日本年金機構, one that never answers. */
    private static final String JM = "JM00000000000003", KYUFU = "JT00000000000301", SHIKAKU_KAKUNIN = "JT00000000000302";
    private static final String SHI = "9903001701864705", NENKIN = "9904001483351081", MUOTO = "9907002951785473";
    /** How often 処理中 is taken for an answer; each call waits for what came before it by itself. */
    private static final int POLLS = 100;
    private static Function<String, SSLSocketFactory> certificates;
    private static String dataUrl, controlUrl, worlds, version;

    static void expect(String what, Object have, Object want) {
        if (!want.equals(have))
            throw new IllegalStateException(what + ": 期待 " + want + "、実際 " + have);
    }

    private static void control(String path) throws Exception {
        control(path, "{}");
    }

    static void control(String path, String body) throws Exception {
        var http = (HttpURLConnection)new URL(controlUrl + path).openConnection();
        http.setDoOutput(true);
        http.setRequestProperty("Content-Type", "application/json");
        http.getOutputStream().write(body.getBytes());
        expect(path, http.getResponseCode(), 200);
        http.getInputStream().readAllBytes();
    }

    /** Puts the UsernameToken into the header. */
    private record Login(String user, String password) implements SOAPHandler<SOAPMessageContext> {
        public boolean handleMessage(SOAPMessageContext context) {
            try {
                if ((Boolean)context.get(MessageContext.MESSAGE_OUTBOUND_PROPERTY))
                    put(context.getMessage());
            } catch (SOAPException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }
        void put(SOAPMessage message) throws SOAPException {
            var header = message.getSOAPHeader() != null ? message.getSOAPHeader() : message.getSOAPPart().getEnvelope().addHeader();
            var security = header.addHeaderElement(new QName(WSSE, "Security", "w"));
            security.setMustUnderstand(true);
            SOAPElement token = security.addChildElement("UsernameToken", "w");
            token.addChildElement("Username", "w").addTextNode(user);
            token.addChildElement("Password", "w").addAttribute(new QName("Type"), TEXT).addTextNode(password);
        }
        public boolean handleFault(SOAPMessageContext context) {
            return true;
        }
        public void close(MessageContext context) {
        }
        public Set<QName> getHeaders() {
            return Set.of();
        }
    }

    /** One 接続システム: its certificate, its login, a port per service of its world. */
    static final class Partner {
        private final SSLSocketFactory tls;
        private final Login login;
        private final String world;
        private final Map<Object, Object> ports = new HashMap<>();

        Partner(String world, String certificate, String user, String password) {
            tls = certificates.apply(certificate);
            login = new Login(user, password);
            this.world = world;
        }
        Partner(String world, String system) {
            this(world, system, system, "pw-" + system.toLowerCase());
        }

        <P> P port(Class<P> type, WebServiceFeature... features) throws Exception {
            P known = type.cast(ports.get(type));
            if (known != null && features.length == 0)
                return known;
            String name = type.getSimpleName().toLowerCase(), space = "urn:chukan:" + name + ":1";
            HttpsURLConnection.setDefaultSSLSocketFactory(tls); // the WSDL is fetched by what is the default
            Service service = Service.create(new URL(dataUrl + "/" + world + "/soap/" + name + "?wsdl"), new QName(space, name));
            P port = service.getPort(new QName(space, name + "_soap" + version.replace(".", "")), type, features);
            var binding = (BindingProvider)port;
            binding.getRequestContext().put(JAXWSProperties.SSL_SOCKET_FACTORY, tls);
            List<Handler> chain = new ArrayList<>(List.of(login));
            binding.getBinding().setHandlerChain(chain);
            ports.put(type, port);
            return port;
        }
    }

    private static Object get(Object of, String field) throws Exception {
        return of.getClass().getMethod("get" + field.substring(0, 1).toUpperCase() + field.substring(1)).invoke(of);
    }

    /** A generated request with 依頼元 and these fields, name after value. */
    static <T> T request(Class<T> type, Object... fields) throws Exception {
        T made = type.getConstructor().newInstance();
        var irai = new Irai();
        irai.setBusho("B001");
        irai.setUser("u001");
        type.getMethod("setIrai", Irai.class).invoke(made, irai);
        for (int i = 0; i < fields.length; i += 2) {
            String name = fields[i].toString(), setter = "set" + name.substring(0, 1).toUpperCase() + name.substring(1);
            Stream.of(type.getMethods()).filter(m -> m.getName().equals(setter)).findFirst().orElseThrow().invoke(made, fields[i + 1]);
        }
        return made;
    }

    static <R> R ok(R reply) throws Exception {
        var kekka = (Kekka)get(reply, "kekka");
        if (!Set.of("1", "2").contains("" + kekka.getKubun()))
            throw new IllegalStateException(reply.getClass().getName() + ": " + kekka.getCode() + " " + kekka.getMessage());
        return reply;
    }

    static void refused(String code, Object reply) throws Exception {
        var kekka = (Kekka)get(reply, "kekka");
        expect(reply.getClass().getName(), kekka.getKubun() + kekka.getCode(), "9" + code);
    }

    /** Asks again while the answer is 処理中. */
    static <R> R until(Callable<R> ask) throws Exception {
        for (int n = 0; n < POLLS; n++) {
            R reply = ok(ask.call());
            if ("1".equals("" + ((Kekka)get(reply, "kekka")).getKubun()))
                return reply;
        }
        throw new IllegalStateException(POLLS + " 回尋ねても処理中");
    }

    /** wsimport makes an exception of its own in each service of the c:diag in the Fault's detail. */
    private static void fault(String code, String text, Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (chukan.kanri._1.Diag | chukan.file._1.Diag e) {
            expect("Fault", ((Diag)get(e, "faultInfo")).getCode(), code);
            expect("Fault の文", e.getMessage().substring(0, Math.min(text.length(), e.getMessage().length())), text);
            return;
        }
        throw new IllegalStateException("Fault " + code + " を期待したが応答があった");
    }

    private static String sha256(byte[] of) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of));
    }

    /** Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id. */
    static Map<String, String> registerFile(Partner partner, String name, String encoding, WebServiceFeature... features) throws Exception {
        File port = partner.port(File.class, features);
        Path path = Path.of(worlds, partner.world, "files", name);
        var reply = ok(port.upload(request(chukan.file._1.Upload.class, "shubetsu", "kanyushaToroku", "fileMei", name, "naiyo",
            new DataHandler(new FileDataSource(path.toFile())))));
        expect("sha256", reply.getSha256(), sha256(Files.readAllBytes(path)));
        String number = reply.getKekka().getUketsukeBango();
        var status = until(() -> port.getStatus(request(chukan.file._1.GetStatus.class, "uketsukeBango", number)));
        expect("処理ステータス", "" + status.getJotai(), "処理完了");
        var result = ok(port.getResult(request(chukan.file._1.GetResult.class, "uketsukeBango", number)));
        var rows = new ByteArrayOutputStream();
        result.getNaiyo().writeTo(rows);
        expect("結果の sha256", sha256(rows.toByteArray()), result.getSha256());
        Map<String, String> edaban = new HashMap<>();
        for (String row : rows.toString(Charset.forName(encoding)).split("\r\n")) {
            String[] cells = row.split(",", -1);
            if (cells[5].isEmpty())
                edaban.put(cells[2], cells[3]);
        }
        expect("正常行", edaban.size(), status.getSeijoSu());
        return edaban;
    }

    /** SAAJ by hand: SOAP with Attachments, under a Content-Type that it folds over lines. */
    private static void saaj(Partner partner, String name) throws Exception {
        String space = "urn:chukan:file:1", common = "urn:chukan:common:1", id = "kanyusha-joho-ikkatsu-toroku@kihon-system.example";
        var message = MessageFactory.newInstance("SOAP " + version + " Protocol").createMessage();
        partner.login.put(message);
        var upload = message.getSOAPBody().addBodyElement(new QName(space, "upload", "t"));
        var irai = upload.addChildElement("irai", "t");
        irai.addChildElement(new QName(common, "busho", "c")).addTextNode("B001");
        irai.addChildElement(new QName(common, "user", "c")).addTextNode("u001");
        upload.addChildElement("shubetsu", "t").addTextNode("kanyushaToroku");
        upload.addChildElement("fileMei", "t").addTextNode(name);
        upload.addChildElement("naiyo", "t").addAttribute(new QName("href"), "cid:" + id);
        Path path = Path.of(worlds, partner.world, "files", name);
        AttachmentPart part = message.createAttachmentPart(new DataHandler(new FileDataSource(path.toFile())));
        part.setContentId("<" + id + ">");
        message.addAttachmentPart(part);
        message.saveChanges();
        HttpsURLConnection.setDefaultSSLSocketFactory(partner.tls);
        var url = new URL(dataUrl + "/" + partner.world + "/soap/file");
        var reply = SOAPConnectionFactory.newInstance().createConnection().call(message, url).getSOAPBody();
        expect("SAAJ", reply.getElementsByTagNameNS(space, "sha256").item(0).getTextContent(), sha256(Files.readAllBytes(path)));
    }

    private static void kanyusha(Kanyusha port, Map<String, String> edaban) throws Exception {
        String one = edaban.get("A001");
        var person = ok(port.get(request(chukan.kanyusha._1.Get.class, "edaban", one))).getKanyusha();
        expect("氏名", person.getShimei(), "試﨑　一郎");
        expect("任意の項目", person.getSoshitsuYmd() == null, true);
        expect("日時", person.getKoshinAt().getYear(), 2017);
        ok(port.change(request(chukan.kanyusha._1.Change.class, "edaban", one, "jusho", "架空県例示市試験町九丁目９番９号")));
        expect("枝番", ok(port.getEdaban(request(chukan.kanyusha._1.GetEdaban.class, "kojinBango", "269224746295"))).getEdaban(), one);
        String made = ok(port.register(request(chukan.kanyusha._1.Register.class, "kojinBango", "077161395202", "kigo", "１１", "bango", "900",
            "honninKazoku", "1", "shimei", "架井　九郎", "shimeiKana", "カケイ　クロウ", "seibetsu", "1", "seinengappi", "19520101",
            "jusho", "模擬県検証郡雛形町一丁目２８番３号", "shutokuYmd", "20170401"))).getEdaban();
        ok(port.correctKojinBango(request(chukan.kanyusha._1.CorrectKojinBango.class, "edaban", edaban.get("A002"), "kojinBango", "149935604226")));
        ok(port.lose(request(chukan.kanyusha._1.Lose.class, "edaban", edaban.get("A005"), "soshitsuYmd", "20170501")));
        ok(port.cancel(request(chukan.kanyusha._1.Cancel.class, "edaban", made)));
        var rireki = ok(port.getShikakuRireki(request(chukan.kanyusha._1.GetShikakuRireki.class, "edaban", edaban.get("A005")))).getItem();
        expect("資格履歴", rireki.stream().map(r -> "" + r.getIdo()).toList(), List.of("取得", "喪失"));
        refused("K40001", port.get(request(chukan.kanyusha._1.Get.class, "edaban", "999999999")));
        refused("F30006", port.get(request(chukan.kanyusha._1.Get.class, "edaban", "abc")));
    }

    private static void fugo(Fugo port, String edaban) throws Exception {
        var ask = request(chukan.fugo._1.GetStatus.class, "edaban", edaban);
        expect("承認前", "" + ok(port.getStatus(ask)).getItem().get(0).getJotai(), "処理中");
        control("/_sim/worlds/lot2/operator/fugo-approve");
        control("/_sim/worlds/lot2/operator/settle");
        expect("承認後", "" + ok(port.getStatus(ask)).getItem().get(0).getJotai(), "取得済");
    }

    private static String shikaku(Fukuhon port, String edaban, String kigo, String shutoku) throws Exception {
        return fukuhon(port, "shikakuJoho", edaban, "kigo", kigo, "bango", "119", "honninKazoku", "1", "shutokuYmd", shutoku, "fukaiji", "0",
            "jikoTeikyoFuka", "0");
    }

    static String fukuhon(Fukuhon port, String shubetsu, String edaban, String... columns) throws Exception {
        var register = request(chukan.fukuhon._1.Register.class, "shubetsu", shubetsu, "edaban", edaban);
        for (int i = 0; i < columns.length; i += 2) {
            var komoku = new Komoku();
            komoku.setMei(columns[i]);
            komoku.setAtai(columns[i + 1]);
            register.getKomoku().add(komoku);
        }
        return ok(port.register(register)).getFukuhonBango();
    }

    /** The person has moved from insurer A to insurer B; A asks B for what B has of him. */
    private static void fukuhonAndShokai(Partner a, Partner b, String inA, String inB) throws Exception {
        Fukuhon fukuhon = a.port(Fukuhon.class);
        String bango = shikaku(fukuhon, inA, "１１", "20030401");
        expect("副本", ok(fukuhon.get(request(chukan.fukuhon._1.Get.class, "edaban", inA))).getItem().get(0).getFukuhonBango(), bango);
        ok(fukuhon.delete(request(chukan.fukuhon._1.Delete.class, "fukuhonBango", bango)));
        shikaku(b.port(Fukuhon.class), inB, "２２", "20170401");
        Shokai shokai = a.port(Shokai.class);
        var asked = ok(shokai.request(request(chukan.shokai._1.Request.class, "edaban", inA, "teikyoHokensha", "06139984", "jimuCode",
            JM, "jimuTetsuzukiCode", SHIKAKU_KAKUNIN, "tokuteiKojinJohoCode", "TM00000000000999")));
        expect("照会の受付", "" + asked.getKekka().getKubun(), "2");
        control("/_sim/worlds/lot2/operator/settle");
        var answer = ok(shokai.getResult(request(chukan.shokai._1.GetResult.class, "shokaiBango", asked.getShokaiBango())));
        expect("照会結果", "" + answer.getKekkaKubun() + answer.getItem().get(0).getShubetsu(), "該当ありshikakuJoho");
        expect("照会の一覧", ok(shokai.list(request(chukan.shokai._1.List.class))).getItem().get(0).getShokaiBango(), asked.getShokaiBango());
        for (var side : List.of(kiroku(a, inA, "照会"), kiroku(b, inB, "提供"))) {
            expect("情報提供等記録", side.stream().map(i -> i.getTsuban() + i.getShokaisha() + i.getTeikyosha() + i.getJotai()).toList(),
                List.of(answer.getTsuban() + "0613999206139984回答"));
            expect("提供した項目", side.get(0).getKomokuMei().size() > 3, true);
        }
    }

    private static List<Kiroku_Type> kiroku(Partner who, String edaban, String gawa) throws Exception {
        return ok(who.port(Kiroku.class).list(request(chukan.kiroku._1.List.class, "edaban", edaban, "gawa", gawa))).getItem();
    }

    private static chukan.shokai._1.Request question(String edaban, String kikan, String code, String tetsuzuki) throws Exception {
        return request(chukan.shokai._1.Request.class, "edaban", edaban, "teikyoKikan", kikan, "jimuCode", JM, "jimuTetsuzukiCode", tetsuzuki,
            "tokuteiKojinJohoCode", code);
    }

    /** A asks other institutions over 情報提供NWS: for a household, a pension, and benefits of one that never answers. */
    private static void kikan(Partner a, String edaban) throws Exception {
        Shokai shokai = a.port(Shokai.class);
        String jumin = ok(shokai.request(question(edaban, SHI, "TM00000000000001", KYUFU))).getShokaiBango();
        String nenkin = ok(shokai.request(question(edaban, NENKIN, "TM00000000000901", KYUFU))).getShokaiBango();
        String mu = ok(shokai.request(question(edaban, MUOTO, "TM00000000000034", KYUFU))).getShokaiBango();
        refused("S50001", shokai.request(question(edaban, NENKIN, "TM00000000000901", SHIKAKU_KAKUNIN)));
        control("/_sim/worlds/lot2/operator/settle");
        var household = ok(shokai.getResult(request(chukan.shokai._1.GetResult.class, "shokaiBango", jumin))).getItem();
        expect("世帯", household.stream().map(i -> i.getKomoku().get(1).getAtai()).toList(), List.of("擬田　茂", "擬田　節子"));
        var pension = ok(shokai.getResult(request(chukan.shokai._1.GetResult.class, "shokaiBango", nenkin)));
        expect("処理通番", pension.getTsuban(), "T" + nenkin.substring(1));
        var items = pension.getItem().get(0).getKomoku().stream().map(k -> k.getMei() + "=" + k.getAtai() + k.getKuhakuRiyu());
        expect("年金", items.toList(), List.of("nenkinShubetsu=2null", "tokyu=1", "shikyuKaishiYmd=20160701null", "nenkingaku=300000null",
            "teishiKubun=0null", "teishiFrom=1", "teishiTo=1"));
        expect("取消", "" + ok(shokai.cancel(request(chukan.shokai._1.Cancel.class, "shokaiBango", mu))).getJotai(), "取消");
        refused("S40007", shokai.cancel(request(chukan.shokai._1.Cancel.class, "shokaiBango", nenkin)));
        var listed = ok(shokai.list(request(chukan.shokai._1.List.class))).getItem().stream().filter(i -> i.getEdaban().equals(edaban));
        expect("照会先の一覧", listed.map(i -> i.getTeikyoKikan() + i.getJotai()).toList(), List.of(SHI + "回答済", NENKIN + "回答済", MUOTO + "取消"));
        expect("情報提供等記録", kiroku(a, edaban, "照会").stream().map(i -> i.getTeikyosha() + i.getJotai()).toList(),
            List.of(SHI + "回答", NENKIN + "回答", MUOTO + "取消"));
    }

    /** B decides what A asks twice for its 副本 with 自動応答不可. */
    private static void teikyo(Partner a, Partner b, String inA, String inB) throws Exception {
        fukuhon(b.port(Fukuhon.class), "shobyoTeatekin", inB, "ketteiYmd", "20170505", "kikanFrom", "20170410", "kikanTo", "20170430", "kingaku",
            "80000", "jidoOtoFuka", "1");
        Shokai shokai = a.port(Shokai.class);
        var ask = request(chukan.shokai._1.Request.class, "edaban", inA, "teikyoHokensha", "06139984", "jimuCode", JM, "jimuTetsuzukiCode", KYUFU,
            "tokuteiKojinJohoCode", "TM00000000000050");
        String one = ok(shokai.request(ask)).getShokaiBango(), two = ok(shokai.request(ask)).getShokaiBango();
        control("/_sim/worlds/lot2/operator/settle");
        Teikyo teikyo = b.port(Teikyo.class);
        var held = ok(teikyo.list(request(chukan.teikyo._1.List.class, "jotai", "回答待ち"))).getItem();
        expect("回答待ち", held.stream().map(i -> i.getTsuban() + i.getShokaisha() + i.getEdaban()).toList(),
            Stream.of(one, two).map(n -> "T" + n.substring(1) + "06139992" + inB).toList());
        var answered = ok(teikyo.answer(request(chukan.teikyo._1.Answer.class, "tsuban", held.get(0).getTsuban())));
        expect("回答", answered.getJotai() + answered.getKekkaKubun() + answered.getFukuhonSu(), "回答済該当あり1");
        var refuse = request(chukan.teikyo._1.Refuse.class, "tsuban", held.get(1).getTsuban(), "riyu", "書面で回答＆<確認>");
        expect("拒否", ok(teikyo.refuse(refuse)).getKekkaKubun(), "提供不可");
        refused("T40002", teikyo.refuse(refuse));
        control("/_sim/worlds/lot2/operator/settle");
        for (String[] want : new String[][] {{one, "該当あり1"}, {two, "提供不可0"}}) {
            var answer = ok(shokai.getResult(request(chukan.shokai._1.GetResult.class, "shokaiBango", want[0])));
            expect("回答を待った照会", answer.getKekkaKubun() + answer.getItem().size(), want[1]);
        }
    }

    private static chukan.honnin._1.GetResultResponse confirmed(Honnin port, String... fields) throws Exception {
        var asked = ok(port.request(request(chukan.honnin._1.Request.class, (Object[])fields)));
        expect("本人確認の受付", asked.getKekka().getKubun() + asked.getJotai(), "2処理中");
        control("/_sim/worlds/lot2/operator/settle");
        return ok(port.getResult(request(chukan.honnin._1.GetResult.class, "honninBango", asked.getHonninBango())));
    }

    /** Test numbers of honnin_shitei.csv: by parts of 基本4情報, by a number whose address is hidden, and what is on record of it. */
    private static void honnin(Partner a, Partner b) throws Exception {
        Honnin port = a.port(Honnin.class), other = b.port(Honnin.class);
        var old = confirmed(port, "shimei", "旧田　改子", "seinengappi", "19900630", "shokaiRiyu", "04");
        expect("前の氏名", old.getKekkaCode() + old.getKojinBango() + old.getShimei() + old.getIdoJiyu() + old.getIdoYmd(),
            "C00000603727377944指田　改子620161122");
        var hidden = confirmed(port, "kojinBango", "086949275967", "shokaiRiyu", "02");
        expect("支援措置", hidden.getShimei() + hidden.getJusho() + hidden.getShienSochi(), "指田　守null1");
        var two = confirmed(port, "shimei", "指田　同", "seibetsu", "1", "shokaiRiyu", "01");
        expect("複数", two.getKekkaCode() + two.getKensu() + two.getKojinBango(), "J400022null");
        refused("F30006", port.request(request(chukan.honnin._1.Request.class, "kojinBango", "086949275967", "shokaiRiyu", "99")));
        var listed = ok(port.list(request(chukan.honnin._1.List.class))).getItem();
        expect("本人確認の記録",
            listed.stream().map(i -> i.getBusho() + i.getUser() + i.getHoho() + i.getShokaiRiyu() + i.getShokaiKomoku() + i.getRyokin()).toList(),
            List.of("B001u001操作04shimei seinengappi10", "B001u001操作02kojinBango10", "B001u001操作01shimei seibetsu10"));
        refused("H40001", other.getResult(request(chukan.honnin._1.GetResult.class, "honninBango", listed.get(0).getHonninBango())));
        expect("ほかの機関の記録", ok(other.list(request(chukan.honnin._1.List.class))).getItem().size(), 0);
        var seikyu = ok(port.getSeikyu(request(chukan.honnin._1.GetSeikyu.class, "tsuki", "201705")));
        expect("請求", seikyu.getKensu() + " " + seikyu.getKingaku() + " " + seikyu.getMeisai().get(0).getTanka(), "3 30 10");
        expect("請求のファイル", new String(seikyu.getNaiyo(), "windows-31j"), "06139992,201705,B001,操作,3,10,30\r\n");
    }

    /** Takes リリース3 of the 配信マスター, reports it with a record lost and one stale, then by its digest. */
    private static void master(Master port, String encoding) throws Exception {
        var releases = ok(port.list(request(chukan.master._1.List.class))).getItem();
        expect("リリース", releases.stream().map(r -> r.getRelease() + r.getKubun() + r.getTekiyo()).toList(), List.of("2全件1", "2.5差分1", "3全件1", "3.1差分0"));
        refused("M40002", port.download(request(chukan.master._1.Download.class, "release", "2", "master", "kikan")));
        var file = ok(port.download(request(chukan.master._1.Download.class, "release", "3", "master", "kikan")));
        var content = new ByteArrayOutputStream();
        file.getNaiyo().writeTo(content);
        expect("配信マスターの sha256", sha256(content.toByteArray()), file.getSha256());
        var lines = content.toString(Charset.forName(encoding)).lines().map(l -> l.substring(l.indexOf(',') + 1)).sorted().toList();
        var report = request(chukan.master._1.Report.class, "release", "3", "master", "kikan");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            var item = new chukan.master._1.Kiroku();
            item.setCode(cells[0]);
            item.setHan(cells[1]);
            item.setMei(cells[2]);
            item.setKikanShubetsu(cells[3]);
            report.getItem().add(item);
        }
        report.getItem().get(0).setHan("0009");
        var said = ok(port.report(report));
        expect("違う記録", said.getSoiSu() + said.getSoi().stream().map(s -> s.getKubun() + s.getCode() + s.getHave()).toList().toString(),
            "2[不足" + lines.get(0).split(",")[0] + "null, 版違い" + lines.get(1).split(",")[0] + "0009]");
        String digest = sha256(lines.stream().map(l -> l + "\r\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
        var same = ok(port.report(request(chukan.master._1.Report.class, "release", "3", "master", "kikan", "digest", digest)));
        expect("照合", same.getItchi() + "/" + same.getKirokuSu(), "1/" + lines.size());
    }

    private static void job() throws Exception {
        Partner a = new Partner("lot2", "KS06139992A"), b = new Partner("lot2", "KS06139984A");
        var ping = request(chukan.kanri._1.Ping.class, "message", "疎通＆<確認>");
        expect("ping", ok(a.port(Kanri.class).ping(ping)).getMessage(), "疎通＆<確認>");
        var inA = registerFile(a, "kanyusha-A.csv", "windows-31j");
        var inB = registerFile(b, "kanyusha-B.csv", "UTF-8", new MTOMFeature());
        kanyusha(a.port(Kanyusha.class), inA);
        master(a.port(Master.class), "windows-31j");
        master(b.port(Master.class, new MTOMFeature()), "UTF-8");
        fugo(a.port(Fugo.class), inA.get("A001"));
        fukuhonAndShokai(a, b, inA.get("A052"), inB.get("B058"));
        kikan(a, inA.get("A058"));
        teikyo(a, b, inA.get("A052"), inB.get("B058"));
        honnin(a, b);
        Partner wrong = new Partner("lot2", "KS06139992A", "KS06139992A", "chigau");
        Partner other = new Partner("lot2", "KS06139992A", "KS06139984A", "pw-ks06139984a");
        fault("C50006", "接続システムのパスワードが一致しません", () -> wrong.port(Kanri.class).ping(ping));
        fault("C50007", "クライアント証明書", () -> other.port(Kanri.class).ping(ping));
        fault("C20008", "要求が XML スキーマに合いません",
            () -> a.port(File.class).getStatus(request(chukan.file._1.GetStatus.class, "uketsukeBango", "abc")));
        saaj(a, "kanyusha-A.csv");
    }

    public static void run(Function<String, SSLSocketFactory> tls, String[] args) throws Exception {
        certificates = tls;
        dataUrl = args[0];
        controlUrl = args[1];
        worlds = args[3];
        for (String v : new String[] {"1.1", "1.2"}) {
            version = v;
            control("/_sim/worlds/lot2/reset");
            job();
            System.out.println("JAX-WS SOAP " + v + ": 通った");
        }
        for (String[] run : new String[][] {{"1.1", "lot2", "06139992", "windows-31j"}, {"1.2", "lot3", "06279996", "UTF-8"}}) {
            version = run[0];
            JaxwsJirei.job(run[1], run[2], run[3]);
            System.out.println("JAX-WS SOAP " + version + " " + run[1] + ": テストケース");
        }
    }
}
