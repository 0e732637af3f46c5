// The 資格照会 of chukan as a gSOAP service: soapcpp2 makes the empty stub of DESIGN 7 from this (built by the bench only).
//gsoap c schema namespace: urn:chukan:common:1
//gsoap c schema elementForm: qualified
//gsoap t service name: kanyusha
//gsoap t service namespace: urn:chukan:kanyusha:1
//gsoap t schema namespace: urn:chukan:kanyusha:1
//gsoap t schema elementForm: qualified
//gsoap t service style: document
//gsoap t service encoding: literal
typedef char *xsd__string;

struct c__Irai {
    xsd__string busho;
    xsd__string user;
};
struct c__Kekka {
    xsd__string kubun;
    xsd__string code;
    xsd__string message;
};
struct t__ShikakuRireki {
    int renban;
    xsd__string ido;
    xsd__string idoYmd;
    xsd__string kigo;
    xsd__string bango;
    xsd__string honninKazoku;
    xsd__string shutokuYmd;
    xsd__string soshitsuYmd 0;
    xsd__string torokuAt;
};
struct t__getShikakuRirekiResponse {
    struct c__Kekka *kekka;
    int __sizeitem;
    struct t__ShikakuRireki *item;
};
int t__getShikakuRireki(struct c__Irai *irai, xsd__string edaban, struct t__getShikakuRirekiResponse *ret);
