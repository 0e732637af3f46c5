/* Certificates, read; see cert.h. DER: a tag, a length, that many bytes. */
#include "base/cert.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/crypto.h"

enum {
    INTEGER = 0x02,
    BITS = 0x03,
    OCTETS = 0x04,
    OID = 0x06,
    UTC_TIME = 0x17,
    TIME = 0x18,
    SEQUENCE = 0x30,
    SET = 0x31,
    KEY_ID = 0x80,
    DNS_NAME = 0x82,
    IP_ADDRESS = 0x87,
    VERSION = 0xA0,
    EXTENSIONS = 0xA3,
};

/* Takes one element off *rest; false: there is none that is whole. */
static bool S_next(struct str *rest, unsigned *tag, struct str *value)
{
    const unsigned char *p = (const unsigned char *)rest->p;
    size_t at = 2, n;
    if (rest->n < 2)
        return false;
    n = p[1];
    if (n & 0x80) {
        size_t more = n & 0x7F;
        if (more < 1 || more > 3 || rest->n < 2 + more)
            return false;
        for (n = 0; at < 2 + more; at++)
            n = n << 8 | p[at];
    }
    if (n > rest->n - at)
        return false;
    *tag = p[0];
    *value = (struct str){rest->p + at, n};
    *rest = (struct str){value->p + n, rest->n - at - n};
    return true;
}

/* Takes the next one, which must have that tag. */
static bool S_take(struct str *rest, unsigned tag, struct str *value)
{
    unsigned t;
    return S_next(rest, &t, value) && t == tag;
}

/* --- PEM --------------------------------------------------------------------------------------------------
 */

void pem_wipe(struct buf *secret)
{
    if (secret->data)
        explicit_bzero(secret->data, secret->cap);
    buf_release(secret);
}

/* Between the lines BEGIN and END of that kind. */
static struct str S_between(struct str text, const char *kind)
{
    static const char begin[] = "-----BEGIN ";
    const char *p = text.n ? memmem(text.p, text.n, begin, sizeof begin - 1) : NULL;
    size_t n = p ? text.n - (size_t)(p - text.p) : 0, k = strlen(kind), head = sizeof begin - 1 + k + 5;
    const char *end = p ? memmem(p, n, "-----END ", 9) : NULL;
    if (!end || n < head || memcmp(p + sizeof begin - 1, kind, k) != 0 ||
        memcmp(p + head - 5, "-----", 5) != 0 || end < p + head)
        return (struct str){NULL, 0};
    return (struct str){p + head, (size_t)(end - p) - head};
}

bool pem_read(struct str text, const char *kind, struct buf *der)
{
    struct str in = S_between(text, kind), whole, rest;
    struct buf out = BUF_INIT;
    struct base64 b = {0};
    char *to = in.n ? buf_reserve(&out, in.n) : NULL;
    long n = to ? base64_decode(&b, in.p, in.n, (unsigned char *)to) : -1;
    bool ok = n > 0 && base64_end(&b);
    if (ok) {
        buf_advance(&out, (size_t)n);
        rest = (struct str){out.data, out.len};
        ok = S_take(&rest, SEQUENCE, &whole) && whole.n && rest.n == 0;
    }
    if (ok)
        *der = out;
    else
        pem_wipe(&out);
    return ok;
}

/* --- a certificate ----------------------------------------------------------------------------------------
 */

/* "YYMMDDhhmmssZ" or with four digits of the year. */
static bool S_time(struct str *rest, int64_t *ret)
{
    unsigned tag;
    struct str s;
    if (!S_next(rest, &tag, &s) || (tag != UTC_TIME && tag != TIME))
        return false;
    size_t year = tag == TIME ? 4 : 2;
    if (s.n != year + 11 || s.p[s.n - 1] != 'Z' || !str_all_digits((struct str){s.p, s.n - 1}))
        return false;
    int part[6] = {0}; /* year, month, day, hours, minutes, seconds */
    for (size_t i = 0; i < s.n - 1; i++) {
        int *to = &part[i < year ? 0 : 1 + (i - year) / 2];
        *to = *to * 10 + (s.p[i] - '0');
    }
    if (tag == UTC_TIME)
        part[0] += part[0] < 50 ? 2000 : 1900;
    struct tm tm = {.tm_year = part[0] - 1900,
                    .tm_mon = part[1] - 1,
                    .tm_mday = part[2],
                    .tm_hour = part[3],
                    .tm_min = part[4],
                    .tm_sec = part[5]};
    *ret = timegm(&tm);
    return true;
}

