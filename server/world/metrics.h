/* Counters of finished calls, of messages that were delivered, of questions to 住基ネット and of rows of link
 * files, for GET /metrics in Prometheus' text form. Called by world/event, world/courier, world/load and
 * control/metrics. */
#ifndef WORLD_METRICS_H
#define WORLD_METRICS_H
#include <stdint.h>

#include "base/buf.h"

void metrics_count(const char *service, const char *op, const char *code, int64_t us, int64_t bytes_in,
                   int64_t bytes_out);
/* n messages of a kind that their receiver has; the rows of a link file at its end. The names are those of
 * the registries and live on. Counting none makes the kind stand in the text. */
void metrics_message(const char *kind, int64_t n);
void metrics_file(const char *shubetsu, int64_t ok, int64_t refused);
/* n questions that 住基ネット has been asked. */
void metrics_juki(int64_t n);
void metrics_text(struct buf *out);
#endif
