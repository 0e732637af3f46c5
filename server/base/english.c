/* Texts of message codes in English; see english.h. */
#include "base/english.h"

#include <string.h>

#include "base/lang.h"
#include "base/status.h"

/* How diag_text joins its parts, and how that is said here. */
static const struct {
    const char *ja, *en;
} joints[] = {{"（規則 ", " (rule "},    {"）。項目「", ") item \""}, {"。項目「", " item \""},
              {"」 期待: ", "\" want "}, {"」 実際: ", "\" have "},   {"。期待: ", " want "},
              {"、実際: ", ", have "},   {"。実際: ", " have "}};

static void S_parts(const char *p, struct buf *out)
{
    while (*p) {
        size_t i = 0, n = sizeof joints / sizeof *joints;
        while (i < n && strncmp(p, joints[i].ja, strlen(joints[i].ja)) != 0)
            i++;
        if (i < n)
            buf_adds(out, joints[i].en);
        else
            buf_addc(out, *p);
        p += i < n ? strlen(joints[i].ja) : 1;
    }
}

void english_message(const char *code, const char *message, struct buf *out)
{
    const struct status_info *info = status_info(status_find(code));
    size_t n = strlen(info->text);
    if (!lang_english || strcmp(info->code, code) != 0 || strncmp(message, info->text, n) != 0) {
        buf_adds(out, message);
        return;
    }
    buf_adds(out, info->text_en);
    S_parts(message + n, out);
}
