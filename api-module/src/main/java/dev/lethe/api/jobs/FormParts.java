package dev.lethe.api.jobs;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * The parts of a form as they arrive. Only one part is open at a time, nothing is kept of it, and
 * nothing touches a disk. Of a part's headers only its name is looked at: file name and declared
 * type say nothing that could be trusted.
 */
final class FormParts {

  private static final int MAX_HEADER_BYTES = 4_096;
  private static final int MAX_BOUNDARY = 70;
  private static final String NAME = "name";

  private final MultipartInput input;
  private boolean started;

  private FormParts(MultipartInput input) {
    this.input = input;
  }

  /**
   * Begins to read a form.
   *
   * @param contentType of the request, with the boundary
   * @throws LetheException {@code request-malformed}
   */
  static FormParts of(InputStream body, String contentType) {
    String boundary = parameters(contentType).getOrDefault("boundary", "");
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw malformed();
    }
    try {
      return new FormParts(
          MultipartInput.builder()
              .setInputStream(body)
              .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
              .setMaxPartHeaderSize(MAX_HEADER_BYTES)
              .get());
    } catch (IOException | IllegalArgumentException unusable) {
      throw malformed();
    }
  }

  /**
   * The next part, or empty after the last. What is unread of the part before is passed over.
   *
   * @throws LetheException {@code request-malformed} when the form is broken or cut off
   */
  Optional<Part> next() {
    try {
      boolean more = started ? nextBoundary() : input.skipPreamble();
      started = true;
      return more ? Optional.of(part()) : Optional.empty();
    } catch (IOException broken) {
      throw malformed();
    }
  }

  private boolean nextBoundary() throws IOException {
    input.discardBodyData();
    return input.readBoundary();
  }

  private Part part() throws IOException {
    String name = nameIn(input.readHeaders());
    return new Part(name, new PartStream(input.newInputStream()));
  }

  private static String nameIn(String headers) {
    return headers
        .lines()
        .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
        .map(line -> line.substring(20).strip())
        .filter(value -> value.regionMatches(true, 0, "form-data", 0, 9))
        .map(value -> parameters(value).getOrDefault(NAME, ""))
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> parameters(String header) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    Map<String, String> found = parser.parse(header, ';');
    found.values().removeIf(java.util.Objects::isNull);
    return found;
  }

  private static LetheException malformed() {
    return new LetheException(
        ProblemCode.REQUEST_MALFORMED, List.of(new Detail("", "multipart-malformed")));
  }

  /**
   * A part of the form.
   *
   * @param name empty when it has none
   */
  record Part(String name, InputStream content) {}

  /** Answers a broken form as the caller's fault, wherever in the service it is noticed. */
  private static final class PartStream extends InputStream {

    private final InputStream part;

    PartStream(InputStream part) {
      this.part = part;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      try {
        return part.read(target, offset, length);
      } catch (IOException broken) {
        throw malformed();
      }
    }
  }
}
