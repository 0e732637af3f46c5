/* What a world's world.xml makes of the rules: <policy name="rules">, <policy name="kazokuKyufu">, <rule …>.
 * Called by world/fixture, which reads all else of it, and by the client's check, which reads nothing else.
 */
#ifndef FILE_RULE_POLICY_H
#define FILE_RULE_POLICY_H
#include "file/layout/xml.h"
#include "file/rule/rule.h"

/* One element of world.xml. *ret_known false: it is none of these. SETUP. */
enum status rule_policy_node(xmlNodePtr node, struct rule_policy *p, bool *ret_known, struct arena *a,
                             struct diag *d);
/* What the check asks of a world.xml; its other elements are not looked at. *ret_rows: <policy
 * name="rowLimit">, untouched if there is none. *ret_day: on
 * which its clock starts, days since 1970-01-01; untouched if it does not say. SETUP: the first that is
 * wrong, with file and line. */
enum status rule_policy_read(const char *path, struct rule_policy *ret, int64_t *ret_rows, int32_t *ret_day,
                             struct diag *d);
#endif
