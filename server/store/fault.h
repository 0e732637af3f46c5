/* Inside store/ only: what a failing database says. The last failure of a store is one number, its cause and
 * which database it was, so that whoever is told of it later need not have been there; 0: none. */
#ifndef STORE_FAULT_H
#define STORE_FAULT_H
#include <sqlite3.h>

#include "store/db.h"

/* What is wrong with a database, for a person; NULL when the code says nothing to one. */
const char *fault_words(int rc);
/* The same of a connection, with what the system said, NULL for want of memory; else SQLite's number, whose
 * text --trace=sql tells. Good until the thread asks again. */
const char *fault_cause(sqlite3 *h);
/* SQLite's text: for who looks for names in it, or for what a trigger of ours says. */
const char *fault_text(sqlite3 *h);
/* The disk, the descriptors or the place, of what kept h from its file. */
enum status fault_trouble(sqlite3 *h);
/* store_blame (db.h) of such a number. */
void fault_blame(int fault, enum status st, struct diag *d);
#endif
