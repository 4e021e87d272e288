package dev.lethe.host.service;

import dev.lethe.host.model.HostMemory;
import dev.lethe.host.model.MemoryExposure;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks at the start whether documents that are in memory alone may get to a disk all the same, and
 * refuses to start there, or warns: {@code lethe.memory.exposure}.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class MemoryGuard implements MemoryService {

  private static final Logger LOG = Logger.getLogger(MemoryGuard.class.getName());

  static final String REFUSE = "refuse";
  static final String WARN = "warn";

  @Inject HostMemory memory;

  @Inject
  @ConfigProperty(name = "lethe.memory.exposure", defaultValue = REFUSE)
  String setting;

  @PostConstruct
  void check() {
    if (!List.of(REFUSE, WARN).contains(setting)) {
      throw new IllegalStateException("lethe.memory.exposure is neither refuse nor warn");
    }
    List<String> findings = exposure().findings();
    if (findings.isEmpty()) {
      return;
    }
    String found = String.join(", ", findings);
    LOG.log(Level.WARNING, "what is in memory may get to a disk in clear: {0}", found);
    if (setting.equals(REFUSE)) {
      throw new IllegalStateException("lethe.memory.exposure refuses this machine: " + found);
    }
  }

  @Override
  public MemoryExposure exposure() {
    return memory.look();
  }
}
