/* A daemon that watches no test cases, for the bench alone: takes the place of world/case/tell.c,
 * tell_login.c, tell_hand.c, tell_rows.c. */
#include "world/fake_tell.h"
