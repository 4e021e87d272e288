package dev.lethe.host.service;

import dev.lethe.host.model.MemoryExposure;

/** Whether what is in memory may get to a disk. */
public interface MemoryService {

  /** As it is now. */
  MemoryExposure exposure();
}
