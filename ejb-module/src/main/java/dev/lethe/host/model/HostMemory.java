package dev.lethe.host.model;

/** What the machine does with this process's memory. */
public interface HostMemory {

  /** As it is now: swap can be switched on under a process that runs. Never fails. */
  MemoryExposure look();
}
