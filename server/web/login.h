/* 統合専用端末 (1.5): the page that the browser shows first, which 連動テスト ① asks for (2.7.5, 2.7.7).
 * Called by http/page.c. */
#ifndef WEB_LOGIN_H
#define WEB_LOGIN_H
#include "base/buf.h"
#include "base/diag.h"

/* The login page of a world (HTML, added to out); NO_SUCH_WORLD with *d. */
enum status web_login(const char *world, struct buf *out, struct diag *d);
#endif
