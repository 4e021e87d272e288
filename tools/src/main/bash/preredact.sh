# ./lethe pre-redact: burns everything out of a document but what is wanted, on this machine, before it is sent

pre_redact() {
  prepare
  [ -d "$TREE/engine-module/target/worker" ] || { fetch_liberty; build; }
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$TREE/engine-module/target/worker/*" \
    dev.lethe.engine.preredaction.Main --natives "$CACHE/natives" "$@"
}
