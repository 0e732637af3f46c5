// The main job of a base system through the proxies that Mono's wsdl.exe made (ASP.NET web services, .NET Framework).
// Called by mono.sh: mono_client.exe SOAP(1.1|1.2) DATA_URL CONTROL_URL PKI_DIR FILES_DIR
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Web.Services.Protocols;
using System.Xml;
using System.Xml.Serialization;

namespace Chukan
{
    // What a WSDL does not say and wsdl.exe therefore doesn't make; mono.sh adds it to the proxies as [SoapHeader("security")].
    [XmlRoot("Security", Namespace = Wsse.Space)]
    public class Security : SoapHeader
    {
        [XmlElement(Namespace = Wsse.Space)] public UsernameToken UsernameToken;
    }
    public class UsernameToken
    {
        [XmlElement(Namespace = Wsse.Space)] public string Username;
        [XmlElement(Namespace = Wsse.Space)] public Password Password;
    }
    public class Password
    {
        [XmlAttribute] public string Type = Wsse.Text;
        [XmlText] public string Value;
    }
    static class Wsse
    {
        public const string Space = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
        public const string Text = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
    }

    /// What came back: kekka, and the out parameters by their names.
    class Reply : Dictionary<string, object>
    {
        public string Text(string name) { return "" + this[name]; }
        public string Text(string name, string field) { return Value(this[name], field); }
        public string Item(string field) { return Value(((Array)this["item"]).GetValue(0), field); }
        public static string Value(object of, string field) { return "" + of.GetType().GetProperty(field).GetValue(of); }
    }

    /// One 接続システム: its certificate, its login, a proxy per service.
    class Partner
    {
        readonly string certificate, login, password;
        readonly Dictionary<string, SoapHttpClientProtocol> proxies = new Dictionary<string, SoapHttpClientProtocol>();

        public Partner(string certificate, string login, string password)
        {
            this.certificate = certificate;
            this.login = login;
            this.password = password;
        }
        public Partner(string system) : this(system, system, "pw-" + system.ToLower()) {}

        SoapHttpClientProtocol Proxy(string service)
        {
            if (proxies.ContainsKey(service))
                return proxies[service];
            Type type = Type.GetType("Chukan." + service + "_soap11");
            var proxy = (SoapHttpClientProtocol)Activator.CreateInstance(type);
            proxy.Url = Client.Data + "/lot2/soap/" + service;
            proxy.SoapVersion = Client.Version == "1.2" ? SoapProtocolVersion.Soap12 : SoapProtocolVersion.Soap11;
            proxy.ClientCertificates.Add(new X509Certificate2(Client.Pki + "/clients/" + certificate + ".p12", "chukan"));
            proxy.ConnectionGroupName = certificate; // or a connection is used again that another certificate opened
            var token = new UsernameToken { Username = login, Password = new Password { Value = password } };
            type.GetField("security").SetValue(proxy, new Security { MustUnderstand = true, UsernameToken = token });
            return proxies[service] = proxy;
        }

        /// Fields are names and values in turn.
        public Reply Call(string service, string op, params object[] fields)
        {
            var proxy = Proxy(service);
            MethodInfo method = proxy.GetType().GetMethod(op);
            var names = method.GetParameters();
            var values = new object[names.Length];
            values[Array.FindIndex(names, n => n.Name == "irai")] = new Irai { busho = "B001", user = "u001" };
            for (int i = 0; i < fields.Length; i += 2)
                values[Array.FindIndex(names, n => n.Name == (string)fields[i])] = fields[i + 1];
            var reply = new Reply();
            try {
                reply["kekka"] = method.Invoke(proxy, values);
            } catch (TargetInvocationException e) {
                throw e.InnerException;
            }
            for (int i = 0; i < names.Length; i++)
                reply[names[i].Name] = values[i];
            return reply;
        }

        public Reply Ok(string service, string op, params object[] fields)
        {
            Reply reply = Call(service, op, fields);
            var kekka = (Kekka)reply["kekka"];
            if (!new[] { "1", "2", "Item1", "Item2" }.Contains("" + kekka.kubun))
                throw new Exception(service + "." + op + ": " + kekka.kubun + " " + kekka.code + " " + kekka.message);
            return reply;
        }

