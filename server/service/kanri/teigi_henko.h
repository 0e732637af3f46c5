/* A row of 医療保険者等定義情報 (2.12.1 ⑦): of teigiHenko and of kanri.teigiHenko. */
#ifndef SERVICE_KANRI_TEIGI_HENKO_H
#define SERVICE_KANRI_TEIGI_HENKO_H
#include "base/field.h"

/* NULL or "" when not given: it stays as it is. */
struct teigi_row {
    const char *encoding;      /* a name of file/charset/charset.c */
    const char *access_seigyo; /* "1" used, "0" not */
};
extern const struct field teigi_row[];
#endif
