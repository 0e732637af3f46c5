/* Into the journal of the world that the path means; see telling.h. */
#include "http/telling.h"

#include <stdio.h>
#include <string.h>

#include "http/reply.h"
#include "http/socket.h"
#include "world/world.h"

enum { WHY = 800, NOTE = 800, KEPT = 4096 };

static enum status S_tell_world(const struct route *route, struct event *e)
{
    e->world = route->world[0] ? world_find(route->world, strlen(route->world)) : NULL;
    e->world_name = route->world;
    e->service = route->kind == ROUTE_TERMINAL ? "terminal" : route->service;
    e->tanmatsu = route->kind == ROUTE_TERMINAL || route->tanmatsu;
    enum status st = event_tell(e);
    if (e->world)
        world_release(e->world);
    return st;
}

/* --- pages ------------------------------------------------------------------------------------------------
 */

/* Of what was sent there is its length, of a refusal its text. */
static void S_bodies(const struct page *p, const struct buf *body, bool announced, struct event *e,
                     char sent[NOTE], char got[KEPT])
{
    if (e->bytes_in)
        snprintf(sent, NOTE, "［%lld バイト、読んでいません］", (long long)e->bytes_in);
    else if (announced) /* as soap/heard.c has it */
        snprintf(sent, NOTE, "［本文を読む前に答えました］");
    if (p->status == ST_OK)
        snprintf(got, KEPT, "［%s %zu バイト］", p->what ? p->what : "ページ", body->len);
    else
        str_show(got, KEPT, (struct str){body->data, body->len});
    e->request.text = (struct str){sent, strlen(sent)};
    e->reply.text = (struct str){got, strlen(got)};
}

enum status telling_page(const struct route *route, const struct page *p, const struct buf *body,
                         bool announced, struct event e)
{
    char why[WHY], sent[NOTE] = "", got[KEPT] = "";
    const char *text = body->data ? body->data + p->why : "";
    str_show(why, sizeof why, (struct str){text, strcspn(text, "\n")});
    S_bodies(p, body, announced, &e, sent, got);
    e.status = p->status;
    e.code = status_info(p->status)->code;
    e.got = p->status == ST_OK && strcmp(e.method, "GET") == 0 ? p->what : NULL;
    e.note = p->status == ST_OK ? p->what : why;
    e.http = p->http;
    e.bytes_out = (int64_t)body->len;
    return S_tell_world(route, &e);
}

/* --- what came to nothing ---------------------------------------------------------------------------------
 */

static const char no_request[] =
    "HTTP の要求を読めないまま切れました（https と http を取り違えていないか、要求の行の形と大きさ、"
    "接続だけの監視を確かめてください）";
static const char no_headers[] =
    "要求のヘッダーを終わりまで読めませんでした（途中で切れたか、形が正しくないか、"
    "URL と合わせて %d KiB を超えています）";

/* What came to nothing before there was anything to answer. */
static void S_tell_cut(const struct port *port, const struct link *link, const struct route *route,
                       struct event *e, const char *what)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(link->guarded.conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char from[SOCKET_FROM], note[NOTE];
    socket_from(info ? info->client_addr : NULL, from);
    snprintf(note, sizeof note, "%s は、%s", from, what);
    e->method = port->tls ? "TLS" : "HTTP";
    e->note = note;
    S_tell_world(route, e);
}

void telling_nothing(const struct port *port, const struct link *link, const struct route *route)
{
    struct buf what = BUF_INIT;
    const char *cut = guard_why(&link->guarded);
    bool shaken = handshake_told(&link->handshake, port->files, &what), named = true;
    if (cut)
        buf_addf(&what, "%s%s", shaken ? "。" : "", cut);
    else if (!shaken && link->open)
        buf_addf(&what, no_headers, REQUEST_HEAD_KIB);
    else if (!shaken && link->handshake.done)
        named = handshake_in_vain(&link->handshake, port->files, &what);
    else if (!shaken)
        buf_adds(&what, no_request);
    enum status st = cut ? ST_TOO_SLOW : shaken ? ST_HANDSHAKE : ST_NO_REQUEST;
    struct event e = {
        .status = st, .code = status_info(st)->code, .everywhere = !link->asked && (cut || shaken || !named)};
    S_tell_cut(port, link, route, &e, buf_ok(&what) ? what.data : "");
    buf_release(&what);
}
