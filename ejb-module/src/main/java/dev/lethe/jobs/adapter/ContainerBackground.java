package dev.lethe.jobs.adapter;

import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.ServerName;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Threads of the container, and the name of the server that it is. */
@ApplicationScoped
public class ContainerBackground implements Background {

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "lethe.node")
  Optional<String> node;

  @Override
  public Future<?> start(Runnable work) {
    return executor.submit(work);
  }

  /** The setting {@code lethe.node} must differ between servers of one database. */
  @Produces
  @Singleton
  ServerName serverName() {
    return new ServerName(node.orElse("node-1") + "/" + UUID.randomUUID());
  }
}
