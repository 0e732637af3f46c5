/* What was heard, where it is known that no element and no attribute of it hides anything but the password of
 * its token (watch.h); see heard.h. */
#include <string.h>

#include "soap/request.h"
#include "soap/veil.h"

/* The next place in the rest of a message where an element has this text, from its > to its <. */
static const char *S_element_text(struct str rest, struct str text)
{
    for (const char *p = rest.p, *end = rest.p + rest.n; p < end; p++) {
        p = memmem(p, (size_t)(end - p), text.p, text.n);
        if (!p)
            return NULL;
        if (p > rest.p && p[-1] == '>' && p + text.n < end && p[text.n] == '<')
            return p;
    }
    return NULL;
}

void heard_place_password(struct exchange *x)
{
    const struct piece *password = &x->token.password;
    const struct str all = {x->kit.heard.data, x->kit.heard.len}, text = {password->text, password->n};
    const bool told = x->kit.parser.sound && all.n && text.n;
    const char *p = told && !memchr(text.p, '\n', text.n) ? S_element_text(all, text) : NULL;
    if (!p || S_element_text((struct str){p, all.n - (size_t)(p - all.p)}, text))
        return;
    x->heard.password = (struct heard_place){(size_t)(p - all.p), text.n};
}

/* Nothing is to be hidden but the password: the token of the one Security is all there is in its header. */
static bool S_plain(const struct exchange *x)
{
    const struct watch *w = &x->kit.parser.watch;
    const struct token *t = &x->token;
    return x->v.diag.status == ST_OK && x->kit.parser.sound && !x->multipart && !x->upload.path &&
           !w->doubt && w->passwords == 1 && w->securities == 1 && t->count == 1 && t->password.count == 1 &&
           !t->stamps && !t->besides && !t->unchecked[0] && x->heard.password.n && !x->heard.cut &&
           !x->heard.deaf && !x->heard.left_out && x->kit.heard.len <= VEIL_MOST &&
           watch_raw((struct str){x->kit.heard.data, x->kit.heard.len});
}

bool heard_plain(const struct exchange *x, struct buf *out, bool *ret)
{
    const struct buf *text = &x->kit.heard;
    const struct heard_place *password = &x->heard.password;
    return S_plain(x) && veil_known((struct str){text->data, text->len},
                                    (struct str){text->data + password->at, password->n}, out, ret);
}
