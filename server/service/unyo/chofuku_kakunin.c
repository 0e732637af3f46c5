/* Message chofukuKakunin: 枝番 that a link file was given are held against the members of the other insurers
 * (資格重複). Called by the courier (world). */
#include <stdlib.h>

#include "service/messages.h"
#include "service/unyo/chofuku.h"

static enum status S_apply(struct call *c, const char *json)
{
    char *hokensha = json_text(json, "$.hokensha", NULL), *kara = json_text(json, "$.kara", NULL),
         *made = json_text(json, "$.made", NULL);
    enum status st = hokensha && kara && made ? chofuku_range(c, hokensha, kara, made) : ST_INTERNAL;
    free(hokensha);
    free(kara);
    free(made);
    return st;
}

const struct message message_chofuku_kakunin = {
    .kind = "chofukuKakunin",
    .from = DB_UNYO,
    .to = DB_UNYO,
    .apply = S_apply,
};
