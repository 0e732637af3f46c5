/* The order of 2.12.2; see junbi.h. */
#include "service/junbi.h"

#include <stdio.h>
#include <string.h>

#include "store/kanri_ken.h"

enum { MADE = 1 }; /* kikan-toroku makes one 部署 and one user */

/* Steps in their order. Some can be left out: nothing waits for these, but they wait for what is before them.
 */
enum step {
    STEP_NONE,
    STEP_GROUP,
    STEP_BUSHO,
    STEP_ROLE,
    STEP_USER,
    STEP_SYSTEM,
    STEP_TEIGI,
    STEP_MASTER,
    STEP_GYOMU
};

static const struct {
    const char *mei;
    enum sosa sosa; /* that lets do it */
} steps[] = {
    [STEP_NONE] = {"", SOSA_NONE},
    [STEP_GROUP] = {"② アクセスグループ情報の登録", SOSA_KANRI_ACCESS_GROUP},
    [STEP_BUSHO] = {"③ 部署情報の登録", SOSA_KANRI_BUSHO},
    [STEP_ROLE] = {"④ ロール情報の登録", SOSA_KANRI_ROLE},
    [STEP_USER] = {"⑤ ユーザー情報の登録", SOSA_KANRI_USER},
    [STEP_SYSTEM] = {"⑥ 接続システム情報の登録", SOSA_KANRI_SYSTEM},
    [STEP_TEIGI] = {"⑦ 医療保険者等定義情報の変更", SOSA_KANRI_TEIGI},
    [STEP_MASTER] = {"⑧ 配信マスター情報の取り込み", SOSA_MASTER_HAISHIN},
    [STEP_GYOMU] = {"マスターデータの登録の後の業務", SOSA_NONE},
};

/* What an operation or a kind of file is a step of. */
static enum step S_step(enum sosa what)
{
    if (what == SOSA_NONE || what == SOSA_KANRI_PASSWORD)
        return STEP_NONE;
    if (what == SOSA_KANRI_GYOMU_CODE)
        return STEP_TEIGI;
    for (int i = STEP_GROUP; i < STEP_GYOMU; i++)
        if (steps[i].sosa == what)
            return (enum step)i;
    return STEP_GYOMU;
}

/* Rows of the insurer in a table whose rows begin with hokensha. */
static size_t S_count(const void *rows, size_t n, size_t size, const char *hokensha)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const char *of;
        memcpy(&of, (const char *)rows + i * size, sizeof of);
        count += strcmp(of, hokensha) == 0;
    }
    return count;
}

struct junbi junbi_of(const struct kanri_tables *t, const struct kanri_hokensha *h, struct arena *a)
{
    enum step next = STEP_SYSTEM;
    if (!h || !h->junbi)
        return (struct junbi){0};
    if (S_count(t->busho, t->busho_n, sizeof *t->busho, h->hokensha) <= MADE)
        next = STEP_BUSHO;
    else if (S_count(t->user, t->user_n, sizeof *t->user, h->hokensha) <= MADE)
        next = STEP_USER;
    return (struct junbi){(int)next, kanri_dare(t, h->hokensha, steps[next].sosa, a)};
}

enum status junbi(const struct caller *who, enum sosa what, struct diag *d)
{
    const int next = who->junbi.next;
    const enum step step = S_step(what);
    const char *dare = who->junbi.who;
    char want[300];
    if (!next || (int)step <= next)
        return ST_OK;
    snprintf(want, sizeof want, "先に %s（できるユーザーは %s）", steps[next].mei,
             dare && *dare ? dare : KANRI_INAI);
    return diag_set(d, ST_JUNBI_SAKI, "登録手順（2.12.2）", want, steps[step].mei);
}
