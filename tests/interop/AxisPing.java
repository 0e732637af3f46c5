/* kanri.ping with what Axis 1.4 has made of ?wsdl=1.1: a base system of the 2000s (tests/interop/axis.sh). */
import _1.common.chukan.Irai;
import _1.kanri.chukan.Kanri_ServiceLocator;
import _1.kanri.chukan.Ping;
import _1.kanri.chukan.PingResponse;
import java.net.URL;
import javax.xml.soap.SOAPElement;
import org.apache.axis.client.Stub;
import org.apache.axis.message.SOAPHeaderElement;

public class AxisPing {
    static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

    static SOAPHeaderElement login(String system, String password) throws Exception {
        SOAPHeaderElement security = new SOAPHeaderElement(WSS + "wssecurity-secext-1.0.xsd", "Security");
        SOAPElement token = security.addChildElement("UsernameToken");
        token.addChildElement("Username").addTextNode(system);
        SOAPElement word = token.addChildElement("Password").addTextNode(password);
        word.setAttribute("Type", WSS + "username-token-profile-1.0#PasswordText");
        return security;
    }

    public static void main(String[] args) throws Exception {
        Stub stub = (Stub) new Kanri_ServiceLocator().getkanri_soap11(new URL(args[0]));
        stub.setHeader(login("KS06139992A", "pw-ks06139992a"));
        Ping ping = new Ping();
        Irai irai = new Irai();
        irai.setBusho("B001");
        irai.setUser("u001");
        ping.setIrai(irai);
        ping.setMessage("こんにちは");
        PingResponse r = ((_1.kanri.chukan.Kanri_PortType) stub).ping(ping);
        System.out.println(r.getKekka().getKubun() + " " + r.getKekka().getCode() + " " + r.getMessage() + " " + r.getWorld());
    }
}
