// The SOAP header for soapcpp2, appended to what wsdl2h makes of ?wsdl; called by gsoap.sh. gSOAP's own wsse.h would bring
// signatures and SAML with it.
//gsoap wsse schema namespace: http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd
//gsoap wsse schema form: qualified
struct wsse__Password {
    char *__item;
    @char *Type;
};
struct wsse__UsernameToken {
    char *Username;
    struct wsse__Password *Password;
};
struct wsse__Security {
    struct wsse__UsernameToken *UsernameToken;
};
struct SOAP_ENV__Header {
    mustUnderstand struct wsse__Security *wsse__Security;
};
