/* Requests of the control port as records; see audit.h. What an action acts on is found by the field tables
 * of its body and of its answer. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "world/audit.h"
#include "world/engine.h"

static _Thread_local struct audit_doing *doing;

void audit_begins(struct audit_doing *x)
{
    doing = x;
}

struct audit_doing *audit_doing(void)
{
    return doing && !doing->recorded ? doing : NULL;
}

void audit_acts(struct audit_doing *x, const struct field *table, const void *record)
{
    static const char *const names[] = {[AUDIT_HOKENSHA] = "hokensha",
                                        [AUDIT_SHUBETSU] = "shubetsu",
                                        [AUDIT_NO] = "uketsukeBango",
                                        [AUDIT_HITO] = "edaban"};
    if (!x)
        return;
    taisho_of(&x->taisho, table, record);
    for (const struct field *f = table; f && f->element; f++)
        for (int i = 0; f->kind == F_TEXT && i < AUDIT_NAMED_COUNT; i++) {
            const char *const *text = (const void *)((const char *)record + f->offset);
            if (strcmp(f->element, names[i]) == 0 && !x->column[i][0])
                str_show(x->column[i], sizeof x->column[i], str_of(*text));
        }
}

static void S_row(const struct audit_doing *x, struct audit_row *r)
{
    r->keiro = "制御";
    r->koto = x->koto;
    r->hokensha = x->column[AUDIT_HOKENSHA];
    r->shubetsu = x->column[AUDIT_SHUBETSU];
    r->uketsuke = x->column[AUDIT_NO];
    r->edaban = x->column[AUDIT_HITO];
    r->ninzu = *r->edaban != 0;
}

static const char *S_or(const char *said, const char *otherwise)
{
    return otherwise && !*said ? otherwise : said;
}

void audit_job_control(const struct job *j, struct audit_row *r, struct audit_words *x)
{
    const struct concerns *c = &j->call->concerns;
    S_row(j->doing, r);
    r->hokensha = S_or(r->hokensha, c->hokensha);
    r->shubetsu = S_or(r->shubetsu, c->shubetsu);
    r->edaban = S_or(r->edaban, c->edaban);
    r->ninzu = *r->edaban != 0;
    r->code = status_info(j->st)->code;
    r->http = 200;
    x->taisho = j->doing->taisho;
    for (size_t i = 0; i < sizeof c->komoku / sizeof *c->komoku && c->komoku[i][0]; i++)
        taisho_add(&x->taisho, c->komoku[i][0], str_of(c->komoku[i][1]));
    r->biko = audit_remark(x, j->doing->from, NULL);
}

/* What is shown needs room that what is refused may take. */
static enum status S_append(struct world *w, struct audit_row *r, struct audit_words *x, const char *from,
                            const struct diag *why, enum audit_room room, struct diag *unkept)
{
    struct buf text = BUF_INIT;
    if (status_kubun(why->status) == 9)
        diag_text(why, &text);
    r->nichiji = w ? world_now(w) : time(NULL);
    r->code = status_info(why->status)->code;
    r->biko = audit_remark(x, from, text.data);
    enum status st = audit_append(w, r, room, unkept);
    buf_release(&text);
    return st;
}

void audit_refused(const char *method, const char *path, int http, const struct diag *why, const char *from)
{
    static const char worlds[] = "/_sim/worlds/";
    char koto[200];
    struct audit_words words;
    const char *name = strncmp(path, worlds, sizeof worlds - 1) == 0 ? path + sizeof worlds - 1 : NULL;
    struct world *w = name ? world_find(name, strcspn(name, "/")) : NULL;
    snprintf(koto, sizeof koto, "%s %s", method, path);
    struct audit_row r = {.keiro = "制御", .koto = koto, .http = http};
    struct diag ignored = DIAG_INIT;
    audit_words_begin(&words);
    S_append(w, &r, &words, from, why, AUDIT_LAST, &ignored);
    if (w)
        world_release(w);
}

enum status audit_ends(struct audit_doing *x, struct world *w, const struct diag *d, int http,
                       struct diag *unkept)
{
    struct audit_words words;
    struct audit_row r = {.http = http};
    const bool done = status_kubun(d->status) != 9, shows = x->reads && done;
    doing = NULL;
    if (x->recorded && done)
        return ST_OK;
    S_row(x, &r);
    audit_words_begin(&words);
    words.taisho = x->taisho;
    enum status st = S_append(w, &r, &words, x->from, d, shows ? AUDIT_COMMON : AUDIT_LAST, unkept);
    if (st == ST_OK || !shows)
        return ST_OK;
    struct diag ignored = DIAG_INIT;
    r.http = status_plain_http(st);
    S_append(w, &r, &words, x->from, &(struct diag){.status = st}, AUDIT_LAST, &ignored);
    return st;
}
