#!/usr/bin/env bash
# Proves a Debian package: test.sh FILE.deb
# Installs it into a root of its own, runs it there, checks unit and form, removes and purges it.
# Skips, and says so, where dpkg is not installed.
set -euo pipefail

deb="$(readlink -f "$1")"
if ! command -v dpkg >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo 'SKIPPED: dpkg is not installed here; nothing about the package was shown'
    exit 0
fi

root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/log"
touch "$root/var/lib/dpkg/status"

passed=0
check() {
    local what="$1"
    shift
    if ! "$@" >"$root/said" 2>&1; then
        printf 'FAILED: %s\n' "$what" >&2
        cat "$root/said" >&2
        exit 1
    fi
    passed=$((passed + 1))
    printf 'ok: %s\n' "$what"
}
absent() { [[ ! -e "$1" ]]; }
is_mode() { [[ "$(stat -c %a "$2")" == "$1" ]]; }

in_root() {
    # only what the program itself needs: dependencies are those of the machine that it is for
    dpkg --root="$root" --force-not-root --force-script-chrootless --force-depends --log="$root/log" "$@"
}

dpkg-deb --contents "$deb" >"$root/contents"
for path in ./usr/bin/gatehouse ./usr/lib/systemd/system/gatehouse.service \
    ./usr/lib/sysusers.d/gatehouse.conf ./usr/share/man/man1/gatehouse.1.gz \
    ./usr/share/man/man1/gatehouse-recover-restore.1.gz \
    ./usr/share/bash-completion/completions/gatehouse ./usr/share/doc/gatehouse/changelog.gz ./etc/gatehouse/credentials/; do
    check "holds $path" grep -qF " $path" "$root/contents"
done
check 'everything belongs to root' bash -c "! grep -v ' root/root ' '$root/contents'"
check 'nothing is set-uid or writable by others' bash -c "! grep -E '^.{3}s|^.{6}s|^.{8}w' '$root/contents'"

check 'installs' in_root --install "$deb"
check 'is installed' grep -q '^Status: install ok installed' "$root/var/lib/dpkg/status"
check 'state directory is its owner'"'"'s alone' is_mode 700 "$root/var/lib/gatehouse"
check 'credentials are root'"'"'s alone' is_mode 700 "$root/etc/gatehouse/credentials"

# the launcher, with its jars in this root
sed "s|/usr/share/gatehouse/|$root/usr/share/gatehouse/|" "$root/usr/bin/gatehouse" >"$root/launcher"
check 'the installed program runs' bash "$root/launcher" version
check 'the manual is one' bash -c "gzip -dc '$root/usr/share/man/man1/gatehouse.1.gz' | grep -q '^\.TH'"
check 'the completion is a script' bash -n "$root/usr/share/bash-completion/completions/gatehouse"
check 'the launcher is a script' sh -n "$root/usr/bin/gatehouse"

if command -v systemd-analyze >/dev/null; then
    sed "s|^ExecStart=/usr/bin/gatehouse|ExecStart=$root/usr/bin/gatehouse|" \
        "$root/usr/lib/systemd/system/gatehouse.service" >"$root/gatehouse.service"
    # manual pages are looked for in the machine, and this root is none
    sed -i '/^Documentation=/d' "$root/gatehouse.service"
    check 'the unit is valid' systemd-analyze verify "$root/gatehouse.service"
    check 'the unit is shut in (exposure below 2.0 of 10)' \
        systemd-analyze security --offline=true --threshold=20 "$root/gatehouse.service"
else
    echo 'SKIPPED: systemd-analyze is not installed here; the unit was not checked'
fi

if command -v lintian >/dev/null; then
    check 'lintian finds nothing' lintian --allow-root --fail-on error,warning "$deb"
else
    echo 'SKIPPED: lintian is not installed here; the form of the package was not checked'
fi

# an upgrade as on a machine with systemd, which is one that writes down what it is told
dpkg-deb --control "$deb" "$root/control"
mkdir "$root/fake"
printf '#!/bin/sh\necho "$*" >>"%s/told"\n' "$root" >"$root/fake/systemctl"
printf '#!/bin/sh\n' | tee "$root/fake/systemd-sysusers" "$root/fake/install" >/dev/null
chmod +x "$root"/fake/*
told() {
    : >"$root/told"
    unshare --mount --map-root-user bash -c '
        set -e
        mount -t tmpfs none /run && mkdir -p /run/systemd/system
        export PATH="$1/fake:$PATH"
        shift
        eval "$@"' - "$root" "$1" && diff <(printf '%s\n' "${@:2}") "$root/told"
}
if unshare --mount --map-root-user mount -t tmpfs none /run 2>/dev/null; then
    check 'an upgrade stops what runs and starts it again' told \
        "$root/control/prerm upgrade 2; $root/control/postinst configure 1" \
        'is-active --quiet gatehouse.service' 'stop gatehouse.service' 'daemon-reload' 'start gatehouse.service'
    check 'an upgrade that failed starts it again' told \
        "$root/control/prerm upgrade 2; $root/control/postinst abort-upgrade 2" \
        'is-active --quiet gatehouse.service' 'stop gatehouse.service' 'daemon-reload' 'start gatehouse.service'
    check 'a first installation starts nothing' told "$root/control/postinst configure" 'daemon-reload'
    check 'a removal stops and disables' told "$root/control/prerm remove" 'disable --now gatehouse.service'
    printf '#!/bin/sh\necho "$*" >>"%s/told"\n[ "$1" != is-active ]\n' "$root" >"$root/fake/systemctl"
    check 'an upgrade starts nothing that did not run' told \
        "$root/control/prerm upgrade 2; $root/control/postinst configure 1" \
        'is-active --quiet gatehouse.service' 'daemon-reload'
else
    echo 'SKIPPED: no namespace of its own can be made here; upgrades were not shown'
fi

mkdir "$root/var/lib/gatehouse/workspace"
check 'removes' in_root --remove gatehouse
check 'the program is gone' absent "$root/usr/bin/gatehouse"
check 'the jars are gone' absent "$root/usr/share/gatehouse"
check 'the workspace is kept' test -d "$root/var/lib/gatehouse/workspace"
check 'installs again' in_root --install "$deb"
rmdir "$root/var/lib/gatehouse/workspace"
check 'purges' in_root --purge gatehouse
check 'an empty state directory is gone' absent "$root/var/lib/gatehouse"
check 'no file is left' bash -c "[[ -z \"\$(find '$root/usr' '$root/etc' -type f 2>/dev/null)\" ]]"
printf '%d checks passed\n' "$passed"
