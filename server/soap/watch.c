/* What is known of a message that was just read; see watch.h. */
#include "soap/watch.h"

#include <string.h>

#include "base/kojin_bango.h"
#include "soap/request.h"
#include "soap/veil.h"
#include "soap/veil_digits.h"

enum { NUMBER = WATCH_NUMBER /* bytes that a 個人番号 has at least */, DECLARATION = 100 };

static const char password_type[] =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";

/* What nearly every message has; it would take longer to look into it. */
static const struct str known[] = {
    {NS_WSSE, sizeof NS_WSSE - 1},     {password_type, sizeof password_type - 1},
    {NS_SOAP11, sizeof NS_SOAP11 - 1}, {NS_SOAP12, sizeof NS_SOAP12 - 1},
    {NS_WSU, sizeof NS_WSU - 1},       {NS_COMMON, sizeof NS_COMMON - 1},
    {NS_XSI, sizeof NS_XSI - 1},
};

static bool S_known(struct str text)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(text, known[i]))
            return true;
    return false;
}

/* Nothing of this text would be hidden, wherever it stands that is no place of secrets. */
static bool S_plain_text(struct str text)
{
    size_t at = 0, n;
    if (text.n < NUMBER)
        return true;
    if (text.n >= VEIL_FILE_TEXT || (!kojin_bango_few(text) && str_secret(text, &at, text.n, &n)))
        return false;
    at = 0;
    return !veil_may_be_base64(text) || !veil_base64(text, &at, &n);
}

static bool S_plain(const char *p, size_t n)
{
    const struct str text = {p, n};
    return n < NUMBER || S_known(text) || S_plain_text(text);
}

/* An attribute tells nothing that an element which is itself hidden may not. */
static bool S_attribute(const unsigned char *const *a, bool hides)
{
    const struct str name = str_of((const char *)a[0]);
    return !veil_name_hides(name) && (!hides || veil_attribute_is_open(name)) &&
           S_plain((const char *)a[3], (size_t)(a[4] - a[3]));
}

void watch_start(struct watch *w, const struct watch_start *e)
{
    const struct str local = str_of(e->local);
    const bool hides = veil_name_hides(local);
    w->text = 0;
    if (hides) {
        const bool password = str_is(local, "Password"), security = str_is(local, "Security");
        w->passwords += password;
        w->securities += security;
        w->doubt |= !password && !security && !str_is(local, "UsernameToken");
    }
    w->doubt |= e->prefix && e->prefix[0] && strnlen(e->prefix, NUMBER) == NUMBER;
    for (int i = 0; i < e->namespaces && !w->doubt; i++) {
        const char *prefix = (const char *)e->declared[2 * i], *uri = (const char *)e->declared[2 * i + 1];
        w->doubt = (prefix && strnlen(prefix, NUMBER) == NUMBER) || (uri && !S_plain(uri, strlen(uri)));
    }
    for (int i = 0; i < e->attrs && !w->doubt; i++)
        w->doubt = !S_attribute(e->attr + (ptrdiff_t)i * 5, hides);
}

void watch_end(struct watch *w)
{
    w->text = 0;
}

/* Where a 個人番号 belongs: it is found again by what it is. */
static bool S_number(struct watch *w, struct str text)
{
    if (text.n != NUMBER || w->numbers == WATCH_NUMBERS || !str_all_digits(text))
        return false;
    memcpy(w->number[w->numbers++], text.p, NUMBER);
    return true;
}

void watch_text(struct watch *w, const char *p, size_t n)
{
    const struct str text = {p, n};
    if (w->doubt || str_blank(text))
        return;
    const bool more = w->text;
    w->text += n;
    w->doubt = w->text >= NUMBER && (more || (!S_plain_text(text) && !S_number(w, text)));
}

void watch_value(struct watch *w, struct str local, struct str text)
{
    w->doubt = w->doubt || veil_name_hides(local) || !S_plain_text(text);
}

bool watch_raw(struct str body)
{
    static const char begin[] = "<?xml";
    if (body.n > DECLARATION && memcmp(body.p, begin, sizeof begin - 1) == 0) {
        const char *end = memchr(body.p, '>', DECLARATION);
        const struct str declaration = {body.p, end ? (size_t)(end - body.p) : 0};
        if (!end || !S_plain_text(declaration))
            return false;
        body = (struct str){end, body.n - declaration.n};
    }
    return !memchr(body.p, '&', body.n) && !memchr(body.p, '!', body.n) && !memchr(body.p, '?', body.n);
}
