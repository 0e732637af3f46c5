/* Record layouts of link files, loaded from schema/layout/NAME.xml and an overlay folder: what the real
 * specification would say, as data (DESIGN 3). A layout has versions, each with the day from which it holds.
 * All are loaded and checked at start and never change until layouts_close, so that every other function is
 * thread-safe without a lock. Called by loader.c, judge.c, writer.c, the client's check and gen. */
#ifndef FILE_LAYOUT_LAYOUT_H
#define FILE_LAYOUT_LAYOUT_H
#include "base/diag.h"
#include "file/layout/check.h"

/* Whether the fact is official [S], from another public source [P], or our assumption [A] (DOMAIN). */
enum standing { STANDING_S, STANDING_P, STANDING_A };

enum presence { PRESENCE_OPTIONAL, PRESENCE_REQUIRED, PRESENCE_FORBIDDEN };

/* DATE_ERA: an era digit and yymmdd; inside it is YYYYMMDD as the others are. */
enum date_form { DATE_NONE, DATE_YMD, DATE_ERA };

/* Taken off when read, put on up to max characters when written. */
enum pad { PAD_NONE, PAD_ZERO_LEFT, PAD_SPACE_RIGHT };

/* When written; QUOTE_NONE: when read, too, a quote is a character like any other. */
enum quote { QUOTE_NEEDED, QUOTE_ALWAYS, QUOTE_NONE };

enum { LAYOUT_COLUMNS = 200 }; /* of one version at most */

struct code {
    const char *value, *mei;
    const char *at; /* where it stands: 「codes.xml 12行目」 */
};

struct code_list {
    const char *name, *mei;
    struct code *codes;
    int n;
    const char *want; /* what an error says is wanted; NULL: the codes */
    enum standing standing;
};

/* Presence that holds when another column has one of the values. */
struct when {
    int column;
    const char *values; /* separated by single spaces */
    enum presence presence;
};

struct column {
    const char *name;  /* the file's own */
    const char *field; /* semantic: what chukan calls it, lowerCamelCase */
    const char *mei;   /* Japanese */
    enum char_class chars;
    enum date_form date;
    const char *eras;              /* of DATE_ERA: file/layout/era.h */
    const struct code_list *codes; /* NULL: any value */
    long min, max;                 /* characters when not empty */
    size_t max_bytes;              /* in the file's encoding; 0: no limit of its own */
    enum pad pad;
    const char *absent;     /* the value that an empty cell stands for; NULL: none */
    enum presence presence; /* when no `when` applies */
    struct when *when;
    int when_count;
    enum check_digit check;
    bool no_kojin_bango; /* a value that holds what looks like a 個人番号 is refused */
    bool not_blank;      /* a value of spaces alone is refused as an empty one would be */
    bool key;            /* of a 副本: tells one from another of the person's of its kind */
    bool may_lack;       /* a record may end before it, when this is so of all columns behind it */
    bool himitsu;        /* no text shows anything of a value: a password */
    enum standing standing;
};

/* The date of one column is not after that of the other. */
struct order {
    int from, to;
};

/* Days from one date to the other. */
struct days {
    int from, to;
    int or_from; /* -1: none; else the earlier of both is counted from, or the one that is there */
    long min, max;
    int column;         /* -1: always; else only when this column has one of the values */
    const char *values; /* separated by single spaces */
};

/* A date that falls on one day of the year, or is one of some days. */
struct month_day {
    int column;
    const char *value; /* MMDD */
    const char *also;  /* YYYYMMDD, separated by single spaces; NULL: none */
};

/* At least one of the columns has a value. */
struct some {
    int *columns;
    int n;
    int column;         /* -1: always; else only when this column has one of the values */
    const char *values; /* separated by single spaces */
};

/* No two rows of one file claim the same values, unless all are empty; see file/layout/unique.h. */
struct unique {
    int *columns;
    int n;
    enum status status;     /* of a row that claims what another one has */
    int kubun;              /* column of 処理区分; -1: every row claims */
    const char *add, *drop; /* its values of rows that claim and that free, by single spaces; NULL: none */
    int unless;             /* a row with a value here neither claims nor is refused; -1: no such column */
};

struct layout {
    const char *name, *mei;
    const char *recognise;     /* extended regular expression of the names of such files; NULL: none */
    const char *han;           /* "1.0" */
    int32_t from_day;          /* days since 1970-01-01 from which this version holds */
    const char *file_name;     /* extended regular expression that the file's name must fit; NULL: any */
    const char *file_name_mei; /* the same in words; NULL: there are none */
    char delimiter;
    enum quote quote;
    const char *line_end;       /* when written */
    const char *line_end_taken; /* the only one that is read; NULL: CRLF and LF */
    bool header;                /* the first record has the columns' names */
    size_t record_limit;        /* bytes */
    int64_t row_limit;          /* rows; 0: no limit of its own */
    const char *trailer_mark;   /* the last record is this and the number of rows; NULL: there is none */
    const char *xml_root, *xml_row;
    struct column *columns;
    int n;
    int least; /* columns that a record has at least: up to the last that may not lack */
    struct order *orders;
    int order_count;
    struct days *days;
    int days_count;
    struct month_day *month_days;
    int month_day_count;
    struct some *somes;
    int some_count;
    struct unique *uniques;
    int unique_count;
    enum standing standing;
};

/* Loads dir and, over it, overlay (NULL: none): its NAME.xml replace or add layouts, its codes.xml replaces
 * lists of the same name and adds others. SETUP: the first that is wrong, with file and line. */
enum status layouts_open(const char *dir, const char *overlay, struct diag *d);
void layouts_close(void);
/* Calls fn (may be NULL) for every version, by name and rising day; answers how many layouts there are. */
int layouts_each(void (*fn)(const struct layout *version, void *cls), void *cls);

/* The version of the layout that holds on the day. FILE_KIND: no such layout or not yet. */
enum status layout_get(const char *name, int32_t day, const struct layout **ret, struct diag *d);
/* All versions by rising day; NULL when there is no such layout. */
const struct layout *layout_versions(const char *name, int *ret_count);
const struct layout *layout_version(const char *name, const char *han); /* NULL: none */
/* A version of it has a column of passwords (himitsu). */
bool layouts_himitsu(const char *name);
/* The layout whose `recognise` fits the most of a file's base name. NULL with FILE_KIND in d: none, or two
 * alike. */
const char *layout_recognise(const char *base_name, struct diag *d);

int layout_column(const struct layout *l, const char *name); /* index; -1: none */
/* v is one of the values. */
bool code_list_has(const struct code_list *l, struct str v);
int layout_field(const struct layout *l, const char *field); /* by semantic name */
/* FILE_NAME when the name of a file does not follow the rule, or is not safe: both are told. also: what is
 * wanted besides, for the error text. */
enum status layout_file_name(const struct layout *l, const char *file_name, const char *also, struct diag *d);
/* Another version of the same layout that has so many columns; NULL: none. */
const struct layout *layout_of_columns(const struct layout *l, int columns);
/* FILE_VERSION: a file of version have where version want is in force. */
enum status layout_wrong_version(const struct layout *want, const struct layout *have, struct diag *d);
/* The column that the rule counts from, by dates as YYYYMMDD (what is no such text is none); -1: no date. */
int layout_days_from(const struct days *o, const struct str *values);
/* true when v is one of the words of list, separated by single spaces. */
bool layout_among(const char *list, struct str v);
#endif
