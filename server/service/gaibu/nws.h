/* 情報提供NWS, simulated (1.7.1): the ID code that it holds for each 住民票コード. Called by juki_yokyu.c. */
#ifndef SERVICE_GAIBU_NWS_H
#define SERVICE_GAIBU_NWS_H
#include <stdint.h>

enum { NWS_ID_CODE = 33 }; /* with the NUL */

/* [P] One ID code per 住民票コード; the 符号 of an 機関 is made from it elsewhere. Here a keyed digest under
 * the world's seed, in letters only, so that it never looks like a number of a person. */
void nws_id_code(uint64_t seed, const char *juminhyo_code, char out[NWS_ID_CODE]);
#endif
