package dev.lethe.jobs.adapter.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * The command that starts a worker in its sandbox: no network, no other processes, a file system of
 * one read-only folder and a small private {@code /tmp}, no environment, no capabilities, a list of
 * allowed system calls, and limits on memory, files and their size.
 */
final class SandboxCommand {

  /**
   * The shell hands over what a process builder cannot: the filter on descriptor 9, and standard
   * output as descriptor 3, since the virtual machine writes its own troubles to descriptor 1.
   */
  private static final String SCRIPT =
      "exec 9<\"$1/app/seccomp.bpf\" && exec prlimit --data=\"$2\" --core=0 --nofile=64"
          + " --fsize=67108864 bwrap --seccomp 9 --unshare-all --die-with-parent --new-session"
          + " --clearenv --uid 65534 --gid 65534 --cap-drop ALL --ro-bind \"$1\" /"
          + " --proc /proc --dev /dev --remount-ro /dev --size 67108864 --tmpfs /tmp"
          + " --chdir / /jre/bin/java \"-Xms$5m\" \"-Xmx$3m\" -XX:MaxDirectMemorySize=192m"
          + " $4 3>&1 1>&2";

  /**
   * What is always kept of the heap: a page of 300 dots per inch takes up some 30 MiB in several
   * pieces, which would otherwise be given back after it and fetched again for the next.
   */
  private static final int LEAST_HEAP_MEBIBYTES = 80;

  private static final long MEBIBYTE = 1024L * 1024;

  private SandboxCommand() {}

  static List<String> of(PoolSettings settings) {
    return of(settings, "@/app/worker.args");
  }

  /** Another program in the same sandbox, for tests of what it can do. */
  static List<String> of(PoolSettings settings, String program) {
    Path root = settings.root().toAbsolutePath();
    long data = (settings.heapMebibytes() + settings.nativeMebibytes()) * MEBIBYTE;
    return List.of(
        "/bin/sh",
        "-c",
        SCRIPT,
        "worker",
        root.toString(),
        Long.toString(data),
        Integer.toString(settings.heapMebibytes()),
        program,
        Integer.toString(Math.min(LEAST_HEAP_MEBIBYTES, settings.heapMebibytes())));
  }
}
