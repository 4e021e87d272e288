package dev.lethe.keys.adapter;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads which key providers there are and which tenant uses which, from a file of properties:
 *
 * <pre>
 * default = local
 * provider.hsm.kind = pkcs11
 * provider.hsm.library = /usr/lib/softhsm/libsofthsm2.so
 * provider.hsm.slot = 0
 * provider.hsm.pin_file = /run/secrets/hsm-pin
 * provider.kms.kind = transit
 * provider.kms.url = https://kms.example:8200
 * provider.kms.mount = transit
 * provider.kms.token_file = /run/secrets/kms-token
 * provider.kms.ca_file = /etc/lethe/kms-ca.pem
 * provider.kms.namespace =
 * provider.kms.timeout = PT5S
 * tenant.northwind = kms
 * tenant.northwind.key = northwind-root
 * </pre>
 *
 * What it does not know stops the start, by name and never by content.
 */
final class KeyProvidersFile {

  private static final long MOST_BYTES = 1 << 20;
  private static final String SETTING = "lethe.key.providers.file";
  private static final String DEFAULT = "default";

  private final Map<String, String> settings;
  private final Set<String> used = new HashSet<>();

  private KeyProvidersFile(Map<String, String> settings) {
    this.settings = settings;
  }

  /** The local keystore alone. */
  static KeyProviders none(MasterKeys master) {
    return new KeyProviders(
        Map.of(KeyProviders.LOCAL, new LocalKeys(master)), KeyProviders.LOCAL, Map.of());
  }

  /**
   * @throws IllegalStateException if something in it is unknown, missing or not of its form
   */
  static KeyProviders read(Path file, MasterKeys master) {
    return new KeyProvidersFile(load(file)).providers(master);
  }

  private static Map<String, String> load(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalStateException(SETTING + " names a file that is too large");
      }
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
      Map<String, String> settings = new HashMap<>();
      properties
          .stringPropertyNames()
          .forEach(n -> settings.put(n, properties.getProperty(n).strip()));
      return settings;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(SETTING + " cannot be read");
    }
  }

  private KeyProviders providers(MasterKeys master) {
    Map<String, KeyProvider> providers = new HashMap<>();
    providers.put(KeyProviders.LOCAL, new LocalKeys(master));
    for (String name : names("provider.")) {
      providers.put(name, provider(name));
    }
    String standard = optional(DEFAULT).orElse(KeyProviders.LOCAL);
    requireKnown(providers, standard, DEFAULT);
    Map<TenantId, KeyProviders.Choice> choices = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (String name : names("tenant.")) {
      KeyProviders.Choice choice = choice(name, providers);
      if (!keys.add(choice.provider() + "/" + choice.keyName())) {
        throw new IllegalStateException(SETTING + ": two tenants share a key");
      }
      choices.put(new TenantId(name), choice);
    }
    requireAllUsed();
    return new KeyProviders(providers, standard, choices);
  }

  /** The part of the names after a prefix, up to the next dot. */
  private Set<String> names(String prefix) {
    Set<String> names = new TreeSet<>();
    for (String setting : settings.keySet()) {
      if (setting.startsWith(prefix)) {
        String name = setting.substring(prefix.length()).replaceFirst("\\..*", "");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
          throw new IllegalStateException(SETTING + ": a name is not of small letters and digits");
        }
        names.add(name);
      }
    }
    return names;
  }

  private KeyProvider provider(String name) {
    if (name.equals(KeyProviders.LOCAL)) {
      throw new IllegalStateException(SETTING + ": the provider local is there without settings");
    }
    String prefix = "provider." + name + ".";
    String kind = required(prefix + "kind");
    return switch (kind) {
      case "pkcs11" -> pkcs11(name, prefix);
      case "transit" -> transit(name, prefix);
      default -> throw new IllegalStateException(SETTING + ": " + prefix + "kind is not known");
    };
  }

  private KeyProvider pkcs11(String name, String prefix) {
    String slot = optional(prefix + "slot").orElse("0");
    if (!slot.matches("\\d{1,4}")) {
      throw new IllegalStateException(SETTING + ": " + prefix + "slot is no number");
    }
    return new Pkcs11Keys(
        name.replace('-', '_'),
        Path.of(required(prefix + "library")),
        Integer.parseInt(slot),
        Path.of(required(prefix + "pin_file")));
  }

  private KeyProvider transit(String name, String prefix) {
    try {
      return new TransitKeys(
          new TransitHttp(
              new TransitHttp.TransitSettings(
                  name,
                  URI.create(required(prefix + "url")),
                  optional(prefix + "mount").orElse("transit"),
                  Path.of(required(prefix + "token_file")),
                  optional(prefix + "ca_file").map(Path::of),
                  optional(prefix + "namespace").orElse(""),
                  Duration.parse(optional(prefix + "timeout").orElse("PT5S")))));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalStateException(
          SETTING + ": " + prefix + "url or timeout is not of its form");
    }
  }

  private KeyProviders.Choice choice(String tenant, Map<String, KeyProvider> providers) {
    String setting = "tenant." + tenant;
    String provider = required(setting);
    requireKnown(providers, provider, setting);
    String key = optional(setting + ".key").orElse("lethe-" + tenant);
    if (!key.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw new IllegalStateException(SETTING + ": " + setting + ".key is no name of a key");
    }
    return new KeyProviders.Choice(provider, key);
  }

  private static void requireKnown(
      Map<String, KeyProvider> providers, String name, String setting) {
    if (!providers.containsKey(name)) {
      throw new IllegalStateException(SETTING + ": " + setting + " names no provider");
    }
  }

  private String required(String setting) {
    return optional(setting)
        .orElseThrow(() -> new IllegalStateException(SETTING + ": " + setting + " is missing"));
  }

  private Optional<String> optional(String setting) {
    used.add(setting);
    @Nullable String value = settings.get(setting);
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  private void requireAllUsed() {
    for (String setting : settings.keySet()) {
      if (!used.contains(setting)) {
        throw new IllegalStateException(SETTING + ": " + setting + " is not known");
      }
    }
  }
}
