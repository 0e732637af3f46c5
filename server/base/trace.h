/* --trace=sql. Here, because store/ knows nothing of the log. */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H
#include <stdbool.h>

void trace_sql_on(void); /* before any store is opened */
bool trace_sql_wanted(void);
/* The text of a statement, without its values. */
void trace_sql(const char *db, const char *text);
#endif
