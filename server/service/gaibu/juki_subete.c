/* Residents of every number; see juki_subete.h. */
#include "service/gaibu/juki_subete.h"

#include <string.h>

#include "base/crypto.h"
#include "file/layout/check.h"

static bool S_sum(const struct policy *p, const char *kojin_bango, unsigned char out[32])
{
    unsigned char seed[8];
    if (p->juki_subete != JUKI_SUBETE_ON || !kojin_bango ||
        !check_digit_ok(CHECK_KOJIN_BANGO, str_of(kojin_bango)))
        return false;
    for (int i = 0; i < 8; i++)
        seed[i] = (unsigned char)(p->seed >> (56 - 8 * i));
    hmac_sha256(seed, sizeof seed, kojin_bango, strlen(kojin_bango), out);
    return true;
}

bool juki_subete_code(const struct policy *p, const char *kojin_bango, char out[JUMINHYO_CODE])
{
    unsigned char sum[32];
    if (!S_sum(p, kojin_bango, sum))
        return false;
    letter_text(sum, (JUMINHYO_CODE - 1) / 2, out);
    return true;
}

static const char *S_or(const char *given, const char *other)
{
    return given ? given : other;
}

bool juki_subete_hito(const struct policy *p, const struct juki_toi *t, struct jumin *ret)
{
    static const char *const births[] = {"19480215", "19550807", "19631120", "19720403",
                                         "19790628", "19850912", "19930101", "20040530"};
    unsigned char sum[32];
    if (!S_sum(p, t->kojin_bango, sum))
        return false;
    const bool woman = sum[0] & 1;
    *ret =
        (struct jumin){.kojin_bango = t->kojin_bango,
                       .shimei = S_or(t->shimei, woman ? "架空　花子" : "架空　太郎"),
                       .shimei_kana = S_or(t->shimei_kana, woman ? "カクウ　ハナコ" : "カクウ　タロウ"),
                       .seibetsu = S_or(t->seibetsu, woman ? "2" : "1"),
                       .seinengappi = S_or(t->seinengappi, births[sum[1] % (sizeof births / sizeof *births)]),
                       .jusho = S_or(t->jusho, "架空県想定市見本町一丁目１番１号"),
                       .jotai = "有効"};
    return true;
}
