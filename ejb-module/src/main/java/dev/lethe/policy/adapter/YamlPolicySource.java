package dev.lethe.policy.adapter;

import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicySource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The folder that {@code lethe.policy.dir} names. */
@ApplicationScoped
public class YamlPolicySource implements PolicySource {

  @Inject
  @ConfigProperty(name = "lethe.policy.dir")
  String folder;

  @Override
  public PolicyBundle read() {
    return YamlPolicyReader.read(Path.of(folder));
  }
}
