/* The fields of the control API's orders; see world.h. */
#include "base/field.h"
#include "world/world.h"

const struct field order_create[] = {
    FIELD_TEXT_AS(struct order_create, "name", name, FIELD_TAISHO),
    FIELD_TEXT_AS(struct order_create, "fixture", fixture, FIELD_TAISHO),
    FIELD_TEXT_AS(struct order_create, "start", start, FIELD_LEFT_OUT | FIELD_TAISHO),
    FIELD_INT_AS(struct order_create, "seed", seed, FIELD_LEFT_OUT | FIELD_TAISHO),
    FIELD_END,
};

const struct field order_reset[] = {FIELD_TEXTS_AS(struct order_reset, "keep", keep, FIELD_TAISHO),
                                    FIELD_END};

const struct field order_snapshot[] = {FIELD_TEXT_AS(struct order_snapshot, "name", name, FIELD_TAISHO),
                                       FIELD_END};
const struct field order_keep[] = {FIELD_TEXT_AS(struct order_keep, "fixture", fixture, FIELD_TAISHO),
                                   FIELD_END};

const struct field order_bad_certificate[] = {
    FIELD_TEXT_AS(struct order_bad_certificate, "kind", kind, FIELD_TAISHO),
    FIELD_TEXT_AS(struct order_bad_certificate, "system", system, FIELD_TAISHO),
    FIELD_TEXT(struct order_bad_certificate, "url", url), FIELD_END};

const struct field order_clock[] = {FIELD_BOOL_AS(struct order_clock, "frozen", frozen, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_clock, "at", at, FIELD_TAISHO), FIELD_END};

const struct field order_advance[] = {FIELD_INT_AS(struct order_advance, "seconds", seconds, FIELD_TAISHO),
                                      FIELD_TEXT_AS(struct order_advance, "to", to, FIELD_TAISHO),
                                      FIELD_BOOL_AS(struct order_advance, "owari", owari, FIELD_TAISHO),
                                      FIELD_END};

static const struct field one_work[] = {FIELD_TEXT_AS(struct order_work, "how", how, FIELD_TAISHO),
                                        FIELD_INT_AS(struct order_work, "seconds", seconds, FIELD_TAISHO),
                                        FIELD_INT_AS(struct order_work, "polls", polls, FIELD_TAISHO),
                                        FIELD_END};
/* What a body may change, and what is answered. */
/* clang-format off */
const struct field order_progress[] = {
#define WORK(id, name) FIELD_GROUP(struct order_progress, name, work[WORK_##id], one_work),
#include "service/works.def"
#undef WORK
    FIELD_END,
};
/* clang-format on */
const struct field order_fault[] = {FIELD_TEXT_AS(struct order_fault, "kind", kind, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_fault, "op", op, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_fault, "shubetsu", shubetsu, FIELD_TAISHO),
                                    FIELD_INT_AS(struct order_fault, "gyo", gyo, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_fault, "hokensha", hokensha, FIELD_TAISHO),
                                    FIELD_TEXT(struct order_fault, "edaban", edaban),
                                    FIELD_TEXT_AS(struct order_fault, "kikan", kikan, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_fault, "when", toki, FIELD_TAISHO),
                                    FIELD_INT_AS(struct order_fault, "nth", nth, FIELD_TAISHO),
                                    FIELD_INT_AS(struct order_fault, "times", times, FIELD_TAISHO),
                                    FIELD_INT_AS(struct order_fault, "ms", ms, FIELD_TAISHO),
                                    FIELD_INT_AS(struct order_fault, "http", http, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_fault, "code", code, FIELD_TAISHO),
                                    FIELD_TEXT_AS(struct order_fault, "until", until, FIELD_TAISHO),
                                    FIELD_END};
const struct field order_hand[] = {FIELD_TEXT(struct order_hand, "comment", comment),
                                   FIELD_TEXT_AS(struct order_hand, "hantei", hantei, FIELD_TAISHO),
                                   FIELD_TEXT(struct order_hand, "riyu", riyu),
                                   FIELD_TEXT(struct order_hand, "dare", dare), FIELD_END};
const struct field order_check[] = {
    FIELD_TEXT_AS(struct order_check, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct order_check, "shubetsu", shubetsu, FIELD_MUST),
    FIELD_TEXT_AS(struct order_check, "kekka", kekka, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct order_check, "sha256", sha256, FIELD_MUST),
    FIELD_INT_AS(struct order_check, "gyoSu", gyo, FIELD_MUST),
    FIELD_INT_AS(struct order_check, "seijoSu", seijo, FIELD_MUST),
    FIELD_INT_AS(struct order_check, "ijoSu", ijo, FIELD_MUST),
    FIELD_END};
