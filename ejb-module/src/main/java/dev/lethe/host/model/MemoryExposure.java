package dev.lethe.host.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * By which ways memory may get to a disk in clear.
 *
 * @param heapDumps whether the Java machine writes its heap when that is full
 * @param swappedKib KiB of this process that are swapped out now, wherever to
 */
public record MemoryExposure(Swap swap, CoreDumps coreDumps, boolean heapDumps, long swappedKib) {

  /** Where pages that are not used go when memory is short. */
  public enum Swap {
    /** There is no swap. */
    NONE,
    /** There is, but the control group of this process gets none of it. */
    DENIED,
    /** All there is is compressed memory, or lies on a device that is encrypted (dm-crypt). */
    PROTECTED,
    /** Some of it lies on a disk in clear. */
    IN_CLEAR,
    /** It cannot be found out. */
    UNKNOWN;

    public boolean isSafe() {
      return this != IN_CLEAR && this != UNKNOWN;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What is left of a process that crashes. */
  public enum CoreDumps {
    /** Nothing, or a file without what it had in memory. */
    OFF,
    POSSIBLE,
    /** It cannot be found out. */
    UNKNOWN;

    public boolean isSafe() {
      return this == OFF;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Stable codes of what is not as it should be; empty if all is. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    if (!swap.isSafe()) {
      findings.add("swap-" + swap.code());
    }
    if (!coreDumps.isSafe()) {
      findings.add("core-dumps-" + coreDumps.code());
    }
    if (heapDumps) {
      findings.add("heap-dumps-on");
    }
    return List.copyOf(findings);
  }
}
