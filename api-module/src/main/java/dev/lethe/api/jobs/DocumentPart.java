package dev.lethe.api.jobs;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The document's bytes. Its end is only told once the form has ended as well: whoever reads it to
 * the end has not taken in a document that something unknown follows.
 */
final class DocumentPart extends InputStream {

  private final InputStream content;
  private final FormParts form;
  private boolean ended;

  DocumentPart(InputStream content, FormParts form) {
    this.content = content;
    this.form = form;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = ended ? -1 : content.read(target, offset, length);
    if (count < 0 && !ended) {
      ended = true;
      requireLast();
    }
    return count;
  }

  private void requireLast() {
    if (form.next().isPresent()) {
      throw new LetheException(
          ProblemCode.PROPERTY_UNKNOWN, List.of(new Detail("", "part-unknown")));
    }
  }
}
