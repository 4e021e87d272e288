package dev.lethe.keys.adapter;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.util.Map;
import java.util.Optional;

/** The key providers of an installation, and which tenant uses which. */
final class KeyProviders {

  /** Name of the provider that is always there. */
  static final String LOCAL = "local";

  /**
   * Where a tenant's root key shall be.
   *
   * @param keyName what the provider shall call it
   */
  record Choice(String provider, String keyName) {}

  private final Map<String, KeyProvider> providers;
  private final String standard;
  private final Map<TenantId, Choice> choices;

  /**
   * @param standard provider of tenants that have no choice of their own
   */
  KeyProviders(Map<String, KeyProvider> providers, String standard, Map<TenantId, Choice> choices) {
    this.providers = Map.copyOf(providers);
    this.standard = standard;
    this.choices = Map.copyOf(choices);
  }

  Map<String, KeyProvider> all() {
    return providers;
  }

  Choice chosen(TenantId tenant) {
    Choice choice = choices.get(tenant);
    return choice == null ? new Choice(standard, "lethe-" + tenant.value()) : choice;
  }

  /**
   * @throws LetheException {@code key-provider-unavailable} if the settings have it no more
   */
  KeyProvider named(String name) {
    KeyProvider provider = providers.get(name);
    if (provider == null) {
      throw new LetheException(ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    }
    return provider;
  }

  KeyProvider of(RootKey root) {
    return named(root.provider());
  }

  /** The provider of a root key, if that is a keystore of this installation. */
  Optional<LocalKeys> local(RootKey root) {
    return providers.get(root.provider()) instanceof LocalKeys local
        ? Optional.of(local)
        : Optional.empty();
  }
}
