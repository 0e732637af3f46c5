/* What a text says of lists of words; see words.h. */
#include "base/words.h"

#include <stdio.h>

#include "base/buf.h"

const char *words_shown(const char *list, char *out, size_t cap)
{
    static const char comma[] = "、", more[] = "…";
    size_t at = 0;
    struct str one;
    out[0] = 0;
    while (words_next(&list, &one)) {
        const size_t lead = at ? sizeof comma - 1 : 0;
        const bool last = !list;
        if (at + lead + one.n + (last ? 0 : sizeof more - 1) >= cap) {
            snprintf(out + at, cap - at, "%s", cap - at >= sizeof more ? more : "");
            break;
        }
        memcpy(out + at, comma, lead);
        memcpy(out + at + lead, one.p, one.n);
        at += lead + one.n;
        out[at] = 0;
    }
    return out;
}

static bool S_edge(char c)
{
    return !c || strchr(" ./-", c);
}

bool words_within(const char *want, const char *have)
{
    const size_t n = strlen(want);
    for (const char *at = have; n && (at = strstr(at, want)); at++)
        if ((at == have || S_edge(at[-1]) || S_edge(*want)) && (S_edge(at[n]) || S_edge(want[n - 1])))
            return true;
    return false;
}

enum status words_refuse(const char *list, struct str word, bool known, const struct words_refusal *r,
                         struct diag *d)
{
    struct buf want = BUF_INIT, have = BUF_INIT;
    buf_addf(&want, "%s を空白1つで区切った並び%s", r->want, r->also);
    if (!word.n)
        buf_addf(&have, "続いた空白か端の空白: 「%s」", list);
    else if (!known)
        buf_add(&have, word.p, word.n);
    else
        buf_addf(&have, "%.*s が2つ", (int)word.n, word.p);
    enum status st = diag_set(d, r->st, r->item, want.data, have.data);
    buf_release(&want);
    buf_release(&have);
    return st;
}
