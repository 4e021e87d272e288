package dev.lethe.policy.adapter;

import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicySource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The folder that {@code lethe.policy.dir} names, signed with a key that {@code lethe.policy.keys}
 * holds. What is not signed is not read.
 */
@ApplicationScoped
public class SignedPolicySource implements PolicySource {

  @Inject
  @ConfigProperty(name = "lethe.policy.dir")
  String folder;

  @Inject
  @ConfigProperty(name = "lethe.policy.keys")
  String keys;

  @Override
  public PolicyDocument read() {
    Path path = Path.of(folder);
    return read(PolicyDocuments.files(path), envelope(path.resolve(PolicyDocuments.ENVELOPE)));
  }

  private static String envelope(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new InvalidPolicyException(PolicyDocuments.ENVELOPE, "cannot be read");
    }
  }

  @Override
  public PolicyDocument read(PolicyFiles files, String envelope) {
    PolicyEnvelope.verify(files, envelope, Path.of(keys));
    return PolicyDocuments.read(files);
  }
}
