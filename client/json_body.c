/* Bodies of control requests; see json_body.h. */
#include "json_body.h"

#include <string.h>

#include "base/json.h"

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

void reset_body(struct buf *out, const char *const *keep, size_t n)
{
    static const struct field body[] = {{"keep", F_TEXTS, 0, 0, NULL, 0, NULL}, FIELD_END};
    json_write(out, body, &(struct list){(void *)(uintptr_t)keep, n});
}
