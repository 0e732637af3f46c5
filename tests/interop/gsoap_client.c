/* Uploads a link file with the stubs that gSOAP generated, then prints the verdict: the reply, the status and
 * a sum of the result file. Called by gsoap.sh: client SOAP(1|2) inline|mtom ENDPOINT PEM CA FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.nsmap"
#include "soapH.h"

static char good[] = "pw-ks06139992a", wrong[] = "chigau";
static char text_password[] =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
static const char *endpoint;

static int S_fault(struct soap *soap, const char *what)
{
    fprintf(stdout, "%s: ", what);
    soap_print_fault(soap, stdout);
    return 1;
}

/* soap_set_version() lasts until the next soap_begin(), that is, not into a call; which version the calls are
 * in, the first rows of the generated table say, and that of two bindings says 1.2. */
static void S_version(int version)
{
    if (version == 1) {
        namespaces[0].ns = "http://schemas.xmlsoap.org/soap/envelope/";
        namespaces[1].ns = "http://schemas.xmlsoap.org/soap/encoding/";
    }
}

/* gSOAP drops the header after each call. */
static void S_login(struct soap *soap, char *word)
{
    struct wsse__Security *security = soap_malloc(soap, sizeof *security);
    struct wsse__UsernameToken *token = soap_malloc(soap, sizeof *token);
    struct wsse__Password *password = soap_malloc(soap, sizeof *password);
    soap->header = soap_malloc(soap, sizeof *soap->header);
    *password = (struct wsse__Password){word, text_password};
    *token = (struct wsse__UsernameToken){"KS06139992A", password};
    security->UsernameToken = token;
    soap->header->wsse__Security = security;
}

static int S_read(const char *path, struct soap *soap, struct xsd__base64Binary *to)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return 1;
    to->__ptr = soap_malloc(soap, 1 << 20);
    to->__size = (int)fread(to->__ptr, 1, 1 << 20, f);
    fclose(f);
    return to->__size == 0;
}

static int S_verdict(struct soap *soap, struct c__Irai *irai, char *number)
{
    struct _t__getStatus ask = {irai, number};
    struct _t__getStatusResponse status;
    S_login(soap, good);
    if (soap_call___t__getStatus(soap, endpoint, NULL, &ask, &status))
        return S_fault(soap, "getStatus");
    if (!status.gyoSu || !status.seijoSu || !status.ijoSu)
        return printf("getStatus %s %s\n", status.kekka->code, status.kekka->message);
    printf("getStatus %s: %d = %d + %d\n", status.kekka->code, *status.gyoSu, *status.seijoSu, *status.ijoSu);
    struct _t__getResult fetch = {irai, number};
    struct _t__getResultResponse result;
    S_login(soap, good);
    if (soap_call___t__getResult(soap, endpoint, NULL, &fetch, &result))
        return S_fault(soap, "getResult");
    if (!result.size)
        return printf("getResult %s %s\n", result.kekka->code, result.kekka->message);
    unsigned sum = 0;
    for (int i = 0; i < result.naiyo.__size; i++)
        sum = sum * 31 + result.naiyo.__ptr[i];
    printf("getResult %s: %s %d %s %08x\n", result.kekka->code, result.fileMei, result.naiyo.__size,
           result.sha256, sum);
    return result.naiyo.__size != (int)*result.size;
}

/* The Fault of a wrong password, as the user of the stack sees it. */
static int S_refused(struct soap *soap, struct c__Irai *irai)
{
    struct _t__getStatus ask = {irai, "U06139992N0000001"};
    struct _t__getStatusResponse status;
    S_login(soap, wrong);
    if (soap_call___t__getStatus(soap, endpoint, NULL, &ask, &status) != SOAP_FAULT)
        return printf("wrong password: error %d\n", soap->error);
    printf("Fault %s\n", soap_fault_string(soap));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 7)
        return 2;
    int mtom = strcmp(argv[2], "mtom") == 0, bad = 1;
    endpoint = argv[3];
    S_version(atoi(argv[1]));
    struct soap *soap = soap_new1(SOAP_C_UTFSTRING | SOAP_IO_KEEPALIVE | (mtom ? SOAP_ENC_MTOM : 0));
    soap->connect_timeout = soap->recv_timeout = soap->send_timeout = 60;
    struct c__Irai irai = {"B001", "u001"};
    struct _t__upload request = {&irai, "kanyushaToroku", "kanyusha-A.csv"};
    struct _t__uploadResponse reply;
    if (soap_ssl_client_context(soap, SOAP_SSL_DEFAULT, argv[4], NULL, argv[5], NULL, NULL)) {
        S_fault(soap, "TLS");
        goto out;
    }
    if (S_read(argv[6], soap, &request.naiyo))
        goto out;
    if (mtom)
        request.naiyo.type = "application/octet-stream";
    if (S_refused(soap, &irai))
        goto out;
    S_login(soap, good);
    if (soap_call___t__upload(soap, endpoint, NULL, &request, &reply)) {
        S_fault(soap, "upload");
        goto out;
    }
    if (!reply.kekka->uketsukeBango) {
        printf("upload %s %s\n", reply.kekka->code, reply.kekka->message);
        goto out;
    }
    printf("upload %s %s %s\n", reply.kekka->code, reply.kekka->uketsukeBango, reply.sha256);
    bad = S_verdict(soap, &irai, reply.kekka->uketsukeBango);
out:
    soap_destroy(soap);
    soap_end(soap);
    soap_free(soap);
    return bad;
}
