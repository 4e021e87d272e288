package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What decides before the document is read: a request announces a document, sends everything up to
 * its first byte, and then waits. Whoever answers now cannot have read it.
 */
class SlowBodyIT {

  private static final int ANNOUNCED = 5_000_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"purpose\":\"invoice_processing\",\"output\":[\"due_date\"]}` | consent-missing",
        "`{\"purpose\":\"invoice_processing\"}`                           | request-malformed",
        "`{\"x\":1}`                                                      | property-unknown",
        "`{\"purpose\":\"expense_processing\",\"output\":[\"currency\"],\"consent\":{\"basis\":\"consent\",\"allow_model_training\":false,\"allow_manual_review\":false,\"document_classes\":[\"receipt\"]}}` | consent-other-class",
        "`{\"purpose\":\"expense_processing\",\"output\":[\"currency\"],\"consent\":{\"basis\":\"consent\",\"allow_model_training\":false,\"allow_manual_review\":false,\"document_classes\":[\"contract\"]}}` | class-not-permitted-for-purpose"
      })
  void givenRefusableRequest_whenDocumentHasNotCome_thenRefusalIsThere(String request, String code)
      throws IOException {
    String answer = answerBeforeDocument(token("northwind-app"), request);

    assertThat(answer).startsWith("HTTP/1.1 4").contains("\"code\":\"" + code + "\"");
  }

  @Test
  void givenCallerWithoutRoleOrToken_whenDocumentHasNotCome_thenRefusalIsThere()
      throws IOException {
    assertThat(answerBeforeDocument(token("olivia"), Documents.request()))
        .startsWith("HTTP/1.1 403")
        .contains("\"code\":\"forbidden\"");
    assertThat(answerBeforeDocument("x.y.z", Documents.request()))
        .startsWith("HTTP/1.1 401")
        .contains("\"code\":\"unauthenticated\"");
  }

  private static String answerBeforeDocument(String token, String request) throws IOException {
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
                "Content-Length: " + ANNOUNCED,
                "",
                ""));
    try (SSLSocket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write((head + body).getBytes(StandardCharsets.UTF_8));
      out.flush();
      return read(socket.getInputStream());
    }
  }

  /** Up to the end of the problem's JSON; the connection may stay open. */
  private static String read(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[4096];
    while (!answer.toString().endsWith("]}")) {
      int count = in.read(buffer);
      if (count < 0) {
        break;
      }
      answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
    return answer.toString();
  }

  private static SSLSocket socket() throws IOException {
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

  private static String token(String who) {
    return RunningSystem.get().tokenFor(who);
  }
}
