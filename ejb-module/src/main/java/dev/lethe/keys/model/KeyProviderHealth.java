package dev.lethe.keys.model;

import java.util.Map;

/** How the key providers of this installation are, at most half a minute old. */
public interface KeyProviderHealth {

  /** Whether each provider answers, by its kind. */
  Map<String, Boolean> providers();

  /** How many tenants have their key revoked. */
  long revoked();
}
