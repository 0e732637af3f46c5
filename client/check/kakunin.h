/* 被保険者枝番の確認 (2.13.2 ②): result files of 加入者情報 (--edaban) told to what judges the files, and at
 * the end what all files together have of their 枝番. Called by cmd/check.c. */
#ifndef CLIENT_CHECK_KAKUNIN_H
#define CLIENT_CHECK_KAKUNIN_H
#include "check/checker.h"

/* Before the first file; fills c->results from paths, in the arena. false: the report has an error of it. One
 * that cannot be read is like "-" from then on. */
bool kakunin_begin(struct checker *c, const struct words *paths, struct arena *a);
/* Behind the last; nothing without results or without 副本. false as checker_path. */
bool kakunin_end(struct checker *c);
#endif
