#!/bin/sh
# Counts what the appends of the sample Measure force, as the operating system sees it: writes to log files that were
# opened with O_DSYNC, fdatasync and fsync of them. Needs Linux and strace. From the project's root:
#
#     sh samples/src/test/scripts/count-forces.sh
#
# The sum of appends that Measure prints, divided by the number counted here, is the average group.
set -e
trace=samples/target/forces.strace
mkdir -p samples/target
strace -f -qq -y --seccomp-bpf -e trace=openat,write,pwrite64,fsync,fdatasync -o "$trace" \
    mvn -q -pl samples -am process-classes -Dsample=Measure -Dmeasure.entries="${1:-50000}"
awk '
    function held(line) { match(line, /[0-9]+<[^>]*>/); return substr(line, RSTART, RLENGTH) }
    # A call that another thread interrupts stands in two lines, which begin with the same thread.
    /openat\(/ { forced[$1] = /O_DSYNC|O_SYNC/ }
    /openat(\(| resumed)/ && match($0, /= [0-9]+<[^>]*>/) { synced[held(substr($0, RSTART))] = forced[$1] }
    /resumed>/ || !/measure-data\/journal\/log\// { next }
    /(fdatasync|fsync)\(/ { forces++ }
    /(pwrite64|write)\(/ { if (synced[held(substr($0, index($0, "(")))]) forces++; else plain++ }
    END { printf "forces of the commit log: %d, unforced writes to it: %d\n", forces, plain }' "$trace"
