<?php
// A base system that knows nothing of test cases, through PHP's SoapClient over mutual TLS: people by file and online, 符号, a
// correction; 副本 online, changed and deleted. Called by unaided.sh: unaided_client.php DATA_URL WORLD CA PEM GEN OFFICE
declare(strict_types=1);
[, $dataUrl, $world, $ca, $pem, $gen, $office] = $argv;
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const TEXT = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';
const SYSTEM = 'KS06139984B';
const BY_FILE = 15;

function expect(string $what, mixed $have, mixed $want): void
{
    if ($have === $want)
        return;
    fwrite(STDERR, "$what: 期待 " . json_encode($want, JSON_UNESCAPED_UNICODE) . '、実際 ' . json_encode($have, JSON_UNESCAPED_UNICODE) . "\n");
    exit(1);
}

function client(string $service): SoapClient
{
    global $dataUrl, $world, $ca, $pem;
    static $clients = [];
    if (isset($clients[$service]))
        return $clients[$service];
    $ssl = ['cafile' => $ca, 'local_cert' => $pem, 'verify_peer' => true, 'verify_peer_name' => true];
    $client = new SoapClient("$dataUrl/$world/soap/$service?wsdl", ['soap_version' => SOAP_1_1, 'cache_wsdl' => WSDL_CACHE_NONE,
        'stream_context' => stream_context_create(['ssl' => $ssl]), 'features' => SOAP_SINGLE_ELEMENT_ARRAYS, 'keep_alive' => true]);
    $token = '<w:Security xmlns:w="' . WSSE . '"><w:UsernameToken><w:Username>' . SYSTEM . '</w:Username><w:Password Type="' . TEXT .
        '">pw-' . strtolower(SYSTEM) . '</w:Password></w:UsernameToken></w:Security>';
    $client->__setSoapHeaders(new SoapHeader(WSSE, 'Security', new SoapVar($token, XSD_ANYXML), true));
    return $clients[$service] = $client;
}

/** want: 区分 or code of the answer. */
function call(string $service, string $op, array $fields, string $want = '1'): stdClass
{
    $reply = client($service)->__soapCall($op, [['irai' => ['busho' => 'B001', 'user' => 'u001']] + $fields]);
    expect("$service.$op " . $reply->kekka->message, in_array($want, [$reply->kekka->kubun, $reply->kekka->code], true), true);
    return $reply;
}

/** @return list<list<string>> */
function rows(string $text): array
{
    return array_map(fn($line) => str_getcsv($line, ',', '"', ''), explode("\r\n", rtrim($text, "\r\n")));
}

function office(): void
{
    global $office;
    exec("$office >/dev/null", $out, $status);
    expect('取りまとめ機関', $status, 0);
}

function jotai(string $edaban): array
{
    $item = call('fugo', 'getStatus', ['edaban' => $edaban])->item[0];
    return [$item->jotai, (int)$item->kaisu];
}

function register(array $row, string $number): string
{
    $names = ['kojinBango', 'kigo', 'bango', 'honninKazoku', 'shimei', 'shimeiKana', 'seibetsu', 'seinengappi', 'jusho', 'shutokuYmd'];
    $fields = array_combine($names, array_slice($row, 3, 10));
    if ($row[14] !== '')
        $fields['ninteiYmd'] = $row[14];
    return call('kanyusha', 'register', ['kojinBango' => $number] + $fields)->edaban;
}

