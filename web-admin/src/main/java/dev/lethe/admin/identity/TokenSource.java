package dev.lethe.admin.identity;

import java.util.Map;
import java.util.Optional;

/** The verified ID token of whoever sends the current request. */
public interface TokenSource {

  /** Its claims, or empty if nobody is signed in. */
  Optional<Map<String, Object>> claims();

  /** The token as it was issued, which the identity provider wants as a hint at logout. */
  Optional<String> raw();
}
