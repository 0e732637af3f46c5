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
/* All of a world.xml; its other elements are not looked at. SETUP: the first that is wrong, with file and
 * line. */
enum status rule_policy_read(const char *path, struct rule_policy *ret, struct diag *d);
#endif
