/* What is wrong with a word of a list; see words.h. */
#include "base/words.h"

#include "base/buf.h"

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
