/* See shikaku_den.h. */
#include "service/shikaku_den.h"

#include <string.h>

#include "base/str.h"

#define MARK '#' /* a hash follows */

enum { DAY = 8, HONNIN = 2, BLANK = 1, KIGO = 8, FOLDED = 128 };

/* At most n bytes of s; blanks behind them. They are few: no call costs less. */
static char *S_text(char *at, const char *s, size_t n)
{
    size_t i = 0;
    for (; s && i < n && s[i]; i++)
        at[i] = s[i];
    for (; i < n; i++)
        at[i] = ' ';
    return at + n;
}

static bool S_ascii(const char *s)
{
    while (*s > ' ' && *s < 0x7F)
        s++;
    return !*s;
}

/* As it is when it has room, else MARK and its hash. */
static char *S_kigo(char *at, const char *s)
{
    char folded[FOLDED];
    size_t n = soi_fold(s, folded, sizeof folded);
    if (n <= KIGO && folded[0] != MARK && S_ascii(folded))
        return S_text(at, folded, KIGO);
    uint32_t h = soi_hash(s);
    at[0] = MARK;
    for (int i = KIGO; --i > 0; h >>= 4)
        at[i] = "0123456789abcdef"[h & 15];
    return at + KIGO;
}

char *den_write(char *at, const struct den *d)
{
    at = S_text(at, d->shutoku_ymd, DAY);
    at = S_text(at, d->soshitsu_ymd, DAY);
    at = S_text(at, d->honnin_kazoku, HONNIN);
    *at++ = ' ';
    at = S_kigo(at, d->kigo);
    return S_kigo(at, d->bango);
}

static bool S_read_hash(const char *at, uint32_t *ret)
{
    static const char digits[] = "0123456789abcdef";
    *ret = 0;
    for (int i = 1; i < KIGO; i++) {
        const char *digit = at[i] ? strchr(digits, at[i]) : NULL;
        if (!digit)
            return false;
        *ret = *ret << 4 | (uint32_t)(digit - digits);
    }
    return true;
}

static bool S_read_kigo(const char *at, uint32_t *ret)
{
    char text[KIGO + 1] = "";
    if (at[0] == MARK)
        return S_read_hash(at, ret);
    for (int i = 0; i < KIGO && at[i] != ' '; i++)
        text[i] = at[i];
    *ret = soi_hash(text);
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
    return ret->shutoku != DAY_NONE && S_read_kigo(kigo, &ret->kigo) && S_read_kigo(kigo + KIGO, &ret->bango);
}