/** A right 個人番号 that no resident has. */
function nobody(array $people): string
{
    for ($n = 31415926535;; $n++) {
        $s = sprintf('%011d', $n);
        $sum = 0;
        foreach ([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as $i => $w)
            $sum += (int)$s[$i] * $w;
        $number = $s . ($sum % 11 <= 1 ? '0' : (string)(11 - $sum % 11));
        if (!in_array($number, array_column($people, 3), true))
            return $number;
    }
}

/** 符号取得・紐付; answers the 枝番 of somebody insured and the row of gen. */
function fugo(array $people): array
{
    $content = implode('', array_map(fn($row) => implode(',', $row) . "\r\n", array_slice($people, 0, BY_FILE)));
    $number = call('file', 'upload', ['shubetsu' => 'kanyushaToroku', 'fileMei' => 'kanyusha.csv', 'naiyo' => $content])->kekka->uketsukeBango;
    $status = call('file', 'getStatus', ['uketsukeBango' => $number]);
    expect('処理', [$status->jotai, (int)$status->seijoSu, (int)$status->ijoSu], ['処理完了', BY_FILE, 0]);
    $edaban = array_column(rows(call('file', 'getResult', ['uketsukeBango' => $number])->naiyo), 3);
    $one = register($people[BY_FILE], $people[BY_FILE][3]);
    $wrong = register($people[BY_FILE + 1], nobody($people));
    expect('送付の前', [jotai($one), jotai($wrong)], [['処理中', 1], ['処理中', 1]]);
    office();
    expect('送付の後', [jotai($edaban[0]), jotai($one), jotai($wrong)], [['取得済', 1], ['取得済', 1], ['失敗', 1]]);
    expect('登録した日', call('kanyusha', 'get', ['edaban' => $one])->kanyusha->shutokuYmd, $people[BY_FILE][12]);
    call('kanyusha', 'correctKojinBango', ['edaban' => $wrong, 'kojinBango' => $people[BY_FILE + 1][3]]);
    call('fugo', 'request', ['edaban' => $wrong]);
    office();
    expect('訂正の後', jotai($wrong), ['取得済', 2]);
    return [$edaban[0], $people[0]];
}

function fukuhon(string $shubetsu, string $edaban, array $columns): string
{
    $komoku = [];
    foreach ($columns as $mei => $atai)
        $komoku[] = ['mei' => $mei, 'atai' => $atai];
    return call('fukuhon', 'register', ['shubetsu' => $shubetsu, 'edaban' => $edaban, 'komoku' => $komoku])->fukuhonBango;
}

/** 情報提供 online: registered, changed, and deleted; the warning that something stays behind, and what did. */
function johoTeikyo(string $edaban, array $row): void
{
    $shikaku = ['kigo' => $row[4], 'bango' => $row[5], 'honninKazoku' => $row[6], 'shutokuYmd' => $row[12], 'fukaiji' => '0', 'jikoTeikyoFuka' => '0'];
    $mistaken = fukuhon('shikakuJoho', $edaban, $shikaku);
    $paid = ['ketteiYmd' => '20170420', 'kikanFrom' => '20170301', 'kikanTo' => '20170331', 'kingaku' => '123000', 'jidoOtoFuka' => '0'];
    $teate = fukuhon('shobyoTeatekin', $edaban, $paid);
    expect('変更の副本番号', fukuhon('shobyoTeatekin', $edaban, ['shoriKubun' => '2', 'kingaku' => '98000'] + $paid), $teate);
    $item = call('fukuhon', 'get', ['edaban' => $edaban, 'shubetsu' => 'shobyoTeatekin'])->item[0];
    expect('変更の後', [(int)$item->han, array_column($item->komoku, 'atai', 'mei')['kingaku']], [2, '98000']);
    $gone = call('fukuhon', 'delete', ['fukuhonBango' => $mistaken]);
    expect('残るという警告', array_column($gone->kekka->keikoku, 'code'), ['P40006']);
    expect('残った給付', call('fukuhon', 'get', ['edaban' => $edaban])->item[0]->fukuhonBango, $teate);
    $gone = call('fukuhon', 'delete', ['fukuhonBango' => $teate]);
    expect('警告のない削除', isset($gone->kekka->keikoku), false);
    expect('削除の後', isset(call('fukuhon', 'get', ['edaban' => $edaban])->item), false);
    call('fukuhon', 'delete', ['fukuhonBango' => $mistaken], 'P40002');
    expect('新しい副本番号', fukuhon('shikakuJoho', $edaban, $shikaku) !== $mistaken, true);
}

/** The insured who have been members once, and are: the first of them is paid for 2017年3月. */
function members(array $rows): array
{
    $times = array_count_values(array_column($rows, 3));
    return array_values(array_filter($rows, fn($row) => $times[$row[3]] === 1 && $row[6] === '1' && $row[12] <= '20170301' && $row[13] === ''));
}

$people = members(rows(file_get_contents("$gen/kanyushaToroku.csv")));
johoTeikyo(...fugo($people));
