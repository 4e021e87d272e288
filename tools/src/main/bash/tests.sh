# ./lethe test: one build, one stack of its own, everything torn down again.

TEST_STATE=${LETHE_TEST_DIR:-$TREE/.lethe-test}

run_tests() {
  local soak=no
  case "${1:-}" in
    --soak) soak=yes ;;
    '') ;;
    *) die "test knows --soak, not '$1'" ;;
  esac
  unset LETHE_POLICY_DIR LETHE_POLICY_KEYS # the tests are about the bundle of the tree
  if [ "${LETHE_IN_TEST:-}" != yes ]; then
    # an empty state of its own and free ports, so that a running demo is not disturbed
    [ ! -d "$TEST_STATE" ] || LETHE_STATE_DIR=$TEST_STATE "$TREE/lethe" down
    rm -rf "$TEST_STATE"
    LETHE_IN_TEST=yes LETHE_STATE_DIR=$TEST_STATE LETHE_HTTPS_PORT=$(free_port 19443) \
      LETHE_KEYCLOAK_PORT=$(free_port 18543) LETHE_POSTGRES_PORT=$(free_port 25432) exec "$TREE/lethe" test "$@"
  fi
  trap 'status=$?; trap - EXIT INT TERM; tear_down; exit $status' EXIT
  trap 'exit 130' INT TERM
  prepare
  check_test_tools
  FAILED=() RESULTS=()
  stage "build, unit and architecture tests" verify_all
  if [ ${#FAILED[@]} -eq 0 ]; then
    stage "container tests" container_tests
    stage "start of the whole stack" bring_up_built
  fi
  if [ ${#FAILED[@]} -eq 0 ] || [[ ! " ${FAILED[*]} " =~ (build|start) ]]; then
    stage "HTTP and browser tests" e2e_tests
    [ "$soak" = no ] || stage "long suites" soak_tests
  fi
  summary
}
tear_down() { take_down >/dev/null 2>&1 || true; }

free_port() {
  local port=$1
  while listening "$port"; do port=$((port + 1)); done
  echo "$port"
}
check_test_tools() {
  need chromium chromium
  need pdftotext poppler-utils
  need qpdf qpdf
  need softhsm2-util softhsm2
}

stage() { # NAME COMMAND...
  local name=$1 start=$SECONDS status
  shift
  say "== $name"
  set +e # and on again inside: in a condition, bash would not stop at the first failure
  (set -e && "$@")
  status=$?
  set -e
  if [ $status = 0 ]; then status=passed; else
    status=FAILED
    FAILED+=("$name")
  fi
  RESULTS+=("$(printf '%-40s %-7s %5d s' "$name" "$status" $((SECONDS - start)))")
  say "== $name: $status"
}
summary() {
  printf '\n' >&2
  printf '  %s\n' "${RESULTS[@]}" >&2
  if [ ${#FAILED[@]} -eq 0 ]; then say "all passed"; else
    say "failed: ${FAILED[*]} (logs in $LOGS)"
    return 1
  fi
}

verify_all() {
  fetch_liberty
  with_build_lock
  (umask 022 && cd "$TREE" && "$MVN" -B -ntp $(stale_targets) verify "-DinstallDirectory=$WLP" 2>&1) | tee "$LOGS/verify.log" |
    { grep --line-buffered -E '^\[(INFO|ERROR|WARNING)\] +(Building Lethe|Tests run:.*[0-9]$|BUILD|.*FAILURE!|.*ERROR!|.*Test\.[a-z].*:[0-9]+)|COMPILATION ERROR|^\[ERROR\].*\.java:\[' >&2 || true; }
  built
}
bring_up_built() { bring_up; }

# run_suite NAME PACKAGE ARGUMENT...: the JUnit launcher on the tests of the ear module
run_suite() {
  local name=$1 package=$2
  shift 2
  # starting a stack does not build the tests
  [ -s "$TREE/ear/target/test-class-path" ] || die "the tests are not built; build them with 'mvn package -DskipTests', or run ./lethe test"
  # shellcheck disable=SC2086
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m ${SUITE_OPTIONS:-} "-Dlethe.state.dir=$STATE" "-Dlethe.base.url=$(base_url)" \
    "-Dlethe.keycloak.url=$(keycloak_url)" "-Dlethe.postgres.port=$POSTGRES_PORT" "-Dlethe.tree=$TREE" \
    "-Dlethe.wlp.home=${WLP:-}" "-Dlethe.container.usr=$STATE/container" "-Dlethe.container.port=${LETHE_CONTAINER_PORT:-0}" \
    "-Dlethe.container.security=$STATE/container/servers/container/security.xml" \
    -Djava.util.logging.config.file="$TREE/ear/src/test/resources/logging.properties" \
    -cp "$TREE/ear/target/test-classes:$(cat "$TREE/ear/target/test-class-path")" \
    org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=tree \
    --fail-if-no-tests --select-package "$package" --include-classname "${ONLY:-.*IT}" --reports-dir "$LOGS/$name" "$@" >&2
}
export_browser() { export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1; }

# the services inside the application server, on the real database, driven by Arquillian
container_tests() {
  local usr=$STATE/container
  local server=$usr/servers/container
  fetch_postgres
  fetch_liberty
  make_secrets
  make_tls
  start_postgres
  migrate
  worker_root
  stop_container
  rm -rf "$usr"
  mkdir -p "$server"
  cp -a "$BUILT_USR/shared" "$usr/shared"
  cp -a "$BUILT_USR/servers/lethe/data.xml" "$BUILT_USR/servers/lethe/policy" "$server/"
  cp -a "$TREE/ear/src/test/liberty/." "$server/"
  install_policy "$server/policy"
  printf '%s\n' -Xmx640m "-Dlethe.stack=$STATE" -Dlethe.part=container >"$server/jvm.options"
  mkdir -p "$STATE/container-store" "$STATE/epochs" "$STATE/journal"
  (
    server_environment
    unset JVM_ARGS SERVER_NAME
    LETHE_CONTAINER_PORT=$(free_port 29080)
    export WLP_USER_DIR=$usr LOG_DIR=$LOGS/container LETHE_POLICY_DIR=$server/policy LETHE_STORE_DIR=$STATE/container-store LETHE_CONTAINER_PORT
    run_suite container-tests dev.lethe.container --exclude-tag soak
  )
}

# a test run that was killed leaves its server
stop_container() {
  local pids
  mapfile -t pids < <(comm -12 <(pids_with_argument "-Dlethe.stack=$STATE" | sort) <(pids_with_argument "-Dlethe.part=container" | sort))
  [ ${#pids[@]} -eq 0 ] || stop_pids 20 "${pids[@]}"
}

e2e_tests() {
  export_browser
  run_suite e2e dev.lethe.e2e --exclude-tag soak
}
# LETHE_SOAK_OPTIONS, for instance -Dlethe.soak.kills=10 -Dlethe.soak.minutes=1, makes them shorter or longer
soak_tests() {
  export_browser
  SUITE_OPTIONS=${LETHE_SOAK_OPTIONS:-} run_suite soak dev.lethe.e2e --include-tag soak
}

# container tests against the database of the stack in the state folder, which is started if it is not up
container() {
  prepare
  with_lock
  remember_ports
  ONLY=${1:+.*$1} container_tests
}

# against a stack that is up already: ./lethe e2e [CLASS]
e2e() {
  need_running
  export_browser
  ONLY=${1:+.*$1} run_suite e2e dev.lethe.e2e --exclude-tag soak
}

# the same with the long suites; those of the kills start and stop parts of that stack
soak() {
  need_running
  ONLY=${1:+.*$1} soak_tests
}
