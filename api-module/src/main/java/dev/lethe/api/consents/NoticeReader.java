package dev.lethe.api.consents;

import dev.lethe.api.json.RequestObject;
import dev.lethe.consent.model.Notice;
import java.util.Optional;
import java.util.Set;

/** Reads the notice that a data subject was shown, wherever a request names one. */
public final class NoticeReader {

  public static final Set<String> PROPERTIES = Set.of("version", "sha256", "language");

  private NoticeReader() {}

  /** The notice; empty if it is not of the form, which the object then has noted. */
  public static Optional<Notice> read(RequestObject object) {
    object.require("version", "sha256");
    Optional<String> version =
        object.text(
            "version", text -> new Notice(text, "0".repeat(64), Optional.empty()).version());
    Optional<String> sha256 =
        object.text("sha256", text -> new Notice("1", text, Optional.empty()).sha256());
    Optional<String> language =
        object.text(
            "language",
            text -> new Notice("1", "0".repeat(64), Optional.of(text)).language().orElseThrow());
    return version.isPresent() && sha256.isPresent()
        ? Optional.of(new Notice(version.get(), sha256.get(), language))
        : Optional.empty();
  }
}
