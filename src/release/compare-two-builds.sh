#!/bin/sh
# Builds the last commit twice, in two directories, and compares every jar, published POM and SBOM byte by byte:
#
#   sh src/release/compare-two-builds.sh [more arguments for Maven]
#
# It needs Git and Maven, takes as long as two builds without tests, and exits with 1 if a file differs.
set -eu
top=$(git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for build in first second; do
    echo "Builds in $work/$build ..."
    git clone -q "$top" "$work/$build"
    (cd "$work/$build" && mvn -B -ntp -q -Prelease -DskipTests -Dgpg.skip "$@" verify)
    # Quarkus's packaged sample is not published, and Quarkus generates its classes in another order each time.
    (cd "$work/$build" && find . -path '*/target/*' -not -path '*/quarkus-app/*' \( -path './*/target/*.jar' -o -name published-pom.xml \
        -o -name 'bom.json' -o -name 'bom.xml' \) -type f | LC_ALL=C sort | xargs sha256sum) > "$work/$build.sums"
done

if diff "$work/first.sums" "$work/second.sums"; then
    echo "$(wc -l < "$work/first.sums") files, all the same in both builds."
else
    echo "The files above are not the same in both builds." >&2
    exit 1
fi
