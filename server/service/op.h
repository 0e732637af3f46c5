/* What an operation is. One operation = one file under service/ that exports one const struct op; one line in
 * service/ops.def registers it. The SOAP side reads and writes the C structs through the field tables, so
 * run() never sees XML, and a unit test calls it with structs. Called by world/call (online) and
 * world/load/loader (bulk). */
#ifndef SERVICE_OP_H
#define SERVICE_OP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/field.h"
#include "base/status.h"
#include "file/rule/rule.h"
#include "service/policy.h"
#include "store/db.h"
#include "store/sosa.h"

/* A received file. Owned by the caller of run(); the file at `path` is unlinked after the call unless taken.
 */
struct upload {
    const char *path; /* in unyo's spool, fsynced */
    int64_t size;     /* bytes after base64/XOP decoding */
    char sha256[65];  /* lower case hex */
    bool tenpu;       /* it came as an attachment (MTOM), not inside the message */
    int taken;        /* run() sets 1 when it renamed the file and owns it */
};

struct download {
    const char
        *path; /* NULL: no file; must stay valid until the reply is sent (result files are never rewritten) */
    int64_t size;
    const char *sha256; /* lower case hex, as noted when it was written; NULL: not noted */
    const char *data;   /* path NULL: of a file that is made for this reply, size bytes in the call's arena */
};
static inline bool download_is(const struct download *d)
{
    return d->path || d->data;
}

/* What may() judges by (service/may.h): the rights of the user's roles (2.12.1 ③), of its 部署 (②), and,
 * where the insurer has switched access control on, of the 部署's アクセスグループ (①). */
struct rights {
    uint64_t sosa;                    /* SOSA_BIT of 操作可能業務 */
    const char *roles;                /* names of the roles, for people */
    const char *givers[GIVING_COUNT]; /* users of the insurer that can give it, for people; "": none */
    unsigned jimu, shokusho;          /* of the 部署 */
    const char *tokutei;              /* of the 部署: as store/kanri_tables.h */
    bool seigyo;                      /* access control is on; else what follows counts for nothing */
    const char *group;                /* NULL: the 部署 is in none */
    unsigned group_jimu;
    const char *group_tokutei, *group_busho; /* the 部署 of the group, single spaces between */
};

/* Which step of 2.12.2 is next for an insurer that kikan-toroku has made (service/junbi.h). */
struct junbi {
    int next;        /* 0: its order is not asked */
    const char *who; /* users who can do it, for people; "": none */
};

/* A 手続 of 接続申請 that the insurer has not done (service/shinsei.h). */
struct shinsei_mi {
    const char *mei, *jotai, *dare; /* jotai: all but KANRI_ZUMI */
    int32_t kigen;                  /* a day; INT32_MAX: none */
    unsigned itsumo, kigengo;       /* bits of enum riyo: before which it is to be done */
};
struct shinsei {
    const struct shinsei_mi *mi; /* in their order */
    size_t n;                    /* 0: all of it is done */
};

/* A window of the schedule of the lot, as it is for the insurer (service/nittei.h). Days. */
struct nittei_mado {
    const char *mei;
    int32_t kara, made; /* INT32_MAX: it does not end */
    unsigned riyo;      /* bits of enum riyo whose time it is */
    const char *saki;   /* what is to be completed before; NULL: nothing */
    int32_t since;      /* from when on that is so: INT32_MIN always, INT32_MAX not yet */
};
struct nittei {
    const struct nittei_mado *mado; /* by their days */
    size_t n;                       /* 0: there is no schedule */
};

/* Who calls, proven by certificate + システム識別子 + password, or by the certificate of a 統合専用端末 +
 * ユーザー
 * + its own password; with 依頼元部署 and ユーザー. All texts live as long as the call. */
struct code_map; /* file/layout/codemap.h */
struct kanri_set;
struct caller {
    const char *hokensha;   /* 保険者番号, 8 digits */
    const char *system;     /* システム識別子, or the terminal's */
    const char *user_login; /* the user that has logged in by itself; NULL: a 接続システム calls */
    bool shoki;             /* it still has its initial password */
    const char *busho;      /* 依頼元部署 code */
    const char *user;       /* ユーザー id */
    const char
        *encoding; /* 文字コード of the insurer's link files (2.12.1 ⑦): a name of file/charset/charset.c */
    struct rights rights;
    struct junbi junbi;
    /* 業務コード in which it says and hears values of code lists (service/gyomu_code.h); NULL: in ours, by
     * policy soapGyomuCode, or because the insurer has none */
    const struct code_map *map;
    struct kanri_set *held; /* the world's, in which map is; NULL: none */
    struct shinsei shinsei;
    struct nittei nittei;
};

struct call;
struct pki_issuer; /* base/pki_issue.h */

