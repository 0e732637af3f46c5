/* What --version, the log and the reports say. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H
#define CHUKAN_VERSION "1.0"
#endif
