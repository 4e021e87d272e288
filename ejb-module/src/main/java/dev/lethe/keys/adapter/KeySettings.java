package dev.lethe.keys.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Settings {@code lethe.master.key.*}, {@code lethe.key.*}, {@code lethe.epoch.*} and {@code
 * lethe.signing.*}.
 */
@ApplicationScoped
public class KeySettings {

  static final String MASTER_KEY = "lethe.master.key.file";
  static final String PREVIOUS_MASTER_KEY = "lethe.master.key.previous.file";

  @Inject
  @ConfigProperty(name = MASTER_KEY)
  String masterKeyFile;

  @Inject
  @ConfigProperty(name = PREVIOUS_MASTER_KEY)
  Optional<String> previousMasterKeyFile;

  @Inject
  @ConfigProperty(name = "lethe.key.providers.file")
  Optional<String> keyProvidersFile;

  @Inject
  @ConfigProperty(name = "lethe.epoch.dir")
  String epochDir;

  @Inject
  @ConfigProperty(name = "lethe.signing.key.file")
  String signingKeyFile;

  @Inject
  @ConfigProperty(name = "lethe.signing.retired.file")
  Optional<String> retiredKeysFile;

  /** The file with the master key; has no default. */
  public Path masterKeyFile() {
    return Path.of(masterKeyFile);
  }

  /** The file with the master key before that, until nothing is wrapped by it any more. */
  public Optional<Path> previousMasterKeyFile() {
    return previousMasterKeyFile.filter(name -> !name.isBlank()).map(Path::of);
  }

  /** Which key providers there are besides the local keystore, and which tenant uses which. */
  public Optional<Path> keyProvidersFile() {
    return keyProvidersFile.filter(name -> !name.isBlank()).map(Path::of);
  }

  /** The folder of the epoch vault; has no default, and belongs into no backup of the database. */
  public Path epochDir() {
    return Path.of(epochDir);
  }

  /** The PEM file with the key that signs statements; has no default. */
  public Path signingKeyFile() {
    return Path.of(signingKeyFile);
  }

  /** A PEM file with the public keys that signed before. */
  public Optional<Path> retiredKeysFile() {
    return retiredKeysFile.map(Path::of);
  }
}
