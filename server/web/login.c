/* The login page of the 統合専用端末; see login.h. */
#include "web/login.h"

#include <string.h>

static const char page[] =
    "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>ログイン - "
    "統合専用端末（%s）</title></head>"
    "<body>\n"
    "<h1>医療保険者等向け中間サーバー等 統合専用端末</h1>\n"
    "<p>ワールド %s（試験用の代わり）。この版の chukand では、ここから先の画面はまだありません。</p>\n"
    "<form method=\"post\" autocomplete=\"off\">\n"
    "<p><label>ユーザーID <input name=\"user\" maxlength=\"20\"></label></p>\n"
    "<p><label>パスワード <input name=\"password\" type=\"password\" maxlength=\"64\"></label></p>\n"
    "<p><button disabled>ログイン</button></p>\n"
    "</form>\n</body></html>\n";

enum status web_login(const struct call_door *door, struct buf *out, struct diag *d)
{
    struct diag why = DIAG_INIT;
    const char *world = door->world;
    struct world *w = world_find(world, strlen(world));
    if (!w && !world_refused(world, &why))
        return diag_set(d, ST_NO_SUCH_WORLD, "ワールド", "URL の最初の区切りに、作成済みのワールド名", world);
    if (!w) {
        *d = why;
        return d->status;
    }
    enum status st = call_door_certificate(door, w, d); /* 連動テスト ① shows that it is installed */
    if (st == ST_OK)
        buf_addf(out, page, world, world); /* the name of a world has no sign that HTML would read */
    world_release(w);
    return st;
}
