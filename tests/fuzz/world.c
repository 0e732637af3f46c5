/* world.xml of a fixture folder; an input is that file. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drive/fuzz.h"
#include "file/rule/rule.h"
#include "world/fixture/manifest.h"

static void S_run(const char *p, size_t n)
{
    static char dir[128];
    static struct diags all;
    static struct manifest m;
    all.n = 0;
    all.more = false;
    struct diag d = {.all = &all};
    if (!dir[0]) {
        fuzz_file("", 0);
        snprintf(dir, sizeof dir, "%s", fuzz_at(""));
        if (symlink(fuzz_path(), fuzz_at("world.xml")) != 0)
            fuzz_fail("no link");
    }
    fuzz_file(p, n);
    fuzz_short = 1 + n % 64;
    enum status st = fixture_manifest(dir, &m, &d);
    fuzz_told(st, &d);
    for (size_t i = 0; i < all.n; i++)
        fuzz_told(all.list[i].status, &all.list[i]);
    if (st == ST_OK && (all.n || m.table_count > MANIFEST_TABLES || !m.policy.lot[0]))
        fuzz_fail("taken with %zu errors, %d tables", all.n, m.table_count);
    if (st != ST_OK && !all.n)
        fuzz_fail("refused without an error");
}

static void S_open(void)
{
    struct diag d = DIAG_INIT;
    if (rules_open("schema", NULL, &d) != ST_OK)
        fuzz_fail("%s %s %s", d.item, d.want, d.have);
}

static void S_seeds(void)
{
    static const char least[] = "<world lot=\"2\" kikanCode=\"0612345678901234\" "
                                "start=\"2017-05-08T09:00:00+09:00\" frozen=\"true\" seed=\"1\">"
                                "<rule name=\"setsuzokuShinsei\" severity=\"off\"/></world>";
    fuzz_seed(least, sizeof least - 1);
    fuzz_seed_file("", "fixtures/worlds/lot2/world.xml");
    fuzz_seed_file("", "fixtures/worlds/today/world.xml");
}

static const char *const words[] = {"<world ",
                                    "</world>",
                                    "<policy name=\"",
                                    "<rule name=\"",
                                    "<progress work=\"",
                                    "<table name=\"",
                                    "<image schema=\"",
                                    "sums=\"",
                                    "value=\"",
                                    "how=\"",
                                    "seconds=\"",
                                    "polls=\"",
                                    "severity=\"",
                                    "off",
                                    "warn",
                                    "refuse",
                                    "edabanDigits",
                                    "rowLimit",
                                    "settleMs",
                                    "togoTomeru1",
                                    "togoTomeru4",
                                    "fugo fukuhon",
                                    "shokiPassword",
                                    "wsSecurity",
                                    "passwordKosuto",
                                    "setsuzokuShinsei",
                                    "manual",
                                    "immediate",
                                    "time",
                                    "lot=\"",
                                    "start=\"",
                                    "2017-05-08T09:00:00+09:00",
                                    "kikanCode=\"",
                                    "/>",
                                    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
                                    "&b;",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 2400, 1500, words};
