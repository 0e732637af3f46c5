/* What is to be seen at the daemon when anybody does a test case (<observe>): its steps, which of their items
 * are judged and which are free. Read with the case (case.h), judged by world/case. Everything lives in the
 * arena of the case. */
#ifndef FILE_CASE_OBSERVE_H
#define FILE_CASE_OBSERVE_H
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "file/case/koto.h"

struct _xmlNode; /* libxml2's; so that who only judges need not know it */

enum { OBSERVE_STEPS = 32, OBSERVE_JUDGED = 16, OBSERVE_NAMES = 8, OBSERVE_NINGEN = 8 };

enum judged_op { JUDGED_EQ, JUDGED_NE, JUDGED_LT, JUDGED_LE, JUDGED_GT, JUDGED_GE };

/* One item: against a constant, or an item of another step. */
struct judged {
    const char *item;
    enum judged_op op;
    const char *value; /* alternatives between |; "": not given. NULL: ref */
    int step;          /* of the other */
    const char *ref;   /* its item */
    int days;          /* so many days after it; a date */
};

/* What a step calls its person, file or number: one name is one thing in all steps that have it. -1: none. */
enum observe_name { NAME_HITO, NAME_FILE, NAME_NO, OBSERVE_KINDS };

struct observe_step {
    const char *id;
    int te; /* which 手順 of the case, from 1; 0: none in particular */
    enum koto koto;
    const char *shubetsu; /* of a link file or 副本; NULL: any */
    const char *code;     /* the message codes that it is refused with, * any; NULL: it is not refused */
    bool aite;            /* another insurer does it, the same one in all such steps */
    bool key;             /* who does this tries this case */
    int name[OBSERVE_KINDS];
    uint32_t after; /* bits of the steps that come before it */
    struct judged judged[OBSERVE_JUDGED];
    int judged_count;
    const char *free; /* names between blanks */
    int line;
};

struct observe {
    struct observe_step steps[OBSERVE_STEPS];
    int n;
    const char *names[OBSERVE_KINDS][OBSERVE_NAMES];
    int name_count[OBSERVE_KINDS];
    const char *includes; /* cases that are passed by doing this one, between blanks; NULL: none */
    const char *ningen[OBSERVE_NINGEN]; /* 個人番号 of those without whom nobody has begun it */
    int ningen_count;                   /* 0: it is anybody's */
};

/* node: <observe>. SETUP: file and line, what was wanted. */
enum status observe_read(struct _xmlNode *node, int te_count, struct arena *a, struct observe *ret,
                         struct diag *d);
/* Each item of each step is judged or free; the layouts are open. path: of the case, for d. */
enum status observe_check(const struct observe *o, const char *path, struct diag *d);
bool observe_word(const char *words, const char *word); /* words between blanks, or NULL */
/* "次以後: " of >=: before the value that was wanted. */
const char *judged_op_mei(enum judged_op op);
#endif
