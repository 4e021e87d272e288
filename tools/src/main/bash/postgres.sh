# PostgreSQL, driven by its own initdb and pg_ctl: durable, on the loopback only, one role per user of it.

PG_DATA=$STATE/postgres/data

# PostgreSQL refuses to run as root. In a user namespace of its own it has no privilege at all, yet owns its
# data folder wherever that lies.
as_postgres() {
  if [ "$(id -u)" != 0 ]; then env -i "PATH=$PATH" "LC_ALL=C" "$@"; else
    env -i "PATH=$PATH" "LC_ALL=C" unshare -U --map-user=1000 --map-group=1000 "$@"
  fi
}
check_namespaces() {
  [ "$(id -u)" != 0 ] || unshare -U --map-user=1000 --map-group=1000 true 2>/dev/null ||
    die "this machine refuses user namespaces, which PostgreSQL as root and the sandbox need; run ./lethe as an ordinary user or allow them"
}

postgres_pids() { pids_with_argument "$PG_DATA"; }
postgres_up() { [ -n "$(postgres_pids)" ] && listening "$POSTGRES_PORT"; }

init_postgres() {
  [ ! -d "$PG_DATA" ] || return 0
  [ ! -d "$STATE/restore.part" ] || die "a restore was cut off; run it again: ./lethe restore FILE"
  local fresh=$STATE/postgres/data.part
  say "making the database cluster"
  rm -rf "$fresh"
  mkdir -p "$STATE/postgres"
  as_postgres "$PG_HOME/bin/initdb" -D "$fresh" -U lethe_admin -E UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 \
    --locale=C --auth=scram-sha-256 --pwfile=<(secret postgres-admin) >"$LOGS/initdb.log" 2>&1 ||
    die "initdb failed; see $LOGS/initdb.log"
  # what fails is reported without the statement and without the row, because both may hold what was read
  cat >>"$fresh/postgresql.conf" <<'CONF'
fsync = on
synchronous_commit = on
full_page_writes = on
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '128MB'
statement_timeout = '120s'
idle_in_transaction_session_timeout = '120s'
log_statement = 'none'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
logging_collector = off
CONF
  cat >"$fresh/pg_hba.conf" <<'CONF'
host lethe    lethe_owner,lethe_app 127.0.0.1/32 scram-sha-256
host keycloak keycloak              127.0.0.1/32 scram-sha-256
CONF
  # the superuser has no way in over the network: roles and databases are made before the server listens
  single_user "$fresh" postgres <<SQL
CREATE ROLE lethe_owner LOGIN PASSWORD '$(secret postgres-lethe-owner)'
CREATE ROLE lethe_app LOGIN PASSWORD '$(secret server/lethe_app_password)'
CREATE ROLE keycloak LOGIN PASSWORD '$(secret postgres-keycloak)'
CREATE DATABASE lethe OWNER lethe_owner
CREATE DATABASE keycloak OWNER keycloak
REVOKE ALL ON DATABASE lethe FROM PUBLIC
REVOKE ALL ON DATABASE keycloak FROM PUBLIC
GRANT CONNECT ON DATABASE lethe TO lethe_app
SQL
  mv "$fresh" "$PG_DATA"
}
single_user() { # DATA DATABASE, one statement per line on stdin
  as_postgres "$PG_HOME/bin/postgres" --single -D "$1" "$2" >>"$LOGS/initdb.log" 2>&1 || die "the database could not be set up; see $LOGS/initdb.log"
}

start_postgres() {
  ! postgres_up || return 0
  init_postgres
  port_is_free "$POSTGRES_PORT" LETHE_POSTGRES_PORT
  # after a kill -9 the pid in postmaster.pid may belong to somebody else by now
  [ -n "$(postgres_pids)" ] || rm -f "$PG_DATA/postmaster.pid"
  say "starting PostgreSQL on 127.0.0.1:$POSTGRES_PORT"
  # the children of a server that was killed hold its memory for a moment longer
  try_start_postgres || { sleep 2; try_start_postgres; } || { sleep 5; try_start_postgres; } ||
    die "PostgreSQL did not start; see $LOGS/postgres.log"
}
try_start_postgres() {
  (close_inherited && as_postgres "$PG_HOME/bin/pg_ctl" -D "$PG_DATA" -l "$LOGS/postgres.log" -w -t 120 -o "-p $POSTGRES_PORT" start) \
    >"$LOGS/pg_ctl.log" 2>&1 </dev/null
}
stop_postgres() {
  local pids
  mapfile -t pids < <(postgres_pids)
  [ ${#pids[@]} -gt 0 ] || return 0
  say "stopping PostgreSQL"
  kill -INT "${pids[@]}" 2>/dev/null || true # a fast shutdown: closes sessions, writes a checkpoint
  await_gone 60 "${pids[@]}"
}
await_gone() { # SECONDS PID...
  local patience=$1 pid start=$SECONDS
  shift
  for pid in "$@"; do
    while kill -0 "$pid" 2>/dev/null; do
      [ $((SECONDS - start)) -lt "$patience" ] || { kill -KILL "$pid" 2>/dev/null || true; break; }
      sleep 0.1
    done
  done
}
