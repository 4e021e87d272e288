package dev.lethe.engine.recognition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** One warm recogniser for all tests of a run. */
public final class TestNatives {

  private static final Recognizer RECOGNIZER = make();

  private TestNatives() {}

  public static Recognizer recognizer() {
    return RECOGNIZER;
  }

  private static Recognizer make() {
    try {
      return new Recognizer(
          NativeFolder.unpack(Path.of("target/test-natives").toAbsolutePath()), "eng");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
