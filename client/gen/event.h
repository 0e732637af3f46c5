/* What happened to a person, for which the 健康保険法 knows a benefit (DOMAIN 3): at most once each, inside
 * the 資格, in the year before the files are made. Pure. Called by subjects.c. */
#ifndef CLIENT_GEN_EVENT_H
#define CLIENT_GEN_EVENT_H
#include "gen/gen.h"

/* false: nothing of that kind. */
typedef bool event_fn(const struct gen *g, const struct person *p, struct event *ret);

event_fn event_shobyo, event_shussan_teate, event_shussan, event_kazoku_shussan, event_maiso,
    event_kazoku_maiso, event_gassan;
#endif
