package dev.lethe.intake.adapter;

import dev.lethe.policy.model.Egress;
import dev.lethe.policy.model.StorePlace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells policy of the store that the settings name. */
@ApplicationScoped
public class ConfiguredStorePlace implements StorePlace {

  @Inject StoreSettings settings;

  @Override
  public List<Egress.Connection> connections() {
    return settings.isS3()
        ? List.of(
            new Egress.Connection(
                "document-store", settings.s3().address(), "sealed documents, and no keys"))
        : List.of();
  }
}
