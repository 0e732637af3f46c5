/* Error records; see diag.h. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/english.h"
#include "base/lang.h"
#include "base/legible.h"

/* Bytes without the last of them that begin a character and do not end it: what was printed into a buffer too
 * small for it. */
static size_t S_whole(struct str s)
{
    size_t lead = s.n;
    while (lead && s.n - lead < 3 && (s.p[lead - 1] & 0xC0) == 0x80)
        lead--;
    return lead && (s.p[lead - 1] & 0xC0) == 0xC0 && !str_char((struct str){s.p + lead - 1, s.n - lead + 1})
               ? lead - 1
               : s.n;
}

static void S_keep(char *out, size_t cap, struct str s)
{
    char masked[sizeof((struct diag *)0)->want]; /* the longest of them */
    s.n = S_whole(s);
    const size_t n = str_show(masked, cap, s);
    legible(out, cap, (struct str){masked, n});
}

/* A blank at either end would not be seen. */
static bool S_unseen_end(struct str s)
{
    static const char *const unseen[] = {" ", "\u3000", "\u00A0", "\u200B", "\uFEFF"};
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
        size_t n = strlen(unseen[i]);
        if (s.n >= n && (memcmp(s.p, unseen[i], n) == 0 || memcmp(s.p + s.n - n, unseen[i], n) == 0))
            return true;
    }
    return false;
}

enum status diag_str(struct diag *d, enum status st, const char *item, const char *want, struct str have)
{
    d->status = st;
    d->rule = NULL;
    d->theirs = 0;
    S_keep(d->item, sizeof d->item, str_of(item));
    S_keep(d->want, sizeof d->want, str_of(want));
    S_keep(d->have, sizeof d->have, have);
    size_t n = strlen(d->have);
    if (n + sizeof "「」" <= sizeof d->have && S_unseen_end((struct str){d->have, n})) {
        memmove(d->have + strlen("「"), d->have, n);
        memcpy(d->have, "「", strlen("「"));
        memcpy(d->have + strlen("「") + n, "」", sizeof "」");
    }
    return st;
}

void diag_theirs(struct diag *d, size_t n)
{
    const size_t all = strlen(d->have);
    d->theirs = n < all ? n : all;
}

enum status diag_set(struct diag *d, enum status st, const char *item, const char *want, const char *have)
{
    return diag_str(d, st, item, want, str_of(have));
}

enum { PRINTED = 1024 };

static void S_print(char out[PRINTED], const char *fmt, va_list ap)
{
    int n = vsnprintf(out, PRINTED, fmt, ap);
    if (n >= PRINTED)
        str_end_cut(out, PRINTED);
}

enum status diag_setf(struct diag *d, enum status st, const char *item, const char *want, const char *fmt,
                      ...)
{
    char text[PRINTED];
    va_list ap;
    va_start(ap, fmt);
    S_print(text, fmt, ap);
    va_end(ap);
    return diag_str(d, st, item, want, str_of(text));
}

enum status diag_want(struct diag *d, enum status st, const char *item, const char *have, const char *fmt,
                      ...)
{
    char text[PRINTED];
    va_list ap;
    va_start(ap, fmt);
    S_print(text, fmt, ap);
    va_end(ap);
    return diag_str(d, st, item, text, str_of(have));
}

static void S_of_row(char *text, size_t cap)
{
    char was[sizeof((struct diag *)0)->want];
    memcpy(was, text, cap);
    str_mask_row(text, cap, str_of(was));
}

void diag_of_row(struct diag *d)
{
    S_of_row(d->item, sizeof d->item);
    S_of_row(d->want, sizeof d->want);
    S_of_row(d->have, sizeof d->have);
}

/* What stands around the parts, in each language. */
static const struct around {
    const char *rule[2], *item[2], *first, *want, *have, *next, *unset;
} around[] = {
    {{"（規則 ", "）"}, {"項目「", "」"}, "。", "期待: ", "実際: ", "、", "必須項目が未設定です"},
    {{" (rule ", ")"}, {"Item \"", "\""}, ". ", "want: ", "have: ", ", ", "is required and not set"}};

static void S_part(const char *before, const char *text, bool english, struct buf *out)
{
    buf_adds(out, before);
    if (english)
        english_word(text, strlen(text), out);
    else
        buf_adds(out, text);
}

/* have, of which the first theirs bytes are no words of ours. */
static void S_have(const char *before, const char *have, size_t theirs, bool english, struct buf *out)
{
    if (!english || !theirs) {
        S_part(before, have, english, out);
        return;
    }
    buf_adds(out, before);
    english_beside(have, theirs, out);
}

/* When the value is needed, of a want that says so; NULL: another want. */
static const char *S_unset(const char *want, const char *have)
{
    static const char value[] = DIAG_VALUE;
    const char *when = want ? want + sizeof value - 1 : NULL;
    return want && have && strcmp(have, DIAG_EMPTY) == 0 && strncmp(want, value, sizeof value - 1) == 0 &&
                   (!*when || strncmp(when, "（", sizeof "（" - 1) == 0)
               ? when
               : NULL;
}

static void S_parts(bool lead, const char *item, const char *want, const char *have, size_t theirs,
                    bool english, struct buf *out)
{
    const struct around *a = &around[english];
    const char *before = lead ? a->first : "", *when = S_unset(want, have);
    if (item && *item) {
        buf_adds(out, before);
        S_part(a->item[0], item, english, out);
        buf_adds(out, a->item[1]);
        before = " ";
    }
    if (when) {
        buf_adds(out, before);
        S_part(a->unset, when, english, out);
        return;
    }
    if (want && *want) {
        buf_adds(out, before);
        S_part(a->want, want, english, out);
        before = a->next;
    }
    if (have && *have) {
        buf_adds(out, before);
        S_have(a->have, have, theirs, english, out);
    }
}

void diag_wants(const struct diag *d, struct buf *out)
{
    S_parts(false, NULL, d->want, *d->have ? d->have : DIAG_EMPTY, d->theirs, lang_english, out);
}

void diag_parts(bool lead, const char *item, const char *want, const char *have, struct buf *out)
{
    S_parts(lead, item, want, have, 0, lang_english, out);
}

static void S_text(const struct diag *d, bool english, struct buf *out)
{
    const struct around *a = &around[english];
    const struct status_info *info = status_info(d->status);
    buf_adds(out, english ? info->text_en : info->text);
    if (d->rule) /* before what may be long: some who show it cut its end off */
        buf_addf(out, "%s%s%s", a->rule[0], d->rule, a->rule[1]);
    S_parts(true, d->item, d->want, d->have, d->theirs, english, out);
}

void diag_text(const struct diag *d, struct buf *out)
{
    S_text(d, lang_everywhere, out);
}

void diag_say(const struct diag *d, struct buf *out)
{
    S_text(d, lang_english, out);
}

enum status diag_tell(struct diag *d, const struct diag *one)
{
    struct diags *all = d->all;
    if (d->status == ST_OK)
        *d = *one;
    d->all = all;
    if (all && all->n == DIAGS_MOST) {
        all->more = true;
    } else if (all) {
        all->list[all->n] = *one;
        all->list[all->n++].all = NULL;
    }
    return d->status;
}
