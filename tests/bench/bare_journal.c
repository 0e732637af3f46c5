/* A daemon without a journal, for the bench alone: takes the place of world/journal.c, soap/heard.c and
 * soap/watch.c. */
#include "soap/heard.h"

#include "soap/request.h"
#include "world/engine.h"

void journal_init(struct journal *j, const char *name, char *dir)
{
    *j = (struct journal){.name = name, .first = 1};
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->grown, NULL);
    journal_disk_init(&j->parts[0].disk, dir, JOURNAL_REFUSED);
    journal_disk_init(&j->parts[1].disk, NULL, JOURNAL_WELL);
}

void journal_free(struct journal *j)
{
    journal_disk_release(&j->parts[0].disk);
}

void journal_end(struct journal *j)
{
    (void)j;
}

void journal_look(struct journal *j)
{
    (void)j;
}

int64_t journal_begin(struct journal *j, uint64_t generation, bool clear)
{
    (void)j, (void)generation, (void)clear;
    return 0;
}

int64_t journal_flush(struct journal *j)
{
    (void)j;
    return 0;
}

void world_journal(struct world *w, const struct journal_entry *e)
{
    (void)w, (void)e;
}

bool world_journal_wants(struct world *w)
{
    (void)w;
    return false;
}

bool world_journal_has_plenty(struct world *w)
{
    (void)w;
    return true;
}

static enum status S_to_parser(void *cls, const char *p, size_t n)
{
    struct exchange *x = cls;
    return parser_feed(&x->kit.parser, p, n);
}

enum status heard_feed(struct exchange *x, const char *p, size_t n)
{
    return x->v.diag.status == ST_OK ? charset_feed(&x->charset, p, n, S_to_parser, x, &x->v.diag)
                                     : x->v.diag.status;
}

enum status heard_end(struct exchange *x)
{
    return charset_end(&x->charset, S_to_parser, x, &x->v.diag);
}

void heard_tell(struct exchange *x, struct event *e)
{
    (void)x, (void)e;
}

void heard_place_password(struct exchange *x)
{
    (void)x;
}

void watch_start(struct watch *w, const struct watch_start *e)
{
    (void)w, (void)e;
}

void watch_end(struct watch *w)
{
    (void)w;
}

void watch_text(struct watch *w, struct str text)
{
    (void)w, (void)text;
}

void watch_value(struct watch *w, struct str local, struct str text)
{
    (void)w, (void)local, (void)text;
}

bool watch_raw(struct str body)
{
    (void)body;
    return false;
}
