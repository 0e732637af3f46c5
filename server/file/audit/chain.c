/* States and links; see chain.h. */
#include "file/audit/chain.h"

#include <stdio.h>
#include <stdlib.h>

static const char MAE[] = "mae=";

void audit_mae_text(const struct audit_place *before, char out[64])
{
    snprintf(out, 64, "%s%lld:%s", MAE, (long long)before->count, before->link);
}

bool audit_mae_read(struct str line, struct audit_place *ret)
{
    const char *at = memmem(line.p, line.n, MAE, sizeof MAE - 1), *end = line.p + line.n;
    if (!at)
        return false;
    int64_t n = 0;
    for (at += sizeof MAE - 1; at < end && *at >= '0' && *at <= '9' && n < INT64_MAX / 100; at++)
        n = n * 10 + (*at - '0');
    if (at++ == end || at[-1] != ':')
        return false;
    size_t letters = 0;
    while (at + letters < end && at[letters] >= 'a' && at[letters] <= 'p' && letters < AUDIT_LINK)
        letters++;
    if (letters && letters != AUDIT_LINK)
        return false;
    *ret = (struct audit_place){.count = n};
    memcpy(ret->link, at, letters);
    return true;
}

void audit_chain_begin(const struct hmac *key, uint32_t segment, const struct audit_place *before,
                       unsigned char state[AUDIT_STATE])
{
    char text[128];
    int n = snprintf(text, sizeof text, "audit %u %lld:%s", segment, (long long)before->count, before->link);
    hmac_pair(key, STR("hajime "), (struct str){text, (size_t)n}, state);
}

void audit_link(const unsigned char state[AUDIT_STATE], char out[AUDIT_LINK + 1])
{
    letter_text(state, AUDIT_LINK / 2, out);
}
