<?php
// The test cases of jirei.txt done as a base system does them, through PHP's SoapClient, in the world WORLD. Called by php.sh
// as php_system.php tells, with WORLD last; jirei.py says more.
declare(strict_types=1);
require __DIR__ . '/php_system.php';
// world: insurer, character set of its files
const INSURERS = ['lot2' => ['06139992', 'CP932'], 'lot3' => ['06279996', 'UTF-8']];
const SHI = '9903002539729304'; // 架空県例示市
const JUSHO = '架空県例示市試験町九丁目２番１２号';
const NAOKI = ['kojinBango' => '539371733090', 'kigo' => '１１', 'bango' => '201', 'honninKazoku' => '1', 'shimei' => '擬野　直樹',
    'shimeiKana' => 'ギノ　ナオキ', 'seibetsu' => '1', 'seinengappi' => '19860712', 'jusho' => '架空県例示市試験町九丁目７番７号',
    'shutokuYmd' => '20160401'];
const TAKUYA = ['kojinBango' => '201659005315', 'kigo' => '３１', 'bango' => '901', 'honninKazoku' => '1', 'shimei' => '例山　拓也',
    'shimeiKana' => 'レイヤマ　タクヤ', 'seibetsu' => '1', 'seinengappi' => '19730626', 'jusho' => JUSHO, 'shutokuYmd' => '20170401'];
const YOKO = ['kojinBango' => '352245902631', 'kigo' => '３１', 'bango' => '901', 'honninKazoku' => '2', 'shimei' => '例山　陽子',
    'shimeiKana' => 'レイヤマ　ヨウコ', 'seibetsu' => '2', 'seinengappi' => '19760620', 'jusho' => JUSHO, 'shutokuYmd' => '20170401',
    'ninteiYmd' => '20170401'];

function operator(string $action, array $fields = []): stdClass
{
    global $world;
    return control("/_sim/worlds/$world/operator/$action", json_encode((object)$fields, JSON_THROW_ON_ERROR));
}

/** 項三 被扶養者の認定: 地方税関係情報. */
function question(string $edaban): array
{
    return ['edaban' => $edaban, 'teikyoKikan' => SHI, 'jimuCode' => 'JM00000000000003', 'jimuTetsuzukiCode' => 'JT00000000000303',
        'tokuteiKojinJohoCode' => 'TM00000000000002'];
}

/** Registers by a file and one by one; asks before 取りまとめ機関 has sent the 符号取得要求, and sees all of them 取得済 after it. */
function himotsuke(System $a, string $hokensha, string $file, string $encoding): array
{
    $edaban = array_values(registerFile($a, $file, $encoding));
    foreach ([NAOKI, TAKUYA, YOKO] as $person)
        $edaban[] = $a->ok('kanyusha', 'register', $person)->edaban;
    [$naoki, , $yoko] = array_slice($edaban, -3);
    $before = $a->ok('fugo', 'getStatus', ['edaban' => $naoki])->item;
    expect('送付前', [count($before), (int)$before[0]->dankai, $before[0]->jotai], [1, 3, '処理中']);
    $a->refused('S40003', 'shokai', 'request', question($yoko));
    operator('fugo-approve', ['hokensha' => $hokensha]);
    operator('settle');
    $after = array_column($a->ok('fugo', 'getStatus')->item, 'jotai', 'edaban');
    ksort($after);
    sort($edaban);
    expect('送付後', $after, array_fill_keys($edaban, '取得済'));
    $one = (array)$a->ok('kanyusha', 'get', ['edaban' => $naoki])->kanyusha;
    expect('登録した内容', array_intersect_key($one, NAOKI), array_slice(NAOKI, 1));
    return [$naoki, $yoko];
}

/** @return list<array{string, int, string}> number, 版 and 支給金額 of each 傷病手当金. */
function shobyo(System $a, string $edaban): array
{
    return array_map(fn($i) => [$i->fukuhonBango, (int)$i->han, array_column($i->komoku, 'atai', 'mei')['kingaku']],
        $a->ok('fukuhon', 'get', ['edaban' => $edaban, 'shubetsu' => 'shobyoTeatekin'])->item);
}

/** Registers 副本 and changes one; a 市町村 asks for them, and what it was given is on record. */
function teikyo(System $a, string $hokensha, string $edaban): void
{
    fukuhon($a, 'shikakuJoho', $edaban, ['kigo' => NAOKI['kigo'], 'bango' => NAOKI['bango'], 'honninKazoku' => '1',
        'shutokuYmd' => NAOKI['shutokuYmd'], 'fukaiji' => '0', 'jikoTeikyoFuka' => '0']);
    $columns = ['ketteiYmd' => '20170310', 'kikanFrom' => '20170201', 'kikanTo' => '20170228', 'kingaku' => '80000', 'jidoOtoFuka' => '0'];
    $bango = fukuhon($a, 'shobyoTeatekin', $edaban, $columns);
    expect('登録した副本', shobyo($a, $edaban), [[$bango, 1, '80000']]);
    fukuhon($a, 'shobyoTeatekin', $edaban, ['shoriKubun' => '2', 'ketteiYmd' => '20170420', 'kingaku' => '88000'] + $columns);
    expect('変更した副本', shobyo($a, $edaban), [[$bango, 2, '88000']]);
    $tsuban = operator('nws-toi', ['shokaisha' => SHI, 'teikyoHokensha' => $hokensha, 'jimuCode' => 'JM00000000000027',
        'tokuteiKojinJohoCode' => 'TM00000000000050', 'kojinBango' => NAOKI['kojinBango']])->tsuban;
    operator('settle');
    $asked = array_map(fn($i) => [$i->tsuban, $i->shokaisha, $i->jotai, $i->kekkaKubun, (int)$i->fukuhonSu], $a->ok('teikyo', 'list')->item);
    expect('受けた照会', $asked, [[$tsuban, SHI, '回答済', '該当あり', 1]]);
    $kiroku = array_map(fn($i) => [$i->tsuban, $i->shokaisha, $i->kekkaKubun], $a->ok('kiroku', 'list', ['gawa' => '提供'])->item);
    expect('提供の記録', $kiroku, [[$tsuban, SHI, '該当あり']]);
}

/** Asks a 市町村 for what somebody earns, again after the refusal, and reads its answer. */
function shokai(System $a, string $edaban): void
{
    $number = $a->ok('shokai', 'request', question($edaban))->shokaiBango;
    $answer = $a->until('shokai', 'getResult', ['shokaiBango' => $number]);
    expect('照会結果', [$answer->jotai, $answer->kekkaKubun, count($answer->item)], ['回答済', '該当あり', 1]);
    expect('給与収入', array_column($answer->item[0]->komoku, 'atai', 'mei')['kyuyoShunyu'], '600000');
    $listed = array_map(fn($i) => [$i->shokaiBango, $i->jotai, $i->kekkaKubun], $a->ok('shokai', 'list')->item);
    expect('照会の一覧', $listed, [[$number, '回答済', '該当あり']]);
}

$world = $argv[7];
[$hokensha, $encoding] = INSURERS[$world];
$a = new System("KS{$hokensha}A", $hokensha, "pw-ks{$hokensha}a", $world);
[$naoki, $yoko] = himotsuke($a, $hokensha, "$worlds/$world/files/kanyusha-A-teisei.csv", $encoding);
teikyo($a, $hokensha, $naoki);
shokai($a, $yoko);
echo "PHP SOAP 1.$version $world: テストケース\n";
