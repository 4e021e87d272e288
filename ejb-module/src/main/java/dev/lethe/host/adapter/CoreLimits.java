package dev.lethe.host.adapter;

import dev.lethe.host.model.MemoryExposure.CoreDumps;
import java.util.Optional;

/** Whether a crash leaves this process's memory somewhere (core(5)). */
final class CoreLimits {

  /** Anonymous memory, private and shared, and the same in huge pages: where a heap is. */
  private static final int OWN_MEMORY = 0x63;

  private static final String LIMIT = "Max core file size";

  private final HostFiles files;

  CoreLimits(HostFiles files) {
    this.files = files;
  }

  CoreDumps look() {
    if (leavesOutMemory()) {
      return CoreDumps.OFF;
    }
    Optional<String> limit = files.read("/proc/self/limits").flatMap(CoreLimits::softLimit);
    Optional<String> pattern = files.read("/proc/sys/kernel/core_pattern");
    if (limit.isEmpty() || pattern.isEmpty()) {
      return CoreDumps.UNKNOWN;
    }
    // a program that takes them gets them whatever the limit
    boolean off = limit.get().equals("0") && !pattern.get().startsWith("|");
    return off ? CoreDumps.OFF : CoreDumps.POSSIBLE;
  }

  private boolean leavesOutMemory() {
    return files
        .read("/proc/self/coredump_filter")
        .filter(mask -> mask.matches("[0-9a-f]{1,8}"))
        .filter(mask -> (Long.parseLong(mask, 16) & OWN_MEMORY) == 0)
        .isPresent();
  }

  /** {@code 0}, bytes or {@code unlimited}. */
  static Optional<String> softLimit(String limits) {
    return limits
        .lines()
        .filter(line -> line.startsWith(LIMIT))
        .map(line -> line.substring(LIMIT.length()).strip().split("\\s+")[0])
        .filter(value -> value.matches("[0-9]+|unlimited"))
        .findFirst();
  }
}
