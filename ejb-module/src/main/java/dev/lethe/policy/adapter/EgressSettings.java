package dev.lethe.policy.adapter;

import dev.lethe.policy.model.Egress;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.policy.model.StorePlace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings from which the application server makes its connections. */
@ApplicationScoped
public class EgressSettings {

  @Inject
  @ConfigProperty(name = "LETHE_POSTGRES_HOST", defaultValue = "127.0.0.1")
  String databaseHost;

  @Inject
  @ConfigProperty(name = "LETHE_POSTGRES_PORT", defaultValue = "15432")
  String databasePort;

  @Inject
  @ConfigProperty(name = "LETHE_ISSUER", defaultValue = "https://localhost:8543/realms/lethe")
  String issuer;

  @Inject KeyPlaces keys;
  @Inject StorePlace store;

  @Produces
  Egress egress() {
    List<Egress.Connection> connections = new ArrayList<>();
    connections.add(
        new Egress.Connection(
            "database",
            databaseHost + ":" + databasePort,
            "jobs, consent, audit, sealed results and wrapped keys"));
    connections.add(
        new Egress.Connection(
            "identity", issuer, "public keys of tokens, and the console's logins"));
    connections.addAll(keys.connections());
    connections.addAll(store.connections());
    return new Egress(connections);
  }
}
