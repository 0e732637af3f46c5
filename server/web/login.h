/* 統合専用端末 (1.5): the page that the browser shows first, which 連動テスト ① asks for (2.7.5, 2.7.7).
 * Called by http/page.c. */
#ifndef WEB_LOGIN_H
#define WEB_LOGIN_H
#include "base/buf.h"
#include "base/diag.h"
#include "world/call.h"

/* The login page of the door's world (HTML, added to out) for who shows the certificate of a 統合専用端末;
 * with *d: NO_SUCH_WORLD, WORLD_BROKEN, or why the certificate is not the right one. */
enum status web_login(const struct call_door *door, struct buf *out, struct diag *d);
#endif
