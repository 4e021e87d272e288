# ./lethe bench: speed and memory, measured beside what else there is.

bench() {
  local suite=recognition
  case ${1:-} in
    recognition | http | java | retention | policy | all)
      suite=$1
      shift
      ;;
    '' | -*) ;;
    *) die "bench knows recognition, http, java, retention, policy and all, not '$1'" ;;
  esac
  state_folders
  mkdir -p "$STATE/bench"
  "bench_$suite" "$@"
}
bench_all() {
  case " $* " in *" --json "*) die "all writes five reports; ask for them one by one" ;; esac
  bench_recognition "$@"
  bench_http "$@"
  bench_java "$@"
  bench_retention "$@"
  bench_policy "$@"
}
bench_recognition() {
  check_machine
  bench_build
  bench_rivals
  worker_root
  measure recognition "$@"
}
bench_http() {
  need_running
  bench_build
  as_evaluator measure http "$@"
}

bench_java() {
  check_machine
  bench_build
  measure java "$@"
}

# makes what is due for a tenant of its own, as the owner of the tables, and takes it away again
bench_retention() {
  need_running
  need softhsm2-util softhsm2
  mkdir -p "$STATE/bench/softhsm2"
  bench_build
  LETHE_DATABASE_URL="jdbc:postgresql://127.0.0.1:$POSTGRES_PORT/lethe" LETHE_OWNER_PASSWORD_FILE=$SECRETS/postgres-lethe-owner \
    LETHE_STORE_DIR=$STATE/store SOFTHSM2_CONF=$STATE/bench/softhsm2/softhsm2.conf measure retention "$@"
}

# with a database of its own: nothing of the stack is needed, and nothing is left in it
bench_policy() {
  check_machine
  bench_build
  measure policy "$@"
}

# what OCR is usually done with; what cannot be installed is missing in the table
bench_rivals() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  need tesseract tesseract-ocr
  need ocrmypdf ocrmypdf
}
# without the server, unless that was built anyway
bench_build() {
  local fingerprint stamp=$TREE/benchmarks/target/built
  fingerprint=$(sources_fingerprint)
  if [ -s "$TREE/benchmarks/target/benchmarks.jar" ] && [ "$(cat "$BUILD_STAMP" 2>/dev/null)" = "$fingerprint" ]; then return 0; fi
  if [ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ]; then return 0; fi
  find_java
  find_maven
  say "building the benchmarks"
  with_build_lock
  (umask 022 && cd "$TREE" && mvn_quiet package -pl benchmarks -am -Dmaven.test.skip=true) >"$LOGS/build-bench.log" 2>&1 ||
    die "the build failed; see $LOGS/build-bench.log"
  echo "$fingerprint" >"$stamp"
}
measure() {
  "$JAVA_HOME/bin/java" -Xmx1g -cp "$TREE/benchmarks/target/benchmarks.jar:$TREE/benchmarks/target/lib/*" \
    dev.lethe.benchmarks.Main "$STATE/worker-root" "$STATE/bench" "$TREE/docs/benchmarks.md" "$@"
}
