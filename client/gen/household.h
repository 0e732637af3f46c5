/* One household: who is in it, and when who was a member (健康保険法, DOMAIN 12). A quarter of the people are
 * past members; families come and go with their 本人. Pure. Called by person.c. */
#ifndef CLIENT_GEN_HOUSEHOLD_H
#define CLIENT_GEN_HOUSEHOLD_H
#include "gen/person.h"

/* Answers how many they are; the 本人 is the first. Leaves index, household and luck to the caller. */
int household_make(struct person family[HOUSEHOLD], uint64_t home, int32_t day);
#endif
