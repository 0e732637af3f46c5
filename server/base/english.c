/* Texts of message codes in English; see english.h. */
#include "base/english.h"

#include <string.h>

#include "base/lang.h"
#include "base/status.h"
#include "base/str.h"

/* How diag_text joins its parts, and how that is said here. */
static const struct {
    const char *ja, *en;
} joints[] = {{"（規則 ", " (rule "},
              {"）。項目「", "). Item \""},
              {"。項目「", ". Item \""},
              {"」 期待: ", "\" want: "},
              {"」 実際: ", "\" have: "},
              {"。期待: ", ". want: "},
              {"、実際: ", ", have: "},
              {"。実際: ", ". have: "},
              {"」 必須項目が未設定です", "\" is required and not set"}};

static const struct {
    const char *ja, *en;
} words[] = {
#define CAUSE(err, ja, en) {ja, en},
#include "base/cause.def"
#undef CAUSE
#define LIBXML(code, ja, en, from) {ja, en},
#include "base/libxml.def"
#undef LIBXML
#define WORD(ja, en) {ja, en},
#include "base/english.def"
#undef WORD
};

enum { STARS = 4 };

/* Whether the text is as the pattern says; what its stars stand for. */
static bool S_fits(const char *pattern, struct str text, struct str stars[STARS])
{
    size_t n = 0;
    for (const char *p = text.p, *end = text.p + text.n;; pattern++) {
        size_t part = strcspn(pattern, "*");
        bool last = !pattern[part];
        const char *at = part == 0 && last ? end : memmem(p, (size_t)(end - p), pattern, part);
        if (last && n && (size_t)(end - p) >= part) /* the last star takes all it can */
            at = memcmp(end - part, pattern, part) == 0 ? end - part : NULL;
        if (!at || (!n && at != p))
            return false;
        if (n)
            stars[n - 1] = (struct str){p, (size_t)(at - p)};
        p = at + part;
        pattern += part;
        if (last)
            return p == end;
        if (n++ == STARS)
            return false;
    }
}

void english_word(const char *word, size_t n, struct buf *out)
{
    struct str stars[STARS] = {0}, text = {word, n};
    size_t i = 0, star = 0, count = sizeof words / sizeof *words;
    while (lang_english && i < count && !S_fits(words[i].ja, text, stars))
        i++;
    if (!lang_english || i == count) {
        buf_add(out, word, n);
        return;
    }
    for (const char *p = words[i].en; *p; p++)
        if (*p == '*') {
            buf_add(out, stars[star].p, stars[star].n);
            star++;
        } else {
            buf_addc(out, *p);
        }
}

/* The joint that p begins with; the end of a text may be that of its item. */
static const char *S_joint(const char *p, size_t *ret_n)
{
    static const char close[] = "」";
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        *ret_n = strlen(joints[i].ja);
        if (strncmp(p, joints[i].ja, *ret_n) == 0)
            return joints[i].en;
    }
    *ret_n = sizeof close - 1;
    return strcmp(p, close) == 0 ? "\"" : NULL;
}

static void S_parts(const char *p, struct buf *out)
{
    const char *from = p, *joint;
    size_t n;
    for (; *p; p += joint ? n : 1) {
        joint = S_joint(p, &n);
        if (!joint)
            continue;
        english_word(from, (size_t)(p - from), out);
        buf_adds(out, joint);
        from = p + n;
    }
    english_word(from, (size_t)(p - from), out);
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
