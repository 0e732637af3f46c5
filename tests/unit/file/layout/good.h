/* Rows of 加入者情報 and 資格情報 in which nothing is wrong, a text a column. */
#ifndef TESTS_UNIT_FILE_LAYOUT_GOOD_H
#define TESTS_UNIT_FILE_LAYOUT_GOOD_H
static const char *const good_kanyusha[] = {"1",
                                            "A001",
                                            "",
                                            "123456789018",
                                            "１１",
                                            "101",
                                            "1",
                                            "試﨑　一郎",
                                            "タメシサキ　イチロウ",
                                            "1",
                                            "19750401",
                                            "架空県例示市一丁目２番",
                                            "20050401",
                                            "",
                                            "",
                                            ""};
static const char *const good_shikaku[] = {"1",        "06139992", "0000001",  "１１", "101", "1",
                                           "20050401", "",         "20140401", "0",    "1"};
#endif
