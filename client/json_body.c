/* Bodies of control requests; see json_body.h. */
#include "json_body.h"

#include <string.h>

int json_body(struct buf *out, const char *const *words, int n)
{
    if (n == 1 && words[0][0] == '{') {
        buf_adds(out, words[0]);
        return -1;
    }
    buf_addc(out, '{');
    for (int i = 0; i < n; i++) {
        const char *eq = strchr(words[i], '=');
        char name[64];
        size_t len = eq ? (size_t)(eq - words[i]) : 0;
        if (!len || len >= sizeof name)
            return i;
        memcpy(name, words[i], len);
        name[len] = 0;
        buf_json_member(out, name, eq + 1);
    }
    buf_addc(out, '}');
    return -1;
}
