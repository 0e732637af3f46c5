/* <observe> of one unit test, read from its text; it lives until observe_drop. */
#ifndef TESTS_UNIT_OBSERVE_H
#define TESTS_UNIT_OBSERVE_H
#include <check.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "file/case/observe.h"

enum { OBSERVE_TE = 5 }; /* 手順 of the case that it stands in */

static struct arena *observe_arena;
static struct diag observe_diag;

/* steps: what stands between <observe attrs> and </observe>. */
static inline enum status observe_text(const char *attrs, const char *steps, struct observe *ret)
{
    static char text[1 << 16];
    int n = snprintf(text, sizeof text, "<observe %s>\n%s\n</observe>", attrs, steps);
    ck_assert_int_lt(n, (int)sizeof text);
    observe_arena = observe_arena ? observe_arena : arena_new(1 << 20);
    observe_diag = DIAG_INIT;
    xmlDocPtr doc = xmlReadMemory(text, n, "9-010.xml", NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(doc);
    enum status st = observe_read(xmlDocGetRootElement(doc), OBSERVE_TE, observe_arena, ret, &observe_diag);
    xmlFreeDoc(doc);
    return st;
}

static inline const struct observe *observe_with(const char *attrs, const char *steps)
{
    static struct observe o;
    ck_assert_msg(observe_text(attrs, steps, &o) == ST_OK, "%s %s %s", observe_diag.item, observe_diag.want,
                  observe_diag.have);
    return &o;
}

static inline const struct observe *observe_of(const char *steps)
{
    return observe_with("", steps);
}

static inline void observe_drop(void)
{
    arena_free(observe_arena);
    observe_arena = NULL;
}
#endif
