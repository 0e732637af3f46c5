/* Inside file/rule/ only: from rules.xml to rows. */
#ifndef FILE_RULE_RULE_LOAD_H
#define FILE_RULE_RULE_LOAD_H
#include "file/rule/rule.h"

struct rule_rows {
    struct rule_row *rows; /* in the arena */
    int n;
};
/* As rules_open says. */
enum status rules_load(const char *dir, const char *overlay, struct arena *a, struct rule_rows *ret,
                       struct diag *d);
#endif
