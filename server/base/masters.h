/* The three masters of the 配信マスター (2.7.8): what operations, tables, layouts and files call them.
 * Daemon, its SQL and client go by this list; schema/layout/codes.xml, schema/master.xsd and the tables'
 * CHECK say it as data. Called by store/, service/ and client/master. */
#ifndef BASE_MASTERS_H
#define BASE_MASTERS_H

#define MASTERS_KIKAN "kikan"
#define MASTERS_JIMU_TETSUZUKI "jimuTetsuzuki"
#define MASTERS_TOKUTEI_KOJIN_JOHO "tokuteiKojinJoho"
#define MASTERS_LAYOUT "Master" /* behind the name: the layout of the link file */

/* M(jun, id, name, mei), in the order in which they are told. */
#define MASTERS_EACH(M)                                                                                      \
    M(1, kikan, MASTERS_KIKAN, "機関マスター")                                                               \
    M(2, jimu_tetsuzuki, MASTERS_JIMU_TETSUZUKI, "事務手続マスター")                                         \
    M(3, tokutei_kojin_joho, MASTERS_TOKUTEI_KOJIN_JOHO, "特定個人情報名マスター")
enum { MASTERS_COUNT = 3 };

/* The names for people, with what stands behind each. */
#define MASTERS_NAMES(behind)                                                                                \
    MASTERS_KIKAN behind "・" MASTERS_JIMU_TETSUZUKI behind "・" MASTERS_TOKUTEI_KOJIN_JOHO behind

/* A link file's name, by its layout, release and kind: kikanMaster-2.5-sabun.csv. */
#define MASTERS_FILE "%s-%.40s%s.csv"
#define MASTERS_ZENKEN "-zenken"
#define MASTERS_SABUN "-sabun"
#endif
