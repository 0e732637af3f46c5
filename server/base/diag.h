/* One error, told to a person: which item, what was wanted, what was had. Filled where it is found, rendered
 * at the edge. Every text passes str_mask on its way in, so that no 個人番号 can leave with it (DESIGN 2.1).
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

struct diag {
    enum status status;
    char item[96];    /* 項目: Japanese name, or path in the request; may be empty */
    char want[640];   /* what was wanted; may be empty */
    char have[320];   /* what was had, masked; may be empty */
    size_t theirs;    /* so many bytes at its beginning are a value as it came: in every language the same */
    const char *rule; /* static: the rule of file/rule that refused, for who wants it otherwise; NULL: none */
    struct diags *all; /* borrowed, where whoever asked hears of all that is wrong; NULL: the first will do */
};

/* Where a value has to be there and is not: want, perhaps with 「（…のとき）」, and have. The text says
 * 「必須項目が未設定です」. */
#define DIAG_VALUE "値"
#define DIAG_EMPTY "空"

#define DIAG_INIT ((struct diag){.status = ST_OK})

/* All that is wrong with one thing, as far as a person will read. */
enum { DIAGS_MOST = 20 };
struct diags {
    size_t n;
    bool more; /* there was more, which is not kept */
    struct diag list[DIAGS_MOST];
};
/* One more that is wrong: the first stays what d says, d->all has them all. Answers what d says. */
enum status diag_tell(struct diag *d, const struct diag *one);
/* It is worth looking for more. */
static inline bool diag_hears(const struct diag *d)
{
    return d->all && !d->all->more;
}

/* Each answers st, so that an operation can say: return diag_set(c->diag, ST_X, "氏名", "1〜40文字", have).
 * NULL: empty. */
enum status diag_set(struct diag *d, enum status st, const char *item, const char *want, const char *have);
enum status diag_str(struct diag *d, enum status st, const char *item, const char *want, struct str have);
/* have printed; masked after printing */
enum status diag_setf(struct diag *d, enum status st, const char *item, const char *want, const char *fmt,
                      ...) __attribute__((format(printf, 5, 6)));
/* want printed; have as diag_set takes it */
enum status diag_want(struct diag *d, enum status st, const char *item, const char *have, const char *fmt,
                      ...) __attribute__((format(printf, 5, 6)));
/* Of a row of a link file: nothing in its texts that str_mask_row would hide. */
void diag_of_row(struct diag *d);
/* 「本文（規則 rule）。項目「item」 期待: want、実際: have」, Japanese unless lang_everywhere */
void diag_text(const struct diag *d, struct buf *out);
/* Of what was just set: n bytes at the beginning of have are a value as it came; SIZE_MAX: all of it is. */
void diag_theirs(struct diag *d, size_t n);
/* 「。項目「item」 期待: want、実際: have」 after a text, the lead being 「。」 or nothing, in the language
 * of base/lang.h. NULL or empty: not told. */
void diag_parts(bool lead, const char *item, const char *want, const char *have, struct buf *out);
/* 「期待: want、実際: have」 of it, an empty have as DIAG_EMPTY, in the language of base/lang.h. */
void diag_wants(const struct diag *d, struct buf *out);
/* The same for who runs the program, in the language of base/lang.h; item, want and have are as they were
 * set. */
void diag_say(const struct diag *d, struct buf *out);
#endif
