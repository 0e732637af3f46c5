/* What rows of 資格情報 leave their person in and later rows may mend (2.13.1): benefits outside the 資格
 * (fukuhonNokori) or on one that does not suit them (fukuhonKotei), 資格 over one another (shikakuKasanari).
 * A row marks what it has made worse; when the file ends, what is still so is told, and warns however grave
 * the rule is. Pure but for what it finds. Called by service/chukan/fukuhon_nokori.c and past*.c. */
#ifndef FILE_RULE_NOKORI_H
#define FILE_RULE_NOKORI_H
#include "file/rule/kikan.h"
#include "file/rule/rule.h"

/* A mark, 0: none. Of a benefit 1 + enum stand, how it stood before (the store keeps it, too); of a
 * 資格情報: it has come to lie over another. */
typedef unsigned char nokori_mark;
enum { NOKORI_KASANARI = 1 };

struct nokori_marks {
    nokori_mark *others; /* of each of the person's, in f->arena; NULL: of none */
    nokori_mark own;     /* of the row's */
};
/* A row of 資格情報 that refuses nothing. is, kubun: as in struct fukuhon_judged. LIMIT, or OK. */
enum status nokori_marks(const struct kikan_list *others, const struct kikan *is, char kubun,
                         struct findings *f, struct nokori_marks *ret);

struct nokori {
    struct kikan is;
    nokori_mark mark;
};
/* What is still so of all that a person has, sorted on the way. LIMIT, or OK, with warnings in f. */
enum status nokori_tell(struct nokori *list, size_t n, struct findings *f);
#endif
