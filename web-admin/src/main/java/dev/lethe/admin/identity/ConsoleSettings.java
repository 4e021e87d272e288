package dev.lethe.admin.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the console and its identity provider are reached by a browser. */
@Named
@ApplicationScoped
public class ConsoleSettings {

  @Inject
  @ConfigProperty(name = "lethe.public.url")
  URI publicUrl;

  @Inject
  @ConfigProperty(name = "lethe.issuer")
  URI issuer;

  /** Without a slash at its end. */
  public String publicUrl() {
    return withoutSlash(publicUrl);
  }

  public String endSessionUrl() {
    return withoutSlash(issuer) + "/protocol/openid-connect/logout";
  }

  /**
   * What a page may load and where it may post to. The identity provider is named because signing
   * out posts to the console, which then redirects there. Ends with script-src, to which PrimeFaces
   * adds the nonce of the page.
   */
  public String getContentSecurityPolicy() {
    return "default-src 'none'; img-src 'self'; style-src 'self'; connect-src 'self'; form-action"
        + " 'self' "
        + issuer.getScheme()
        + "://"
        + issuer.getAuthority()
        + "; frame-ancestors 'none'; base-uri 'none'; script-src 'self'";
  }

  private static String withoutSlash(URI uri) {
    return uri.toString().replaceAll("/+$", "");
  }
}
