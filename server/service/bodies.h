/* What each kind of message between the institutions carries (1.7, 2.12.2): one struct and one field table,
 * which sender, courier and receiver share; the tables are bodies.c. A text of theirs lives in the call's
 * arena. Lists of thousands (FIELD_ROWS) are JSON text that store/ makes and reads. Filled by who calls
 * message_put, read by the courier. */
#ifndef SERVICE_BODIES_H
#define SERVICE_BODIES_H
#include "base/field.h"

/* .body and .size of a struct message. */
#define MESSAGE_BODY(name) .body = body_##name, .size = sizeof(struct body_##name)

/* hokenshaToroku kanri→chukan: an insurer that is new */
struct body_hokensha_toroku {
    const char *hokensha, *mei;
};

/* --- 機関別符号 (2.12.2) -----------------------------------------------------------------------------------
 */

/* fugoIkkatsu unyo→unyo: the requests of a chunk of a link file begin */
struct body_fugo_ikkatsu {
    const char *hokensha;
    const char *edaban_from, *edaban_to; /* new 枝番, whose first requests they are; NULL: none */
    int64_t first, next;                 /* the requests' numbers within the insurer */
};

/* fugoTsuchi unyo→chukan, fugoYokyu chukan→unyo (情報提供サーバー), fugoShonin unyo→unyo (an approval that
 * comes by itself), fugoKyakka unyo→chukan (取りまとめ機関 sent them back): 5000 entries at most */
struct body_yokyu {
    const char *hokensha, *yokyu;
};
struct yokyu_row {
    const char *yokyu_no, *edaban;
    const char *shikaku; /* of one who is new by a call: the 資格, as shikaku_den.h writes it; or NULL */
};

/* jukiYokyu unyo→gaibu */
struct body_juki_yokyu {
    const char *yokyu;
};
struct juki_yokyu_row {
    const char *yokyu_no, *edaban, *hokensha, *kojin_bango;
};

/* fugoKekka gaibu→chukan */
struct body_fugo_kekka {
    const char *kekka;
};
struct fugo_kekka_row {
    const char *yokyu_no, *hokensha, *edaban;
    const char *id_code; /* NULL: failed */
    const char *status;  /* name of the status that says why; NULL: none */
};

/* fugoKanryo chukan→unyo */
struct body_fugo_kanryo {
    const char *kekka;
};
struct fugo_kanryo_row {
    const char *yokyu_no;
    int64_t obtained; /* 1, 0 */
    const char *status;
};

/* --- 加入者 ------------------------------------------------------------------------------------------------
 */

/* kanyushaIdo unyo→chukan: 5000 entries at most */
struct body_kanyusha_ido {
    const char *hokensha, *ido;
};
struct kanyusha_ido_row {
    const char *edaban;
    const char *ido; /* 取得, 喪失, 取消, 再取得, 喪失取消; NULL: none of these */
    const char *ymd;
    const char *shikaku; /* all 資格 from now on, as shikaku_den.h writes them; NULL: as they were */
};

/* shikakuTsuchi unyo→chukan: the 資格 of people who are new by a link file */
struct body_shikaku_tsuchi {
    const char *hokensha, *shikaku;
};
struct shikaku_tsuchi_row {
    int64_t kara;        /* the first of neighbouring 枝番 */
    const char *shikaku; /* one of each, as shikaku_den.h writes them */
};

/* kanyushaSoshitsu unyo→unyo: the day of a 喪失 that was told before has come */
struct body_kanyusha_soshitsu {
    const char *hokensha, *edaban, *ymd;
};

/* fugoHanasu unyo→chukan: the 個人番号 was wrong, so the 符号 is another's */
struct body_fugo_hanasu {
    const char *hokensha, *edaban;
    const char
        *yokyu_no; /* a request that asked with the wrong number: its answer counts no more; NULL: none */
};

/* chofukuKakunin unyo→unyo: 枝番 that a link file was given */
struct body_chofuku_kakunin {
    const char *hokensha, *kara, *made;
};

/* chofukuMachi unyo→unyo: changes that waited for a file; nothing to tell */
struct body_chofuku_machi {
    char nothing;
};

/* --- link files (2.12.2, 2.13.2) ---------------------------------------------------------------------------
 */

/* fileUketsuke unyo→chukan, fileUketsukeKanri unyo→kanri: members of struct torikomi */
struct body_file_uketsuke {
    const char *uketsuke, *shubetsu, *hokensha, *system, *busho, *user;
    int64_t roles;
    const char *path, *result_path, *encoding;
    int64_t at, jun;
};

/* fileMachi chukan→unyo: its rows wait for answers */
struct body_file_machi {
    const char *uketsuke;
    int64_t gyo, seijo, ijo;
};

/* fileSaisoku unyo→chukan: what of it waits by hand goes on; shokaiSaisoku chukan→chukan: in pieces */
struct body_saisoku {
    const char *uketsuke;
};

/* fileKanryo chukan→unyo, kanri→unyo */
struct body_file_kanryo {
    const char *uketsuke;
    const char *jotai; /* 処理完了, 処理中止 */
    int64_t at, gyo, seijo, ijo;
    const char *result_path;
    int64_t result_size;
    const char *result_sha256;
    const char *status, *item, *want, *have; /* when halted */
    const char *keikoku;                     /* rules that warned: store/torikomi_keikoku.h; NULL: none */
    const char *keikoku_path;
    int64_t keikoku_size;
    const char *keikoku_sha256;
};