static void S_extension(struct cert *c, struct str id, struct str value)
{
    struct str inner, s = value;
    if (str_eq(id, STR("\x55\x1D\x11")) && S_take(&s, SEQUENCE, &inner))
        c->names = inner;
    else if (str_eq(id, STR("\x55\x1D\x0E")) && S_take(&s, OCTETS, &inner))
        c->own_id = inner;
    else if (str_eq(id, STR("\x55\x1D\x23")) && S_take(&s, SEQUENCE, &inner) && S_take(&inner, KEY_ID, &s))
        c->ca_id = s;
}

static bool S_extensions(struct cert *c, struct str rest)
{
    unsigned tag = 0;
    struct str part, list = {NULL, 0}, one, id, value;
    while (S_next(&rest, &tag, &part) && tag != EXTENSIONS)
        ;
    if (tag != EXTENSIONS)
        return true;
    if (!S_take(&part, SEQUENCE, &list))
        return false;
    while (S_take(&list, SEQUENCE, &one)) {
        if (!S_take(&one, OID, &id))
            return false;
        tag = 0;
        value = one;
        while (S_next(&one, &tag, &value) && tag != OCTETS) /* critical */
            ;
        if (tag == OCTETS)
            S_extension(c, id, value);
    }
    return list.n == 0;
}

static bool S_body(struct cert *c, struct str body)
{
    unsigned tag;
    struct str part, days, key, bits, from;
    if (!S_next(&body, &tag, &part) || (tag == VERSION && !S_next(&body, &tag, &part)) || tag != INTEGER ||
        !S_take(&body, SEQUENCE, &part) || !S_take(&body, SEQUENCE, &c->issuer) ||
        !S_take(&body, SEQUENCE, &days) || !S_time(&days, &c->from) || !S_time(&days, &c->until) ||
        !S_take(&body, SEQUENCE, &c->subject))
        return false;
    from = body;
    if (!S_take(&body, SEQUENCE, &key) || !S_take(&key, SEQUENCE, &part) || !S_take(&key, BITS, &bits) ||
        bits.n < 2)
        return false;
    c->spki = (struct str){from.p, from.n - body.n};
    c->key = (struct str){bits.p + 1, bits.n - 1};
    return S_extensions(c, body);
}

bool cert_read(struct str pem, struct cert *ret)
{
    struct cert c = {.der = BUF_INIT};
    struct str all, whole, body;
    if (!pem_read(pem, "CERTIFICATE", &c.der))
        return false;
    all = (struct str){c.der.data, c.der.len};
    if (!S_take(&all, SEQUENCE, &whole) || !S_take(&whole, SEQUENCE, &body) || !S_body(&c, body)) {
        cert_release(&c);
        return false;
    }
    *ret = c;
    return true;
}

void cert_release(struct cert *c)
{
    buf_release(&c->der);
    *c = (struct cert){.der = BUF_INIT};
}

bool cert_name(struct str *names, char out[CERT_NAME])
{
    unsigned tag;
    struct str s;
    while (S_next(names, &tag, &s)) {
        if (tag == DNS_NAME && s.n && s.n < CERT_NAME && !memchr(s.p, 0, s.n)) {
            memcpy(out, s.p, s.n);
            out[s.n] = 0;
            return true;
        }
        if (tag == IP_ADDRESS && (s.n == 4 || s.n == 16) &&
            inet_ntop(s.n == 4 ? AF_INET : AF_INET6, s.p, out, CERT_NAME))
            return true;
    }
    return false;
}

bool cert_organization(struct str *subject, struct str *ret)
{
    struct str set, pair, id, text;
    unsigned tag;
    while (S_take(subject, SET, &set))
        if (S_take(&set, SEQUENCE, &pair) && S_take(&pair, OID, &id) && str_eq(id, STR("\x55\x04\x0A")) &&
            S_next(&pair, &tag, &text)) {
            *ret = text;
            return true;
        }
    return false;
}

bool cert_issued_by(const struct cert *c, const struct cert *ca)
{
    bool ids = c->ca_id.n && ca->own_id.n;
    return str_eq(c->issuer, ca->subject) && (!ids || str_eq(c->ca_id, ca->own_id));
}

/* A private key of either kind holds the public one: the point of EC; of RSA modulus and exponent, which lie
 * in a sequence here and side by side there. */
bool cert_has_key(const struct cert *c, struct str key)
{
    struct str part = c->key, inner;
    if (part.p[0] == SEQUENCE && S_take(&part, SEQUENCE, &inner))
        return memmem(key.p, key.n, inner.p, inner.n) != NULL;
    return memmem(key.p, key.n, c->key.p, c->key.n) != NULL;
}
