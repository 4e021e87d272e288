package dev.lethe.host.adapter;

import java.util.Optional;

/**
 * Whether the control group of this process may swap at all: {@code memory.swap.max} of version 2.
 * Version 1 cannot promise it: under pressure from elsewhere its limits do not hold.
 */
final class SwapControl {

  private static final String GROUPS = "/sys/fs/cgroup";

  private final HostFiles files;

  SwapControl(HostFiles files) {
    this.files = files;
  }

  /** A group gets no more than those above it. */
  boolean isDenied() {
    Optional<String> group = files.read("/proc/self/cgroup").flatMap(SwapControl::groupOf);
    if (group.isEmpty()) {
      return false;
    }
    String path = group.get();
    while (!path.isEmpty()) {
      if (deniesAt(path)) {
        return true;
      }
      path = path.substring(0, path.lastIndexOf('/'));
    }
    // in a container its own group is the root of what it sees
    return deniesAt("");
  }

  private boolean deniesAt(String path) {
    return files.read(GROUPS + path + "/memory.swap.max").filter("0"::equals).isPresent();
  }

  /** The path of the one hierarchy of version 2; empty string for its root. */
  static Optional<String> groupOf(String text) {
    return text.lines()
        .filter(line -> line.startsWith("0::/"))
        .map(line -> line.substring("0::".length()))
        .filter(path -> !path.contains("/.."))
        .map(path -> path.equals("/") ? "" : path)
        .findFirst();
  }
}
