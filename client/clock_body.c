/* Clock requests; see clock_body.h. */
#include "clock_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"

bool clock_request(struct clock_request *q, const char *what, const char *value)
{
    *q = (struct clock_request){.method = "PUT", .tail = "/clock"};
    bool freeze = strcmp(what, "freeze") == 0, run = strcmp(what, "run") == 0;
    if (freeze || run) {
        snprintf(q->body, sizeof q->body, "{\"frozen\":%s}", freeze ? "true" : "false");
        return !value;
    }
    if (!value)
        return false;
    char at[CLOCK_TEXT] = "";
    int64_t t = clock_parse(value);
    if (t != INT64_MIN)
        clock_text(t, at);
    if (strcmp(what, "set") == 0) {
        snprintf(q->body, sizeof q->body, "{\"at\":\"%s\"}", at);
        return at[0];
    }
    if (strcmp(what, "advance") != 0)
        return false;
    q->method = "POST";
    q->tail = "/clock/advance";
    if (at[0]) {
        snprintf(q->body, sizeof q->body, "{\"to\":\"%s\"}", at);
        return true;
    }
    if (!str_all_digits(str_of(value)) || strlen(value) >= 13)
        return false;
    snprintf(q->body, sizeof q->body, "{\"seconds\":%lld}", strtoll(value, NULL, 10)); /* JSON has no 060 */
    return true;
}
