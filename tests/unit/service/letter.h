/* Messages held to their tables: what an institution has sent is read, its list as well, and written again,
 * and must be the same text. Every message that a test carries goes through here, so that the SQL that makes
 * and reads lists and the tables of service/bodies.c cannot part. */
#ifndef TESTS_UNIT_SERVICE_LETTER_H
#define TESTS_UNIT_SERVICE_LETTER_H
#include <check.h>

#include "base/json.h"
#include "service/messages.h"

static inline void letter_rows(const struct message *m, const void *body, struct arena *a)
{
    const struct field *f = field_rows(m->body);
    struct diag d = DIAG_INIT;
    struct list l;
    struct buf again = BUF_INIT;
    if (!f)
        return;
    const char *text = *(const char *const *)(const void *)((const char *)body + f->offset);
    ck_assert_msg(text != NULL, "%s: no list", m->kind);
    enum status st = json_rows(text, f->sub, f->size, a, &l, &d);
    ck_assert_msg(st == ST_OK, "%s: %s %s %s", m->kind, d.item, d.want, d.have);
    buf_addc(&again, '[');
    for (size_t i = 0; i < l.n; i++)
        json_row(&again, f->sub, (const char *)l.items + i * f->size);
    buf_addc(&again, ']');
    ck_assert_str_eq(again.data, text);
    buf_release(&again);
}

static inline bool letter_check(const struct message *m, const char *json)
{
    struct arena *a = arena_new(64 << 20);
    struct diag d = DIAG_INIT;
    struct buf again = BUF_INIT;
    void *body = arena_alloc(a, m->size);
    enum status st = json_read(json, m->body, body, a, &d);
    ck_assert_msg(st == ST_OK, "%s: %s %s %s in %s", m->kind, d.item, d.want, d.have, json);
    letter_rows(m, body, a);
    json_write(&again, m->body, body);
    ck_assert_str_eq(again.data, json);
    buf_release(&again);
    arena_free(a);
    return true;
}

/* What was sent, to its receiver. */
static inline enum status letter_carry(const struct message *m, struct call *c, const char *json)
{
    letter_check(m, json);
    return message_apply(m, c, json);
}
#endif
