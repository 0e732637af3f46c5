/* Outcomes: one list (status.def) gives each its HTTP status, fault kind, message code, text and
 * what to do about it, in Japanese and English. ST_OK is 0. Three kinds are never mixed: the caller's fault,
 * a simulated fault, our own bug (ST_INTERNAL).
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H
#include <stdbool.h>

enum status {
#define S(name, http, fault, code, origin, text, en, todo, todo_en) ST_##name,
#include "base/status.def"
#undef S
    ST_COUNT
};

/* A file or the disk does not serve now, whatever of it: nothing is wrong with what was asked. */
static inline bool status_disk(enum status st)
{
    return st == ST_DISK || st == ST_DESCRIPTORS || st == ST_PLACE;
}

/* How a status travels: NONE is a normal reply with 処理結果区分, the others are SOAP Faults. */
enum fault_kind {
    FAULT_NONE,
    FAULT_CLIENT,
    FAULT_SERVER,
    FAULT_VERSION,
    FAULT_UNDERSTAND,
    FAULT_AUTH,
    FAULT_EXPIRED
};
enum status_origin { ORIGIN_OURS, ORIGIN_OFFICIAL };

struct status_info {
    const char *name; /* "NOT_XML" */
    int http;         /* outside of SOAP */
    enum fault_kind fault;
    const char *code; /* six characters */
    enum status_origin origin;
    const char *text; /* Japanese */
    const char *text_en;
    const char *todo, *todo_en; /* what is behind it, and what to do */
};

const struct status_info *status_info(enum status st);
/* 処理結果区分: 1 正常, 2 処理中, 9 異常 (DESIGN 6). */
int status_kubun(enum status st);
/* By its code; ST_COUNT: none has it. */
enum status status_find(const char *code);
/* What the letter of a code, and the digit behind it, stand for; NULL: nothing. */
const char *status_service(char letter, bool english);
const char *status_category(char digit, bool english);
/* The HTTP status of an outcome outside of SOAP, where a refusal must not look like a success. */
int status_plain_http(enum status st);
#endif
