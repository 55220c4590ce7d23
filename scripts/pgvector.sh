#!/usr/bin/env bash
# Sees to it that a PostgreSQL of this Debian or Ubuntu machine can load
# pgvector. In this order: it is installed already; the distribution packages
# it and we are root; else a private copy of PostgreSQL in the user's cache,
# with pgvector added, where internal/pgembed looks for it. Nothing is installed
# for that, and no root is needed. Called by scripts/setup.sh.
set -euo pipefail
umask 022

min_version=0.8.0 # the first with iterative index scans
if [ "$(id -u)" = 0 ]; then
    cache=/var/cache/suyang # not in root's home: the server may have to run as nobody
else
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/suyang
fi

say() { echo "setup: $*"; }
die() { say "$*" >&2; exit 1; }

# vector_version BINDIR: the pgvector that this PostgreSQL can load, if any.
vector_version() {
    local control
    control=$("$1/pg_config" --sharedir)/extension/vector.control
    [ ! -e "$control" ] || sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$control"
}

enough() { [ -n "$1" ] && dpkg --compare-versions "$1" ge "$min_version"; }

bindirs() { compgen -G '/usr/lib/postgresql/*/bin' | sort -rV; }

bin=$(bindirs | head -1) || die "PostgreSQL is not installed (package postgresql)"
major=$(basename "$(dirname "$bin")")
release=$("$bin/pg_config" --version)

for dir in $(bindirs); do
    if enough "$(vector_version "$dir")"; then exit 0; fi
done
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9 # a second run waits, and finds the work done
for tree in "$cache/pg-$major-pgvector-"*; do
    copy=$tree/lib/postgresql/$major/bin
    if [ -x "$copy/pg_config" ] && [ "$("$copy/pg_config" --version)" = "$release" ] &&
        enough "$(vector_version "$copy")"; then exit 0; fi
done

work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"

# apt with lists of its own: works without root, and leaves the machine's alone.
# It reads the machine's sources, and one list more of ours.
private() {
    local program=$1
    shift
    (cd "$work" && "$program" -q=2 -o "Dir::State=$work/state" -o Dir::State::status=/var/lib/dpkg/status \
        -o "Dir::Cache=$work/cache" -o "Dir::Etc::sourcelist=$work/sources.list" -o APT::Sandbox::User=root "$@")
}

# A source that does not answer need not be the one that counts.
update() { private apt-get update || say "some package lists could not be read"; }

candidate() { private apt-cache policy "$1" | sed -n 's/^ *Candidate: //p' | grep -v '^(none)$' || true; }

cp /etc/apt/sources.list "$work/sources.list" 2>/dev/null || : >"$work/sources.list"
update
packaged=$(candidate "postgresql-$major-pgvector")

if enough "$packaged" && [ "$(id -u)" = 0 ]; then
    say "installing postgresql-$major-pgvector"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "postgresql-$major-pgvector"
    exit 0
fi

# unpack PACKAGE: downloads it and lays its files under $work/root.
unpack() {
    private apt-get download "$1"
    dpkg-deb -x "$work/$1"_*.deb "$work/root"
}

# compile: builds the pgvector of a release that has a new enough one for this
# PostgreSQL, and puts it where the package would have put it. The mirror is the
# machine's own.
compile() {
    local codename donor area keyring mirror
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    case $(. /etc/os-release && echo "$ID") in
        debian) donor=trixie area=main keyring=debian-archive-keyring ;;
        ubuntu) donor=resolute area=universe keyring=ubuntu-archive-keyring ;;
        *) die "no package of pgvector $min_version here: please install pgvector for PostgreSQL $major" ;;
    esac
    command -v gcc >/dev/null || install_compiler
    # shellcheck disable=SC2016 # apt fills these in
    mirror=$(private apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        sed -n "s/^$codename main //p" | head -1)
    [ -n "$mirror" ] || die "apt knows no mirror of $codename: see /etc/apt/sources.list.d"
    say "compiling pgvector for PostgreSQL $major (no package of $min_version or newer here)"
    unpack "postgresql-server-dev-$major"
    echo "deb-src [signed-by=/usr/share/keyrings/$keyring.gpg] $mirror $donor $area" >>"$work/sources.list"
    update
    private apt-get source --download-only pgvector
    mkdir "$work/src"
    tar -xf "$work"/pgvector_*.orig.tar.gz -C "$work/src" --strip-components=1
    local lib=$work/root/usr/lib/postgresql/$major/lib share=$work/root/usr/share/postgresql/$major/extension version
    version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$work/src/vector.control")
    mkdir -p "$lib" "$share"
    gcc -O2 -ftree-vectorize -fassociative-math -fno-signed-zeros -fno-trapping-math -fPIC -shared -D_GNU_SOURCE \
        -I"$work/root/usr/include/postgresql/$major/server" -I"$work/src/src" "$work"/src/src/*.c -o "$lib/vector.so" -lm
    cp "$work/src/vector.control" "$share/"
    cp "$work/src/sql/vector.sql" "$share/vector--$version.sql"
}

install_compiler() {
    [ "$(id -u)" = 0 ] || die "this needs root once: apt-get install gcc libc6-dev"
    say "installing gcc"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev
}

# build_tree: PostgreSQL looks for its library and share directories relative to
# its own program file, so those programs are copied and the rest is linked.
build_tree() {
    local tree=$work/tree from=/usr version
    local bin=lib/postgresql/$major/bin lib=lib/postgresql/$major/lib share=share/postgresql/$major
    mkdir -p "$tree/$bin" "$tree/$lib" "$tree/$share/extension"
    ln -s "$from/$bin"/* "$tree/$bin/"
    ln -s "$from/$lib"/* "$tree/$lib/"
    ln -s "$from/$share"/* "$tree/$share/" 2>/dev/null || true # extension is there already
    ln -s "$from/$share"/extension/* "$tree/$share/extension/"
    cp --remove-destination "$from/$bin"/{postgres,initdb,pg_config} "$tree/$bin/"
    cp --remove-destination "$work/root/usr/$lib"/vector.so "$tree/$lib/"
    cp --remove-destination "$work/root/usr/$share"/extension/vector* "$tree/$share/extension/"
    version=$(vector_version "$tree/$bin")
    enough "$version" || die "the pgvector that was brought is '$version', $min_version is needed"
    rm -rf "$cache/pg-$major-pgvector-"*
    mv "$tree" "$cache/pg-$major-pgvector-$version"
    say "PostgreSQL $major with pgvector $version is in $cache/pg-$major-pgvector-$version"
}

if enough "$packaged"; then
    unpack "postgresql-$major-pgvector"
else
    compile
fi
build_tree
