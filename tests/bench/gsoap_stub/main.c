/* An empty gSOAP service: reads the request of 資格照会 and answers a fixed reply, from one thread a
 * connection with keep-alive, as gSOAP's manual does it. The yardstick of DESIGN 7. Prints its port. Called
 * by bench.py. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "kanyusha.nsmap"
#include "soapH.h"

int t__getShikakuRireki(struct soap *soap, struct c__Irai *irai, char *edaban,
                        struct t__getShikakuRirekiResponse *ret)
{
    static struct c__Kekka kekka = {"1", "C00000", "正常に処理しました"};
    static struct t__ShikakuRireki row = {
        1, "取得", "20100401", "３３", "1", "1", "20100401", NULL, "2017-05-08T09:00:00+09:00"};
    if (!irai || !irai->busho || !irai->user || !edaban)
        return soap_sender_fault(soap, "want irai, edaban", NULL);
    ret->kekka = &kekka;
    ret->__sizeitem = 1;
    ret->item = &row;
    return SOAP_OK;
}

static void *S_serve(void *cls)
{
    struct soap *soap = cls;
    soap_serve(soap);
    soap_destroy(soap);
    soap_end(soap);
    soap_free(soap);
    return NULL;
}

int main(void)
{
    struct soap *soap = soap_new1(SOAP_IO_KEEPALIVE | SOAP_C_UTFSTRING);
    pthread_attr_t detached;
    struct sockaddr_in at;
    socklen_t n = sizeof at;
    if (!soap)
        return 1;
    soap->max_keep_alive = 0; /* no limit */
    soap->bind_flags = SO_REUSEADDR;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    SOAP_SOCKET s = soap_bind(soap, "127.0.0.1", 0, 100);
    if (!soap_valid_socket(s) || getsockname(s, (struct sockaddr *)&at, &n) != 0)
        return 1;
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    while (soap_valid_socket(soap_accept(soap))) {
        struct soap *one = soap_copy(soap);
        pthread_t thread;
        if (!one || pthread_create(&thread, &detached, S_serve, one) != 0)
            return 1;
    }
    return 0;
}
