package dev.lethe.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address by which callers reach the service, without a slash at its end. */
@ApplicationScoped
public class PublicUrl {

  private String base = "";

  /** For the container. */
  public PublicUrl() {}

  @Inject
  public PublicUrl(
      @ConfigProperty(name = "lethe.public.url", defaultValue = "https://localhost:9443")
          String base) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  public String of(String path) {
    return base + path;
  }
}
