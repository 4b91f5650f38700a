#!/usr/bin/env bash
# Makes the Debian package out of a folder of jars: package.sh LIB OUT.deb
# Equal jars give equal bytes: every time is that of project.build.outputTimestamp.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
lib="$(cd "$1" && pwd)"
out="$(cd "$(dirname "$2")" && pwd)/$(basename "$2")"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

# what was packed before stays: only our own working folder is made anew
rm -rf "$here/target/staged" "$here/target/log"
mkdir -p "$here/target/staged/lib" "$here/target/staged/man"
cp "$lib"/*.jar "$here/target/staged/lib/"

gatehouse() {
    "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$here/target/staged/lib/*" \
        io.gatehouse.cli.Main "$@" --lang en
}

gatehouse man "$here/target/staged/man" >/dev/null
# a file that shells read, and none that runs
gatehouse completion bash | sed '1{/^#!/d}' >"$here/target/staged/completion"
gzip -9 -n "$here/target/staged/man"/*

# the form that Debian's tools read; what changed stands in the project's own list
version="$(basename "$out" | sed 's/^gatehouse_\(.*\)_all\.deb$/\1/; s/-SNAPSHOT$/~snapshot/')"
released="$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$here/../../pom.xml")"
{
    printf 'gatehouse (%s) unstable; urgency=low\n\n' "$version"
    printf '  * What changed is told by the CHANGELOG of the project.\n\n'
    printf ' -- Gatehouse <maintainers@gatehouse.invalid>  %s\n' "$(LC_ALL=C date -u -R -d "$released")"
} | gzip -9 -n >"$here/target/staged/changelog.gz"

maven=(mvn -q -f "$here/pom.xml" "-Ddeb.file=$out" ${MAVEN_REPO:+-Dmaven.repo.local="$MAVEN_REPO"} package)
# the plugin is fetched once; without a network it must be there
"${maven[@]}" -o >"$here/target/log" 2>&1 || "${maven[@]}" >"$here/target/log" 2>&1 || {
    tail -20 "$here/target/log" >&2
    exit 3
}
sha384sum "$out"
