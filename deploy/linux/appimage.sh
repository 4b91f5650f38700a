#!/usr/bin/env bash
# UNTESTED HERE: needs appimagetool, which is not part of this project. An AppImage out of an app-image:
# appimage.sh APP_IMAGE OUT.AppImage   (APP_IMAGE is the folder that app-image.sh made)
set -euo pipefail

command -v appimagetool >/dev/null || {
    echo 'appimage: appimagetool is not installed; nothing was made' >&2
    exit 3
}
image="$(cd "$1" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/gatehouse.AppDir/usr"
cp -r "$image/." "$work/gatehouse.AppDir/usr/"
ln -s usr/bin/gatehouse "$work/gatehouse.AppDir/AppRun"
cat >"$work/gatehouse.AppDir/gatehouse.desktop" <<'DESKTOP'
[Desktop Entry]
Type=Application
Name=Gatehouse
Exec=gatehouse
Icon=gatehouse
Terminal=true
Categories=Office;
DESKTOP
cp "$image/lib/gatehouse.png" "$work/gatehouse.AppDir/gatehouse.png"
# one time for all files: equal inputs are to give equal bytes
SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:?the time of the release, in seconds}" \
    appimagetool "$work/gatehouse.AppDir" "$2"
sha384sum "$2"
