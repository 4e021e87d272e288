package dev.lethe.e2e.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form as {@code requests.post(…, files=…)} writes it. */
final class Form {

  private static final String BOUNDARY = "5c1f2a7be3d94e0f8a6b0c9d1e2f3a4b";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  static Form of(String request, byte[] document) {
    return new Form()
        .part("request", "", request.getBytes(StandardCharsets.UTF_8))
        .part("document", "scan.pdf", document);
  }

  Form part(String name, String fileName, byte[] content) {
    String file = fileName.isEmpty() ? "" : "; filename=\"" + fileName + "\"";
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file);
    write("\r\n\r\n");
    body.writeBytes(content);
    write("\r\n");
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
