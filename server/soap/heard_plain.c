/* What was heard, where it is known that it hides nothing but the password of its token, and 個人番号 that
 * are all there is in their elements (watch.h); see heard.h. */
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
    const char *p = x->kit.parser.sound && all.n && text.n ? S_element_text(all, text) : NULL;
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

/* Places that are to be hidden, rising. */
struct places {
    struct heard_place list[1 + 2 * WATCH_NUMBERS];
    size_t n;
};

static bool S_place(struct places *all, struct heard_place place)
{
    size_t i = all->n;
    for (size_t k = 0; k < i; k++)
        if (all->list[k].at == place.at) /* a password like a number */
            return true;
    if (i == sizeof all->list / sizeof *all->list)
        return false;
    for (; i && all->list[i - 1].at > place.at; i--)
        all->list[i] = all->list[i - 1];
    all->list[i] = place;
    all->n++;
    return true;
}

/* Every element that has nothing in it but the number; false: there are too many. */
static bool S_place_number(struct places *all, const struct buf *text, struct str number)
{
    const char *p = text->data, *end = text->data + text->len;
    while ((p = S_element_text((struct str){p, (size_t)(end - p)}, number)))
        if (!S_place(all, (struct heard_place){(size_t)(p - text->data), number.n}))
            return false;
    return true;
}

/* false: what would be hidden cannot be told. */
static bool S_places(const struct exchange *x, struct places *all)
{
    const struct watch *w = &x->kit.parser.watch;
    *all = (struct places){0};
    bool fits = S_plain(x) && S_place(all, x->heard.password);
    for (int i = 0; fits && i < w->numbers; i++) {
        bool again = false;
        for (int k = 0; k < i && !again; k++)
            again = memcmp(w->number[k], w->number[i], WATCH_NUMBER) == 0;
        fits = again || S_place_number(all, &x->kit.heard, (struct str){w->number[i], WATCH_NUMBER});
    }
    return fits;
}

static void S_without(const struct exchange *x, const struct places *all, struct buf *out)
{
    const struct buf *text = &x->kit.heard;
    size_t at = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct heard_place *p = &all->list[i];
        buf_add(out, text->data + at, p->at - at);
        buf_adds(out, p->at == x->heard.password.at ? VEIL_SECRET : VEIL_NUMBER);
        at = p->at + p->n;
    }
    buf_add(out, text->data + at, text->len - at);
}

bool heard_plain(const struct exchange *x, struct buf *out)
{
    struct places hidden;
    if (!S_places(x, &hidden))
        return false;
    S_without(x, &hidden, out);
    return true;
}
