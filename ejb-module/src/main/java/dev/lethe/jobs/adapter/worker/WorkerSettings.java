package dev.lethe.jobs.adapter.worker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.worker.*}; {@link PoolSettings} says what they mean. */
@ApplicationScoped
public class WorkerSettings {

  @Inject
  @ConfigProperty(name = "lethe.worker.root")
  String root;

  /** 0 for as many as the machine has processors. */
  @Inject
  @ConfigProperty(name = "lethe.worker.busy", defaultValue = "0")
  int busy;

  @Inject
  @ConfigProperty(name = "lethe.worker.spares", defaultValue = "1")
  int spares;

  /** {@code same-tenant} or {@code never}. */
  @Inject
  @ConfigProperty(name = "lethe.worker.reuse", defaultValue = "same-tenant")
  String reuse;

  @Inject
  @ConfigProperty(name = "lethe.worker.heap.mib", defaultValue = "384")
  int heap;

  @Inject
  @ConfigProperty(name = "lethe.worker.native.mib", defaultValue = "512")
  int nativeMemory;

  @Inject
  @ConfigProperty(name = "lethe.worker.recycle.pages", defaultValue = "200")
  int recyclePages;

  @Inject
  @ConfigProperty(name = "lethe.worker.recycle.mib", defaultValue = "700")
  int recycleMemory;

  @Inject
  @ConfigProperty(name = "lethe.worker.result.bytes", defaultValue = "134217728")
  int maxResult;

  @Inject
  @ConfigProperty(name = "lethe.worker.start.timeout", defaultValue = "PT30S")
  Duration startTimeout;

  @Inject
  @ConfigProperty(name = "lethe.worker.wait", defaultValue = "PT30S")
  Duration wait;

  @Inject
  @ConfigProperty(name = "lethe.worker.grace", defaultValue = "PT1S")
  Duration grace;

  PoolSettings pool() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new PoolSettings(
        Path.of(root),
        busy == 0 ? processors : busy,
        spares,
        Reuse.valueOf(reuse.toUpperCase(Locale.ROOT).replace('-', '_')),
        heap,
        nativeMemory,
        recyclePages,
        recycleMemory,
        maxResult,
        startTimeout,
        wait,
        grace);
  }
}
