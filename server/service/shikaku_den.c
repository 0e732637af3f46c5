/* See shikaku_den.h. */
#include "service/shikaku_den.h"

#include <string.h>

#include "base/str.h"

enum { DAY = 8, HONNIN = 2, BLANK = 1, HASH = 8 };

/* At most n bytes of s; blanks behind them. */
static char *S_text(char *at, const char *s, size_t n)
{
    size_t len = s ? strnlen(s, n) : 0;
    memcpy(at, s ? s : "", len);
    memset(at + len, ' ', n - len);
    return at + n;
}

static char *S_hash(char *at, const char *s)
{
    uint32_t h = soi_hash(s);
    for (int i = HASH; i-- > 0; h >>= 4)
        at[i] = "0123456789abcdef"[h & 15];
    return at + HASH;
}

char *den_write(char *at, const struct den *d)
{
    at = S_text(at, d->shutoku_ymd, DAY);
    at = S_text(at, d->soshitsu_ymd, DAY);
    at = S_text(S_text(at, d->honnin_kazoku, HONNIN), "", BLANK);
    at = S_hash(at, d->kigo);
    return S_hash(at, d->bango);
}

static bool S_read_hash(const char *at, uint32_t *ret)
{
    static const char digits[] = "0123456789abcdef";
    *ret = 0;
    for (int i = 0; i < HASH; i++) {
        const char *digit = at[i] ? strchr(digits, at[i]) : NULL;
        if (!digit)
            return false;
        *ret = *ret << 4 | (uint32_t)(digit - digits);
    }
    return true;
}

bool den_read(const char at[DEN_BYTES], struct soi_shikaku *ret)
{
    const char *soshitsu = at + DAY, *honnin = soshitsu + DAY, *kigo = honnin + HONNIN + BLANK;
    *ret = (struct soi_shikaku){.shutoku = str_date((struct str){at, DAY}), .soshitsu = DAY_NONE};
    if (*soshitsu != ' ')
        ret->soshitsu = str_date((struct str){soshitsu, DAY});
    for (int i = 0; i < HONNIN && honnin[i] != ' '; i++)
        ret->honnin[i] = honnin[i];
    return ret->shutoku != DAY_NONE && S_read_hash(kigo, &ret->kigo) && S_read_hash(kigo + HASH, &ret->bango);
}
