/* Bodies of control requests: what was not understood is refused, never skipped, because a mistyped member
 * would change what the request means ({"yokyuBango":…} would approve for all). */
#ifndef WORLD_CONTROL_BODY_H
#define WORLD_CONTROL_BODY_H
#include "base/diag.h"

/* Answers ST_OK when body is empty or one JSON object that holds only these members, each of its type or
 * null. members: "hokensha:text seconds:integer frozen:bool keep:array fugo:object"; "" takes none. */
enum status control_body(const char *body, const char *members, struct diag *d);
/* The same for the object that is member `of` of body. */
enum status control_member(const char *body, const char *of, const char *members, struct diag *d);
#endif
