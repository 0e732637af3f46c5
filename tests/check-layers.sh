#!/usr/bin/env bash
# The house rule (DESIGN 1): http -> soap | control | web -> world -> service -> store | file -> base, and inside service who may see whose data
# (DESIGN 2.1, 2.2). Direct includes are judged line by line; what arrives through other headers as well.
. "$(dirname "$0")/gate.sh"

# FILE LINE INCLUDED for every quoted include
includes() {
    files "c h def" server client | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null |
        sed -E 's/^([^:]+):([0-9]+):[^"]*"([^"]+)".*/\1 \2 \3/'
}

check() {
    # what the table below could not see
    files "c h def" server client | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*([^"<[:space:]]|"[^"]*\.\./)' /dev/null |
        sed -E 's/^([^:]+:[0-9]+):.*/\1: include は "部屋\/ファイル" と書く/'
    # nothing calls back across a floor: what these rooms declare takes no function from above. The tables of file/ call within it
    files h server/base server/store server/file | grep -vE '/(form|charset_kind|layout)\.h$' |
        xargs grep -nE '\(\*[a-z_]+\)\(' /dev/null | sed -E 's/^([^:]+:[0-9]+):.*/\1: 上の部屋の関数を受け取れない（一件ずつ読む形にする）/'
    includes | awk '
    BEGIN {
        split("base:base file:file,base store:store,base service:service,store,file,base world:world,service,store,file,base " \
              "soap:soap,world,service,store,file,base control:control,world,service,store,file,base web:web,world,service,store,file,base http:http,soap,control,web,world,service,store,file,base client:client,file,base", r, " ")
        for (i in r) { split(r[i], p, ":"); n = split(p[2], a, ","); for (j = 1; j <= n; j++) may[p[1], a[j]] = 1 }
        # service/X and the families of tables that it must not see
        forbid["chukan"] = "unyo gaibu"; forbid["gaibu"] = "unyo chukan"; forbid["kanri"] = "unyo chukan gaibu"
        forbid["unyo"] = "chukan gaibu"; forbid["joho"] = "chukan gaibu"
        inst = " unyo joho chukan kanri gaibu "
    }
    function house(f) { sub(/^server\//, "", f); return f }
    function room(f) { f = house(f); return f ~ /\// ? substr(f, 1, index(f, "/") - 1) : "main" }
    function who(f,  a) { return split(house(f), a, "/") > 2 && a[1] == "service" ? a[2] : "" }
    function hidden(w, h,  n, a, i) {
        n = split(forbid[w], a, " ")
        for (i = 1; i <= n; i++) if (h ~ "^store/" a[i] "_") return 1
        return 0
    }
    function deep(start, f, w,  n, a, i) {
        n = split(edges[f], a, "\n")
        for (i = 1; i <= n; i++) {
            if (!a[i] || seen[start, a[i]]++) continue
            if (f != start && hidden(w, a[i])) print start ":1: service/" w " は " a[i] " を見てはならない（" f " 経由）"
            deep(start, a[i], w)
        }
    }
    {
        from = room($1); inc = $3
        if (inc !~ /\// ) { d = house($1); if (sub(/\/[^\/]*$/, "/", d)) inc = d inc }
        if (from == "client" && inc !~ /^(base|store|file|service|world|soap|control|web|http|client)\//) inc = "client/" inc # -Iclient
        to = inc; sub(/\/.*/, "", to); if (inc !~ /\//) to = "main"
        key = house($1); edges[key] = edges[key] inc "\n"; w = who($1)
        if (from != "main" && !((from, to) in may)) print $1 ":" $2 ": " from " は " to " を include できない（" $3 "）"
        if (w != "") {
            if (hidden(w, inc)) print $1 ":" $2 ": service/" w " は " inc " を見てはならない"
            split(inc, p, "/"); other = p[1] == "service" && split(inc, p, "/") > 2 ? p[2] : ""
            pair = w other
            if (other != "" && other != w && index(inst, " " other " ") && index(inst, " " w " ") && pair != "unyojoho" && pair != "johounyo")
                print $1 ":" $2 ": service/" w " は別の機関 service/" other " を include できない"
            if (forbid[w]) start[key] = w
        }
        if ((from == "service" || from == "store") && inc == "base/log.h")
            print $1 ":" $2 ": " from " はログを書かない（STYLE: 書くのは縁だけ）"
    }
    END { for (f in start) deep(f, f, start[f]) }'
}
gate
