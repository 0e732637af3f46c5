/* What is told of requests and connections that never became a call (world/event.h): pages, and what came to
 * nothing before there was anything to answer. Called by request.c. */
#ifndef HTTP_TELLING_H
#define HTTP_TELLING_H
#include "http/edge.h"
#include "http/link.h"
#include "http/page.h"
#include "http/request.h"
#include "world/event.h"

/* A page, before it is sent; announced: the request says that it has a body; e: what else it says. As
 * event_tell answers. */
enum status telling_page(const struct route *route, const struct page *p, const struct buf *body,
                         bool announced, struct event e);
/* A connection that has never asked, or not to the end of its headers. */
void telling_nothing(const struct port *port, const struct link *link, const struct route *route);
#endif
