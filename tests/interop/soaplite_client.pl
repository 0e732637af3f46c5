#!/usr/bin/perl
# The main job of a base system through SOAP::Lite. Called by soaplite.sh:
# soaplite_client.pl SOAP(1.1|1.2) DATA_URL CONTROL_URL PKI_DIR FILES_DIR
# SOAP::Lite makes no types from a WSDL whose schemas are imported: namespaces, order and base64 are the caller's.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode);
use LWP::UserAgent;
use MIME::Base64;
use SOAP::Lite;

my ($version, $data, $control, $pki, $files) = @ARGV;
my $WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
my $TEXT = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';
binmode STDOUT, ':utf8';
binmode STDERR, ':utf8';

sub expect {
    my ($what, $have, $want) = @_;
    $have eq $want or die "$what: 期待 $want、実際 $have\n";
}

sub control {
    my $reply = LWP::UserAgent->new->post($control . shift, 'Content-Type' => 'application/json', Content => '{}');
    $reply->is_success or die '制御 API: ' . $reply->status_line . "\n";
}

# One 接続システム at one service: its certificate, its login. The action is NAMESPACE/OPERATION.
sub stack {
    my ($system, $service) = @_;
    my $ssl = {SSL_ca_file => "$pki/ca.crt", SSL_cert_file => "$pki/clients/$system->{certificate}.crt",
        SSL_key_file => "$pki/clients/$system->{certificate}.key"};
    return $system->{$service} //= SOAP::Lite->soapversion($version)->autotype(0)->readable(0)->default_ns("urn:chukan:$service:1")
        ->on_action(sub { sprintf '"%s/%s"', @_ })
        ->proxy("$data/lot2/soap/$service", ssl_opts => $ssl, keep_alive => 1, options => {compress_threshold => 2000});
}

sub login {
    my $system = shift;
    my @token = (SOAP::Data->name('w:Username' => $system->{login}),
        SOAP::Data->name('w:Password' => $system->{password})->attr({Type => $TEXT}));
    return SOAP::Header->name('w:Security' => \SOAP::Data->name('w:UsernameToken' => \SOAP::Data->value(@token)))
        ->attr({'xmlns:w' => $WSSE})->mustUnderstand(1);
}

# autotype(0), without which values have an xsi:type that isn't the declared one, leaves < and & as they are.
sub element {
    my ($name, $value) = @_;
    return SOAP::Data->name($name => SOAP::Utils::encode_data($value));
}

# Fields come in the order of the schema; a value that is a list is 項目.
sub call {
    my ($system, $service, $op, @fields) = @_;
    my @common = ({xmlns => 'urn:chukan:common:1'});
    my @irai = (element(busho => 'B001')->attr(@common), element(user => 'u001')->attr(@common));
    my @parts = SOAP::Data->name(irai => \SOAP::Data->value(@irai));
    while (my ($name, $value) = splice @fields, 0, 2) {
        my $list = ref $value;
        push @parts, element($name => $value) if !$list;
        push @parts, map { SOAP::Data->name($name => \SOAP::Data->value(element(mei => $_->[0]), element(atai => $_->[1]))) } @$value if $list;
    }
    return stack($system, $service)->call($op, login($system), @parts);
}

sub ok {
    my ($system, $service, $op, @fields) = @_;
    my $som = call($system, $service, $op, @fields);
    die "$service.$op: Fault " . $som->valueof('//diag/message') . "\n" if $som->fault;
    my $reply = $som->valueof("//${op}Response");
    $reply->{kekka}{kubun} =~ /^[12]$/ or die "$service.$op: $reply->{kekka}{code} $reply->{kekka}{message}\n";
    $reply->{items} = [$som->valueof("//${op}Response/item")];
    return $reply;
}

sub refused {
    my ($code, @call) = @_;
    my $kekka = call(@call)->valueof('//kekka');
    expect("$call[1].$call[2]", "$kekka->{kubun} $kekka->{code}", "9 $code");
}

sub fault {
    my ($code, $text, @call) = @_;
    my $som = call(@call);
    $som->fault or die "$call[1].$call[2]: Fault $code を期待したが応答があった\n";
    my $have = $som->faultstring // $som->valueof('//Fault/Reason/Text');
    expect("$call[1].$call[2] の Fault", $som->valueof('//diag/code') . ' ' . substr($have, 0, length $text), "$code $text");
}

# Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id.
sub register_file {
    my ($system, $name, $encoding) = @_;
    open my $file, '<:raw', "$files/$name" or die "$name: $!\n";
    my $content = do { local $/; <$file> };
    my $reply = ok($system, 'file', 'upload', shubetsu => 'kanyushaToroku', fileMei => $name, naiyo => encode_base64($content, ''));
    expect('sha256', $reply->{sha256}, sha256_hex($content));
    my @number = (uketsukeBango => $reply->{kekka}{uketsukeBango});
    expect('処理ステータス', ok($system, 'file', 'getStatus', @number)->{jotai}, '処理完了');
    my $result = ok($system, 'file', 'getResult', @number);
    my $rows = decode_base64($result->{naiyo});
    expect('結果の sha256', $result->{sha256}, sha256_hex($rows));
    my %edaban;
    for (split /\r\n/, decode($encoding, $rows)) {
        my @row = split /,/, $_, -1;
        $edaban{$row[2]} = $row[3] if $row[5] eq '';
    }
    return \%edaban;
}

