/* The names of 標準ロール (op.h), for people. Called by world, which refuses who lacks one, and by the
 * operations that look at roles themselves. */
#ifndef SERVICE_ROLES_H
#define SERVICE_ROLES_H

enum { ROLES_TEXT = 40 };

/* "FUKUHON・SHOKAI", as the table role of kanri.db has them (kanri_role_names); "なし" without any. */
const char *roles_text(unsigned roles, char out[ROLES_TEXT]);
#endif
