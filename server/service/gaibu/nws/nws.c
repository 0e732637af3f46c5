/* 情報提供NWS; see nws.h. An id is the 住民票コード, filled up with zeros, under a key of NWS alone. */
#include "service/gaibu/nws/nws.h"

#include <inttypes.h>
#include <string.h>

#include "base/bango.h"

enum { BLOCK = 16 };

/* What a code may be made of: digits, were no fixture different. What another key has made is hardly ever so.
 */
static const char PRINTED[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

void nws_open(struct nws *n, uint64_t seed)
{
    unsigned char from[8], key[32];
    for (int i = 0; i < 8; i++)
        from[i] = (unsigned char)(seed >> (56 - 8 * i));
    hmac_sha256(from, sizeof from, "nws", 3, key);
    aes256_key(&n->key, key);
}

bool nws_id(const struct nws *n, const char *juminhyo_code, char out[NWS_ID])
{
    unsigned char block[BLOCK] = {0};
    size_t len = strlen(juminhyo_code);
    if (len > BLOCK)
        return false;
    memcpy(block, juminhyo_code, len);
    aes256_encrypt(&n->key, block, BLOCK, block);
    letter_text(block, BLOCK, out);
    return true;
}

bool nws_resident(const struct nws *n, const char *id, char out[JUMINHYO_CODE])
{
    unsigned char block[BLOCK];
    if (strlen(id) != NWS_ID - 1 || !letter_bytes(id, BLOCK, block))
        return false;
    aes256_decrypt(&n->key, block, BLOCK, block);
    memcpy(out, block, BLOCK);
    out[BLOCK] = 0;
    size_t len = strspn(out, PRINTED), end = len;
    while (end < BLOCK && block[end] == 0)
        end++;
    return end == BLOCK && len > 0;
}

static const char toi[] = "T00000000N";
enum { TOI_WIDTH = 7 };

const char *nws_tsuban(struct arena *a, int64_t bango)
{
    return arena_printf(a, "%s%0*" PRId64, toi, TOI_WIDTH, bango);
}

int64_t nws_bango(const char *tsuban)
{
    const char *digits = tsuban + sizeof toi - 1;
    if (strncmp(tsuban, toi, sizeof toi - 1) != 0)
        return 0;
    int64_t n = bango_digits(digits, BANGO_DIGITS);
    size_t width = strlen(digits);
    return n < 1 || width < TOI_WIDTH || (width > TOI_WIDTH && digits[0] == '0') ? 0 : n;
}
