/* Tracing of SQL; see trace.h. */
#include "base/trace.h"

#include "base/log.h"

static bool on;

void trace_sql_on(void)
{
    on = true;
}

bool trace_sql_wanted(void)
{
    return on;
}

void trace_sql(const char *db, const char *text)
{
    log_line(LOG_TRACE, "sql %s: %s", db, text);
}