/* One of those whom an action has moved that may move anybody's. Texts live as long as the call. */
struct concerned {
    const char *hokensha;
    const char *edaban;   /* NULL: too many of the insurer's people to name them, or it was about nobody */
    const char *uketsuke; /* the file that it was; NULL: none */
};

/* What neither request nor reply of a call says, for who watches the test cases: what 取りまとめ機関 has
 * done, by hand or by itself ("fugo-approve" …), and whom it concerns. Texts live as long as the call; NULL:
 * nothing, of hokensha: every insurer; of several, single spaces between. */
struct concerns {
    const char *action, *hokensha, *edaban, *shubetsu;
    const char *komoku[3][2]; /* items and their values; NULL at the end */
    const struct concerned
        *each;     /* each whom it has moved, an insurer's together: then it was told for them */
    size_t each_n; /* alone; 0: for whom hokensha and edaban say */
};

struct layout;

/* A record by the columns of its layout, in that order. */
struct row_items {
    const struct layout *layout; /* NULL: not known, and no column is a key */
    const char *const *names;    /* semantic */
    const char *const *mei;      /* Japanese */
    const char *const *values;   /* NULL: empty */
    int n;
};

/* The link file whose rows are applied, for a kind that has to look ahead in it. */
struct form;
struct layout;
struct charset;
struct link_file {
    const char *path; /* of its bytes, whose structure is known to be sound */
    const struct form *form;
    const struct layout *layout;
    const struct charset *cs;
    const struct code_map *map; /* 業務コード of the insurer; NULL: none */
};

/* What can be ordered to be found so, though it is not. */
enum find {
    FIND_NOTHING = 0,
    FIND_SHORICHU = 1,   /* a link file is in progress */
    FIND_GYAKUJUN = 2,   /* a list whose order nobody promises comes in reverse */
    FIND_FUGO_NASHI = 4, /* 住基ネット has no 符号 for a person (枝番) */
    FIND_HEIKYOKU = 8    /* an institution (機関コード) is closed */
};

/* Everything an operation may touch besides its request and reply. */
struct call {
    struct arena *arena; /* of the rows of a link file: emptied after each */
    struct arena *keep;  /* for what these leave for the end of their chunk; NULL: arena lives as long */
    struct tx *tx;       /* open on op->db: a read snapshot, or the writer's transaction when OP_WRITE */
    const struct caller *caller;
    const struct policy *policy;
    int64_t now;          /* virtual time, seconds since 1970 UTC; the only time an operation may look at */
    struct diag *diag;    /* filled when run() answers other than OK, ACCEPTED, PENDING */
    const char *uketsuke; /* run() may set: 受付番号 for the reply's kekka */
    int64_t gyo;          /* 行番号 of the row of a link file that is applied */
    void *bulk_state;     /* bulk only: zeroed at the start of each chunk */
    const struct link_file *file; /* of the rows of one that is at work; else NULL */
    bool masters;                 /* run() may set: who may call has changed (the tables of kanri.db) */
    const char *spool; /* folder for unyo's files (uploads and results), absolute, no trailing slash */
    struct pki_issuer *issuer; /* of a write, for service/certify.h; NULL: there are no certificates */
    const char *world;         /* name of the world, for kanri.ping */
    int64_t generation; /* of the world: rises at every reset. Set before: the only one it may run in */
    /* Whose work this is: 保険者番号, "" nobody's in particular. What it sets going is theirs as well. */
    const char *work_of;
    /* run() of an operation that is exempt, in: work may be under way all the same; out: the answer depends
     * on it after all, so undo (BUSY) and run again when it is done: call_settled. */
    bool unsettled, again;
    /* What run() has set going, for work_of. message_put, file_kaishi, file_answered and shokai_kaishi tell;
     * who makes anything due by another way must tell it itself, else the next call does not wait for it. */
    unsigned going;           /* bits of enum going */
    const char *asked;        /* 保険者番号 whose data what is going will read; "": many; NULL: none */
    int64_t jun;              /* order of acceptance of a link file that was received; 0: none */
    struct concerns concerns; /* run() may set */
    struct findings keikoku;  /* rules that warn: service/keikoku.h; of a link file those of the row */
    /* What somebody has ordered to be found otherwise than it is, for who tries how a system bears it: asked
     * by call_finds(), where it would be found. */
    unsigned finds; /* bits of enum find: by this call of an operation, whose `finds` has them */
    bool (*find)(void *cls, enum find what, const char *hokensha, const char *whom); /* NULL: nothing is */
    void *find_cls;
};

/* An operation finds it so, or that of a message does for that insurer and whom: 枝番, or 機関コード. Asked
 * once for each: what is ordered may be for so many. */
static inline bool call_finds(const struct call *c, enum find what, const char *hokensha, const char *whom)
{
    return (c->finds & what) || (c->find && c->find(c->find_cls, what, hokensha, whom));
}

