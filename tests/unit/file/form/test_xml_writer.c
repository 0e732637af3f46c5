/* file/form/xml_writer: what it writes xml_reader reads back, in every encoding; what an encoding or XML
 * cannot say. */
#include <check.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file/charset/charset_kind.h"
#include "file/form/xml_reader.h"
#include "file/form/xml_writer.h"

static struct column columns[] = {{.name = "gyo"}, {.name = "shimei"}, {.name = "kekkaMessage"}};
static const struct layout layout = {.xml_root = "kekka",
                                     .xml_row = "gyo",
                                     .line_end = "\r\n",
                                     .columns = columns,
                                     .n = 3,
                                     .record_limit = 4000};
static const char *const encodings[] = {"CP932", "UTF-8", "UTF-8-BOM", "EUC-JP", "UTF-16LE", "UTF-16BE"};

START_TEST(test_bytes)
{
    struct buf out = BUF_INIT;
    const struct charset *cs = charset_find("UTF-8");
    xml_writer_start(&out, &layout, cs);
    xml_writer_record(&out, &layout, cs, (struct str[]){STR("1"), STR("<試>&\r\n\t\"'"), STR("")});
    xml_writer_record(&out, &layout, cs,
                      (struct str[]){STR(""), STR("\x01\xEF\xBF\xBE\xEF\xBD\xB1"), STR("x")});
    xml_writer_end(&out, &layout, cs);
    ck_assert_str_eq(
        out.data,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<kekka>\r\n"
        "<gyo><gyo>1</gyo><shimei>&lt;試&gt;&amp;&#13;&#10;&#9;\"'</shimei><kekkaMessage/></gyo>\r\n"
        "<gyo><gyo/><shimei>〔U+0001〕〔U+FFFE〕ｱ</shimei><kekkaMessage>x</kekkaMessage></gyo>\r\n"
        "</kekka>\r\n");
    buf_release(&out);
}
END_TEST

/* Characters beyond the encoding come back, too. */
START_TEST(test_round)
{
    static const char *const cells[3] = {"～－∥￠￡￢―", "𠮷髙﨑①ｱｲｳ<&>\r\n", "가"};
    const char *const names[] = {"gyo", "shimei", "kekkaMessage"};
    const struct charset *cs = charset_find(encodings[_i]);
    struct buf out = BUF_INIT;
    xml_writer_start(&out, &layout, cs);
    for (int i = 0; i < 3; i++)
        xml_writer_record(&out, &layout, cs,
                          (struct str[]){str_of(cells[0]), str_of(cells[1]), str_of(cells[2])});
    xml_writer_end(&out, &layout, cs);
    int fd = memfd_create("xml", 0);
    ck_assert_int_eq(write(fd, out.data, out.len), (ssize_t)out.len);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    const struct xml_form form = {"kekka", "gyo", names, 3, 4000, 0};
    struct xml_reader *r = xml_reader_new(&form, cs, fd, 0);
    struct record rec;
    bool found;
    struct diag d = DIAG_INIT;
    for (int i = 0; i < 3; i++) {
        ck_assert_msg(xml_reader_next(r, &rec, &found, &d) == ST_OK && found, "%s %s", d.want, d.have);
        ck_assert_int_eq(rec.line, i + 3);
        for (int c = 0; c < 3; c++)
            ck_assert_str_eq(rec.cells[c].p, cells[c]);
    }
    ck_assert(xml_reader_next(r, &rec, &found, &d) == ST_OK && !found);
    xml_reader_free(r);
    close(fd);
    buf_release(&out);
}
END_TEST

/* Bytes of CP932 that are no character are shown, because a parser would stop at them. */
START_TEST(test_unassigned)
{
    const struct charset *cs = charset_find("CP932");
    struct buf out = BUF_INIT;
    xml_writer_record(&out, &layout, cs, (struct str[]){STR("\xF4\x8E\xAE\x9F"), STR(""), STR("")});
    ck_assert_ptr_nonnull(strstr(out.data, "0xEB9F"));
    ck_assert_ptr_null(memchr(out.data, 0xEB, out.len));
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("xml_writer");
    TCase *t = tcase_create("xml_writer");
    tcase_add_test(t, test_bytes);
    tcase_add_loop_test(t, test_round, 0, sizeof encodings / sizeof encodings[0]);
    tcase_add_test(t, test_unassigned);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
