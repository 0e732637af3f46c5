// wsimport, javac and the client in one JVM, because starting one costs more than what each does. Called by jaxws.sh:
// java -cp jaxws-tools.jar JaxwsBuild.java FOLDER CLIENT.java DATA_URL CONTROL_URL PKI_DIR WORLDS_DIR
// What is made is what `wsimport -extension -b BINDINGS WSDL` makes.
import com.sun.tools.ws.wscompile.WsimportTool;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.tools.ToolProvider;

public final class JaxwsBuild {
    // One request object and one reply object a call, instead of a parameter for each field and a Holder for each of the reply
    private static final String BINDINGS = "<bindings wsdlLocation=\"%s\" xmlns=\"http://java.sun.com/xml/ns/jaxws\">"
        + "<enableWrapperStyle>false</enableWrapperStyle></bindings>";

    /** What -Djavax.net.ssl.keyStore and trustStore do, for one certificate of several. */
    private static SSLSocketFactory tls(String pki, String system) {
        char[] word = "chukan".toCharArray();
        try (var p12 = new FileInputStream(pki + "/clients/" + system + ".p12"); var ca = new FileInputStream(pki + "/ca.crt")) {
            KeyStore own = KeyStore.getInstance("PKCS12"), trust = KeyStore.getInstance("PKCS12");
            own.load(p12, word);
            trust.load(null, null);
            trust.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, word);
            var trusted = TrustManagerFactory.getInstance("PKIX");
            trusted.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(system, e);
        }
    }

    private static void wsimport(Path folder, String wsdl) throws Exception {
        var log = new ByteArrayOutputStream();
        Path bindings = Files.writeString(folder.resolve("bindings.xml"), BINDINGS.formatted(wsdl));
        if (!new WsimportTool(log).run(new String[] {"-extension", "-Xnocompile", "-b", bindings.toString(), "-d", folder.toString(), wsdl}))
            throw new IllegalStateException("wsimport " + wsdl + ": " + log);
        if (!log.toString().contains("accessExternalSchema")) // that it does no harm is what README says
            throw new IllegalStateException("wsimport has not warned: " + log);
    }

    private static void javac(Path folder, String client) throws Exception {
        List<String> args = new ArrayList<>(List.of("-proc:none", "-nowarn", "-encoding", "UTF-8", "-cp", System.getProperty("java.class.path"),
            "-sourcepath", Path.of(client).getParent().toString(), "-d", folder.toString(), client));
        try (var files = Files.walk(folder)) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(args::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, args.toArray(String[]::new)) != 0)
            throw new IllegalStateException("javac");
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String data = args[2], pki = args[4];
        HttpsURLConnection.setDefaultSSLSocketFactory(tls(pki, "KS06139992A"));
        for (String service : new String[] {"kanri", "file", "kanyusha", "fugo", "fukuhon", "shokai", "kiroku", "teikyo", "honnin", "master"})
            wsimport(folder, data + "/lot2/soap/" + service + "?wsdl");
        javac(folder, args[1]);
        var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, JaxwsBuild.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Function<String, SSLSocketFactory> tls = system -> tls(pki, system);
        loader.loadClass("JaxwsClient").getMethod("run", Function.class, String[].class).invoke(null, tls, Arrays.copyOfRange(args, 2, args.length));
    }
}
