/* Small replies; see reply.h. */
#include "http/reply.h"

static enum MHD_Result S_send(struct MHD_Connection *conn, int http, const char *type, const char *allow,
                              bool last, struct buf *body)
{
    size_t n = body->len;
    char *p = buf_detach(body);
    if (!p) /* nothing but the status can be said any more */
        http = 503, n = 0;
    struct MHD_Response *r =
        MHD_create_response_from_buffer(n, p ? p : "", p ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!r)
        return MHD_NO;
    MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    if (allow)
        MHD_add_response_header(r, MHD_HTTP_HEADER_ALLOW, allow);
    if (last)
        MHD_add_response_header(r, MHD_HTTP_HEADER_CONNECTION, "close");
    enum MHD_Result ok = MHD_queue_response(conn, (unsigned)http, r);
    MHD_destroy_response(r);
    return ok;
}

enum MHD_Result reply_send(struct MHD_Connection *conn, int http, const char *type, const char *allow,
                           struct buf *body)
{
    return S_send(conn, http, type, allow, false, body);
}

enum MHD_Result reply_last(struct MHD_Connection *conn, int http, const char *type, const char *allow,
                           struct buf *body)
{
    return S_send(conn, http, type, allow, true, body);
}
