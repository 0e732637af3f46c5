/* A daemon in which everybody may do everything, for the bench alone: takes the place of service/may.c and
 * store/kanri_ken.c. Who calls is still proven and looked up; the rows of roles and groups are still read. */
#include "service/may.h"
#include "store/kanri_ken.h"

void kanri_ken(const struct kanri_tables *t, const struct kanri_rows *r, struct arena *a)
{
    (void)t, (void)r, (void)a;
}

const struct rights rights_all = {
    .sosa = SOSA_ALL, .roles = "", .jimu = JIMU_ALL, .shokusho = SHOKUSHO_ALL, .tokutei = "*"};

struct rights rights_of(const struct kanri_tables *t, const struct kanri_user *u, struct arena *a)
{
    (void)t, (void)u, (void)a;
    return rights_all;
}

struct rights rights_of_rows(const struct kanri_tables *t, const char *hokensha, const char *busho,
                             struct arena *a)
{
    (void)t, (void)hokensha, (void)busho, (void)a;
    return rights_all;
}

enum status may(const struct caller *who, enum sosa what, const struct may_about *about, struct diag *d)
{
    (void)who, (void)what, (void)about, (void)d;
    return ST_OK;
}

bool may_see(const struct caller *who, enum sosa what, const struct may_about *about)
{
    (void)who, (void)what, (void)about;
    return true;
}

struct may_only may_only(const struct caller *who, struct arena *a)
{
    (void)who, (void)a;
    return (struct may_only){0};
}

bool kanri_dekiru(const struct kanri_tables *t, const struct kanri_user *u, enum sosa what)
{
    (void)t, (void)u, (void)what;
    return true;
}

const char *kanri_dare(const struct kanri_tables *t, const char *hokensha, enum sosa what, struct arena *a)
{
    (void)t, (void)hokensha, (void)what, (void)a;
    return "";
}
