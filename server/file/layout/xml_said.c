/* What libxml2 says of a file, in our words; see xml.h. */
#include <stdlib.h>
#include <string.h>

#include "base/libxml.h"
#include "file/layout/xml.h"

static const struct {
    int code;
    const char *words, *from; /* the stars, and behind what their texts stand: "…|…" */
} known[] = {
#define LIBXML(code, ja, en, from) {code, ja, from},
#include "base/libxml.def"
#undef LIBXML
};

/* A name without its namespace, which says nothing to who reads. */
static const char *S_local(const char *name)
{
    const char *end = *name == '{' ? strchr(name, '}') : NULL;
    return end ? end + 1 : name;
}

/* Behind at, which is behind a place: a quoted text, a list in braces, or one in brackets and blanks. Answers
 * its end. */
static const char *S_star(const char *at, char place, struct buf *out)
{
    static const char attribute[] = "', attribute '";
    const size_t n = strcspn(at, place == '{' ? "}" : place == ' ' ? ")" : "'");
    buf_add(out, at, place == ' ' && n ? n - 1 : n);
    if (strncmp(at + n, attribute, sizeof attribute - 1) != 0)
        return at + n;
    at = S_local(at + n + sizeof attribute - 1);
    buf_addf(out, "/@%.*s", (int)strcspn(at, "'"), at);
    return at;
}

/* What stands in the text behind the next of the places; moves both on. A place that the text does not have
 * is passed over: one of them may stand for another. */
static void S_next(const char **text, const char **from, struct buf *out)
{
    char place[40];
    while (**from) {
        const size_t n = strcspn(*from, "|");
        snprintf(place, sizeof place, "%.*s", (int)n, *from);
        *from += n + ((*from)[n] == '|');
        const char *at = strstr(*text, place);
        if (at) {
            *text = S_star(S_local(at + n), place[n - 1], out);
            return;
        }
    }
    buf_addc(out, '-');
}

/* Only its number, and the names it has, for who looks it up. */
static void S_unknown(int code, const char *text, struct buf *out)
{
    buf_addf(out, "libxml2 のエラー %d", code);
    for (int i = 0; i < 3; i++) {
        const char *from = strchr(text, '\''), *to = from ? strchr(from + 1, '\'') : NULL;
        if (!to)
            break;
        buf_addf(out, "「%.*s」", (int)(to - from - 1), from + 1);
        text = to + 1;
    }
}

const char *xml_words(int code)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == code)
            return strchr(known[i].words, '*') ? NULL : known[i].words;
    return NULL;
}

void xml_said(libxml_error e, struct buf *out)
{
    const char *text = e->message ? e->message : "";
    size_t i = 0;
    while (i < sizeof known / sizeof *known && known[i].code != e->code)
        i++;
    if (i == sizeof known / sizeof *known) {
        S_unknown(e->code, text, out);
        return;
    }
    const char *from = known[i].from;
    for (const char *p = known[i].words; *p; p++) {
        if (*p != '*') {
            buf_addc(out, *p);
            continue;
        }
        S_next(&text, &from, out);
    }
}
