/* Inside file/audit/ only: what log.c and log_open.c share. */
#ifndef FILE_AUDIT_LOG_FILES_H
#define FILE_AUDIT_LOG_FILES_H
#include "file/audit/log.h"

enum { LOG_JITSU_BYTES = AUDIT_SEGMENT_ROWS * (int)sizeof(int64_t) };

/* log.c */
bool log_files(struct audit_log *l, uint32_t segment);
void log_unmap(struct audit_log *l);
void log_seal(struct audit_log *l);
void log_point(struct audit_log *l);
/* A segment behind l->end and l->link. made: the records up to that are missing; 0: none is. */
enum status log_begin(struct audit_log *l, int64_t kuiki, int64_t made, int64_t at, struct diag *d);
/* The records up to made are missing: the next one has the number behind it, and says so. */
enum status log_gap(struct audit_log *l, int64_t made, int64_t at, const char *why, struct diag *d);

/* log_open.c */
int64_t log_size(const struct audit_log *l, uint32_t segment); /* bytes of its files */
void log_remove(const struct audit_log *l, uint32_t segment);
/* What a segment says was before it; false: it cannot be read. */
bool log_before(const struct audit_log *l, uint32_t segment, struct audit_place *ret);
#endif
