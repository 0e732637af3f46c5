/* One world of paper (paper.h), "lot9", in a temporary folder, opened, closed and opened again; lot9.h has
 * more. Included by one test test program each. */
#ifndef TESTS_UNIT_WORLD_ONE_WORLD_H
#define TESTS_UNIT_WORLD_ONE_WORLD_H
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "made.h"
#include "world/paper.h"
#include "world/world.h"

static struct world *w;
static struct worlds_options options;

static inline void S_open(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_msg(worlds_open(&options, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    w = world_find("lot9", 4);
    ck_assert_ptr_nonnull(w);
}

static inline void S_close(void)
{
    world_release(w);
    worlds_close();
}

/* of: what the world is made of. */
static inline void S_begin(struct paper of)
{
    static char data[128], fix[128];
    char cmd[600];
    temp_make();
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    snprintf(cmd, sizeof cmd, "mkdir -p %s %s/worlds/lot9 && touch %s/worlds/lot9/world.xml", data, fix, fix);
    ck_assert_int_eq(system(cmd), 0);
    paper = of;
    options = (struct worlds_options){.data = data, .fixtures = fix};
    S_open();
}

static inline void S_teardown(void)
{
    S_close();
    temp_drop();
}
#endif
