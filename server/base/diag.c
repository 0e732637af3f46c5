/* Error records; see diag.h. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What was printed into a buffer too small for it may end within a character: that one is left out. */
static void S_keep(char *out, size_t cap, struct str s)
{
    size_t n = str_mask(out, cap, s), lead = n;
    while (lead && (out[lead - 1] & 0xC0) == 0x80)
        lead--;
    if (lead && str_utf8_len((struct str){out + lead - 1, n - lead + 1}) < 0)
        out[lead - 1] = 0;
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

enum status diag_set(struct diag *d, enum status st, const char *item, const char *want, const char *have)
{
    return diag_str(d, st, item, want, str_of(have));
}

enum status diag_setf(struct diag *d, enum status st, const char *item, const char *want, const char *fmt,
                      ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    if (n >= (int)sizeof text)
        text[str_uncut(text, sizeof text - 1)] = 0;
    return diag_str(d, st, item, want, str_of(text));
}

void diag_text(const struct diag *d, struct buf *out)
{
    buf_adds(out, status_info(d->status)->text);
    if (d->rule) /* before what may be long: some who show it cut its end off */
        buf_addf(out, "（規則 %s）", d->rule);
    if (d->item[0])
        buf_addf(out, "。項目「%s」", d->item);
    if (d->want[0])
        buf_addf(out, "%s期待: %s", d->item[0] ? " " : "。", d->want);
    if (d->have[0])
        buf_addf(out, "%s実際: %s", d->want[0] ? "、" : d->item[0] ? " " : "。", d->have);
}
