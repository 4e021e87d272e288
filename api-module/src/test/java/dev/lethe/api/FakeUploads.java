package dev.lethe.api;

import dev.lethe.intake.model.DirectSlot;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.intake.model.WriteOnce;
import dev.lethe.intake.service.UploadService;
import dev.lethe.tenancy.model.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One slot that takes anything. */
public final class FakeUploads implements UploadService {

  public static final String TOKEN = "tokentokentokentokentokentokentokentokentok";

  public Optional<byte[]> filled = Optional.empty();
  public Optional<String> digest = Optional.empty();

  @Override
  public UploadSlot open(Caller caller) {
    return new UploadSlot(TOKEN, Samples.NOW, 1_000_000);
  }

  @Override
  public DirectSlot openDirect(Caller caller, long bytes) {
    return new DirectSlot(
        open(caller),
        new WriteOnce(
            URI.create("https://store.example/object?signed"), Map.of("if-none-match", "*")),
        bytes + 48,
        new byte[32]);
  }

  @Override
  public void fill(String token, InputStream content, Optional<String> contentDigest) {
    digest = contentDigest;
    try {
      filled = Optional.of(content.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
