/* 情報提供等記録 (番号法23条) of what insurers ask other institutions: that of 情報提供NWS, which passes it
 * on, and that of the institution that is asked. Called by message kikanShokai, in the transaction in which
 * both happen. */
#ifndef SERVICE_GAIBU_NWS_NWS_KIROKU_H
#define SERVICE_GAIBU_NWS_NWS_KIROKU_H
#include "service/bodies.h"
#include "service/gaibu/kikan/kikan_kaito.h"

/* The question, and the answer k that leaves at `at`. A closed institution has not heard of it, and one that
 * never answers keeps no answer. */
enum status nws_kiroku(struct call *c, const struct body_kikan_shokai *b, const struct kikan_kaito *k,
                       int64_t at);
#endif
