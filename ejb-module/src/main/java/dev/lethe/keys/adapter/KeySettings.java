package dev.lethe.keys.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.master.key.*}. */
@ApplicationScoped
public class KeySettings {

  @Inject
  @ConfigProperty(name = "lethe.master.key.file")
  String masterKeyFile;

  /** The file with the master key; has no default. */
  public Path masterKeyFile() {
    return Path.of(masterKeyFile);
  }
}
