#!/usr/bin/env bash
# Proves an app-image: test-app-image.sh FOLDER
# Starts its program with nothing of Java in sight and lets it walk through the whole demo, whose
# laboratory runs in processes of its own out of the same folder.
set -euo pipefail

program="$(readlink -f "$1")/bin/gatehouse"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
for tool in sh bash cat dirname basename readlink uname; do
    ln -s "$(command -v "$tool")" "$work/bin/$tool"
done

passed=0
check() {
    local what="$1" exit="$2" code=0
    shift 2
    (cd "$work/home" && env -i PATH="$work/bin" HOME="$work/home" LANG=C.UTF-8 "$@") \
        >"$work/said" 2>&1 || code=$?
    if [[ "$code" != "$exit" ]]; then
        printf 'FAILED: %s: exit %s instead of %s\n' "$what" "$code" "$exit" >&2
        cat "$work/said" >&2
        exit 1
    fi
    passed=$((passed + 1))
    printf 'ok: %s\n' "$what"
}

check 'no Java is in sight' 127 java -version
check 'says its version' 0 "$program" version
check 'finds no installation where there is none' 5 "$program" status
check 'the whole demo, laboratory and all' 0 "$program" demo "$work/demo"
check 'knows the installation' 0 "$program" status --workspace "$work/demo"
check 'verifies its history' 0 "$program" audit fsck --workspace "$work/demo"
check 'verifies its logs' 0 "$program" log verify --strict --workspace "$work/demo"
printf '%d checks passed\n' "$passed"