/* --- 情報照会, 住基照会 (1.7.1, 2.11.3)
 * --------------------------------------------------------------------- */

/* shokaiKaito chukan→chukan: one 情報照会 is answered */
struct body_shokai_kaito {
    const char *shokai_bango;
};

/* kikanShokai chukan→gaibu: a 情報照会 to another institution. The person goes under its id of NWS */
struct body_kikan_shokai {
    const char *tsuban, *shokaisha; /* 処理通番; 保険者番号 of who asks */
    const char *teikyosha, *id;     /* 機関コード of who is asked */
    const char *jimu_code, *tetsuzuki, *code, *kijun_ymd;
};

/* kikanKaito gaibu→chukan: its answer */
struct body_kikan_kaito {
    const char *tsuban, *kekka_kubun, *kaito;
};

/* kikanKigen gaibu→gaibu: the time of that has come, when it is not at once */
struct body_kikan_kigen {
    const char *tsuban, *shokaisha, *teikyosha; /* as in kikanShokai */
    const char *kekka_kubun, *kaito;
};

/* kikanTorikeshi chukan→gaibu: the question is taken back */
struct body_kikan_torikeshi {
    const char *tsuban, *shokaisha, *teikyosha; /* as in kikanShokai */
};

/* gaibuShokai gaibu→chukan: another institution asks an insurer. The person goes under its id of NWS */
struct body_gaibu_shokai {
    const char *tsuban, *shokaisha; /* 処理通番; 機関コード of who asks */
    const char *hokensha, *id;      /* who is asked */
    const char *jimu_code, *tetsuzuki, *code, *kijun_ymd;
};

/* gaibuKaito chukan→gaibu: the answer */
struct body_gaibu_kaito {
    const char *tsuban, *kekka_kubun, *kaito;
};
struct kaito_row {
    const char *shubetsu;
    const char *komoku; /* text of an object, with the items of the layout shubetsu */
};
extern const struct field kaito_row[];

/* teikyoKigen chukan→chukan: the time to decide a question is over */
struct body_teikyo_kigen {
    const char *hokensha, *tsuban;
};

/* jukiShokai unyo→gaibu; uketsuke NULL: asked by operations. A question is kept as text in unyo.db as well */
struct body_juki_shokai {
    const char *uketsuke, *shokai;
};
struct juki_toi {
    const char *kubun; /* 1 by 基本4情報, 2 by 個人番号 */
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
};
struct juki_shokai_row {
    int64_t shokai;
    struct juki_toi toi;
};
extern const struct field juki_toi[];

/* jukiKaito gaibu→unyo; uketsuke as it was asked. An answer is kept as text in unyo.db as well */
struct body_juki_kaito {
    const char *uketsuke, *kaito;
};
struct juki_hito {
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
    const char *shien_sochi; /* "1": 住所 is not told; or NULL */
    const char *ido_jiyu;    /* alone: of one who was 消除 */
    const char *ido_ymd;     /* with ido_jiyu: found by what was so before that day; or NULL */
};
struct juki_kaito_row {
    int64_t shokai;
    const char *status; /* NULL: found */
    int64_t people;
    const char *hito; /* text of a juki_hito; NULL: nobody is told of */
};
extern const struct field juki_hito[];

/* jukiTogo unyo→gaibu: registrations to be held against 住基ネット; shokai: the number of the access */
struct body_juki_togo {
    const char *hokensha, *togo;
};
struct juki_togo_row {
    int64_t shokai;
    const char *edaban, *kojin_bango; /* NULL: without one */
    const char *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
};

/* jukiTogoKekka gaibu→unyo */
struct body_juki_togo_kekka {
    const char *hokensha, *kekka;
};
struct juki_togo_kekka_row {
    int64_t shokai;
    const char *edaban;
    int64_t komoku; /* items that differ: enum togo_komoku */
};

/* togoTsuchi unyo→chukan */
struct body_togo_tsuchi {
    const char *hokensha, *togo;
};
struct togo_row {
    int64_t kubun; /* 0: it is over */
    const char *edaban;
    int64_t komoku;
};

/* --- the tables --------------------------------------------------------------------------------------------
 */
extern const struct field body_hokensha_toroku[], body_fugo_ikkatsu[], body_yokyu[], body_juki_yokyu[],
    body_fugo_kekka[], body_fugo_kanryo[], body_kanyusha_ido[], body_shikaku_tsuchi[],
    body_kanyusha_soshitsu[], body_fugo_hanasu[], body_chofuku_kakunin[], body_chofuku_machi[],
    body_file_uketsuke[], body_file_machi[], body_saisoku[], body_file_kanryo[], body_shokai_kaito[],
    body_kikan_shokai[], body_kikan_kaito[], body_kikan_kigen[], body_kikan_torikeshi[], body_gaibu_shokai[],
    body_gaibu_kaito[], body_teikyo_kigen[], body_juki_shokai[], body_juki_kaito[], body_juki_togo[],
    body_juki_togo_kekka[], body_togo_tsuchi[];
/* Of the lists that are read or written here and not in SQL. */
extern const struct field yokyu_row[], kanyusha_ido_row[], shikaku_tsuchi_row[], fugo_kekka_row[],
    fugo_kanryo_row[], juki_shokai_row[], juki_kaito_row[], juki_togo_row[], juki_togo_kekka_row[],
    togo_row[];
#endif