sub kanyusha {
    my ($a, $edaban) = @_;
    my @one = (edaban => $edaban->{A001});
    expect('氏名', ok($a, 'kanyusha', 'get', @one)->{kanyusha}{shimei}, '試﨑　一郎');
    ok($a, 'kanyusha', 'change', @one, jusho => '架空県例示市試験町九丁目９番９号');
    expect('枝番', ok($a, 'kanyusha', 'getEdaban', kojinBango => '269224746295')->{edaban}, $one[1]);
    my $new = ok($a, 'kanyusha', 'register', kojinBango => '077161395202', kigo => '１１', bango => '900', honninKazoku => '1',
        shimei => '架井　九郎', shimeiKana => 'カケイ　クロウ', seibetsu => '1', seinengappi => '19520101',
        jusho => '模擬県検証郡雛形町一丁目２８番３号', shutokuYmd => '20170401')->{edaban};
    ok($a, 'kanyusha', 'correctKojinBango', edaban => $edaban->{A002}, kojinBango => '149935604226');
    ok($a, 'kanyusha', 'lose', edaban => $edaban->{A005}, soshitsuYmd => '20170501');
    ok($a, 'kanyusha', 'cancel', edaban => $new);
    my $rireki = ok($a, 'kanyusha', 'getShikakuRireki', edaban => $edaban->{A005})->{items};
    expect('資格履歴', join(' ', map { $_->{ido} } @$rireki), '取得 喪失');
    refused('K40001', $a, 'kanyusha', 'get', edaban => '999999999');
}

sub fugo {
    my ($a, $edaban) = @_;
    my @one = (edaban => $edaban->{A001});
    expect('承認前', ok($a, 'fugo', 'getStatus', @one)->{items}[0]{jotai}, '処理中');
    control('/_sim/worlds/lot2/operator/fugo-approve');
    control('/_sim/worlds/lot2/operator/settle');
    expect('承認後', ok($a, 'fugo', 'getStatus', @one)->{items}[0]{jotai}, '取得済');
}

sub shikaku {
    my ($system, $edaban, $kigo, $shutoku) = @_;
    my @komoku = ([kigo => $kigo], [bango => '119'], [honninKazoku => '1'], [shutokuYmd => $shutoku], [fukaiji => '0'], [jikoTeikyoFuka => '0']);
    return ok($system, 'fukuhon', 'register', shubetsu => 'shikakuJoho', edaban => $edaban, komoku => \@komoku)->{fukuhonBango};
}

# The person has moved from insurer A to insurer B; A asks B for what B has of him.
sub fukuhon_and_shokai {
    my ($a, $b, $in_a, $in_b) = @_;
    my $bango = shikaku($a, $in_a, '１１', '20030401');
    expect('副本', ok($a, 'fukuhon', 'get', edaban => $in_a)->{items}[0]{fukuhonBango}, $bango);
    ok($a, 'fukuhon', 'delete', fukuhonBango => $bango);
    shikaku($b, $in_b, '２２', '20170401');
    my $asked = ok($a, 'shokai', 'request', edaban => $in_a, teikyoHokensha => '06139984', jimuCode => 'JM00000000000003',
        tokuteiKojinJohoCode => 'TM00000000000999');
    expect('照会の受付', $asked->{kekka}{kubun}, '2');
    control('/_sim/worlds/lot2/operator/settle');
    my $answer = ok($a, 'shokai', 'getResult', shokaiBango => $asked->{shokaiBango});
    expect('照会結果', "$answer->{kekkaKubun} $answer->{items}[0]{shubetsu}", '該当あり shikakuJoho');
    expect('照会の一覧', ok($a, 'shokai', 'list')->{items}[0]{shokaiBango}, $asked->{shokaiBango});
}

sub system_of {
    my ($certificate, %more) = @_;
    return {certificate => $certificate, login => $certificate, password => 'pw-' . lc $certificate, %more};
}

my $a = system_of('KS06139992A');
my $b = system_of('KS06139984A');
expect('ping', ok($a, 'kanri', 'ping', message => '疎通＆<確認>')->{message}, '疎通＆<確認>');
my $in_a = register_file($a, 'kanyusha-A.csv', 'cp932');
my $in_b = register_file($b, 'kanyusha-B.csv', 'utf-8');
kanyusha($a, $in_a);
fugo($a, $in_a);
fukuhon_and_shokai($a, $b, $in_a->{A052}, $in_b->{B058});
fault('C50006', '接続システムのパスワードが一致しません', system_of('KS06139992A', password => 'chigau'), 'kanri', 'ping');
fault('C50007', 'クライアント証明書', system_of('KS06139992A', login => 'KS06139984A', password => 'pw-ks06139984a'), 'kanri', 'ping');
refused('F30006', $a, 'kanyusha', 'get', edaban => 'abc');
fault('C20008', '要求が XML スキーマに合いません', $a, 'file', 'getStatus', uketsukeBango => 'abc');
print "SOAP::Lite SOAP $version: 通った\n";
