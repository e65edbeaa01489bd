#!/bin/sh
# Builds the last commit as a release, and lists and checks the bundle that would be uploaded to Maven Central:
#
#   sh src/release/list-bundle.sh [more arguments for Maven]
#
# It needs Git, Maven, GnuPG and unzip, and takes as long as a build without tests. Nothing is uploaded: the address of the
# upload is a port of this machine on which nothing listens. So Maven reports an error at the end, which this script expects.
# Exits with 1 if the bundle is missing, has a test jar, or lacks a file that Maven Central requires.
set -eu
top=$(git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=0.0.1-bundle
nowhere=http://127.0.0.1:9

git clone -q "$top" "$work/checkout"
cd "$work/checkout"
# Snapshots are published in another way.
snapshot=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
find . -name pom.xml -exec sed -i.bak "s|<version>$snapshot</version>|<version>$version</version>|" {} +
cat > "$work/settings.xml" <<'EOF'
<settings><servers><server><id>central</id><username>nobody</username><password>none</password></server></servers></settings>
EOF
echo "Builds in $work/checkout ..."
sh src/release/with-throw-away-key.sh mvn -B -ntp -gs "$work/settings.xml" -Prelease -DskipTests -Dmaven.install.skip \
    -DcentralBaseUrl=$nowhere -DcentralSnapshotsUrl=$nowhere "$@" deploy > "$work/log" 2>&1 || true
bundle=target/central-publishing/central-bundle.zip
[ -f $bundle ] || { tail -40 "$work/log"; echo "There is no bundle." >&2; exit 1; }

# The names without checksums, and without the path of the group.
unzip -Z1 $bundle | grep -v '/$' | grep -vE '\.(md5|sha1|sha256|sha512)$' | sed 's|^io/ironjournal/||' | LC_ALL=C sort > "$work/files"
cat "$work/files"
failed=0
for file in $(grep -v '\.asc$' "$work/files"); do
    grep -qxF "$file.asc" "$work/files" || { echo "$file is not signed." >&2; failed=1; }
done
for pom in $(grep '\.pom$' "$work/files"); do
    base=${pom%.pom}
    if grep -qxE "$base\.(jar|rar)" "$work/files"; then
        for wanted in -sources.jar -javadoc.jar; do
            grep -qxF "$base$wanted" "$work/files" || { echo "$base$wanted is missing." >&2; failed=1; }
        done
    fi
done
if grep -e '-tests\.jar' "$work/files" >&2; then
    echo "The test jars above must not be published." >&2
    failed=1
fi
exit $failed
