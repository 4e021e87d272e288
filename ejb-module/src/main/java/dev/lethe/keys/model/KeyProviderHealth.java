package dev.lethe.keys.model;

import java.util.Map;

/** How the key providers of this installation are, at most half a minute old. */
public interface KeyProviderHealth {

  /** Whether each provider answers, by its kind. */
  Map<String, Boolean> providers();

  /** How many tenants have their key revoked. */
  long revoked();

  /**
   * Whether something is still wrapped by the master key from before: {@code in_use}, {@code
   * unused}, {@code none} where the settings name none, and {@code unknown} where it cannot be
   * said.
   */
  String previousMasterKey();
}
