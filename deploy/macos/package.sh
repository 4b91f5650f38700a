#!/usr/bin/env bash
# UNTESTED HERE: runs on macOS alone. pkg and dmg out of a folder of jars, signed and notarised:
# package.sh LIB OUT VERSION
# SIGN_APP and SIGN_INSTALLER name identities of the keychain, NOTARY_PROFILE a profile that
# 'xcrun notarytool store-credentials' stored; no password is ever an argument or a variable.
# What is not given is said to be not done, never passed over in silence.
set -euo pipefail

[[ "$(uname -s)" == Darwin ]] || {
    echo 'package: this script is for macOS; nothing was made' >&2
    exit 3
}
lib="$(cd "$1" && pwd)"
out="$2"
version="$3"
jar="$(cd "$lib" && printf '%s\n' gatehouse-*cli*.jar | head -1)"
common=(--name gatehouse --app-version "$version" --input "$lib" --main-jar "$jar"
    --main-class io.gatehouse.cli.Main --mac-package-identifier io.gatehouse --dest "$out"
    --java-options -XX:+UseSerialGC)
if [[ -n "${SIGN_APP:-}" ]]; then
    common+=(--mac-sign --mac-signing-key-user-name "$SIGN_APP")
else
    echo 'NOT DONE: signing (SIGN_APP is not set)'
fi
for type in pkg dmg; do
    jpackage --type "$type" "${common[@]}"
done
for file in "$out"/gatehouse-"$version".pkg "$out"/gatehouse-"$version".dmg; do
    if [[ "$file" == *.pkg && -n "${SIGN_INSTALLER:-}" ]]; then
        productsign --sign "$SIGN_INSTALLER" "$file" "$file.signed"
        mv "$file.signed" "$file"
    fi
    if [[ -n "${NOTARY_PROFILE:-}" ]]; then
        xcrun notarytool submit "$file" --keychain-profile "$NOTARY_PROFILE" --wait
        xcrun stapler staple "$file"
        xcrun stapler validate "$file"
    else
        echo "NOT DONE: notarisation of $(basename "$file") (NOTARY_PROFILE is not set)"
    fi
    shasum -a 384 "$file"
done
