#!/usr/bin/env bash
# Each library has one home (DESIGN 1): a table of header prefix -> folders and files that may include it. What is
# neither in the table nor part of the C library is refused. What a library says in its own words is told to nobody but
# where the second table has it (ours: base/cause.def, base/libxml.def, client/wire/http.c). SQL text lives in store/ only, and there parameters and
# result columns have names (store/columns.h).
. "$(dirname "$0")/gate.sh"

check() {
    files "c h" server client | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' /dev/null |
        sed -E 's/^([^:]+):([0-9]+):[^<]*<([^>]+)>.*/\1 \2 \3/' | awk '
    BEGIN {
        home["microhttpd"] = home["gnutls"] = home["zlib"] = "^server/http/"
        home["libxml"] = "^server/(soap|file/(form|layout)|world/fixture)/|^server/base/libxml\\.h$|^client/(wire/reply|main)\\.c$"
        home["zip"] = "^server/file/form/zip\\.c$"
        home["sqlite3"] = "^server/store/"
        home["openssl"] = "^server/base/(crypto\\.c|pki\\.c|pki_bad\\.c|pki_pair\\.[ch])$"
        home["jansson"] = "^server/base/json\\.c$"
        home["curl"] = "^client/(wire/http\\.[ch]|main\\.c)$"
        home["dlfcn"] = "^server/http/handshake\\.c$"
        libc = "^(assert|ctype|dirent|errno|fcntl|fnmatch|getopt|glob|iconv|ifaddrs|inttypes|langinfo|libgen|limits|locale|malloc|math|netdb|poll|pthread|" \
               "pwd|sched|search|semaphore|setjmp|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|" \
               "regex|string|strings|termios|threads|time|uchar|unistd|wchar|wctype)\\.h$|^(arpa|linux|net|netinet|sys)/"
    }
    {
        lib = $3; sub(/[\/.].*/, "", lib)
        if (lib in home) { if ($1 !~ home[lib]) print $1 ":" $2 ": <" $3 "> を include できるのは " home[lib] " だけ" }
        else if ($3 !~ libc) print $1 ":" $2 ": <" $3 "> は置き場所の決まっていないライブラリ"
    }'
    local their='\b(strerror(_[rl])?|strerrordesc_np|strerrorname_np|perror|regerror|gai_strerror|hstrerror|dlerror|strsignal|curl_[a-z]+_strerror|CURLOPT_ERRORBUFFER|ERR_(lib_|func_|reason_)?error_string(_n)?|ERR_print_errors(_fp|_cb)?|gnutls_strerror(_name)?|zip_(file_)?strerror|zip_error_(strerror|to_str)|sqlite3_(errmsg|errmsg16|errstr)|MHD_get_reason_phrase_for|xml(Ctxt)?GetLastError|zError)\b *\(?|\be->message\b'
    files "c h" server client | xargs grep -noE "$their" /dev/null | awk -F: '
    BEGIN {
        home["sqlite3_errmsg"] = "^server/store/fault\\.c$"
        home["e->message"] = "^server/(file/layout/xml_said|soap/invalid)\\.c$"
    }
    {
        name = $3; gsub(/[ (]/, "", name)
        if (!(name in home)) print $1 ":" $2 ": " name " の文は人に見せない（自分の言葉か番号で言う）"
        else if ($1 !~ home[name]) print $1 ":" $2 ": " name " を使えるのは " home[name] " だけ"
    }'
    files "c h" server client | grep -v '^server/store/' |
        xargs grep -nE '"[^"]*\b(SELECT .* FROM|INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_]+ SET|DELETE FROM|CREATE TABLE) ' /dev/null |
        sed -E 's/^([^:]+:[0-9]+):.*/\1: SQL 文は server\/store\/ だけに置く/'
    # digest and import read and write tables that only the caller knows; check and migrate read pragmas
    files "c h" server/store | grep -vE '^server/store/(columns|sql|check|digest|import|migrate)\.c$' |
        xargs grep -nE '\bsqlite3_(bind_(text|blob|int|int64|double|null|zeroblob|value)|column_(text|blob|bytes|int|int64|double|type))' /dev/null |
        sed -E 's/^([^:]+:[0-9]+):.*/\1: 列とパラメーターは store\/columns.h の表と名前で読み書きする/'
    files "c h def" server/store | grep -vE '^server/store/import\.c$' | xargs grep -nE '\?[0-9]|[=(,] *\?' /dev/null |
        sed -E 's/^([^:]+:[0-9]+):.*/\1: パラメーターは番号でなく名前（:uketsuke）で書く/'
    return 0
}
gate
