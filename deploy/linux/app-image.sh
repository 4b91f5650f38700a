#!/usr/bin/env bash
# The program with a Java runtime of its own, as a folder: app-image.sh LIB OUT
# LIB holds the jars; OUT/gatehouse/bin/gatehouse starts it on a machine without Java.
set -euo pipefail

lib="$(cd "$1" && pwd)"
out="$2"
bin="${JAVA_HOME:+$JAVA_HOME/bin/}"
command -v "${bin}jpackage" >/dev/null || {
    echo 'app-image: this JDK has no jpackage' >&2
    exit 3
}
[[ ! -e "$out/gatehouse" ]] || {
    echo "app-image: $out/gatehouse is there already" >&2
    exit 5
}
jar="$(cd "$lib" && printf '%s\n' gatehouse-*cli*.jar | head -1)"
# the parts of Java that the program and its libraries use, and no compiler or desktop of the JDK
modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming
modules+=,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec
modules+=,jdk.httpserver,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs,jdk.localedata
"${bin}jpackage" --type app-image --name gatehouse --input "$lib" --main-jar "$jar" \
    --main-class io.gatehouse.cli.Main --dest "$out" --add-modules "$modules" \
    --jlink-options '--strip-debug --no-header-files --no-man-pages' \
    --java-options -XX:+UseSerialGC
"$out/gatehouse/bin/gatehouse" version
