package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What decides before the document is read. */
class SlowBodyIT {

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
    try (SlowSubmission submission =
        SlowSubmission.withToken(token, request, SlowSubmission.LONG)) {
      return submission.answer();
    }
  }

  private static String token(String who) {
    return RunningSystem.get().tokenFor(who);
  }
}
