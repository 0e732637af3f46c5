/* Texts of message codes in English; see english.h. */
#include "base/english.h"

#include <stdint.h>
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
    bool join; /* only of what is known itself: what somebody sent stays as it came */
} words[] = {
#define CAUSE(err, ja, en) {ja, en, false},
#include "base/cause.def"
#undef CAUSE
#define LIBXML(code, ja, en, from) {ja, en, false},
#include "base/libxml.def"
#undef LIBXML
#define WORD(ja, en) {ja, en, false},
#define JOIN(ja, en) {ja, en, true},
#include "base/english/base.def"
#include "base/english/file.def"
#include "base/english/http.def"
#include "base/english/service.def"
#include "base/english/soap.def"
#include "base/english/store.def"
#include "base/english/world.def"
#include "base/english/join.def"
#undef WORD
#undef JOIN
};
enum { WORDS = sizeof words / sizeof *words };

enum {
    STARS = 6,
    LOOKS = 24 /* through all rows for one word: what somebody sent could ask for any number of them */
};

/* Whether the text is as the pattern says; what its stars stand for. */
static bool S_fits(const char *pattern, struct str text, struct str stars[STARS])
{
    size_t n = 0;
    for (const char *p = text.p, *end = text.p + text.n;; pattern++) {
        size_t part = strcspn(pattern, "*");
        bool last = !pattern[part];
        const char *at = p;
        if ((size_t)(end - p) < part)
            return false;
        if (last && n) /* the last star takes all it can */
            at = end - part;
        else if (n)
            at = memmem(p, (size_t)(end - p), pattern, part);
        if (!at || memcmp(at, pattern, part) != 0)
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

static bool S_word(struct str text, int *looks, struct buf *out);

/* One character is told as a character, and stays the one that it is. */
static bool S_star(struct str star, bool join, int *looks, struct buf *out)
{
    if (join || !star.n || str_char(star) != star.n)
        return S_word(star, looks, out);
    buf_add(out, star.p, star.n);
    return true;
}

/* The English of a row, with what its stars stand for in English, too: one after the other, or @2 the second.
 * Whether all of that was known. */
static bool S_row(const char *en, bool join, const struct str stars[STARS], int *looks, struct buf *out)
{
    bool known = true;
    for (int star = 0; *en; en++) {
        const bool named = *en == '@' && en[1] >= '1' && en[1] <= '0' + STARS;
        if (*en != '*' && !named)
            buf_addc(out, *en);
        else
            known = S_star(stars[named ? *++en - '1' : star++], join, looks, out) && known;
    }
    return known;
}

/* A star that stands for nothing. */
static bool S_hollow(const struct str stars[STARS])
{
    for (int i = 0; i < STARS && stars[i].p; i++)
        if (!stars[i].n)
            return true;
    return false;
}

/* The row that says the most of the text, of those shorter than less: WORDS when there is none. */
static size_t S_best(struct str text, size_t less, struct str stars[STARS])
{
    size_t best = WORDS, most = 0;
    for (size_t i = 0; i < WORDS; i++) {
        struct str its[STARS] = {0};
        const size_t n = strlen(words[i].ja);
        if (n <= most || n >= less || !S_fits(words[i].ja, text, its) || (words[i].join && S_hollow(its)))
            continue;
        best = i;
        most = n;
        memcpy(stars, its, sizeof its);
    }
    return best;
}

/* true: nothing is left that only who reads Japanese would read. */
static bool S_word(struct str text, int *looks, struct buf *out)
{
    struct str stars[STARS];
    size_t ascii = 0, at, less = SIZE_MAX;
    while (ascii < text.n && !((unsigned char)text.p[ascii] & 0x80))
        ascii++;
    if (ascii < text.n)
        for (; (*looks)-- > 0 && (at = S_best(text, less, stars)) < WORDS; less = strlen(words[at].ja)) {
            const size_t was = out->len;
            const bool known = S_row(words[at].en, words[at].join, stars, looks, out);
            if (known || !words[at].join)
                return known;
            out->len = was;
        }
    buf_add(out, text.p, text.n);
    return ascii == text.n;
}

void english_word(const char *word, size_t n, struct buf *out)
{
    const struct str text = {word, n};
    int looks = LOOKS;
    if (lang_english)
        S_word(text, &looks, out);
    else
        buf_add(out, word, n);
}

void english_beside(const char *have, size_t theirs, struct buf *out)
{
    static const char stand_in = '\x01'; /* is in no text: base/legible.h */
    struct buf ours = BUF_INIT, said = BUF_INIT;
    int looks = LOOKS;
    buf_addc(&ours, stand_in);
    buf_adds(&ours, have + theirs);
    S_word((struct str){ours.data, ours.len}, &looks, &said);
    for (size_t i = 0; i < said.len; i++)
        if (said.data[i] == stand_in)
            buf_add(out, have, theirs);
        else
            buf_addc(out, said.data[i]);
    buf_release(&ours);
    buf_release(&said);
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
        english_word(message, strlen(message), out);
        return;
    }
    buf_adds(out, info->text_en);
    S_parts(message + n, out);
}
