<?php
// The main job of a base system through PHP's SoapClient. Called by php.sh:
// php_client.php SOAP(1|2) DATA_URL CONTROL_URL CA_FILE PEM_DIR FILES_DIR
declare(strict_types=1);
[, $version, $dataUrl, $controlUrl, $ca, $pems, $files] = $argv;
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const TEXT = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';
const IRAI = ['busho' => 'B001', 'user' => 'u001'];

function stop(string $why): never
{
    fwrite(STDERR, $why . "\n");
    exit(1);
}

function expect(string $what, mixed $have, mixed $want): void
{
    if ($have !== $want)
        stop("$what: 期待 " . json_encode($want, JSON_UNESCAPED_UNICODE) . '、実際 ' . json_encode($have, JSON_UNESCAPED_UNICODE));
}

function control(string $path, string $body = '{}'): stdClass
{
    global $controlUrl;
    $context = stream_context_create(['http' => ['method' => 'POST', 'header' => 'Content-Type: application/json', 'content' => $body]]);
    $text = file_get_contents($controlUrl . $path, false, $context);
    return json_decode($text === false ? stop("制御 API: $path") : $text, false, 16, JSON_THROW_ON_ERROR);
}

/** One 接続システム: certificate, login, a client per service. */
final class System
{
    /** @var array<string, SoapClient> */
    private array $clients = [];

    public function __construct(private string $system, private string $pem, private string $password)
    {
    }

    private function client(string $service): SoapClient
    {
        global $version, $dataUrl, $ca, $pems;
        if (!isset($this->clients[$service])) {
            $ssl = ['cafile' => $ca, 'local_cert' => "$pems/$this->pem.pem", 'verify_peer' => true, 'verify_peer_name' => true];
            $client = new SoapClient("$dataUrl/lot2/soap/$service?wsdl", [
                'soap_version' => $version === '1' ? SOAP_1_1 : SOAP_1_2, 'stream_context' => stream_context_create(['ssl' => $ssl]),
                'cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS, 'keep_alive' => true,
            ]);
            $user = htmlspecialchars($this->system, ENT_XML1);
            $password = htmlspecialchars($this->password, ENT_XML1);
            $token = '<w:Security xmlns:w="' . WSSE . '"><w:UsernameToken><w:Username>' . $user . '</w:Username><w:Password Type="' .
                TEXT . '">' . $password . '</w:Password></w:UsernameToken></w:Security>';
            $client->__setSoapHeaders(new SoapHeader(WSSE, 'Security', new SoapVar($token, XSD_ANYXML), true));
            $this->clients[$service] = $client;
        }
        return $this->clients[$service];
    }

    public function call(string $service, string $op, array $fields = []): stdClass
    {
        return $this->client($service)->__soapCall($op, [['irai' => IRAI] + $fields]);
    }

    public function ok(string $service, string $op, array $fields = []): stdClass
    {
        $reply = $this->call($service, $op, $fields);
        if (!in_array($reply->kekka->kubun, ['1', '2'], true))
            stop("$service.$op: " . $reply->kekka->code . ' ' . $reply->kekka->message);
        return $reply;
    }

    public function refused(string $code, string $service, string $op, array $fields): void
    {
        $kekka = $this->call($service, $op, $fields)->kekka;
        expect("$service.$op", [$kekka->kubun, $kekka->code], ['9', $code]);
    }

    public function fault(string $code, string $text, string $service, string $op, array $fields = []): void
    {
        try {
            $this->call($service, $op, $fields);
        } catch (SoapFault $f) {
            $have = [$f->detail->diag->code ?? null, str_starts_with($f->getMessage(), $text) ? $text : $f->getMessage()];
            expect("$service.$op の Fault", $have, [$code, $text]);
            return;
        }
        stop("$service.$op: Fault $code を期待したが応答があった");
    }
}

/** Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id. */
function registerFile(System $s, string $path, string $encoding): array
{
    $content = file_get_contents($path);
    $reply = $s->ok('file', 'upload', ['shubetsu' => 'kanyushaToroku', 'fileMei' => basename($path), 'naiyo' => $content]);
    expect('sha256', $reply->sha256, hash('sha256', $content));
    $number = ['uketsukeBango' => $reply->kekka->uketsukeBango];
    $status = $s->ok('file', 'getStatus', $number);
    expect('処理ステータス', $status->jotai, '処理完了');
    $result = $s->ok('file', 'getResult', $number);
    expect('結果の sha256', $result->sha256, hash('sha256', $result->naiyo));
    $edaban = [];
    $lines = explode("\r\n", rtrim(utf8($result->naiyo, $encoding), "\r\n"));
    foreach ($lines as $line) {
        $row = str_getcsv($line, ',', '"', '');
        if (($row[5] ?? '') === '')
            $edaban[$row[2]] = $row[3];
    }
    expect('行数', [count($lines), count($edaban)], [(int)$status->gyoSu, (int)$status->seijoSu]);
    return $edaban;
}

function utf8(string $bytes, string $encoding): string
{
    $text = iconv($encoding, 'UTF-8', $bytes);
    return $text === false ? stop('結果ファイルの文字コードが違う') : $text;
}

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
    $komoku = [];
    $columns = ['kigo' => $kigo, 'bango' => '119', 'honninKazoku' => '1', 'shutokuYmd' => $shutoku, 'fukaiji' => '0', 'jikoTeikyoFuka' => '0'];
    foreach ($columns as $k => $v)
        $komoku[] = ['mei' => $k, 'atai' => $v];
    return $s->ok('fukuhon', 'register', ['shubetsu' => 'shikakuJoho', 'edaban' => $edaban, 'komoku' => $komoku])->fukuhonBango;
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

$a = new System('KS06139992A', 'a', 'pw-ks06139992a');
$b = new System('KS06139984A', 'b', 'pw-ks06139984a');
expect('ping', $a->ok('kanri', 'ping', ['message' => '疎通＆<確認>'])->message, '疎通＆<確認>');
$inA = registerFile($a, "$files/kanyusha-A.csv", 'CP932');
$inB = registerFile($b, "$files/kanyusha-B.csv", 'UTF-8');
kanyusha($a, $inA);
fugo($a, $inA);
fukuhonAndShokai($a, $b, $inA['A052'], $inB['B058']);
(new System('KS06139992A', 'a', 'chigau'))->fault('C50006', '接続システムのパスワードが一致しません', 'kanri', 'ping');
(new System('KS06139984A', 'a', 'pw-ks06139984a'))->fault('C50007', 'クライアント証明書', 'kanri', 'ping');
$a->refused('F30006', 'kanyusha', 'get', ['edaban' => 'abc']);
$a->fault('C20008', '要求が XML スキーマに合いません', 'file', 'getStatus', ['uketsukeBango' => 'abc']);
echo "PHP SOAP 1.$version: 通った\n";
