#!/bin/sh
# Checks that what is measured is durable when it is acknowledged: counts forces as the operating system sees them, for
# one contender after the other, while a lone thread appends or commits in two phases. Needs Linux and strace. From the
# project's root:
#
#     sh benchmarks/src/test/scripts/count-forces.sh [workload [contender ...]]
#
# A lone thread can share no force: an append needs at least one, a transaction in two phases two, and a third one for the
# decision where a transaction manager takes it.
set -e
workload=${1:-append-128b-1}
[ $# -eq 0 ] || shift
case $workload in two-phase-*) needed=2 ;; narayana-two-phase-*) needed=3 ;; *) needed=1 ;; esac
[ $# -gt 0 ] || set -- ironjournal raw_leader raw_writer raw_twice_leader raw_twice_writer artemis_nio artemis_aio \
    chronicle rocksdb bookkeeper_eager bookkeeper_waiting h2 derby
trace=benchmarks/target/forces.strace
data=$PWD/benchmarks/target/data
mkdir -p benchmarks/target
for contender in "$@"; do
    found=$(strace -f -qq -y --seccomp-bpf -e trace=openat,write,pwrite64,pwritev,writev,fsync,fdatasync,msync \
        -o "$trace" \
        mvn -q -Pbenchmarks -pl benchmarks -am process-classes -Dbenchmark="$workload" \
            -Dbenchmark.contenders="$contender" -Dbenchmark.rounds=1 -Dbenchmark.seconds=1 -Dbenchmark.out=target/forces |
        sed -n 's/.*acknowledged=\([0-9]*\).*/\1/p')
    awk -v data="$data" -v name="$contender" -v needed="$needed" -v acknowledged="${found:-0}" '
        function held(line) { match(line, /[0-9]+<[^>]*>/); return substr(line, RSTART, RLENGTH) }
        # A call that another thread interrupts stands in two lines, which begin with the same thread.
        /openat\(/ { forced[$1] = /O_DSYNC|O_SYNC/ }
        /openat(\(| resumed)/ && match($0, /= [0-9]+<[^>]*>/) { synced[held(substr($0, RSTART))] = forced[$1] }
        / msync\(.*MS_SYNC/ { forces++ }
        /resumed>/ || index($0, "<" data) == 0 { next }
        / (fdatasync|fsync)\(/ { forces++ }
        / (pwrite64|write|pwritev|writev)\(/ { if (synced[held(substr($0, index($0, "(")))]) forces++ }
        END {
            verdict = acknowledged == 0 ? "was not measured" : forces >= needed * acknowledged ? "durable" : "NOT DURABLE"
            printf "%-22s %8d acknowledged %8d forces  %s\n", name, acknowledged, forces, verdict
        }' "$trace"
    rm -f "$trace"
done
