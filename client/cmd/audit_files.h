/* chukan audit verify --data: the tables of a data folder as files, without a daemon. Called by cmd/audit.c.
 */
#ifndef CLIENT_CMD_AUDIT_FILES_H
#define CLIENT_CMD_AUDIT_FILES_H

/* Looks at worlds/WORLD/audit, or with world NULL at each table there is: of worlds, of the daemon itself
 * (audit), of worlds that were dropped (audit-former). head: "COUNT:LINK" noted of that of world, or NULL.
 * Prints a line a table, one a finding; EXIT_FAILED when any is not as it was written, or none is there. */
int audit_files_verify(const char *data, const char *world, const char *head);
#endif
