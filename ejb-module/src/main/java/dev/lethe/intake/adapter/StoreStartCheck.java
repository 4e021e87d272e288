package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStores;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.nio.file.Files;

/**
 * Stops the start when a store setting is wrong, the store's folder cannot be written, or its
 * bucket is not fit to forget.
 */
@Singleton
@Startup
public class StoreStartCheck {

  @Inject StoreSettings settings;
  @Inject DocumentStores stores;

  @PostConstruct
  void check() {
    if (stores.lasting() instanceof S3Store bucket) {
      bucket.requireFit();
    } else if (!Files.isWritable(settings.dir())) {
      throw new IllegalStateException("lethe.store.dir is not a folder that can be written");
    }
  }
}
