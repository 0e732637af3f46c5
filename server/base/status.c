/* The table behind status.h. */
#include "base/status.h"

#include <string.h>

static const struct status_info table[ST_COUNT] = {
#define S(name, http, fault, code, origin, text, en, todo, todo_en)                                          \
    [ST_##name] = {#name, http, FAULT_##fault, code, ORIGIN_##origin, text, en, todo, todo_en},
#include "base/status.def"
#undef S
};

const struct status_info *status_info(enum status st)
{
    return &table[st < ST_COUNT ? st : ST_INTERNAL];
}

int status_kubun(enum status st)
{
    switch (status_info(st)->code[1]) {
    case '0':
        return st == ST_OK ? 1 : 2;
    default:
        return 9;
    }
}

enum status status_find(const char *code)
{
    int i = 0;
    while (i < ST_COUNT && strcmp(table[i].code, code) != 0)
        i++;
    return (enum status)i;
}

static const struct part {
    char sign;
    const char *ja, *en;
} services[] = {{'C', "共通", "common"},
                {'A', "管理（マスターデータ）", "masters"},
                {'K', "加入者情報", "members"},
                {'F', "連携ファイル", "link files"},
                {'P', "副本", "copies of records"},
                {'G', "機関別符号", "符号"},
                {'S', "情報照会", "inquiries"},
                {'T', "情報提供", "answers"},
                {'R', "情報提供等記録", "records of answers"},
                {'J', "住基ネットの照会", "住基ネット"},
                {'H', "本人確認", "本人確認"},
                {'M', "配信マスター", "配信マスター"},
                {0}},
  categories[] = {{'0', "正常", "fine"},
                  {'1', "ヘッダー・通信", "header and transport"},
                  {'2', "本文・項目", "body and items"},
                  {'3', "ファイル", "file"},
                  {'4', "状態・業務の規則", "state and rules"},
                  {'5', "権限・認証", "permission and login"},
                  {'9', "システム", "system"},
                  {0}};

static const char *S_part(const struct part *p, char sign, bool english)
{
    while (p->sign && p->sign != sign)
        p++;
    return english ? p->en : p->ja;
}

const char *status_service(char letter, bool english)
{
    return S_part(services, letter, english);
}

const char *status_category(char digit, bool english)
{
    return S_part(categories, digit, english);
}

int status_plain_http(enum status st)
{
    const struct status_info *info = status_info(st);
    if (info->http != 200 || status_kubun(st) != 9)
        return info->http;
    return info->code[1] == '4' ? 409 : info->code[1] == '5' ? 403 : 400;
}
