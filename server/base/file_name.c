/* Names of files; see file_name.h. */
#include "base/file_name.h"

#include <string.h>

#include "base/str.h"

enum { NAME_CHARS = 100 };

/* The first character that does not belong into a name; its NUL: there is none. */
static const char *S_stranger(const char *name)
{
    while (*name && !strchr("/\\:*?\"<>|", *name) && (unsigned char)*name >= ' ' && *name != 0x7F)
        name++;
    return name;
}

bool file_name_safe(const char *name)
{
    long n = name ? str_utf8_len(str_of(name)) : 0;
    return n >= 1 && n <= NAME_CHARS && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
           !*S_stranger(name) && !str_has_control(str_of(name));
}

enum status file_name_refuse(struct diag *d, enum status st, const char *item, const char *want,
                             const char *name)
{
    long n = name ? str_utf8_len(str_of(name)) : 0;
    const char *bad = n > 0 ? S_stranger(name) : "";
    if (!n)
        return diag_set(d, st, item, want, "空");
    if (n < 0)
        return diag_setf(d, st, item, want, "UTF-8 でない名前: %s", name);
    if (n > NAME_CHARS)
        return diag_setf(d, st, item, want, "%ld文字: %s", n, name);
    if (*bad)
        return diag_setf(d, st, item, want, "%s（%ld文字めが「%c」）", name,
                         str_utf8_len((struct str){name, (size_t)(bad - name)}) + 1, *bad);
    return diag_set(d, st, item, want, name);
}
