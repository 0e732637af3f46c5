/* A SOAP reply read into nodes: the members of NAMEResponse, or of a Fault under `fault`. The only user of
 * libxml2 in the client. Called by soap.c. */
#ifndef CLIENT_WIRE_REPLY_H
#define CLIENT_WIRE_REPLY_H
#include "node.h"

struct reply {
    struct arena *arena;
    struct buf raw;    /* the XML as it came, without the content of a file that went to disk */
    struct node *root; /* NULL: nothing that can be read */
    bool fault;
    int kubun;           /* 処理結果区分 1, 2, 9; 9 for a Fault */
    const char *code;    /* message code, "" if none */
    const char *message; /* "" if none */
    int http;
    int64_t file_size; /* bytes of the file that went to disk */
    char file_sha256[65];
    char error[1400]; /* why there is no root */
};

/* Fills root and what follows from raw; false with error set when it is no SOAP reply. */
bool reply_read(struct reply *r);
void reply_release(struct reply *r);
/* Of a node that tells of a link file: its rows, and those that were refused. false: it does not tell. */
bool reply_rows(const struct node *n, int64_t *ret_rows, int64_t *ret_refused);
/* 処理完了 of a file, as people read it, tells how many rows were refused: 「処理完了（3 行中 1
 * 行がエラー）」. Changes root, for a reply that is printed. */
void reply_jotai(const struct reply *r);
/* The warnings in kekka, a line each: 「警告 M40004 リリース: …」, masked. */
void reply_keikoku(const struct reply *r, const char *before, struct buf *out);
/* 「K40001 本文」 or 「SOAP Fault C20008 本文 項目: 期待 …、実際 …」, masked: for error lines. */
void reply_why(const struct reply *r, struct buf *out);
#endif
