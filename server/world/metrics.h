/* Counters of finished calls, for GET /metrics in Prometheus' text form. Called by world/event and
 * control/metrics. */
#ifndef WORLD_METRICS_H
#define WORLD_METRICS_H
#include <stdint.h>

#include "base/buf.h"

void metrics_count(const char *service, const char *op, const char *code, int64_t us, int64_t bytes_in,
                   int64_t bytes_out);
void metrics_text(struct buf *out);
#endif
