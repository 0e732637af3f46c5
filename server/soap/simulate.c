/* What a fault on purpose makes of a reply (world/fault.h); the journal has the one that would have gone out.
 * See request.h. */
#include "soap/request.h"

/* Of the fault, once the call has come as far as to be asked about it. */
static bool S_is(const struct exchange *x, enum mogi kind)
{
    return x->v.fault.number && x->v.fault.kind == kind;
}

enum exchange_fate exchange_fate(const struct exchange *x)
{
    return S_is(x, MOGI_HALF)      ? FATE_HALF
           : S_is(x, MOGI_RESET)   ? FATE_RESET
           : S_is(x, MOGI_SILENCE) ? FATE_SILENCE
                                   : FATE_WHOLE;
}

int simulate_http(const struct exchange *x, int http)
{
    const enum exchange_fate fate = exchange_fate(x);
    if (fate == FATE_RESET || fate == FATE_SILENCE)
        return 0;
    return S_is(x, MOGI_HTTP) ? x->v.fault.http : S_is(x, MOGI_GARBAGE) ? 200 : http;
}

/* Neither XML nor UTF-8, the same at every time. */
static void S_garbage(struct buf *out)
{
    static const char some[] = "<soap:Envelope><\xFF\xFE\x80<kekka &;<<\x81\x9F]]>\xC0\r\n";
    for (int i = 0; i < 16; i++)
        buf_add(out, some, sizeof some - 1);
}

/* As somebody in between answers in the place of a server. */
static void S_page(int http, struct buf *out)
{
    buf_addf(out,
             "<html><head><title>%d</title></head>\r\n<body><center><h1>%d</h1></center></body></html>\r\n",
             http, http);
}

void simulate_reply(struct exchange *x)
{
    const bool page = S_is(x, MOGI_HTTP);
    if (!page && !S_is(x, MOGI_GARBAGE))
        return;
    x->v.file = (struct download){0};
    buf_clear(&x->kit.head);
    buf_clear(&x->kit.tail);
    x->page = page;
    if (page)
        S_page(x->http, &x->kit.head);
    else
        S_garbage(&x->kit.head);
}
