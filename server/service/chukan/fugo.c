/* 機関別符号; see fugo.h. */
#include "service/chukan/fugo.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/chukan_fugo.h"

enum { BLOCK = 16 };

void fugo_open(struct fugo *f, const struct policy *p)
{
    char from[48];
    unsigned char key[32];
    int n = snprintf(from, sizeof from, "%" PRIu64, p->seed);
    hmac_sha256(from, (size_t)n, "fugo", 4, key);
    aes256_key(&f->key, key);
    memcpy(f->kikan, p->kikan_code, sizeof f->kikan);
}

bool fugo_of_id(const struct fugo *f, const char *id, char ret[FUGO_TEXT])
{
    unsigned char text[2 * BLOCK];
    if (strlen(id) != FUGO_ID - 1 || !letter_bytes(id, BLOCK, text))
        return false;
    memcpy(text + BLOCK, f->kikan, BLOCK);
    aes256_encrypt(&f->key, text, sizeof text, text);
    hex_text(text, sizeof text, ret);
    return true;
}

bool id_of_fugo(const struct fugo *f, const char *fugo, char ret[FUGO_ID])
{
    unsigned char text[2 * BLOCK];
    if (strlen(fugo) != FUGO_TEXT - 1 || !hex_bytes(fugo, sizeof text, text))
        return false;
    aes256_decrypt(&f->key, text, sizeof text, text);
    letter_text(text, BLOCK, ret);
    return memcmp(text + BLOCK, f->kikan, BLOCK) == 0;
}

enum status fugo_id(struct call *c, const char *hokensha, const char *edaban, char ret[FUGO_ID])
{
    struct fugo f;
    const char *fugo = NULL;
    enum status st = chukan_fugo_get(c->tx, hokensha, edaban, c->arena, &fugo);
    if (st != ST_OK)
        return st;
    fugo_open(&f, c->policy);
    if (!fugo || !id_of_fugo(&f, fugo, ret))
        ret[0] = 0;
    return ST_OK;
}

enum status fugo_nashi(struct call *c, const char *item, const char *hokensha, const char *edaban)
{
    const char *jotai = NULL;
    enum status st = chukan_fugo_jotai(c->tx, hokensha, edaban, c->arena, &jotai);
    return st == ST_OK ? diag_setf(c->diag, ST_SHOKAI_NO_FUGO, item, "機関別符号を取得済みの加入者",
                                   "%s（符号取得要求: %s）", edaban, jotai ? jotai : "要求なし")
                       : st;
}
