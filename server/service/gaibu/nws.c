/* 情報提供NWS; see nws.h. */
#include "service/gaibu/nws.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"

void nws_id_code(uint64_t seed, const char *juminhyo_code, char out[NWS_ID_CODE])
{
    unsigned char key[8], digest[32];
    char text[64];
    for (int i = 0; i < 8; i++)
        key[i] = (unsigned char)(seed >> (56 - 8 * i));
    snprintf(text, sizeof text, "nws|%s", juminhyo_code);
    hmac_sha256(key, sizeof key, text, strlen(text), digest);
    for (int i = 0; i < NWS_ID_CODE / 2; i++) {
        out[2 * i] = (char)('a' + (digest[i] >> 4));
        out[2 * i + 1] = (char)('a' + (digest[i] & 15));
    }
    out[NWS_ID_CODE - 1] = 0;
}
