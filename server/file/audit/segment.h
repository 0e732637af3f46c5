/* The files of an audit folder: segments NNNNNN.csv, beside each NNNNNN.jitsu (the real time of each of its
 * records, 8 bytes in this machine's order, outside of the chain); and beside the folder its head,
 * FOLDER.head: a table that is gone as a whole is missed, too. Read here; written by log.c. */
#ifndef FILE_AUDIT_SEGMENT_H
#define FILE_AUDIT_SEGMENT_H
#include "file/audit/chain.h"
#include "file/audit/row.h"

enum { AUDIT_SEGMENTS = 1000 /* files in a folder at most */ };

/* Where the table ends, as written with every record: outside of it. Slots take turns, so that one always
 * stands as a whole, and the other is emptied then: who has no key finds no older end there. */
struct audit_end {
    int64_t count;          /* of all records ever; 0: an empty slot */
    int64_t offset;         /* of the segment's bytes */
    uint32_t segment, rows; /* rows: of the segment's records */
    int64_t kagi;           /* of the last durable write in it */
    unsigned char state[AUDIT_STATE];
};
struct audit_head {
    struct audit_end slots[2];
    unsigned char closed[32]; /* audit_head_closed; anything else: it is at work, or has died */
};
enum { AUDIT_HEAD_BYTES = 512 };
/* The later slot; NULL: nothing was written yet. */
const struct audit_end *audit_head_end(const struct audit_head *h);
/* false: there is none. */
bool audit_head_read(const char *dir, struct audit_head *ret);
/* That it was closed at that end, by who has the key. */
void audit_head_closed(const struct hmac *key, const struct audit_end *end, unsigned char out[32]);
bool audit_head_is_closed(const struct audit_head *h, const struct hmac *key);

char *audit_head_path(const char *dir);                                /* malloc'ed */
bool audit_there(const char *dir);                                     /* a table, or where one should be */
char *audit_path(const char *dir, uint32_t segment, const char *what); /* malloc'ed; what: "csv", "jitsu" */
/* The numbers of the segments in a folder, rising. false with *ret_n 0: it cannot be read, errno tells. */
bool audit_segments(const char *dir, uint32_t ret[AUDIT_SEGMENTS], size_t *ret_n);

/* A segment that is read. */
struct audit_segment {
    uint32_t number;
    char *map;   /* NULL: it is empty */
    size_t size; /* as much of it is looked at: at work, up to what was its end a moment ago */
    size_t mapped;
    const int64_t *jitsu; /* NULL: not known */
    size_t jitsu_n;
    size_t at;                        /* behind the last line that was read */
    uint32_t rows;                    /* so many were */
    struct audit_place before;        /* what its first line says was before it */
    struct audit_place last;          /* the last record that was read, else before */
    unsigned char state[AUDIT_STATE]; /* with a key: behind the last record */
};
struct audit_line {
    int64_t banme;
    struct str text; /* the whole, without its end */
    int64_t jitsu;   /* real time, microseconds since 1970; 0: not known */
};
enum audit_step { AUDIT_LINE, AUDIT_END, AUDIT_BAD };
/* false: errno tells. */
bool audit_segment_open(struct audit_segment *s, const char *dir, uint32_t number);
void audit_segment_close(struct audit_segment *s);
/* The next record; key NULL: its link is not looked at. BAD: what stands there is no record that follows;
 * END: nothing stands there, up to the end of the file or in zeros to it. After either nothing more comes. */
enum audit_step audit_segment_next(struct audit_segment *s, const struct hmac *key, struct audit_line *ret);
/* The value behind name= in a line of the table's own; -1: it has none. */
int64_t audit_own_number(struct str line, const char *name);
/* The table's own, by the column that no caller has a word in; koto NULL: whatever it tells. */
bool audit_is_own(struct str line, const char *koto);
#endif
