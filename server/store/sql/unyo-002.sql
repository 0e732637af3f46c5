-- 本人確認 (2.11.3): a row of a 照会要求 on its way through the 情報提供サーバー to 住基ネット and back.
-- dankai: 1 waits to be sent on (progress by hand), 2 with 住基ネット, 3 answered.
-- toi: what is asked, {"kubun","kojinBango","shimei",…}; dropped with the answer. kaito: the person as 住基ネット has it.
-- shokai, kiroku: of the insurer, as base/bango.h makes them.
CREATE TABLE juki_shokai (
    shokai      INTEGER PRIMARY KEY,
    uketsuke    TEXT NOT NULL,
    dankai      INTEGER NOT NULL DEFAULT 1 CHECK (dankai BETWEEN 1 AND 3),
    toi         TEXT,
    status_name TEXT,    -- why there is no answer: a name of status.def
    kensu       INTEGER, -- how many people were found
    kaito       TEXT,    -- {"kojinBango","shimei",…}; {"idoJiyu"} alone for one who was 消除
    CHECK ((dankai < 3) = (toi IS NOT NULL))
) STRICT;
CREATE INDEX juki_shokai_matsu ON juki_shokai (uketsuke, shokai) WHERE dankai = 1;

-- Who has had 住基ネット asked, since it may be for no other purpose (2.11.3): no values of a person are here.
CREATE TABLE juki_kiroku (
    kiroku   INTEGER PRIMARY KEY,
    hokensha TEXT NOT NULL,
    system   TEXT NOT NULL,
    busho    TEXT NOT NULL,
    user     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    uketsuke TEXT NOT NULL,
    gyo_su   INTEGER NOT NULL,
    mokuteki TEXT NOT NULL CHECK (mokuteki = '本人確認')
) STRICT;
