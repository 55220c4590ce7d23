#!/usr/bin/env bash
# Brings what Suyang needs beside Go: PostgreSQL with pgvector, and for the
# browser tests and the PDF reports Chromium and Chinese fonts. It says what it
# does, and does nothing when all is there. Called by `make setup`.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*"; }
have() { command -v "$1" >/dev/null 2>&1; }
have_browser() { have chromium || have chromium-browser || have google-chrome; }
have_cjk_fonts() { have fc-list && [ -n "$(fc-list :lang=zh-cn family)" ]; }

# The packages that are missing on a system with apt, one a line.
missing_packages() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
    # Ubuntu's package of that name is a snap, which containers cannot run.
    have_browser || [ "$1" = ubuntu ] || echo chromium
    have_cjk_fonts || printf '%s\n' fontconfig fonts-noto-cjk
}

setup_apt() {
    local id packages
    id=$(. /etc/os-release && echo "$ID")
    packages=$(missing_packages "$id" | tr '\n' ' ')
    packages=${packages% }
    if [ -n "$packages" ] && [ "$(id -u)" = 0 ]; then
        say "installing $packages"
        apt-get update -qq
        # shellcheck disable=SC2086 # a list of words
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
    elif [ -n "$packages" ]; then
        say "this needs root once: apt-get install $packages"
    fi
    if [ "$id" = ubuntu ] && ! have_browser; then
        say "no Chromium: for PDF reports and browser tests run 'snap install chromium' as root"
    fi
    scripts/pgvector.sh
}

setup_brew() {
    compgen -G "$(brew --prefix)/opt/postgresql@*/bin/initdb" >/dev/null || brew install postgresql@17
    brew list pgvector >/dev/null 2>&1 || brew install pgvector
    [ -d '/Applications/Google Chrome.app' ] || [ -d /Applications/Chromium.app ] ||
        say "no Chrome: PDF reports and browser tests need it ('brew install --cask google-chrome')"
}

if have apt-get; then
    setup_apt
elif have brew; then
    setup_brew
elif have pg_config; then
    say "neither apt-get nor Homebrew here: see to PostgreSQL, pgvector 0.8 and Chromium yourself"
else
    say "neither apt-get nor Homebrew here: please install PostgreSQL (with pg_config) and pgvector 0.8" >&2
    exit 1
fi
