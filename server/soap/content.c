/* Elements that do not stand where they should; see content.h. */
#include "soap/content.h"

#include "soap/declared.h"

enum { LISTED = 10, NONE = -1 };

struct content {
    const xmlNode *parent;
    struct child child[DECLARED_CHILDREN];
    int n;
};

static void S_init(struct content *c, const struct service *s, const xmlNode *parent)
{
    c->parent = parent;
    c->n = (int)declared_children(s, parent, c->child);
}

/* At which place of the sequence; NONE: at no place. */
static int S_place(const struct content *c, const xmlNode *node)
{
    struct name name = name_of(node->name, node->ns);
    for (int i = 0; i < c->n; i++)
        if (name_same(c->child[i].name, name))
            return i;
    return NONE;
}

static const xmlNode *S_first(const struct content *c, int place)
{
    const xmlNode *e = c->parent->children;
    while (e && (e->type != XML_ELEMENT_NODE || !name_same(name_of(e->name, e->ns), c->child[place].name)))
        e = e->next;
    return e;
}

/* The place that what stands before a node has come to; NONE: nothing does. */
static int S_reached(const struct content *c, const xmlNode *node)
{
    int reached = NONE;
    for (const xmlNode *e = c->parent->children; e && e != node; e = e->next) {
        int place = e->type == XML_ELEMENT_NODE ? S_place(c, e) : NONE;
        reached = place > reached ? place : reached;
    }
    return reached;
}

int content_number(const xmlNode *node)
{
    struct name name = name_of(node->name, node->ns);
    int at = 0, n = 0;
    for (const xmlNode *e = node->parent->children; e; e = e->next)
        if (e->type == XML_ELEMENT_NODE && name_same(name_of(e->name, e->ns), name)) {
            n++;
            at = e == node ? n : at;
        }
    return n > 1 ? at : 0;
}

/* --- names, told
 * ------------------------------------------------------------------------------------------------- */

static void S_tell_name(struct buf *out, struct name name, bool spaces)
{
    if (spaces)
        buf_addf(out, "{%.*s}", (int)name.ns.n, name.ns.p);
    buf_add(out, name.local.p, name.local.n);
}

/* Those from one place on, up to another, that are needed, or those that are not. Answers how many. */
static int S_tell_names(const struct content *c, int from, int to, bool need, bool spaces, struct buf *out)
{
    int n = 0;
    for (int i = from; i < to; i++) {
        if (c->child[i].need != need || S_first(c, i) || n++ >= LISTED)
            continue;
        buf_adds(out, n > 1 ? ", " : need ? "要素 " : "省ける要素 ");
        S_tell_name(out, c->child[i].name, spaces && n == 1);
    }
    if (n > LISTED)
        buf_adds(out, " など");
    return n;
}

/* One of them may be left out and is. */
static bool S_left(const struct content *c, int from, int to)
{
    while (from < to && (c->child[from].need || S_first(c, from)))
        from++;
    return from < to;
}

/* --- an element that the sequence has
 * ---------------------------------------------------------------------------- */

static void S_tell_order(struct buf *want, struct buf *have, const xmlNode *other, bool before)
{
    buf_addf(want, before ? "要素 %s より前" : "要素 %s より後", (const char *)other->name);
    buf_addf(have, before ? "要素 %s より後（順序が違います）" : "要素 %s より前（順序が違います）",
             (const char *)other->name);
}

/* What belongs behind it stands before it already. */
static void S_late(const struct content *c, int place, const xmlNode *node, struct buf *want,
                   struct buf *have)
{
    const xmlNode *e = c->parent->children;
    while (e != node && (e->type != XML_ELEMENT_NODE || S_place(c, e) <= place))
        e = e->next;
    S_tell_order(want, have, e, true);
}

/* What is needed before it stands behind it, or nowhere. */
static void S_early(const struct content *c, int reached, int place, const xmlNode *node, struct buf *want,
                    struct buf *have)
{
    if (S_tell_names(c, reached + 1, place, true, false, want)) {
        buf_addf(have, "要素 %s（前に要る要素がありません）", (const char *)node->name);
        return;
    }
    const xmlNode *e = NULL;
    for (int i = place - 1; i > reached && !e; i--)
        e = S_first(c, i);
    if (e)
        S_tell_order(want, have, e, false);
}

static void S_misplaced(const struct content *c, int place, const xmlNode *node, struct buf *want,
                        struct buf *have)
{
    int reached = S_reached(c, node), number = content_number(node);
    if (number > 1 && !c->child[place].many) {
        buf_addf(want, "要素 %s は一つ", (const char *)node->name);
        buf_addf(have, "%d 個目の要素 %s（回数が違います）", number, (const char *)node->name);
    } else if (place < reached) {
        S_late(c, place, node, want, have);
    } else {
        S_early(c, reached, place, node, want, have);
    }
}

/* --- one that it has not
 * ----------------------------------------------------------------------------------------- */

/* Of a name of the sequence, but of another namespace. */
static const struct child *S_of_other_space(const struct content *c, struct name had)
{
    for (int i = 0; i < c->n; i++)
        if (str_eq(c->child[i].name.local, had.local))
            return &c->child[i];
    return NULL;
}

/* What may come where the node stands: what may be left out, up to what may not. */
static void S_tell_next(const struct content *c, const xmlNode *node, bool spaces, struct buf *want)
{
    int from = S_reached(c, node) + 1, must = from;
    while (must < c->n && !c->child[must].need)
        must++;
    bool missing = must < c->n && !S_first(c, must);
    if (missing)
        S_tell_names(c, must, must + 1, true, spaces, want);
    if (missing && S_left(c, from, must))
        buf_adds(want, " か、");
    if (S_tell_names(c, from, must, false, spaces, want) || missing)
        return;
    if (must < c->n)
        buf_addf(want, "要素 %.*s", (int)c->child[must].name.local.n, c->child[must].name.local.p);
    else
        buf_addf(want, "</%s>（要素の終わり）", (const char *)c->parent->name);
}

static void S_stranger(const struct service *s, const struct content *c, const xmlNode *node,
                       struct buf *want, struct buf *have)
{
    struct name had = name_of(node->name, node->ns);
    const struct child *same = S_of_other_space(c, had);
    bool spaces = same || (c->n && !str_eq(c->child[c->n - 1].name.ns, had.ns));
    buf_adds(have, "要素 ");
    S_tell_name(have, had, spaces);
    if (same) {
        buf_adds(want, "要素 ");
        S_tell_name(want, same->name, true);
        return;
    }
    S_tell_next(c, node, spaces, want);
    if (declared(s, had, "<xs:element"))
        buf_addf(have, "（%s の中に置く要素ではありません）", (const char *)c->parent->name);
    else if (!spaces)
        buf_adds(have, "（XML スキーマにない名前です）");
}

void content_missing(const struct service *s, const xmlNode *parent, struct buf *want, struct buf *have)
{
    struct content c;
    S_init(&c, s, parent);
    S_tell_names(&c, 0, c.n, true, false, want);
    buf_adds(have, "要素が足りません");
}

void content_unexpected(const struct service *s, const xmlNode *node, struct buf *want, struct buf *have)
{
    struct content c;
    S_init(&c, s, node->parent);
    int place = S_place(&c, node);
    if (place == NONE)
        S_stranger(s, &c, node, want, have);
    else
        S_misplaced(&c, place, node, want, have);
}
