/* The table behind status.h. */
#include "base/status.h"

#include <string.h>

static const struct status_info table[ST_COUNT] = {
#define S(name, http, fault, code, origin, text)                                                             \
    [ST_##name] = {#name, http, FAULT_##fault, code, ORIGIN_##origin, text},
#include "base/status.def"
#undef S
};

const struct status_info *status_info(enum status st)
{
    return &table[st < ST_COUNT ? st : ST_INTERNAL];
}

int status_kubun(enum status st)
{
    switch (status_info(st)->code[1]) {
    case '0':
        return st == ST_OK ? 1 : 2;
    default:
        return 9;
    }
}

enum status status_find(const char *code)
{
    int i = 0;
    while (i < ST_COUNT && strcmp(table[i].code, code) != 0)
        i++;
    return (enum status)i;
}

int status_plain_http(enum status st)
{
    const struct status_info *info = status_info(st);
    if (info->http != 200 || status_kubun(st) != 9)
        return info->http;
    return info->code[1] == '4' ? 409 : info->code[1] == '5' ? 403 : 400;
}
