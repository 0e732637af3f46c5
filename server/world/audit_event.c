/* Every request of the data and plain ports as a record: who, by which way, what, whose data, with what
 * outcome; see audit.h. Whose data is found by the field tables of the operation, once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world/audit.h"
#include "world/call.h"
#include "world/engine.h"
#include "world/event.h"

/* --- what an operation says of whom -----------------------------------------------------------------------
 */

/* Where a text stands: in the request or the reply, or in each entry of a list there. */
struct spot {
    bool in_reply;
    size_t offset, list, size; /* size: of an entry of the list at `list`; 0: there is none */
};
enum { SPOTS = 6, PLANS = 512 /* a power of two, well above the operations */ };
enum { KOTO = 100 };
struct plan {
    const struct op *op;
    char koto[KOTO]; /* "service.operation" */
    int n;
    struct spot edaban[SPOTS];
    size_t shubetsu, uketsuke; /* in the request; 0: none (sum with 1) */
    bool asks, tells;          /* what it acts on: the request, the reply */
};
static struct plan plans[PLANS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static struct plan *S_slot(const struct op *op)
{
    size_t i = ((uintptr_t)op >> 4) * 0x9E3779B1u;
    struct plan *p = &plans[(i >> 8) % PLANS];
    while (p->op && p->op != op)
        p = p == plans + PLANS - 1 ? plans : p + 1;
    return p;
}

static void S_look(struct plan *p, const struct field *f, struct spot at)
{
    for (; f && f->element; f++) {
        struct spot s = at;
        s.offset += f->offset;
        bool edaban = f->kind == F_TEXT &&
                      (strcmp(f->element, "edaban") == 0 || strcmp(f->element, "kazokuEdaban") == 0);
        if (edaban && p->n < SPOTS)
            p->edaban[p->n++] = s;
        else if (f->kind == F_GROUP)
            S_look(p, f->sub, s);
        else if (f->kind == F_LIST && !at.size)
            S_look(p, f->sub, (struct spot){at.in_reply, 0, s.offset, f->size});
    }
}

static size_t S_top(const struct field *f, const char *name)
{
    for (; f && f->element; f++)
        if (f->kind == F_TEXT && strcmp(f->element, name) == 0)
            return f->offset + 1;
    return 0;
}

static void S_plans(void)
{
    for (const struct op *const *o = op_list; *o; o++) {
        struct plan *p = S_slot(*o);
        p->op = *o;
        snprintf(p->koto, KOTO, "%s.%s", (*o)->service, (*o)->name);
        S_look(p, (*o)->request, (struct spot){.in_reply = false});
        S_look(p, (*o)->reply, (struct spot){.in_reply = true});
        p->shubetsu = S_top((*o)->request, "shubetsu");
        p->uketsuke = S_top((*o)->request, "uketsukeBango");
        p->asks = taisho_marked((*o)->request);
        p->tells = taisho_marked((*o)->reply);
    }
}

struct people {
    char *text; /* AUDIT_PEOPLE */
    size_t len;
    int64_t n;
    int named;
};

/* Each once, as far as they are named. */
static void S_person(struct people *x, const char *edaban)
{
    size_t n = edaban ? strlen(edaban) : 0;
    if (!n || (x->n && x->n == x->named && strstr(x->text, edaban)))
        return;
    x->n++;
    if (x->named == AUDIT_EDABAN || x->len + n + 2 > AUDIT_PEOPLE)
        return;
    if (x->named++)
        x->text[x->len++] = ' ';
    memcpy(x->text + x->len, edaban, n + 1);
    x->len += n;
}

static const char *S_at(const void *base, size_t offset)
{
    return *(const char *const *)(const void *)((const char *)base + offset);
}

static void S_people(struct people *x, const struct visit *v, const struct plan *p, bool refused)
{
    for (int i = 0; i < p->n; i++) {
        const struct spot *s = &p->edaban[i];
        const char *base = s->in_reply ? refused ? NULL : v->rep : v->req;
        if (!base)
            continue;
        if (!s->size) {
            S_person(x, S_at(base, s->offset));
            continue;
        }
        const struct list *l = (const void *)(base + s->list);
        for (size_t k = 0; k < l->n; k++)
            S_person(x, S_at((const char *)l->items + k * s->size, s->offset));
    }
}

/* --- calls ------------------------------------------------------------------------------------------------
 */

static const char *S_way(enum way way)
{
    return way == WAY_TANMATSU ? "端末" : "接続システム";
}

static void S_concerns(const struct concerns *c, struct audit_row *r, struct people *x)
{
    S_person(x, c->edaban);
    r->shubetsu = r->shubetsu ? r->shubetsu : c->shubetsu;
    r->hokensha = r->hokensha && *r->hokensha ? r->hokensha : c->hokensha;
}

/* The first of them that says anything. */
static const char *S_first(const char *a, const char *b, const char *c)
{
    return a && *a ? a : b && *b ? b : c;
}

/* Who was not let in is who he says he is. */
static void S_who(const struct visit *v, struct audit_row *r)
{
    const struct caller *c = &v->caller;
    r->keiro = S_way(v->way);
    r->shomeisho = v->cert_cn;
    r->system = c->system;
    r->hokensha = S_first(c->hokensha, v->claim.hokensha, v->login.hokensha);
    r->busho = S_first(c->busho, v->busho, v->claim.busho);
    r->user = S_first(c->user, v->user, S_first(c->user_login, v->claim.user, NULL));
}

/* What it acts on. */
static void S_acts(const struct visit *v, const struct plan *p, bool refused, struct audit_words *x)
{
    if (p->asks)
        taisho_of(&x->taisho, v->op->request, v->req);
    if (p->tells && !refused && v->rep)
        taisho_of(&x->taisho, v->op->reply, v->rep);
}

static void S_call(const struct visit *v, enum status st, struct audit_row *r, struct audit_words *words)
{
    struct people x = {.text = words->edaban};
    const struct op *op = v->op ? v->op : v->claim.op;
    bool refused = status_kubun(st) == 9;
    S_who(v, r);
    r->code = status_info(st)->code;
    if (op) {
        pthread_once(&once, S_plans);
        const struct plan *p = S_slot(op);
        const void *req = v->op ? v->req : NULL;
        r->koto = p->koto;
        if (req) {
            S_people(&x, v, p, refused);
            S_acts(v, p, refused, words);
        }
        r->shubetsu = req && p->shubetsu ? S_at(req, p->shubetsu - 1) : NULL;
        r->uketsuke = v->call.uketsuke     ? v->call.uketsuke
                      : req && p->uketsuke ? S_at(req, p->uketsuke - 1)
                                           : NULL;
    }
    S_concerns(&v->call.concerns, r, &x);
    r->edaban = words->edaban;
    r->ninzu = x.n;
}

const char *audit_remark(struct audit_words *x, const char *from, const char *why)
{
    const char *const all[] = {from, x->taisho.text, why};
    const char *one = NULL;
    size_t n = 0, at = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] && *all[i]) {
            one = all[i];
            n++;
        }
    for (size_t i = 0; n > 1 && i < sizeof all / sizeof *all; i++)
        if (all[i] && *all[i] && at < sizeof x->biko)
            at += (size_t)snprintf(x->biko + at, sizeof x->biko - at, "%s%s", at ? " / " : "", all[i]);
    return n > 1 ? x->biko : one;
}

