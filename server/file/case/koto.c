/* Kinds of things that can be seen; see koto.h. */
#include "file/case/koto.h"

#include <pthread.h>
#include <string.h>

#define KEIKOKU "?keikoku ?keikokuCode ?keikokuBun"

enum how { ACT = 0, LOOK = 1, OF_FILE = 2, FOR_ALL = 4, WARNS = 8 };

enum {
    NAMES = 0
/* clang-format off */
#define KOTO(symbol, how, what, mei, items) + sizeof(items) + ((how) & WARNS ? sizeof KEIKOKU : 0)
/* clang-format on */
#include "file/case/koto.def"
#undef KOTO
};

static const struct {
    int how;
    const char *what, *mei, *items;
} table[KOTO_COUNT] = {
#define KOTO(symbol, how, what, mei, items) {how, what, mei, items},
#include "file/case/koto.def"
#undef KOTO
};

static const char *const words[][2] = {
#define KOMOKU(name, mei) {name, mei},
#include "file/case/komoku.def"
#undef KOMOKU
};

static struct koto_kind kinds[KOTO_COUNT];
static char names[NAMES]; /* the words of all lists, each with its NUL */
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* A list of the table as items; answers where the next list's words go. */
static char *S_items(struct koto_kind *k, const char *list, char *to)
{
    for (const char *p = list; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        if (*p == '+') {
            k->columns = true;
        } else {
            size_t mark = *p == '~' || *p == '?';
            memcpy(to, p + mark, n - mark);
            k->items[k->n++] = (struct koto_item){to, *p != '~', *p == '?'};
            to += n - mark + 1; /* names[] is zeroed */
        }
        p += n;
    }
    return to;
}

static void S_make(void)
{
    char *to = names;
    for (int i = 0; i < KOTO_COUNT; i++) {
        kinds[i].what = table[i].what;
        kinds[i].mei = table[i].mei;
        kinds[i].looks = table[i].how & LOOK;
        kinds[i].file = table[i].how & OF_FILE;
        kinds[i].for_all = table[i].how & FOR_ALL;
        to = S_items(&kinds[i], table[i].items, to);
        if (table[i].how & WARNS)
            to = S_items(&kinds[i], KEIKOKU, to);
    }
}

const struct koto_kind *koto_kind(enum koto k)
{
    pthread_once(&once, S_make);
    return &kinds[k];
}

enum koto koto_find(const char *what)
{
    int i = 0;
    while (i < KOTO_COUNT && strcmp(table[i].what, what) != 0)
        i++;
    return (enum koto)i;
}

int koto_item(const struct koto_kind *k, const char *name)
{
    for (int i = 0; i < k->n; i++)
        if (strcmp(k->items[i].name, name) == 0)
            return i;
    return -1;
}

const char *koto_mei(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], name) == 0)
            return words[i][1];
    return name;
}
