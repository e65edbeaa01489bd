#!/bin/sh
# Runs a command with a GnuPG key that is made for it and deleted afterwards, to try a release:
#
#   sh src/release/with-throw-away-key.sh mvn -B -ntp -Prelease -DskipTests verify
set -eu
GNUPGHOME=$(mktemp -d)
export GNUPGHOME
trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT
gpg --batch --quiet --passphrase '' --quick-generate-key 'A throw-away key <nobody@example.invalid>' rsa3072 sign 1d
"$@"