        public void Refused(string code, string service, string op, params object[] fields)
        {
            Client.Expect(service + "." + op, ((Kekka)Call(service, op, fields)["kekka"]).code, code);
        }

        public void Fault(string code, string text, string service, string op, params object[] fields)
        {
            try {
                Call(service, op, fields);
            } catch (SoapException e) {
                XmlNodeList codes = ((XmlElement)e.Detail).GetElementsByTagName("code", "urn:chukan:common:1");
                string have = e.Message.Length < text.Length ? e.Message : e.Message.Substring(0, text.Length);
                Client.Expect(service + "." + op + " の Fault", codes[0].InnerText + " " + have, code + " " + text);
                return;
            }
            throw new Exception(service + "." + op + ": Fault " + code + " を期待したが応答があった");
        }
    }

    static class Client
    {
        public static string Version, Data, Control, Pki, Files;

        public static void Expect(string what, string have, string want)
        {
            if (have != want)
                throw new Exception(what + ": 期待 " + want + "、実際 " + have);
        }

        static void Do(string path)
        {
            var web = new WebClient();
            web.Headers["Content-Type"] = "application/json";
            web.UploadString(Control + path, "{}");
        }

        static string Sha256(byte[] of)
        {
            return string.Concat(SHA256.Create().ComputeHash(of).Select(b => b.ToString("x2")));
        }

        /// Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id. Only columns in ASCII are looked at.
        static Dictionary<string, string> RegisterFile(Partner partner, string name)
        {
            byte[] content = File.ReadAllBytes(Path.Combine(Files, name));
            Reply reply = partner.Ok("file", "upload", "shubetsu", "kanyushaToroku", "fileMei", name, "naiyo", content);
            Expect("sha256", reply.Text("sha256"), Sha256(content));
            string number = reply.Text("kekka", "uketsukeBango");
            Reply status = partner.Ok("file", "getStatus", "uketsukeBango", number);
            Expect("処理ステータス", status.Text("jotai"), "処理完了");
            Reply result = partner.Ok("file", "getResult", "uketsukeBango", number);
            var rows = (byte[])result["naiyo"];
            Expect("結果の sha256", result.Text("sha256"), Sha256(rows));
            var cells = Encoding.GetEncoding("iso-8859-1").GetString(rows).TrimEnd().Split('\n').Select(r => r.TrimEnd().Split(','));
            var edaban = cells.Where(r => r[5] == "").ToDictionary(r => r[2], r => r[3]);
            Expect("正常行", "" + edaban.Count, status.Text("seijoSu"));
            return edaban;
        }

        static void Kanyusha(Partner a, Dictionary<string, string> edaban)
        {
            string one = edaban["A001"];
            var person = (Kanyusha)a.Ok("kanyusha", "get", "edaban", one)["kanyusha"];
            Expect("氏名", person.shimei, "試﨑　一郎");
            Expect("任意の項目", "" + person.soshitsuYmd, "");
            Expect("日時", person.koshinAt.ToUniversalTime().ToString("yyyy"), "2017");
            a.Ok("kanyusha", "change", "edaban", one, "jusho", "架空県例示市試験町九丁目９番９号");
            Expect("枝番", a.Ok("kanyusha", "getEdaban", "kojinBango", "269224746295").Text("edaban"), one);
            string made = a.Ok("kanyusha", "register", "kojinBango", "077161395202", "kigo", "１１", "bango", "900", "honninKazoku", "1",
                "shimei", "架井　九郎", "shimeiKana", "カケイ　クロウ", "seibetsu", "1", "seinengappi", "19520101",
                "jusho", "模擬県検証郡雛形町一丁目２８番３号", "shutokuYmd", "20170401").Text("edaban");
            a.Ok("kanyusha", "correctKojinBango", "edaban", edaban["A002"], "kojinBango", "149935604226");
            a.Ok("kanyusha", "lose", "edaban", edaban["A005"], "soshitsuYmd", "20170501");
            a.Ok("kanyusha", "cancel", "edaban", made);
            var rireki = (ShikakuRireki[])a.Ok("kanyusha", "getShikakuRireki", "edaban", edaban["A005"])["item"];
            Expect("資格履歴", string.Join(" ", rireki.Select(r => "" + r.ido)), "取得 喪失");
            a.Refused("K40001", "kanyusha", "get", "edaban", "999999999");
            a.Refused("F30006", "kanyusha", "get", "edaban", "abc");
        }

