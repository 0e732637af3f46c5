/* A daemon without an audit record, for the bench alone (bare_junbi.c): takes the place of
 * world/audit_event.c, audit_control.c and audit_machi.c. */
#include "world/audit.h"

#include "world/event.h"

enum status audit_event(const struct event *e)
{
    (void)e;
    return ST_OK;
}

void audit_job_call(const struct job *j, struct audit_row *r, struct audit_words *x)
{
    (void)j, (void)r, (void)x;
}

void audit_job_control(const struct job *j, struct audit_row *r, struct audit_words *x)
{
    (void)j, (void)r, (void)x;
}

void audit_begins(struct audit_doing *x)
{
    (void)x;
}

struct audit_doing *audit_doing(void)
{
    return NULL;
}

void audit_acts(struct audit_doing *x, const struct field *table, const void *record)
{
    (void)x, (void)table, (void)record;
}

enum status audit_ends(struct audit_doing *x, struct world *w, const struct diag *d, int http,
                       struct diag *unkept)
{
    (void)x, (void)w, (void)d, (void)http, (void)unkept;
    return ST_OK;
}

void audit_refused(const char *method, const char *path, int http, const struct diag *why, const char *from)
{
    (void)method, (void)path, (void)http, (void)why, (void)from;
}

void audit_batch(struct world *w)
{
    (void)w;
}

enum status audit_wait(struct world *w, struct job *list, enum db db, struct diag *d)
{
    (void)w, (void)list, (void)db, (void)d;
    return ST_OK;
}

void audit_chain(struct world *w)
{
    (void)w;
}

void audit_catch_up(struct world *w)
{
    (void)w;
}

void audit_leave(struct world *w)
{
    (void)w;
}

void audit_take_up(struct world *w)
{
    (void)w;
}

enum status audit_forget(struct store *s)
{
    (void)s;
    return ST_OK;
}
