package dev.lethe.e2e.http;

import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * A submission that announces a document, sends everything up to its first byte, and then waits.
 * Whoever answers now cannot have read it.
 */
final class SlowSubmission implements AutoCloseable {

  /** Bytes of a document that takes long to come. */
  static final int LONG = 5_000_000;

  /** What comes after the document. */
  static final byte[] END = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);

  private final SSLSocket socket;

  private SlowSubmission(SSLSocket socket) {
    this.socket = socket;
  }

  static SlowSubmission of(String who, String request, int rest) throws IOException {
    return withToken(RunningSystem.get().tokenFor(who), request, rest);
  }

  /**
   * @param rest bytes that are to follow: the document and the body's end
   */
  static SlowSubmission withToken(String token, String request, int rest) throws IOException {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n"
            + request
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a\"\r\n\r\n";
    String head =
        String.join(
            "\r\n",
            List.of(
                "POST /v1/ocr/jobs HTTP/1.1",
                "Host: localhost:" + RunningSystem.get().baseUrl().getPort(),
                "Authorization: Bearer " + token,
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: " + (body.getBytes(StandardCharsets.UTF_8).length + rest),
                "",
                ""));
    SlowSubmission submission = new SlowSubmission(connect());
    submission.send((head + body).getBytes(StandardCharsets.UTF_8));
    return submission;
  }

  private static SSLSocket connect() throws IOException {
    RunningSystem system = RunningSystem.get();
    SSLSocket socket =
        (SSLSocket)
            system
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", system.baseUrl().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Up to the end of the answer's JSON; the connection may stay open. */
  String answer() throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[4096];
    InputStream in = socket.getInputStream();
    while (!answer.toString().endsWith("]}")) {
      int count = in.read(buffer);
      if (count < 0) {
        break;
      }
      answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
    return answer.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
