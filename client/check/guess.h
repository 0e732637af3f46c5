/* The character code that a link file most likely has. Called by checker.c. */
#ifndef CLIENT_CHECK_GUESS_H
#define CLIENT_CHECK_GUESS_H

/* By its first bytes; fd must be a file and keeps its place. "CP932" when nothing speaks against it. */
const char *guess_encoding(int fd);
#endif
