# ./lethe backup and restore: the database cluster and the sealed documents, in one file.
#
# What is not in it is why a deletion stays one: the epoch vault (keys that were destroyed must not come back), the
# journal (what has ended must not be forgotten) and the secrets (whoever finds a backup opens nothing).

backup() {
  local file=${1:-} running
  [ $# = 1 ] || die "backup wants one FILE"
  [ ! -e "$file" ] || die "there is a $file already"
  [ -d "$PG_DATA" ] || die "there is no database in $STATE"
  state_folders
  with_lock
  recall_ports
  mkdir -p "$STATE/store"
  file=$(realpath -m "$file")
  check_target "$file" # while everything still runs
  running=$(running_parts)
  trap 'trap - INT TERM; give_up_backup "$file" "$running"; exit 130' INT TERM
  stop_server
  stop_keycloak
  stop_postgres
  say "copying the database and the sealed documents"
  if ! copy_to "$file"; then
    give_up_backup "$file" "$running"
    die "the copy could not be written to $file; what ran before runs again"
  fi
  trap - INT TERM
  unlock
  bring_back "$running"
  say "backed up to $file"
}

check_target() { # FILE
  local folder free needed
  folder=$(dirname "$1")
  mkdir -p "$folder" 2>/dev/null && [ -d "$folder" ] && (umask 077 && : >"$1.part") 2>/dev/null || die "$1 cannot be written"
  # files of a running database come and go
  needed=$({ du -skc "$PG_DATA" "$STATE/store" 2>/dev/null || true; } | awk 'END {print $1}')
  free=$(df -Pk "$folder" | awk 'NR==2 {print $4}')
  [ "$free" -gt "$needed" ] || { rm -f "$1.part"; die "$folder has $((free / 1024)) MB left, the backup needs $((needed / 1024)) MB"; }
}
copy_to() { # FILE: under a name of its own until it is whole, since what was cut off is no backup
  (umask 077 && tar -C "$STATE" --exclude=postmaster.pid -cf "$1.part" postgres/data store) && sync "$1.part" && mv "$1.part" "$1"
}
give_up_backup() { # FILE RUNNING
  rm -f "$1.part"
  unlock
  bring_back "$2"
}

restore() {
  local file=${1:-} part=$STATE/restore.part
  [ $# = 1 ] || die "restore wants one FILE"
  [ -f "$file" ] || die "there is no file $file"
  file=$(realpath "$file")
  state_folders
  with_lock
  recall_ports
  rm -rf "$part"
  mkdir -p "$part"
  say "unpacking $file"
  tar -C "$part" -xpf "$file" && [ -s "$part/postgres/data/PG_VERSION" ] || { rm -rf "$part"; die "$file is no backup of ./lethe"; }
  stop_server
  stop_keycloak
  stop_postgres
  mkdir -p "$STATE/postgres" "$STATE/store" "$part/store"
  # each is there whole at any moment, so that a kill leaves something to restore again
  rm -rf "$part/before"
  mkdir "$part/before"
  [ ! -d "$PG_DATA" ] || mv "$PG_DATA" "$part/before/data"
  mv "$part/postgres/data" "$PG_DATA"
  mv "$STATE/store" "$part/before/store"
  mv "$part/store" "$STATE/store"
  rm -rf "$part"
  unlock
  say "restored; what has ended since the copy is brought about again before anything is served"
  up --detach
}

running_parts() { if [ -n "$(server_pids)$(keycloak_pids)" ]; then echo all; elif [ -n "$(postgres_pids)" ]; then echo postgres; fi; }
bring_back() { # what ran before
  case $1 in
    all) up --detach ;;
    postgres) with_lock; start_postgres; unlock ;;
  esac
}
