/* What the link files of the administration share; see kanri_bulk.h. */
#include "service/kanri/kanri_bulk.h"

#include <ctype.h>
#include <string.h>

#include "service/messages.h"

enum status kanri_done(struct call *c, const struct torikomi *t)
{
    c->masters = true;
    return file_kanryo_send(c, t);
}

enum status kanri_check_code(struct call *c, const char *item, const char *code, const char *also, size_t max)
{
    size_t n = 0;
    while (code && code[n] && (isalnum((unsigned char)code[n]) || strchr(also, code[n])))
        n++;
    if (n >= 1 && n <= max && !code[n])
        return ST_OK;
    bool only_long = n > max && !code[n];
    return diag_set(c->diag, ST_KANRI_ITEM, item,
                    arena_printf(c->arena, "半角英数字%s%sの1〜%zu文字", *also ? "と " : "", also, max),
                    only_long           ? arena_printf(c->arena, "%zu文字: %s", n, code)
                    : kanri_given(code) ? code
                                        : "空");
}

enum status kanri_check_given(struct call *c, const char *item, const char *s)
{
    return kanri_given(s) ? ST_OK : diag_set(c->diag, ST_KANRI_ITEM, item, "1文字以上", "空");
}
