# Proofs against hostile input that take long; sourced by Scripts/soak, never run.
# shellcheck shell=bash
# shellcheck disable=SC2154  # $repository and $scratch are the caller's

# Decoders by name: the cases of FuzzTarget.
readonly fuzz_targets='delimited ndjson swift bai2 nacha fedwire iso20022 sniffed gzip zstd customers profile rulebook values'
# No input of the longest a fuzzer tries may take longer than this many seconds, or make the process larger than this
# many MiB: it holds the inputs found so far, and the address sanitizer's shadows.
readonly fuzz_patience=20
readonly fuzz_memory=2048
# What a run may hold of an input however long, in MiB: its buffers, and those of the state.
readonly large_memory=512

# fuzz SECONDS SEED FOLDER: libFuzzer (https://llvm.org/docs/LibFuzzer.html) on every decoder for so many seconds each, built
# with the address sanitizer into .build/fuzz. Prints the executions of each; fails at the first broken promise, and then
# leaves the input in .build/fuzz/broken.
fuzz() {
  local seconds=$1 seed=$2 folder=$3 target status log count broken=$repository/.build/fuzz/broken
  say 'building the decoders for libFuzzer (some minutes the first time)'
  # lld, because gold fails on what the instrumentation leaves.
  MANUMIT_FUZZ=1 quietly "$folder/fuzz-build.log" swift build --scratch-path .build/fuzz -c release --product FuzzProgram \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld
  mkdir -p "$broken"
  for target in $fuzz_targets; do
    log=$folder/fuzz-$target.log
    status=0
    mkdir -p "$folder/$target/found"
    # Swift's own backtraces and the search for leaks trace the process, which does not go together with the sanitizer.
    MANUMIT_FUZZ_TARGET=$target MANUMIT_FUZZ_FOLDER=$folder/$target SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
      .build/fuzz/release/FuzzProgram -max_total_time="$seconds" -seed="$seed" -timeout="$fuzz_patience" \
      -rss_limit_mb="$fuzz_memory" -max_len=4096 -dict="$folder/$target/words" -artifact_prefix="$broken/$target-" \
      -print_final_stats=1 "$folder/$target/found" "$folder/$target/seeds" >"$log" 2>&1 </dev/null || status=$?
    count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if ((status != 0)); then
      grep -E 'Fatal error|ERROR|SUMMARY' "$log" >&2 || tail -n 20 "$log" >&2
      fail "$target: broken after ${count:-?} executions, seed $seed; the input lies in $broken"
    fi
    say "soak: fuzz $target: $count executions, nothing broken, seed $seed"
  done
}

# large_inputs FOLDER: inputs of gigabytes through a pipe: a line of 4 GiB, a gigabyte of zeros packed into one megabyte, four
# million short records none of which can be read. Each must come to its end as it says, in bounded memory.
large_inputs() {
  local folder=$1 header='txn_id,timestamp,amount,currency,direction,account_id'
  local row='2026-03-04T10:00:00Z,1.25,USD,debit,A1'
  # large NAME STATUS WORDS COMMAND: what COMMAND writes, scanned; the program must end with STATUS and say WORDS.
  large() {
    local name=$1 wanted=$2 words=$3 producer=$4 log=$folder/large.log figures peak
    rm -rf "$folder/large-state" "$log"
    figures=$(python3 Scripts/lib/measure.py run "$log" bash -c \
      "{ $producer; } | .build/debug/manumit scan - --state '$folder/large-state' --no-publish --max-rejections 100%; \
       status=\${PIPESTATUS[1]}; echo \"status \$status\"")
    peak=$(cut -f3 <<<"$figures")
    if ! grep -q "^status $wanted$" "$log" || ! grep -qE "$words" "$log"; then
      tail -n 20 "$log" >&2
      fail "$name: expected status $wanted and '$words'"
    fi
    ((peak <= large_memory)) || fail "$name: $peak MiB of memory, at most $large_memory"
    say "soak: $name: status $wanted, $(cut -f1 <<<"$figures") s, $peak MiB at the most"
  }
  large 'a line of 4 GiB' 0 '^rejected +1\b' \
    "echo '$header'; echo 'L1,$row'; head -c 4294967296 /dev/zero | tr '\\0' x; echo; echo 'L2,$row'"
  large 'a gigabyte of zeros in gzip' 0 '^rejected +1\b' \
    "{ echo '$header'; echo 'L1,$row'; head -c 1073741824 /dev/zero | tr '\\0' 0; } | gzip -1"
  large 'four million quotes that never close' 65 'rejected' \
    "echo '$header'; echo 'L1,$row'; yes '\"L2,$row' | head -n 4000000"
}
