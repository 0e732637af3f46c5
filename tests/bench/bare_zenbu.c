/* A daemon with nothing of what watches over a request, for the bench alone: without rights, certificates,
 * the audit record, the journal and the tracker of test cases, bare_junbi.c, bare_journal.c and bare.c in
 * one. */
#include "bare.c"
#include "bare_journal.c"
#include "bare_junbi.c"
