# The licences of what ships, and a gate: GPL and AGPL may stand here only where another licence can be chosen.

licences() {
  local list=$TREE/target/third-party/list.txt out=$TREE/docs/third-party-licences.md refused
  state_folders
  check_machine
  fetch_liberty
  say "collecting licences"
  (umask 022 && cd "$TREE" && mvn_quiet package org.codehaus.mojo:license-maven-plugin:aggregate-add-third-party \
    -Dmaven.test.skip=true "-DinstallDirectory=$WLP") >"$LOGS/licences.log" 2>&1 || die "licences could not be collected; see $LOGS/licences.log"
  refused=$(refused_licences <"$list")
  licence_table <"$list" >"$out"
  [ -z "$refused" ] || die "these must not ship: $refused"
  say "wrote $out"
}

# lines look like: (Licence A) (Licence B) Name (group:artifact:version - url)
licence_lines() { sed -n 's/^ *\((.*)\) \(.*\) (\([^():]*:[^():]*:[^ ()]*\) - \([^)]*\))$/\1|\2|\3|\4/p'; }

# one acceptable licence among those offered is enough
refused_licences() {
  licence_lines | awk -F'|' '{
    ok = 0; n = split($1, offered, /\) \(/)
    for (i = 1; i <= n; i++) {
      name = tolower(offered[i]); gsub(/[()]/, "", name)
      strict = (name ~ /(^|[^l])gpl|affero|gnu general public|unknown/) && name !~ /lesser|lgpl|classpath|universal foss/
      if (!strict) ok = 1
    }
    if (!ok) print $3 " " $1
  }'
}

licence_table() {
  cat <<'TEXT'
# Third-party licences

Written by `./lethe licences` from what Maven resolves; tests and what the server itself provides are left out. The same
command refuses a library whose only licence is GPL or AGPL.

Not libraries, fetched or made on the machine that runs Lethe:

| what | licence |
| --- | --- |
| Open Liberty | EPL-2.0 |
| PostgreSQL (and the libraries packed with it) | PostgreSQL, and those in its archive |
| Keycloak | Apache-2.0 |
| the worker's Java runtime, made by jlink from the JDK at hand | GPL-2.0 with Classpath Exception |
| bubblewrap, from the system | LGPL-2.0-or-later |

| library | version | licences |
| --- | --- | --- |
TEXT
  licence_lines | awk -F'|' '{
    split($3, c, ":"); licences = substr($1, 2, length($1) - 2); gsub(/\) \(/, "; ", licences)
    print "| [" c[1] ":" c[2] "](" $4 ") | " c[3] " | " licences " |"
  }' | LC_ALL=C sort -u
}
