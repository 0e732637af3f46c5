/* chukan gen jumin: residents for the 住基ネット of one's own world out of one's own members. Called by
 * gen.c. */
#include "cmd/gen_jumin.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cmd/command.h"
#include "gen/from.h"
#include "gen/jumin.h"
#include "layouts.h"
#include "options.h"
#include "say.h"

struct own {
    const char *from, *out;
    struct layouts_options layouts;
};

static int S_write(const struct own *o)
{
    struct diag d = DIAG_INIT;
    struct from_counts n;
    struct stat s;
    const char *out = o->out ? o->out : JUMIN_FILE;
    char *inside = stat(out, &s) == 0 && S_ISDIR(s.st_mode) ? path_join(out, JUMIN_FILE) : NULL;
    int status = EXIT_FINE;
    if (from_kanyusha(o->from, inside ? inside : out, &n, &d) == ST_OK)
        printf(tr("%s: %lld 人を足しました（前からいた人 %lld、正しい個人番号のない行 %lld）\n",
                  "%s: %lld added (%lld were there, %lld rows have no right number)\n"),
               inside ? inside : out, (long long)n.added, (long long)n.there, (long long)n.left_out);
    else
        status = layouts_told(&d);
    free(inside);
    return status;
}

int gen_jumin_run(int argc, char **argv)
{
    struct own o = {.from = NULL};
    char **rest;
    int count;
    const struct extra extras[] = {{"from", EXTRA_TEXT, &o.from},
                                   {"out", EXTRA_TEXT, &o.out},
                                   {"schema", EXTRA_TEXT, &o.layouts.schema},
                                   {"layout", EXTRA_TEXT, &o.layouts.layout},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_own(argc, argv, extras, &rest, &count);
    if (status)
        return status;
    if (count)
        return say_usage(tr("「%s」は余分です", "\"%s\" is too much"), rest[0]);
    if (!o.from)
        return say_usage(tr("--from 加入者情報のファイル を指定してください", "give --from FILE"));
    status = layouts_begin(&o.layouts);
    if (!status)
        status = S_write(&o);
    layouts_end(&o.layouts);
    return status;
}