/* Where rows of a link file put what outlives them. */
static inline struct arena *call_keep(const struct call *c)
{
    return c->keep ? c->keep : c->arena;
}

/* Work that is under way for an insurer, because its calls or files have set it going. */
enum going {
    GOING_MESSAGES = 1, /* messages that are due, and all that follows from them */
    GOING_FILES = 2,    /* link files, from their receipt to their 処理完了 */
    GOING_MASTERS = 4,  /* those of 部署 and ユーザー: who may call */
    GOING_ASKED = 8,    /* 情報照会 of others that its 副本 are to answer */
    GOING_OTHERS = 16,  /* only in exempt: the work of those whom others() names */
};

/* run() of an operation that is exempt has found that it depends on what it is exempt from. OK: that is done;
 * BUSY: to be answered at once, for it is undone and runs again when it is done. */
static inline enum status call_settled(struct call *c)
{
    c->again = c->unsettled;
    return c->unsettled ? diag_set(c->diag, ST_BUSY, NULL, NULL, NULL) : ST_OK;
}

enum op_flags {
    OP_WRITE = 1,   /* runs on the world's writer, replied after fsync */
    OP_ASKED = 2,   /* a read whose answer tells what others have asked: waits for GOING_ASKED, too */
    OP_HONNIN = 4,  /* the answer to 本人確認: the one reply that may hold a 個人番号 (DESIGN 2.1) */
    OP_SHOKI = 8,   /* a user may call it while it has its initial password (2.12.2 ①) */
    OP_BY_KIND = 16 /* what it is part of (2.9) its kind of file or master says: run() asks riyo_check() */
};

/* A call runs when the work that its insurer has set going before is done (DESIGN 2.4; bounded by policy
 * settleMs), so that its reply depends on the requests alone. Writes wait for GOING_ASKED, too: what others
 * have asked is answered with what was there before. Whoever makes a new operation answers:
 *   Does it read what another insurer has, now or by what it sets going at once? others, and call.asked.
 *   Is it a write that changes nothing others may ask for (副本, people, 符号)? exempt from GOING_ASKED.
 *   Is it a read that tells what others have asked? OP_ASKED.
 *   Does only some of its requests depend on that, or on others()? exempt from it, and run() asks
 *   call_settled() before it does what depends.
 *   Does it make a link file or a question due without message_put, file_kaishi, file_answered? call.going.
 */
struct op {
    const char *service; /* "kanyusha" */
    const char *name;    /* element name of the request; the reply is name + "Response" */
    enum db db;
    unsigned flags;
    unsigned exempt;        /* bits of enum going for which it does not wait */
    const char *exempt_why; /* why they cannot change its answer or effect; with exempt only */
    /* The other insurers whose work can change its answer or effect, too: NULL none, "" every one. NULL:
     * never any. */
    const char *(*others)(const struct policy *p, const void *req);
    enum sosa sosa; /* that the caller must have (service/may.h) */
    unsigned finds; /* bits of enum find that run() asks call_finds() for */
    const struct field *request;
    size_t request_size;
    const struct field *reply;
    size_t reply_size;
    /* req, rep: structs of the sizes above, rep zeroed. OK, ACCEPTED and PENDING commit; every other status
     * rolls back, and only kekka is replied. */
    enum status (*run)(struct call *c, const void *req, void *rep);
};

/* All operations, from ops.def; NULL at the end. */
extern const struct op *const op_list[];
const struct op *op_find(const char *service, size_t service_len, const char *name);

/* --- bulk registration: the same for the rows of a link file ---------------------------------------------
 */

struct torikomi; /* store/torikomi.h: the file on its way through the loader */

/* What became of one row. Texts live in the call's arena, until the next row. */
struct row_kekka {
    const char *edaban; /* 被保険者枝番 issued or confirmed; NULL if none */
    const char *kagi;   /* of a kind that waits: what the row's answer will be found by */
    const char *code;   /* of a record of 配信マスター, as it may be shown; refused or not */
};

/* The answer to one row, as lines of the result file. */
struct row_answer {
    struct list lines; /* of the kind's struct; at least one */
    bool nothing;      /* its one line tells that there is nothing: its 連番 is 0; others count from 1 */
};

/* Of a kind whose result needs answers that come after its rows were applied. Its apply() answers ACCEPTED
 * with a kagi. Whoever applies an answer says file_answered() (service/messages.h) in the same
 * transaction; the last one lets the loader go through the file a second time and write its result. */
