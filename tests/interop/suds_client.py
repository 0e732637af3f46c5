# The main job through python3-suds, called by suds.sh. suds speaks SOAP 1.1.
import base64
import ssl
import urllib.request

import main_job
import suds.client
import suds.transport.http
import suds.wsse


class MutualTls(suds.transport.http.HttpTransport):
    """suds knows no client certificates; urllib below it does."""

    def __init__(self, certificate):
        super().__init__()
        self.context = ssl.create_default_context(cafile=main_job.PKI + "/ca.crt")
        self.context.load_cert_chain(*certificate)

    def u2handlers(self):
        return super().u2handlers() + [urllib.request.HTTPSHandler(context=self.context)]


class Suds(main_job.System):
    """A generated client per service."""

    def __init__(self, *who, **login):
        super().__init__(*who, **login)
        self.wsse = suds.wsse.Security()
        self.wsse.tokens.append(suds.wsse.UsernameToken(self.login, self.password))
        self.services = {}

    def service(self, name):
        if name not in self.services:
            client = suds.client.Client("%s/%s/soap/%s?wsdl" % (main_job.DATA, self.world, name), port=name + "_soap11", wsse=self.wsse,
                                        transport=MutualTls(self.certificate), cache=None)
            self.services[name] = client.service
        return self.services[name]

    def send(self, service, op, fields):
        if "naiyo" in fields:  # suds takes and gives base64Binary as base64
            fields["naiyo"] = base64.b64encode(fields["naiyo"]).decode()
        try:
            reply = getattr(self.service(service), op)(irai=main_job.IRAI, **fields)
        except suds.WebFault as f:
            raise main_job.Fault(f.fault.detail.diag.code, f.fault.faultstring) from None
        if "naiyo" in reply:
            reply.naiyo = base64.b64decode(reply.naiyo)
        return reply


main_job.main("suds", Suds, ("1.1",))
