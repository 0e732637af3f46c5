/* 業務コード情報 (2.12.1 ⑧): the values that one insurer's base system writes for our code lists, and back.
 * Made once a file from the lines of its insurer, or once a fixture to be checked. Pure; thread-safe once
 * made. Called by world/load, judge_value.c, judge_text.c and world/fixture. */
#ifndef FILE_LAYOUT_CODEMAP_H
#define FILE_LAYOUT_CODEMAP_H
#include "base/arena.h"
#include "base/str.h"

struct code_list; /* file/layout/layout.h */

/* One line: in the files of the insurer, theirs stands for ours in columns of the code list. */
struct gyomu_code {
    const char *hokensha, *code_list, *theirs, *ours;
};

struct code_map;

/* What becomes of a value that cannot be converted; no code list has it. */
#define CODE_MAP_NONE "変換できない値"

/* The lines are all of one insurer, and their texts are borrowed. *ret, in a, is NULL when there are none.
 * false: a is used up. */
bool code_map_make(const struct gyomu_code *lines, size_t n, struct arena *a, const struct code_map **ret);
/* map may be NULL: nothing is converted. */
bool code_map_has(const struct code_map *map, const char *code_list);
/* [A] A value without a line is taken as it is, unless another value is converted to it: CODE_MAP_NONE. */
struct str code_map_in(const struct code_map *map, const char *code_list, struct str theirs);
/* What an error says is wanted of a list, in the insurer's own values. */
enum { CODE_MAP_WANT = 200 }; /* bytes that it takes at most */
void code_map_want(const struct code_map *map, const struct code_list *list, char *out, size_t cap);
/* The first line's value; without a line the value itself. */
struct str code_map_out(const struct code_map *map, const char *code_list, struct str ours);
#endif
