/* Rules over what a person's records say together: the guide's, the law's, ours. Which there are is C
 * (rules.def); what each says, its code, standing, article and severity are rows of schema/rules.xml and of
 * an overlay folder's rules.xml. Loaded at start, never changed until rules_close: all else here is
 * thread-safe without a lock. Called by service/ and the client's check. */
#ifndef FILE_RULE_RULE_H
#define FILE_RULE_RULE_H
#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "file/layout/layout.h"

enum rule {
#define RULE(id, name) RULE_##id,
#include "file/rule/rules.def"
#undef RULE
    RULE_COUNT
};

/* A rule that is off is not looked at; one that warns is told and binds nobody. */
enum severity { SEVERITY_OFF, SEVERITY_WARN, SEVERITY_REFUSE };
extern const char *const severity_names[]; /* NULL at the end */

struct rule_row {
    enum rule rule;
    const char *name;
    enum status status; /* by its code */
    const char *kinds;  /* ファイル種別, single spaces between */
    const char *text;   /* what it says */
    const char *article;
    enum standing standing;
    enum severity severity;
    int32_t from, to; /* days of the event for which the row holds, both included */
};

/* dir/rules.xml by dir/layout/rules.xsd, and over it overlay/rules.xml if there is one (NULL: no folder): its
 * rows of a name replace all of that name. SETUP: the first that is wrong, with file and line. */
enum status rules_open(const char *dir, const char *overlay, struct diag *d);
void rules_close(void);
/* Rows in the order of the file; NULL at the end. */
const struct rule_row *rule_row(int i);
/* It holds for files of that 種別; NULL: any. */
bool rule_is_of(const struct rule_row *row, const char *shubetsu);
enum rule rule_find(const char *name); /* RULE_COUNT: none */
const char *rule_name(enum rule r);

/* What a world makes of the rules (world.xml): policy `rules`, and severities by name. */
enum rule_mode { RULES_DEFAULT, RULES_GUIDE, RULES_STRICT };
extern const char *const rule_mode_names[]; /* NULL at the end */
/* [A] Whose 枝番 family benefits bear (健康保険法 113条, 114条). */
enum kazoku_kyufu { KAZOKU_EITHER, KAZOKU_HIFUYOSHA, KAZOKU_HIHOKENSHA };
extern const char *const kazoku_kyufu_names[]; /* NULL at the end */
struct rule_policy {
    enum rule_mode mode;
    enum kazoku_kyufu kazoku;
    unsigned char set[RULE_COUNT]; /* 1 + enum severity; 0: not set */
};
/* Of an event on that day, in a file of that 種別 (NULL: any). *ret_row: the row that holds, NULL with
 * SEVERITY_OFF when none does. p NULL: as the rows say. */
enum severity rule_severity(const struct rule_policy *p, enum rule r, int32_t day, const char *shubetsu,
                            const struct rule_row **ret_row);

/* --- what was found -----------------------------------------------------------------------------------
 */

enum { FINDINGS = 32 }; /* of one row or call; what is beyond is not told */

struct finding {
    const struct rule_row *row;
    struct diag diag; /* its status is the row's */
};

/* Of one row or call: warnings in the order found. Zeroed at first but for the first four. */
struct findings {
    const struct rule_policy *policy;
    struct arena *arena;
    struct diag *refusal; /* filled by the first rule that refuses; DIAG_INIT at each row's begin */
    const char *shubetsu; /* of what is judged; NULL: not told */
    struct finding *list; /* FINDINGS of them, in arena; NULL: none yet */
    int n;
    int refused;       /* how many rules have */
    struct diag *more; /* what those behind the first say, FINDINGS of them at most, in arena */
};

static inline enum kazoku_kyufu rule_kazoku(const struct findings *f)
{
    return f->policy ? f->policy->kazoku : KAZOKU_EITHER;
}
/* The policy (NULL: the default) for what stands already: that rule warns however grave it is. */
static inline struct rule_policy rule_warns(const struct rule_policy *p, enum rule r)
{
    struct rule_policy warns = p ? *p : (struct rule_policy){0};
    warns.set[r] = 1 + SEVERITY_WARN;
    return warns;
}

/* A rule is broken, on that day. OK: it is off, or the warning was noted; else the status to refuse with. */
enum status rule_found(struct findings *f, enum rule r, int32_t day, const char *item, const char *want,
                       const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* Rules go on after one that refuses, so that all are told: whether they can, and what the row comes to (the
 * first that refused, or what is no refusal at all: LIMIT, the store's). */
bool rule_goes_on(enum status st);
enum status rule_first(enum status one, enum status then);
/* What refused, as people read it: d, and if that was a rule, all of f behind it. */
void rule_refusal_text(const struct diag *d, const struct findings *f, struct buf *out);
/* Those behind the first; *ret n of them. */
int rule_refused_more(const struct findings *f, const struct diag **ret);
enum status rule_foundv(struct findings *f, enum rule r, int32_t day, const char *item, const char *want,
                        const char *fmt, va_list ap);
#endif
