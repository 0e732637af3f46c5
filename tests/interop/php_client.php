<?php
// The main job of a base system through PHP's SoapClient, called by php.sh (php_system.php tells how).
declare(strict_types=1);
require __DIR__ . '/php_system.php';

function kanyusha(System $a, array $edaban): void
{
    $one = ['edaban' => $edaban['A001']];
    expect('氏名', $a->ok('kanyusha', 'get', $one)->kanyusha->shimei, '試﨑　一郎');
    $a->ok('kanyusha', 'change', $one + ['jusho' => '架空県例示市試験町九丁目９番９号']);
    expect('枝番', $a->ok('kanyusha', 'getEdaban', ['kojinBango' => '269224746295'])->edaban, $one['edaban']);
    $new = $a->ok('kanyusha', 'register', ['kojinBango' => '077161395202', 'kigo' => '１１', 'bango' => '900', 'honninKazoku' => '1',
        'shimei' => '架井　九郎', 'shimeiKana' => 'カケイ　クロウ', 'seibetsu' => '1', 'seinengappi' => '19520101',
        'jusho' => '模擬県検証郡雛形町一丁目２８番３号', 'shutokuYmd' => '20170401'])->edaban;
    $a->ok('kanyusha', 'correctKojinBango', ['edaban' => $edaban['A002'], 'kojinBango' => '149935604226']);
    $a->ok('kanyusha', 'lose', ['edaban' => $edaban['A005'], 'soshitsuYmd' => '20170501']);
    $a->ok('kanyusha', 'cancel', ['edaban' => $new]);
    $rireki = $a->ok('kanyusha', 'getShikakuRireki', ['edaban' => $edaban['A005']])->item;
    expect('資格履歴', array_map(fn($r) => $r->ido, $rireki), ['取得', '喪失']);
    $a->refused('K40001', 'kanyusha', 'get', ['edaban' => '999999999']);
}

function fugo(System $a, array $edaban): void
{
    $before = $a->ok('fugo', 'getStatus', ['edaban' => $edaban['A001']])->item[0];
    expect('承認前', [(int)$before->dankai, $before->jotai], [3, '処理中']);
    control('/_sim/worlds/lot2/operator/fugo-approve');
    control('/_sim/worlds/lot2/operator/settle');
    expect('承認後', $a->ok('fugo', 'getStatus', ['edaban' => $edaban['A001']])->item[0]->jotai, '取得済');
}

function shikaku(System $s, string $edaban, string $kigo, string $shutoku): string
{
    return fukuhon($s, 'shikakuJoho', $edaban, ['kigo' => $kigo, 'bango' => '119', 'honninKazoku' => '1', 'shutokuYmd' => $shutoku,
        'fukaiji' => '0', 'jikoTeikyoFuka' => '0']);
}

/** The person has moved from insurer A to insurer B; A asks B for what B has of him. */
function fukuhonAndShokai(System $a, System $b, string $inA, string $inB): void
{
    $bango = shikaku($a, $inA, '１１', '20030401');
    expect('副本', $a->ok('fukuhon', 'get', ['edaban' => $inA])->item[0]->fukuhonBango, $bango);
    $a->ok('fukuhon', 'delete', ['fukuhonBango' => $bango]);
    shikaku($b, $inB, '２２', '20170401');
    $asked = $a->ok('shokai', 'request', ['edaban' => $inA, 'teikyoHokensha' => '06139984', 'jimuCode' => 'JM00000000000003',
        'tokuteiKojinJohoCode' => 'TM00000000000999']);
    expect('照会の受付', $asked->kekka->kubun, '2');
    control('/_sim/worlds/lot2/operator/settle');
    $answer = $a->ok('shokai', 'getResult', ['shokaiBango' => $asked->shokaiBango]);
    expect('照会結果', [$answer->kekkaKubun, $answer->item[0]->shubetsu], ['該当あり', 'shikakuJoho']);
    expect('照会の一覧', $a->ok('shokai', 'list')->item[0]->shokaiBango, $asked->shokaiBango);
}

$a = new System('KS06139992A', '06139992', 'pw-ks06139992a');
$b = new System('KS06139984A', '06139984', 'pw-ks06139984a');
expect('ping', $a->ok('kanri', 'ping', ['message' => '疎通＆<確認>'])->message, '疎通＆<確認>');
$inA = registerFile($a, "$worlds/lot2/files/kanyusha-A.csv", 'CP932');
$inB = registerFile($b, "$worlds/lot2/files/kanyusha-B.csv", 'UTF-8');
kanyusha($a, $inA);
fugo($a, $inA);
fukuhonAndShokai($a, $b, $inA['A052'], $inB['B058']);
(new System('KS06139992A', '06139992', 'chigau'))->fault('C50006', '接続システムのパスワードが一致しません', 'kanri', 'ping');
(new System('KS06139984A', '06139992', 'pw-ks06139984a'))->fault('C50007', 'クライアント証明書', 'kanri', 'ping');
$a->refused('F30006', 'kanyusha', 'get', ['edaban' => 'abc']);
$a->fault('C20008', '要求が XML スキーマに合いません', 'file', 'getStatus', ['uketsukeBango' => 'abc']);
echo "PHP SOAP 1.$version: 通った\n";
