# The main job and the test cases through python3-zeep, called by zeep.sh.
import jirei
import main_job
import requests
import zeep
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken


class Zeep(main_job.System):
    """A generated client per service."""

    def __init__(self, *who, **login):
        super().__init__(*who, **login)
        session = requests.Session()
        session.cert = self.certificate
        session.verify = main_job.PKI + "/ca.crt"
        session.trust_env = False  # or a CA bundle in the environment would win over ours
        self.transport = Transport(session=session, timeout=30, operation_timeout=60)
        self.wsse = UsernameToken(self.login, self.password)
        self.services = {}

    def service(self, name):
        if name not in self.services:
            client = zeep.Client("%s/%s/soap/%s?wsdl" % (main_job.DATA, self.world, name), transport=self.transport, wsse=self.wsse)
            self.services[name] = client.bind(name, "%s_soap%s" % (name, self.version.replace(".", "")))
        return self.services[name]

    def send(self, service, op, fields):
        try:
            return self.service(service)[op](irai=main_job.IRAI, **fields)
        except zeep.exceptions.Fault as f:
            code = f.detail.find(".//{urn:chukan:common:1}code") if f.detail is not None else None
            raise main_job.Fault(None if code is None else code.text, f.message) from None


main_job.main("zeep", Zeep, ("1.1", "1.2"))
jirei.main("zeep", Zeep, (("1.1", "lot2"), ("1.2", "lot3")))
