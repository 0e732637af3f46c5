#!/usr/bin/env bash
# fresh.sh 12|13|sid [gcc|clang] [FOLDER]: both README commands in a bare Debian, made by debootstrap from the mirror of
# this machine's apt, on a clone of what is committed. Prints exit status and last line of each; exits 0 only if both
# pass. sid, where libraries and compiler are tomorrow's: make demo alone, and no warning while it builds.
# The chroot stands in FOLDER (which must not exist; default: a temporary one) and is gone afterwards. Packages are kept
# in FRESH_CACHE (default: chukan-fresh below the folder for temporary files) for the next run. SLOWER and T as for make test.
set -u
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 2
tmp=${TMPDIR:-/tmp}
npm_trust=/etc/fresh-npm.pem # in the chroot

fail() {
    printf '%s\n' "$*" >&2
    exit 2
}

# What runs in the chroot. Its mounts and processes live in namespaces of their own (apart): however it ends, they end
# with it.
if [ "${1-}" = --inside ]; then
    root=$2 archives=$3
    shift 3
    mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && mount --bind "$archives" "$root/var/cache/apt/archives" ||
        fail "chroot に mount できません: $root"
    trust=()
    [ ! -e "$root$npm_trust" ] || trust=("NODE_EXTRA_CA_CERTS=$npm_trust")
    exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin SLOWER="${SLOWER:-1}" \
        "${trust[@]}" "$@" </dev/null
fi

case ${1-} in
12) suite=bookworm ;;
13) suite=trixie ;;
sid) suite=sid ;;
*) fail "使い方: fresh.sh 12|13|sid [gcc|clang] [フォルダー]" ;;
esac
release=$1 cc=${2-} name="Debian $1${2:+ $2}"
[ "$(id -u)" = 0 ] || fail "root で実行してください（chroot のため）"
command -v debootstrap >/dev/null || apt-get install -y -q debootstrap >/dev/null 2>&1 || fail "debootstrap がありません"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 'Component: main' | head -1)
[ -n "$mirror" ] || fail "apt の設定に Debian のミラーがありません（apt-get update の後に）"
eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
export http_proxy=${http_proxy-}

cache=${FRESH_CACHE:-$tmp/chukan-fresh}/$suite
mkdir -p "$cache/base" "$cache/archives/partial" || exit 2
cache=$(cd "$cache" && pwd)
logs=$(mktemp -d "$tmp/chukan-fresh-XXXXXX") || exit 2
root=${3:-$logs/root}
[ ! -e "$root" ] || fail "もうあります: $root"
child=
clean() {
    trap '' TERM INT HUP # a second signal does not leave half of it behind
    [ -z "$child" ] || { kill -KILL "$child" && wait "$child"; } 2>/dev/null
    rm -rf --one-file-system "$root" "$logs"
}
trap clean EXIT
trap 'exit 143' TERM INT HUP

# apart COMMAND…: in namespaces of its own; in the background here, so that a signal is heard at once
apart() {
    unshare --mount --propagation private --pid --mount-proc --fork --kill-child=KILL "$@" &
    child=$!
    wait "$child"
    local rc=$?
    child=
    return $rc
}
inside() { # COMMAND… in the chroot
    apart "$0" --inside "$root" "$cache/archives" "$@"
}

make_root() {
    apart debootstrap --variant=minbase --cache-dir="$cache/base" "$suite" "$root" "$mirror" >"$logs/debootstrap" 2>&1 ||
        { tail -5 "$logs/debootstrap"; fail "debootstrap $suite が失敗しました"; }
    # how this machine's apt reaches its mirror holds there, too
    apt-config dump | grep -E '^Acquire::(Check-|https?::)' >"$root/etc/apt/apt.conf.d/90fresh"
    # and how its npm reaches the registry
    [ ! -r "${NODE_EXTRA_CA_CERTS-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$root$npm_trust"
    # a bare installation has it, debootstrap leaves it to the installer
    printf '%s\n' '127.0.0.1 localhost' '::1 localhost' >"$root/etc/hosts"
    git clone -q --no-hardlinks "$here" "$root/chukan" || fail "git clone が失敗しました"
    # the one thing that README takes for granted
    inside sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends make' >"$logs/make" 2>&1 ||
        { tail -5 "$logs/make"; fail "make を導入できません"; }
}

# readme TARGET: one of the two commands
readme() {
    local log=$logs/$1.log rc start=$SECONDS
    inside make --no-print-directory -C /chukan "$1" ${cc:+CC="$cc"} ${T:+T="$T"} >"$log" 2>&1
    rc=$?
    [ $rc = 0 ] || tail -60 "$log"
    printf '%s: make %s → %d  (%d 秒)  %s\n' "$name" "$1" $rc $((SECONDS - start)) "$(grep -v '^$' "$log" | tail -1)"
    return $rc
}

make_root
failed=0
readme demo || failed=1
if grep 'warning:' "$logs/demo.log"; then
    echo "$name: ビルドに警告があります"
    [ "$release" != sid ] || failed=1
fi
[ "$release" = sid ] || readme test || failed=1
exit $failed
