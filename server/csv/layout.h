/* Record layouts of link files, loaded from schema/layout/NAME.xml: what the real specification would say, as
 * data (DESIGN 3). A layout has versions, each with the day from which it holds. Loaded on first use, never
 * changed nor freed until layouts_close. Thread-safe. Called by loader.c, judge.c, writer.c, and the client's
 * check. */
#ifndef CSV_LAYOUT_H
#define CSV_LAYOUT_H
#include <regex.h>

#include "base/diag.h"
#include "csv/check.h"

/* Whether the fact is official [S], from another public source [P], or our assumption [A] (DOMAIN). */
enum standing { STANDING_S, STANDING_P, STANDING_A };

enum presence { PRESENCE_OPTIONAL, PRESENCE_REQUIRED, PRESENCE_FORBIDDEN };

struct code {
    const char *value, *mei;
};

struct code_list {
    const char *name, *mei;
    struct code *codes;
    int n;
    enum standing standing;
};

/* Presence that holds when another column has one of the values. */
struct when {
    int column;
    const char *values; /* separated by single spaces */
    enum presence presence;
};

struct column {
    const char *name; /* semantic, lowerCamelCase */
    const char *mei;  /* Japanese */
    enum char_class chars;
    bool date;                     /* YYYYMMDD of the calendar */
    const struct code_list *codes; /* NULL: any value */
    long min, max;                 /* characters when not empty */
    size_t max_bytes;              /* in the file's encoding; 0: no limit of its own */
    enum presence presence;        /* when no `when` applies */
    struct when *when;
    int when_count;
    enum check_digit check;
    bool no_kojin_bango; /* a value that holds what looks like a 個人番号 is refused */
    enum standing standing;
};

/* The date of one column is not after that of the other. */
struct order {
    int from, to;
};

struct layout {
    const char *name, *mei;
    int32_t from_day;      /* days since 1970-01-01 from which this version holds */
    const char *file_name; /* extended regular expression of the file's name; NULL: any */
    regex_t file_regex;
    char delimiter;
    bool quote_always; /* when written */
    const char *line_end;
    bool header;         /* the first record has the columns' names */
    size_t record_limit; /* bytes */
    struct column *columns;
    int n;
    struct order *orders;
    int order_count;
    enum standing standing;
};

/* Remembers the folder; reads nothing. */
void layouts_open(const char *dir);
void layouts_close(void);
/* The version of the layout that holds on the day. FILE_KIND: no such layout or not yet; SETUP: the file is
 * wrong, diag names it with the line. */
enum status layout_get(const char *name, int32_t day, const struct layout **ret, struct diag *d);
/* Loads every layout of the folder: the first that is wrong is told. *ret_count: how many. */
enum status layouts_check(int *ret_count, struct diag *d);
/* Index of the column, -1 when there is none. */
int layout_column(const struct layout *l, const char *name);
/* FILE_NAME when the name of a file does not follow the rule. */
enum status layout_file_name(const struct layout *l, const char *file_name, struct diag *d);
#endif
