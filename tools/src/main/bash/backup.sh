# ./lethe backup and restore: the database cluster and the sealed documents, in one file.
#
# What is not in it is why a deletion stays one: the epoch vault (keys that were destroyed must not come back), the
# journal (what has ended must not be forgotten) and the secrets (whoever finds a backup opens nothing).

backup() {
  local file='' recipient=${LETHE_BACKUP_RECIPIENT:-} running
  while [ $# -gt 0 ]; do
    case $1 in
      --to) [ $# -ge 2 ] || die "--to wants the file with a public key"; recipient=$2; shift ;;
      -*) die "backup knows --to, not '$1'" ;;
      *) [ -z "$file" ] || die "backup wants one FILE"; file=$1 ;;
    esac
    shift
  done
  [ -n "$file" ] || die "backup wants one FILE"
  [ ! -e "$file" ] || die "there is a $file already"
  [ -d "$PG_DATA" ] || die "there is no database in $STATE"
  state_folders
  with_lock
  recall_ports
  mkdir -p "$STATE/store"
  file=$(realpath -m "$file")
  # while everything still runs
  if [ -n "$recipient" ]; then
    backup_tools
    lethe_tools backup check "$recipient" || die "nothing can be sealed to $recipient"
  else
    say "NOT ENCRYPTED: without --to PUBLIC_KEY whoever has $file reads what the database holds besides sealed content"
  fi
  check_target "$file"
  running=$(running_parts)
  trap 'trap - INT TERM; give_up_backup "$file" "$running"; exit 130' INT TERM
  stop_server
  stop_keycloak
  stop_postgres
  say "copying the database and the sealed documents"
  if ! copy_to "$file" "$recipient"; then
    give_up_backup "$file" "$running"
    die "the copy could not be written to $file; what ran before runs again"
  fi
  trap - INT TERM
  unlock
  bring_back "$running"
  if [ -n "$recipient" ]; then say "backed up to $file, sealed to $recipient"; else say "backed up to $file, not encrypted"; fi
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
copy_to() { # FILE RECIPIENT: under a name of its own until it is whole, since what was cut off is no backup
  (umask 077 && tar -C "$STATE" --exclude=postmaster.pid -cf - postgres/data store | sealed_to "$2" >"$1.part") && sync "$1.part" && mv "$1.part" "$1"
}
sealed_to() { # RECIPIENT, who may be nobody
  if [ -n "$1" ]; then lethe_tools backup seal "$1"; else cat; fi
}
is_sealed() { [ "$(head -c 21 "$1" | tr -d '\0')" = lethe-sealed-backup/1 ]; }
backup_tools() {
  prepare
  [ -f "$TREE/tools/target/tools.jar" ] || { fetch_liberty; build; }
}
give_up_backup() { # FILE RUNNING
  rm -f "$1.part"
  unlock
  bring_back "$2"
}

restore() {
  local file='' key='' part=$STATE/restore.part
  while [ $# -gt 0 ]; do
    case $1 in
      --key) [ $# -ge 2 ] || die "--key wants the file with the private key"; key=$2; shift ;;
      -*) die "restore knows --key, not '$1'" ;;
      *) [ -z "$file" ] || die "restore wants one FILE"; file=$1 ;;
    esac
    shift
  done
  [ -n "$file" ] || die "restore wants one FILE"
  [ -f "$file" ] || die "there is no file $file"
  file=$(realpath "$file")
  if is_sealed "$file"; then
    [ -n "$key" ] || die "$file is sealed: name the private key with --key"
    backup_tools
  else
    [ -z "$key" ] || die "$file is not sealed, so it may not be what was backed up; without --key it is taken as it is"
  fi
  state_folders
  with_lock
  recall_ports
  rm -rf "$part"
  mkdir -p "$part"
  say "unpacking $file"
  unpack "$file" "$key" "$part" && [ -s "$part/postgres/data/PG_VERSION" ] || { rm -rf "$part"; die "$file is no whole backup of ./lethe, or the key is not its own; nothing was restored"; }
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

# beside what there is: when the end is not as it was written, nothing has been touched
unpack() { # FILE KEY FOLDER
  if [ -n "$2" ]; then lethe_tools backup open "$2" <"$1" | tar -C "$3" -xpf -; else tar -C "$3" -xpf "$1"; fi
}

running_parts() { if [ -n "$(server_pids)$(keycloak_pids)" ]; then echo all; elif [ -n "$(postgres_pids)" ]; then echo postgres; fi; }
bring_back() { # what ran before
  case $1 in
    all) up --detach ;;
    postgres) with_lock; start_postgres; unlock ;;
  esac
}
