/* Names for certificates; see pki_names.h. */
#include "base/pki_names.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool pki_plain_name(const char *s, const char *more, size_t max)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    while (s[n] && strchr(more, s[n]) && n <= max)
        n += 1 + strspn(s + n + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    return n > 0 && n <= max && !s[n];
}

bool pki_named(const struct pki_names *l, const char *name)
{
    size_t i = 0;
    while (i < l->n && strcasecmp(l->name[i], name) != 0)
        i++;
    return i < l->n;
}

bool pki_name_add(struct pki_names *l, const char *name)
{
    unsigned char raw[16];
    char one[CERT_NAME];
    for (int family = AF_INET; family; family = family == AF_INET ? AF_INET6 : 0)
        if (inet_pton(family, name, raw) == 1) /* an address has one text here, however it was written */
            name = inet_ntop(family, raw, one, sizeof one);
    if (name != one && (!pki_plain_name(name, ".-", 253) || pki_named(l, name)))
        return pki_named(l, name);
    if (!pki_named(l, name) && l->n < PKI_NAMES)
        snprintf(l->name[l->n++], CERT_NAME, "%s", name);
    return true;
}

bool pki_tanmatsu_name(const char *s)
{
    return strncasecmp(s, "TT", 2) == 0 && strspn(s + 2, "0123456789") >= 8;
}

bool pki_client_name(const char *s)
{
    size_t n = strlen(s);
    return pki_plain_name(s, "._-", 64) && !(n >= 4 && strcasecmp(s + n - 4, "-rsa") == 0);
}
