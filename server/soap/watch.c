/* What is known of a message that was just read; see watch.h. */
#include "soap/watch.h"

#include <string.h>

#include "base/kojin_bango.h"
#include "soap/veil.h"
#include "soap/veil_digits.h"

/* LONG: bytes of a text that may have twice as many as it came, where \r\n ends a line. */
enum { DECLARATION = 100, LONG = VEIL_FILE_TEXT / 2 };

void watch_start(struct watch *w, const struct watch_start *e)
{
    const struct str local = str_of(e->local);
    bool hides = false; /* also what its attributes say */
    w->text = 0;
    w->doubt |= w->in_number; /* an element within */
    w->in_number = false;
    if (w->doubt)
        return;
    if (veil_name_is_number(local)) {
        hides = w->in_number = true;
    } else if (veil_name_hides(local)) {
        const bool password = str_is(local, "Password"), security = str_is(local, "Security");
        w->passwords += password;
        w->securities += security;
        hides = !security;
        w->doubt |= hides && !password && !str_is(local, "UsernameToken");
    }
    for (int i = 0; i < e->namespaces && !w->doubt; i++) {
        const char *prefix = (const char *)e->declared[(ptrdiff_t)2 * i];
        w->doubt = prefix && veil_name_hides(str_of(prefix));
    }
    for (int i = 0; i < e->attrs && !w->doubt; i++) {
        const struct str name = str_of((const char *)e->attr[(ptrdiff_t)5 * i]);
        w->doubt = veil_name_hides(name) || (hides && !veil_attribute_is_open(name));
    }
}

void watch_end(struct watch *w)
{
    w->text = 0;
    w->in_number = false;
}

/* All there is in the element of a number: it is found again by its digits. What is none is hidden, too, but
 * only where it stands. */
static bool S_number(struct str text)
{
    enum { DIGITS = 12 };
    return text.n == DIGITS && str_all_digits(text) && kojin_bango_alone(text, 0) == DIGITS;
}

void watch_text(struct watch *w, struct str text)
{
    w->doubt |= w->in_number && (w->text || !S_number(text));
    w->text += text.n;
    w->doubt |= w->text >= LONG;
}

static bool S_hides(struct str text)
{
    size_t at = 0, n;
    return text.n >= VEIL_FILE_TEXT || veil_may_be_base64(text) ||
           (!kojin_bango_few(text) && str_secret(text, &at, text.n, &n));
}

/* All else of a reply is ours, and no name in it has digits: whatever is hidden is in one text. */
void watch_value(struct watch *w, struct str local, struct str text)
{
    w->doubt = w->doubt || veil_name_hides(local) || (text.n >= KOJIN_BANGO_LEAST && S_hides(text));
}

bool watch_raw(struct str body)
{
    static const char begin[] = "<?xml";
    if (body.n > DECLARATION && memcmp(body.p, begin, sizeof begin - 1) == 0) {
        const char *end = memchr(body.p, '>', DECLARATION);
        if (!end)
            return false;
        body = (struct str){end, body.n - (size_t)(end - body.p)};
    }
    return !memchr(body.p, '&', body.n) && !memchr(body.p, '!', body.n) && !memchr(body.p, '?', body.n);
}
