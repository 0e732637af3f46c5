/* Axis 1.4's WSDL2Java for many WSDLs in one machine: FOLDER URL… (tests/interop/axis.sh). */
import org.apache.axis.wsdl.toJava.Emitter;

public class AxisMake {
    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            Emitter emitter = new Emitter();
            emitter.setOutputDir(args[0]);
            emitter.setNowrap(true); // -W: one object for a request, as in its schema
            emitter.run(args[i]);
        }
    }
}
