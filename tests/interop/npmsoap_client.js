// The main job of a base system through the npm package soap: everything it knows comes from ?wsdl. Called by npmsoap.sh:
// npmsoap_client.js SOAP(1.1|1.2) DATA_URL CONTROL_URL PKI_DIR FILES_DIR. Insurer A sends its file inline, B as MTOM.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const soap = require('soap');

const [version, dataUrl, controlUrl, pki, files] = process.argv.slice(2);
const ca = fs.readFileSync(`${pki}/ca.crt`);

function expect(what, have, want) {
    if (JSON.stringify(have) !== JSON.stringify(want))
        throw new Error(`${what}: 期待 ${JSON.stringify(want)}、実際 ${JSON.stringify(have)}`);
}

async function control(to) {
    const reply = await fetch(controlUrl + to, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'});
    expect(to, reply.status, 200);
    await reply.text();
}

/** One 接続システム: its certificate, its login, a client per service. */
class Partner {
    constructor(certificate, login = certificate, password = `pw-${login.toLowerCase()}`) {
        this.clients = {};
        const pfx = fs.readFileSync(`${pki}/clients/${certificate}.p12`);
        this.agent = new https.Agent({pfx, passphrase: 'chukan', ca, keepAlive: true});
        // A client takes one security; this one is the certificate and writes the token as well.
        const token = new soap.WSSecurity(login, password, {hasTimeStamp: false, mustUnderstand: true});
        this.security = {addOptions: options => { options.httpsAgent = this.agent; }, toXML: () => token.toXML()};
    }

    async client(service) {
        if (!this.clients[service]) {
            // which version goes out is forceSoap12Headers alone, whatever the port says
            const options = {wsdl_options: {httpsAgent: this.agent}, forceSoap12Headers: version === '1.2', disableCache: true};
            this.clients[service] = await soap.createClientAsync(`${dataUrl}/lot2/soap/${service}?wsdl`, options);
            this.clients[service].setSecurity(this.security);
        }
        return this.clients[service];
    }

    /** Fields in the order of the schema: soap leaves that to the caller. */
    async call(service, op, fields = {}, options = {}) {
        const client = await this.client(service);
        const irai = {busho: 'B001', user: 'u001'};
        return (await client[`${op}Async`]({irai, ...fields}, options))[0];
    }

    async ok(service, op, fields, options) {
        const reply = await this.call(service, op, fields, options);
        if (!['1', '2'].includes(reply.kekka.kubun))
            throw new Error(`${service}.${op}: ${reply.kekka.code} ${reply.kekka.message}`);
        return reply;
    }

    async refused(code, service, op, fields) {
        const {kekka} = await this.call(service, op, fields);
        expect(`${service}.${op}`, [kekka.kubun, kekka.code], ['9', code]);
    }

    async fault(code, text, service, op, fields) {
        let caught = null;
        try {
            await this.call(service, op, fields);
        } catch (e) {
            caught = e;
        }
        const fault = caught?.root?.Envelope.Body.Fault;
        if (!fault)
            throw new Error(`${service}.${op}: Fault ${code} を期待、実際 ${caught}`);
        const reason = fault.faultstring ?? fault.Reason.Text;
        const have = [(fault.detail ?? fault.Detail).diag.code, (reason.$value ?? reason).slice(0, text.length)];
        expect(`${service}.${op} の Fault`, have, [code, text]);
    }
}

/** A file as the field naiyo, and what the call needs for it. */
function inline(body) {
    return [body.toString('base64'), {}];
}

function mtom(body) {
    const include = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:file"/>';
    return [{$xml: include}, {forceMTOM: true, attachments: [{mimetype: 'application/octet-stream', contentId: 'file', name: 'file', body}]}];
}

/** Uploads a 加入者情報一括登録ファイル; answers 枝番 by the caller's row id. */
async function registerFile(partner, name, encoding, how) {
    const sha256 = bytes => crypto.createHash('sha256').update(bytes).digest('hex');
    const content = fs.readFileSync(path.join(files, name));
    const [naiyo, options] = how(content);
    const reply = await partner.ok('file', 'upload', {shubetsu: 'kanyushaToroku', fileMei: name, naiyo}, options);
    expect('sha256', reply.sha256, sha256(content));
    const number = {uketsukeBango: reply.kekka.uketsukeBango};
    const status = await partner.ok('file', 'getStatus', number);
    expect('処理ステータス', status.jotai, '処理完了');
    const result = await partner.ok('file', 'getResult', number);
    const rows = Buffer.from(result.naiyo, 'base64');
    expect('結果の sha256', result.sha256, sha256(rows));
    const cells = new TextDecoder(encoding).decode(rows).trimEnd().split('\r\n').map(row => row.split(','));
    const edaban = Object.fromEntries(cells.filter(row => row[5] === '').map(row => [row[2], row[3]]));
    expect('正常行', Object.keys(edaban).length, Number(status.seijoSu));
    return edaban;
}

async function kanyusha(a, edaban) {
    const one = {edaban: edaban.A001};
    const person = (await a.ok('kanyusha', 'get', one)).kanyusha;
    expect('氏名', person.shimei, '試﨑　一郎');
    expect('任意の項目', person.soshitsuYmd, undefined);
    await a.ok('kanyusha', 'change', {...one, jusho: '架空県例示市試験町九丁目９番９号'});
    expect('枝番', (await a.ok('kanyusha', 'getEdaban', {kojinBango: '269224746295'})).edaban, one.edaban);
    const made = (await a.ok('kanyusha', 'register', {kojinBango: '077161395202', kigo: '１１', bango: '900', honninKazoku: '1',
        shimei: '架井　九郎', shimeiKana: 'カケイ　クロウ', seibetsu: '1', seinengappi: '19520101',
        jusho: '模擬県検証郡雛形町一丁目２８番３号', shutokuYmd: '20170401'})).edaban;
    await a.ok('kanyusha', 'correctKojinBango', {edaban: edaban.A002, kojinBango: '149935604226'});
    await a.ok('kanyusha', 'lose', {edaban: edaban.A005, soshitsuYmd: '20170501'});
    await a.ok('kanyusha', 'cancel', {edaban: made});
    const rireki = (await a.ok('kanyusha', 'getShikakuRireki', {edaban: edaban.A005})).item;
    expect('資格履歴', rireki.map(r => r.ido), ['取得', '喪失']);
    await a.refused('K40001', 'kanyusha', 'get', {edaban: '999999999'});
    await a.refused('F30006', 'kanyusha', 'get', {edaban: 'abc'});
}

async function fugo(a, edaban) {
    const jotai = async () => (await a.ok('fugo', 'getStatus', {edaban})).item[0].jotai;
    expect('承認前', await jotai(), '処理中');
    await control('/_sim/worlds/lot2/operator/fugo-approve');
    await control('/_sim/worlds/lot2/operator/settle');
    expect('承認後', await jotai(), '取得済');
}

async function shikaku(partner, edaban, kigo, shutokuYmd) {
    const columns = {kigo, bango: '119', honninKazoku: '1', shutokuYmd, fukaiji: '0', jikoTeikyoFuka: '0'};
    const komoku = Object.entries(columns).map(([mei, atai]) => ({mei, atai}));
    return (await partner.ok('fukuhon', 'register', {shubetsu: 'shikakuJoho', edaban, komoku})).fukuhonBango;
}

/** The person has moved from insurer A to insurer B; A asks B for what B has of him. */
async function fukuhonAndShokai(a, b, inA, inB) {
    const bango = await shikaku(a, inA, '１１', '20030401');
    expect('副本', (await a.ok('fukuhon', 'get', {edaban: inA})).item[0].fukuhonBango, bango);
    await a.ok('fukuhon', 'delete', {fukuhonBango: bango});
    await shikaku(b, inB, '２２', '20170401');
    const asked = await a.ok('shokai', 'request', {edaban: inA, teikyoHokensha: '06139984', jimuCode: 'JM00000000000003',
        tokuteiKojinJohoCode: 'TM00000000000999'});
    expect('照会の受付', asked.kekka.kubun, '2');
    await control('/_sim/worlds/lot2/operator/settle');
    const answer = await a.ok('shokai', 'getResult', {shokaiBango: asked.shokaiBango});
    expect('照会結果', [answer.kekkaKubun, answer.item[0].shubetsu], ['該当あり', 'shikakuJoho']);
    expect('照会の一覧', (await a.ok('shokai', 'list')).item[0].shokaiBango, asked.shokaiBango);
}

async function job() {
    const a = new Partner('KS06139992A'), b = new Partner('KS06139984A');
    expect('ping', (await a.ok('kanri', 'ping', {message: '疎通＆<確認>'})).message, '疎通＆<確認>');
    const inA = await registerFile(a, 'kanyusha-A.csv', 'shift_jis', inline);
    const inB = await registerFile(b, 'kanyusha-B.csv', 'utf-8', mtom);
    await kanyusha(a, inA);
    await fugo(a, inA.A001);
    await fukuhonAndShokai(a, b, inA.A052, inB.B058);
    const wrong = new Partner('KS06139992A', 'KS06139992A', 'chigau'), other = new Partner('KS06139992A', 'KS06139984A');
    await wrong.fault('C50006', '接続システムのパスワードが一致しません', 'kanri', 'ping');
    await other.fault('C50007', 'クライアント証明書', 'kanri', 'ping');
    await a.fault('C20008', '要求が XML スキーマに合いません', 'file', 'getStatus', {uketsukeBango: 'abc'});
    for (const partner of [a, b, wrong, other])
        partner.agent.destroy();
    console.log(`npm soap SOAP ${version}: 通った`);
}

job().catch(e => {
    console.error(e.root ? e.message : e);
    process.exit(1);
});
