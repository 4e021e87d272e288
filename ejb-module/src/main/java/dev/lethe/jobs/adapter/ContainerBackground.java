package dev.lethe.jobs.adapter;

import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.ServerName;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the container, and the name of the server that it is. They are threads of their own:
 * the container's pool also answers requests, and a request that waits for a job would hold the
 * thread that the job needs.
 */
@ApplicationScoped
public class ContainerBackground implements Background {

  private static final int MOST = 64;
  private static final long IDLE_SECONDS = 30;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  @Inject
  @ConfigProperty(name = "lethe.node")
  Optional<String> node;

  private @Nullable ExecutorService executor;

  @PostConstruct
  void open() {
    executor =
        new ThreadPoolExecutor(
            0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  @PreDestroy
  void close() {
    Objects.requireNonNull(executor).shutdownNow();
  }

  @Override
  public Future<?> start(Runnable work) {
    return Objects.requireNonNull(executor).submit(work);
  }

  /** The setting {@code lethe.node} must differ between servers of one database. */
  @Produces
  @Singleton
  ServerName serverName() {
    return new ServerName(node.orElse("node-1") + "/" + UUID.randomUUID());
  }
}
