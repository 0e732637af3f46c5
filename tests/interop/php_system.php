<?php
// One 接続システム through PHP's SoapClient, and what the programs share that are called by php.sh:
// php_client.php (the main job), php_jirei.php (test cases) SOAP(1|2) DATA_URL CONTROL_URL CA_FILE PEM_DIR WORLDS_DIR
declare(strict_types=1);
[, $version, $dataUrl, $controlUrl, $ca, $pems, $worlds] = $argv;
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const TEXT = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';
const IRAI = ['busho' => 'B001', 'user' => 'u001'];
const POLLS = 100; // how often 処理中 is taken for an answer; each call waits for what came before it by itself

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

    public function __construct(private string $system, private string $pem, private string $password, private string $world = 'lot2')
    {
    }

    private function client(string $service): SoapClient
    {
        global $version, $dataUrl, $ca, $pems;
        if (!isset($this->clients[$service])) {
            $ssl = ['cafile' => $ca, 'local_cert' => "$pems/$this->pem.pem", 'verify_peer' => true, 'verify_peer_name' => true];
            $client = new SoapClient("$dataUrl/$this->world/soap/$service?wsdl", [
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

    /** Asks again while the answer is 処理中. */
    public function until(string $service, string $op, array $fields): stdClass
    {
        for ($n = 0; $n < POLLS; $n++) {
            $reply = $this->ok($service, $op, $fields);
            if ($reply->kekka->kubun === '1')
                return $reply;
        }
        stop("$service.$op: " . POLLS . ' 回尋ねても処理中');
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
    $status = $s->until('file', 'getStatus', $number);
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

/** 副本 of these columns; the answer is its number. */
function fukuhon(System $s, string $shubetsu, string $edaban, array $columns): string
{
    $komoku = array_map(fn($mei, $atai) => ['mei' => $mei, 'atai' => $atai], array_keys($columns), $columns);
    return $s->ok('fukuhon', 'register', ['shubetsu' => $shubetsu, 'edaban' => $edaban, 'komoku' => $komoku])->fukuhonBango;
}
