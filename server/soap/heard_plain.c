/* What was heard, where it is known that no element and no attribute of it hides anything but the password of
 * its token (watch.h); see heard.h. */
#include <string.h>

#include "soap/request.h"
#include "soap/veil.h"

/* What stands before p is the start of an element Password. */
static bool S_is_password(const char *from, const char *p)
{
    const char *open = memrchr(from, '<', (size_t)(p - from)), *name = open ? open + 1 : p, *end = name;
    for (; end < p && !strchr("> \t\r\n/", *end); end++)
        if (*end == ':')
            name = end + 1;
    return p > from && p[-1] == '>' && str_is((struct str){name, (size_t)(end - name)}, "Password");
}

void heard_place_password(struct exchange *x)
{
    const struct piece *password = &x->token.password;
    const struct buf *all = &x->kit.heard;
    const bool told =
        x->kit.parser.sound && all->len && password->n && !memchr(password->text, '\n', password->n);
    const char *p = told ? memmem(all->data, all->len, password->text, password->n) : NULL;
    if (p && S_is_password(all->data, p) && p[password->n] == '<')
        x->heard.password = (struct heard_place){(size_t)(p - all->data), password->n};
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