struct bulk_waits {
    enum work work;           /* whose progress the answers follow */
    const struct field *line; /* F_TEXT only; element = the result column that the answer fills */
    size_t line_size;
    /* The answer that has come: OK, or another status with c->diag, which go into the result file, with what
     * lines there are. Only reads. */
    enum status (*answer)(struct call *c, const char *kagi, struct row_answer *ret);
    /* In the transaction that leaves the file waiting; may be NULL. */
    enum status (*machi)(struct call *c, const struct torikomi *t);
    /* What of the file waits for a hand goes on now. */
    enum status (*go_on)(struct call *c, const char *uketsuke);
};

/* One kind of link file = one file under service/ with one const struct bulk, registered in
 * service/bulks.def. */
struct bulk {
    const char *shubetsu;      /* ファイル種別, the layout's name in schema/layout */
    const char *result_layout; /* layout of its result file */
    enum db db;                /* whose data the rows change */
    enum sosa sosa;            /* that whoever sends one must have */
    bool tokutei;              /* its rows are 特定個人情報 of that name: a kind of 副本 */
    const struct field *row;   /* F_TEXT only; element = the layout column's semantic name */
    size_t row_size;
    bool whole; /* the row struct begins with a struct row_items: the whole record, known members or not */
    /* Semantic names a layout of this kind must have, NULL at the end; members it has not stay NULL. NULL: it
     * must have them all. */
    const char *const *needs;
    /* So many rows are coming: what makes them cheap. Before the first chunk, also of a file that is taken up
     * again; called again, in a write of its own, while *ret_more. NULL: nothing to get ready. */
    enum status (*ready)(struct call *c, int64_t rows, bool *ret_more);
    /* What can be done for a row without its database, on the reading thread while the writer is at others;
     * what it makes goes into a. false: that is used up. NULL: nothing. */
    bool (*prepare)(struct arena *a, void *row);
    /* Applies one row inside the writer's transaction and a savepoint of its own; a status other than OK
     * rolls the row back and goes with c->diag into the result file. */
    enum status (*apply)(struct call *c, const void *row, struct row_kekka *out);
    /* A row that its layout refuses, as it was sent (cells of layout l, each with a NUL; codes are ours):
     * what is to be known of it at the end, and of out its code. It has its verdict. NULL: nothing. */
    enum status (*refused)(struct call *c, const struct layout *l, const struct str *cells,
                           struct row_kekka *out);
    /* Called after the rows of each chunk inside the same transaction (messages for the chunk); may be NULL.
     */
    enum status (*chunk_end)(struct call *c, void *state);
    size_t state_size; /* c->bulk_state points to so many zeroed bytes for each chunk */
    /* All its rows are applied and its warnings are about to be written: those of the state that the rows
     * have left (store/torikomi_keikoku.h). Called again of a file that is taken up again. NULL: none. */
    enum status (*owari)(struct call *c, const struct torikomi *t);
    /* Called in the transaction that ends the file, 処理完了 or 処理中止 (t->state, counts, t->halt). */
    enum status (*done)(struct call *c, const struct torikomi *t);
    const struct bulk_waits *waits; /* NULL: the result is known when the rows are applied */
    bool asks; /* its rows read what other insurers have: goes by itself, in the order of all files */
    /* A row that apply refuses (fault NONE) has written nothing, or what is to stay, so the loader needs no
     * savepoint for it.
     * Savepoints inside the writer's own cost time that grows with the chunk. */
    bool refuses_clean;
    int work; /* for how many rows of 加入者情報 one of its rows holds the writer; 0: for one */
};
extern const struct bulk *const bulk_list[];
const struct bulk *bulk_find(const char *shubetsu);

/* --- messages between institutions ------------------------------------------------------------------------
 */

/* One kind of message = one file with one const struct message, registered in service/messages.def. Written
 * with message_put() in the sender's transaction; applied once by the receiver in its own. */
struct message {
    const char *kind;
    enum db from, to;         /* from: one that sends it; only `to` decides the way */
    const struct field *body; /* what it carries: service/bodies.h, MESSAGE_BODY */
    size_t size;              /* of its struct */
    /* Neighbours that are alike before the list that ends the body (F_ROWS) may be delivered as one with
     * their entries joined. */
    bool joined;
    size_t alone;   /* one of more bytes may be much work: it goes in a transaction of its own; 0: none is */
    unsigned going; /* bits of enum going while it is on its way; 0: GOING_MESSAGES */
    /* What such a message in the sender's outbox has as call.asked: what it brings about reads the 副本 of
     * that insurer; "" those of many, or it cannot be told; NULL none. c: arena, diag, tx of the sender; it
     * only reads. NULL: never any. */
    const char *(*asks)(struct call *c, const void *body);
    /* In the receiver's transaction. Anything but OK is our bug or a full disk: the message stays and is
     * tried again. */
    enum status (*apply)(struct call *c, const void *body);
    /* In the sender's transaction when the receiver has it; may be NULL. */
    enum status (*sent)(struct call *c, const void *body);
};
extern const struct message *const message_list[];
const struct message *message_find(const char *kind);
#endif
