#!/bin/sh
# Counts what transactions force, as the operating system sees it: fdatasync, fsync, and writes to files that were opened
# with O_DSYNC. Needs Linux and strace. From the project's root:
#
#     sh journal-narayana/src/test/scripts/count-forces.sh
set -e
trace=journal-narayana/target/forces.strace
for log in files journal forced-votes; do
mvn -q -pl journal-narayana -am process-test-classes -Dcount.forces=$log -Dsurefire.failIfNoSpecifiedTests=false
printf "\nNarayana's log: %s\n" "$log"
awk '
    function path(line) { match(line, /<[^>]*>/); return substr(line, RSTART + 1, RLENGTH - 2) }
    function whose(file) { return file ~ /\/journal\// ? "journal" : file ~ /\/second\// ? "second" : file ~ /\/store\// ? "manager" : "other" }
    # The file as the process holds it: number and path.
    function held(line) { match(line, /[0-9]+<[^>]*>/); return substr(line, RSTART, RLENGTH) }
    /openat\(/ && match($0, /= [0-9]+<[^>]*>/) { synced[held(substr($0, RSTART))] = /O_DSYNC|O_SYNC/ }
    /mark-begin-/ { match($0, /mark-begin-[a-z-]+/); kind = substr($0, RSTART + 11, RLENGTH - 11); next }
    /mark-end-/ { kind = ""; next }
    kind == "" { next }
    /resumed>/ { next }
    /(fdatasync|fsync)\(/ { count[kind, whose(path($0))]++ }
    /(pwrite64|write|writev|pwritev)\(/ { if (synced[held(substr($0, index($0, "(")))]) count[kind, whose(path($0))]++ }
    END {
        n = split("one-phase two-phase two-journals last-resource read-only rollback refused", kinds, " ")
        printf "%-13s %8s %8s %8s   forces of 10 transactions\n", "", "journal", "second", "manager"
        for (i = 1; i <= n; i++)
            printf "%-13s %8d %8d %8d\n", kinds[i], count[kinds[i], "journal"], count[kinds[i], "second"], count[kinds[i], "manager"]
    }' "$trace"
done
