/* Message fugoIkkatsu: the link file has ended, and the 符号取得要求 of one of its chunks begin: their rows
 * are made and the 中間サーバー is told (2.12.2 ②). Until then their numbers are taken and stand with the
 * 加入者. */
#include <stdlib.h>

#include "base/bango.h"
#include "service/joho/fugo_kaishi.h"
#include "service/messages.h"

static int64_t S_number(const char *json, const char *path)
{
    char *text = json_text(json, path, NULL);
    int64_t n = text ? strtoll(text, NULL, 10) : 0;
    free(text);
    return n;
}

static enum status S_apply(struct call *c, const char *json)
{
    char *hokensha = json_text(json, "$.hokensha", NULL);
    char *from = json_text(json, "$.edabanFrom", NULL), *to = json_text(json, "$.edabanTo", NULL);
    int64_t base = bango_base(hokensha), first = S_number(json, "$.first");
    struct fugo_range r = {base + first, base + S_number(json, "$.next")};
    enum status st = hokensha && first ? fugo_start(c, hokensha, from, to, &r) : ST_INTERNAL;
    free(hokensha);
    free(from);
    free(to);
    return st;
}

const struct message message_fugo_ikkatsu = {
    .kind = "fugoIkkatsu",
    .from = DB_UNYO,
    .to = DB_UNYO,
    .apply = S_apply,
};
