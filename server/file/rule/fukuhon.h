/* The rules over 副本 (2.13; 健康保険法): one row against all that its person has. Pure but for what it
 * finds. Called by service/chukan/fukuhon.c and the client's check. */
#ifndef FILE_RULE_FUKUHON_H
#define FILE_RULE_FUKUHON_H
#include "file/rule/kikan.h"
#include "file/rule/rule.h"

/* A row of 新規 or 変更 that is right in itself. What 資格情報 leave behind, by 削除 too: nokori.h. */
struct fukuhon_judged {
    struct kikan is; /* as the row has it */
    char kubun;      /* 処理区分 '1' 新規 '2' 変更 */
    bool all_equal;  /* 新規: the stored record of the key has the same values */
    bool no_shikaku; /* what 資格 the person has is not known: how it stands on them is not judged */
    int32_t kettei;  /* 支給決定日; DAY_NONE */
    int32_t today;   /* of the world's clock */

    struct kikan_list others; /* the person's, the one of the same key among them */
    /* what the columns of the first day, the last day and 支給決定日 are called */
    const char *item, *saigo_mei, *kettei_mei;
};

/* OK, perhaps with warnings in f, or the status to refuse with (f->refusal). */
enum status rule_fukuhon(const struct fukuhon_judged *x, struct findings *f);
#endif
