package dev.lethe.api.security;

import java.util.regex.Pattern;

/** The few paths that need no token. Everything else does, whether it exists or not. */
final class OpenPaths {

  /**
   * The catalogue and the keys that verify certificates are public; an upload slot is opened by the
   * secret in its address.
   */
  private static final Pattern OPEN =
      Pattern.compile("/?(errors(/[^/]*)?|uploads/(?!direct/?$)[^/]+|certificates/keys)/?");

  private OpenPaths() {}

  static boolean contains(String path) {
    return OPEN.matcher(path).matches();
  }
}
