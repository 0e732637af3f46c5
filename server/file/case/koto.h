/* What can be seen at the daemon (koto): the kinds of things that a test case asks for in <observe>, and
 * their items. Shared by the cases' reader and the daemon's tracker (world/case). */
#ifndef FILE_CASE_KOTO_H
#define FILE_CASE_KOTO_H
#include <stdbool.h>
#include <stddef.h>

enum koto {
#define KOTO(symbol, how, what, mei, items) KOTO_##symbol,
#include "file/case/koto.def"
#undef KOTO
    KOTO_COUNT
};

enum { KOTO_ITEMS = 16 };

struct koto_item {
    const char *name;
    bool kept; /* as it was seen; else only as part of hito, ningen, setai */
    bool free; /* a case need not say anything of it */
};

struct koto_kind {
    const char *what, *mei;
    struct koto_item items[KOTO_ITEMS];
    int n;
    bool looks;   /* it changes nothing */
    bool file;    /* it is about a link file as such: its 受付番号 tells which */
    bool for_all; /* without a 枝番 it was done for many of the insurer's at once, and so for each */
    bool columns; /* and the columns of the layout of its shubetsu */
};

/* Of 0 … KOTO_COUNT - 1. */
const struct koto_kind *koto_kind(enum koto k);
/* KOTO_COUNT: there is none of that name. */
enum koto koto_find(const char *what);
int koto_item(const struct koto_kind *k, const char *name); /* -1: none in the list */
/* The item in Japanese; the name itself for one that only a layout knows. */
const char *koto_mei(const char *name);
#endif