        static void Fugo(Partner a, string edaban)
        {
            Expect("承認前", a.Ok("fugo", "getStatus", "edaban", edaban).Item("jotai"), "処理中");
            Do("/_sim/worlds/lot2/operator/fugo-approve");
            Do("/_sim/worlds/lot2/operator/settle");
            Expect("承認後", a.Ok("fugo", "getStatus", "edaban", edaban).Item("jotai"), "取得済");
        }

        static string Shikaku(Partner partner, string edaban, string kigo, string shutoku)
        {
            string[] columns = { "kigo", kigo, "bango", "119", "honninKazoku", "1", "shutokuYmd", shutoku, "fukaiji", "0", "jikoTeikyoFuka", "0" };
            // which of two types of this name is the one of this service, wsdl.exe decides
            var parameters = typeof(fukuhon_soap11).GetMethod("register").GetParameters();
            Type type = parameters.First(p => p.Name == "komoku").ParameterType.GetElementType();
            Array komoku = Array.CreateInstance(type, columns.Length / 2);
            for (int i = 0; i < komoku.Length; i++) {
                object one = Activator.CreateInstance(type);
                type.GetProperty("mei").SetValue(one, columns[2 * i]);
                type.GetProperty("atai").SetValue(one, columns[2 * i + 1]);
                komoku.SetValue(one, i);
            }
            return partner.Ok("fukuhon", "register", "shubetsu", "shikakuJoho", "edaban", edaban, "komoku", komoku).Text("fukuhonBango");
        }

        /// The person has moved from insurer A to insurer B; A asks B for what B has of him.
        static void FukuhonAndShokai(Partner a, Partner b, string inA, string inB)
        {
            string bango = Shikaku(a, inA, "１１", "20030401");
            Expect("副本", a.Ok("fukuhon", "get", "edaban", inA).Item("fukuhonBango"), bango);
            a.Ok("fukuhon", "delete", "fukuhonBango", bango);
            Shikaku(b, inB, "２２", "20170401");
            Reply asked = a.Ok("shokai", "request", "edaban", inA, "teikyoHokensha", "06139984", "jimuCode", "JM00000000000003",
                "tokuteiKojinJohoCode", "TM00000000000999");
            Do("/_sim/worlds/lot2/operator/settle");
            Reply answer = a.Ok("shokai", "getResult", "shokaiBango", asked.Text("shokaiBango"));
            Expect("照会結果", answer.Text("kekkaKubun") + " " + answer.Item("shubetsu"), "該当あり shikakuJoho");
            Expect("照会の一覧", a.Ok("shokai", "list").Item("shokaiBango"), asked.Text("shokaiBango"));
        }

        static void Job()
        {
            Partner a = new Partner("KS06139992A"), b = new Partner("KS06139984A");
            Expect("ping", a.Ok("kanri", "ping", "message", "疎通＆<確認>").Text("message"), "疎通＆<確認>");
            var inA = RegisterFile(a, "kanyusha-A.csv");
            var inB = RegisterFile(b, "kanyusha-B.csv");
            Kanyusha(a, inA);
            Fugo(a, inA["A001"]);
            FukuhonAndShokai(a, b, inA["A052"], inB["B058"]);
            new Partner("KS06139992A", "KS06139992A", "chigau").Fault("C50006", "接続システムのパスワードが一致しません", "kanri", "ping");
            new Partner("KS06139992A", "KS06139984A", "pw-ks06139984a").Fault("C50007", "クライアント証明書", "kanri", "ping");
            a.Fault("C20008", "要求が XML スキーマに合いません", "file", "getStatus", "uketsukeBango", "abc");
        }

        static int Main(string[] args)
        {
            Version = args[0];
            Data = args[1];
            Control = args[2];
            Pki = args[3];
            Files = args[4];
            try {
                Job();
            } catch (Exception e) {
                Console.WriteLine(e);
                return 1;
            }
            Console.WriteLine("Mono SOAP " + Version + ": 通った");
            return 0;
        }
    }
}