void audit_job_call(const struct job *j, struct audit_row *r, struct audit_words *x)
{
    const struct visit *v = j->cls;
    S_call(v, j->st, r, x);
    r->http = 200;
    r->biko = audit_remark(x, v->from, NULL);
}

/* --- every request ----------------------------------------------------------------------------------------
 */

/* What came to no operation. */
static void S_other(const struct event *e, struct audit_row *r, char koto[KOTO])
{
    r->keiro = r->keiro                     ? r->keiro
               : e->everywhere || !e->world ? "接続"
                                            : S_way(e->tanmatsu ? WAY_TANMATSU : WAY_SYSTEM);
    if (r->koto)
        return;
    bool where = !e->world && e->world_name && *e->world_name, what = e->service && *e->service;
    snprintf(koto, KOTO, "%s%s%s%s%s", e->method ? e->method : "-", where || what ? " " : "",
             where ? e->world_name : "", where ? "/" : "", what ? e->service : "");
    r->koto = koto;
}

/* What came before anybody could say which world it meant. */
static void S_everywhere(struct world *w, const void *row)
{
    struct diag ignored = DIAG_INIT;
    struct audit_row r = *(const struct audit_row *)row;
    r.nichiji = world_now(w);
    audit_append(w, &r, AUDIT_LAST, &ignored);
}

enum status audit_event(const struct event *e)
{
    const struct visit *v = e->visit;
    char koto[KOTO];
    struct audit_words words;
    struct diag ignored = DIAG_INIT;
    struct audit_row r = {.shomeisho = e->shomeisho,
                          .hokensha = e->hokensha,
                          .system = e->system,
                          .code = e->code,
                          .http = e->http,
                          .uketsuke = e->uketsuke};
    bool served = v ? status_kubun(e->status) != 9 : e->got != NULL;
    if (e->again || (v && v->job.recorded && served))
        return ST_OK;
    audit_words_begin(&words);
    if (v && v->world)
        S_call(v, e->status, &r, &words);
    r.system = r.system ? r.system : e->system;
    r.busho = r.busho ? r.busho : e->busho;
    r.user = r.user ? r.user : e->user; /* who tries to log in */
    S_other(e, &r, koto);
    r.biko = audit_remark(&words, e->from, served ? e->got : e->note);
    r.nichiji = v && v->call.now ? v->call.now : e->world ? world_now(e->world) : time(NULL);
    if (!e->world && e->everywhere) {
        worlds_each(S_everywhere, &r);
        return ST_OK;
    }
    enum status st = audit_append(e->world, &r, served ? AUDIT_COMMON : AUDIT_LAST,
                                  served && e->unkept ? e->unkept : &ignored);
    return served ? st : ST_OK;
}
