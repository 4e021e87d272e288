package dev.lethe.keys.adapter;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.policy.model.Egress;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells policy of the key providers that the settings name. */
@ApplicationScoped
public class ConfiguredKeyPlaces implements KeyPlaces {

  @Inject KeyProviders providers;
  @Inject TenantKeys keys;

  @Override
  public Set<String> all() {
    Set<String> places = new HashSet<>();
    providers.all().values().forEach(provider -> places.add(provider.kind().word()));
    return places;
  }

  @Override
  public Set<String> of(TenantId tenant) {
    return Set.copyOf(List.of(KeyProvider.Kind.LOCAL.word(), keys.provider(tenant).word()));
  }

  @Override
  public List<Egress.Connection> connections() {
    return providers.all().values().stream()
        .filter(TransitKeys.class::isInstance)
        .map(provider -> ((TransitKeys) provider).address())
        .sorted()
        .map(
            address ->
                new Egress.Connection(
                    "key-service", address, "epoch keys, to be wrapped and unwrapped"))
        .toList();
  }
}
