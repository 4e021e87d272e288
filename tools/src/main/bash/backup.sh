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
  file=$(realpath -m "$file")
  mkdir -p "$(dirname "$file")"
  running=$(running_parts)
  stop_server
  stop_keycloak
  stop_postgres
  say "copying the database and the sealed documents"
  # a name of its own until it is whole: what was cut off is no backup
  (umask 077 && tar -C "$STATE" --exclude=postmaster.pid -cf "$file.part" postgres/data store) ||
    { rm -f "$file.part"; die "the copy could not be written to $file"; }
  sync "$file.part"
  mv "$file.part" "$file"
  unlock
  bring_back "$running"
  say "backed up to $file"
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
  rm -rf "$STATE/postgres/data" "$STATE/store"
  mkdir -p "$STATE/postgres" "$part/store"
  mv "$part/postgres/data" "$STATE/postgres/data"
  mv "$part/store" "$STATE/store"
  rm -rf "$part"
  unlock
  say "restored; what has ended since the copy is brought about again before anything is served"
  up --detach
}

running_parts() { if [ -n "$(server_pids)" ]; then echo all; elif [ -n "$(postgres_pids)" ]; then echo postgres; fi; }
bring_back() { # what ran before
  case $1 in
    all) up --detach ;;
    postgres) with_lock; start_postgres; unlock ;;
  esac
}
