package dev.lethe.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.api.problems.Problem;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.Notice;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.worker.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestReaderTest {

  private static final String CANARY = "Zebulon-Canary-4711";
  private static final String CONSENT =
      "{\"basis\":\"customer_authorized\",\"allow_model_training\":false,"
          + "\"allow_manual_review\":true}";

  @Test
  void givenEveryProperty_whenRead_thenNothingIsLost() {
    JobRequest request =
        read(
            """
            {"purpose": "invoice_processing",
             "consent": %s,
             "output": ["vendor_name", "invoice_total"],
             "retention_days": 7, "document_class": "invoice", "pages": [1, 3],
             "regions": [{"page": 1, "left": 0, "top": 0.5, "right": 1, "bottom": 1.0}],
             "region": "eu-central", "language": "de", "subject_ref": "customer 12"}"""
                .formatted(CONSENT));

    assertThat(request.purpose().name()).isEqualTo("invoice_processing");
    assertThat(request.consent()).contains(new ConsentContext("customer_authorized", false, true));
    assertThat(request.output())
        .extracting("value")
        .containsExactly("vendor_name", "invoice_total");
    assertThat(request.retentionDays()).hasValue(7);
    assertThat(request.documentClass().orElseThrow().name()).isEqualTo("invoice");
    assertThat(request.pages()).containsExactly(1, 3);
    assertThat(request.regions()).containsExactly(new Region(1, 0, 0.5, 1, 1));
    assertThat(request.residency().orElseThrow().name()).isEqualTo("eu-central");
    assertThat(request.language()).contains("de");
    assertThat(request.subjectRef()).isPresent();
    assertThat(request.toString()).doesNotContain("customer 12");
  }

  @Test
  void givenCarriedConsentWithNoticeAndClasses_whenRead_thenNothingIsLost() {
    JobRequest request =
        read(
            """
            {"purpose": "expense_processing", "output": ["receipt_total"],
             "consent": {"basis": "consent", "allow_model_training": false,
               "allow_manual_review": false, "document_classes": ["receipt", "invoice"],
               "notice": {"version": "2026-02", "sha256": "%s", "language": "de"}}}"""
                .formatted("a".repeat(64)));

    assertThat(request.consent())
        .contains(
            new ConsentContext(
                "consent",
                false,
                false,
                Optional.empty(),
                Set.of(new DocumentClass("receipt"), new DocumentClass("invoice")),
                Optional.of(new Notice("2026-02", "a".repeat(64), Optional.of("de")))));
  }

  @Test
  void givenIdOfARecordedConsent_whenRead_thenItIsAReference() {
    String id = "con_" + "0a".repeat(16);
    assertThat(
            read("{\"purpose\":\"p\",\"output\":[\"a\"],\"consent\":{\"id\":\"" + id + "\"}}")
                .consent())
        .contains(new ConsentReference(new ConsentId(id)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"con_1\"}",
        "{\"id\":7}",
        "{\"id\":\"con_0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\",\"basis\":\"consent\"}"
      })
  void givenIdThatIsMalformedOrNotAlone_whenRead_thenItIsRefused(String consent) {
    assertThatThrownBy(
            () -> read("{\"purpose\":\"p\",\"output\":[\"a\"],\"consent\":" + consent + "}"))
        .isInstanceOf(LetheException.class)
        .hasMessage("request-malformed");
  }

  @Test
  void givenNoConsent_whenRead_thenTheServiceMayDecide() {
    assertThat(read("{\"purpose\":\"p\",\"output\":[\"a\"]}").consent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{`                                    |           | json-malformed",
        "`{}{}`                                 |           | json-malformed",
        "`{} x`                                 |           | json-malformed",
        "`[`                                    |           | json-malformed",
        "`{\"purpose\": tru}`                   |           | json-malformed",
        "`{'purpose': 1}`                       |           | json-malformed",
        "`{\"purpose\": NaN}`                   |           | json-malformed",
        "`{\"purpose\": \"p\",}`                |           | json-malformed",
        "`[]`                                   |           | type-wrong",
        "`\"Zebulon-Canary-4711\"`              |           | type-wrong",
        "`null`                                 |           | type-wrong",
        "`{\"x\":[[[[[[[[1]]]]]]]]}`            |           | json-too-large",
        "`{}`                                   | /purpose  | property-required",
        "`{\"purpose\":1}`                      | /purpose  | type-wrong",
        "`{\"purpose\":null}`                   | /purpose  | type-wrong",
        "`{\"purpose\":\"Zebulon-Canary-4711\"}`| /purpose  | malformed",
        "`{\"purpose\":\"p\",\"purpose\":\"p\"}`| /purpose  | property-duplicate",
        "`{\"output\":\"a\"}`                   | /output   | type-wrong",
        "`{\"output\":[]}`                      | /output   | too-few",
        "`{\"output\":[\"a\",1]}`               | /output/1 | type-wrong",
        "`{\"output\":[\"a\",\"a\"]}`           | /output/1 | not-unique",
        "`{\"output\":[\"Zebulon-Canary-4711\"]}`| /output/0 | malformed",
        "`{\"consent\":null}`                   | /consent  | type-wrong",
        "`{\"consent\":true}`                   | /consent  | type-wrong",
        "`{\"consent\":{}}`                     | /consent/basis | property-required",
        "`{\"consent\":{}}`                     | /consent/allow_model_training | property-required",
        "`{\"consent\":{\"allow_manual_review\":\"true\"}}` | /consent/allow_manual_review | type-wrong",
        "`{\"consent\":{\"basis\":\"b\",\"basis\":\"c\"}}`  | /consent/basis | property-duplicate",
        "`{\"consent\":{\"basis\":\"b\",\"allow_model_training\":false,\"allow_manual_review\":false,\"notice\":{\"version\":\"1\"}}}` | /consent/notice/sha256 | property-required",
        "`{\"consent\":{\"basis\":\"b\",\"allow_model_training\":false,\"allow_manual_review\":false,\"notice\":{\"version\":\"Zebulon Canary 4711\",\"sha256\":\"0\"}}}` | /consent/notice/version | malformed",
        "`{\"consent\":{\"basis\":\"b\",\"allow_model_training\":false,\"allow_manual_review\":false,\"notice\":{\"version\":\"1\",\"sha256\":\"0\"}}}` | /consent/notice/sha256 | malformed",
        "`{\"consent\":{\"basis\":\"b\",\"allow_model_training\":false,\"allow_manual_review\":false,\"notice\":\"Zebulon-Canary-4711\"}}` | /consent/notice | type-wrong",
        "`{\"consent\":{\"basis\":\"b\",\"allow_model_training\":false,\"allow_manual_review\":false,\"document_classes\":[]}}` | /consent/document_classes | too-few",
        "`{\"consent\":{\"basis\":\"b\",\"allow_model_training\":false,\"allow_manual_review\":false,\"document_classes\":[\"Zebulon-Canary-4711\"]}}` | /consent/document_classes/0 | malformed",
        "`{\"retention_days\":\"7\"}`           | /retention_days | type-wrong",
        "`{\"retention_days\":7.0}`             | /retention_days | type-wrong",
        "`{\"retention_days\":7e0}`             | /retention_days | type-wrong",
        "`{\"retention_days\":-1}`              | /retention_days | out-of-range",
        "`{\"retention_days\":99999999999999999999}` | /retention_days | out-of-range",
        "`{\"document_class\":\"In Voice\"}`    | /document_class | malformed",
        "`{\"pages\":[0]}`                      | /pages/0  | out-of-range",
        "`{\"pages\":[1,1]}`                    | /pages/1  | not-unique",
        "`{\"pages\":[true]}`                   | /pages/0  | type-wrong",
        "`{\"pages\":{}}`                       | /pages    | type-wrong",
        "`{\"regions\":[1]}`                    | /regions/0 | type-wrong",
        "`{\"regions\":[{}]}`                   | /regions/0/page | property-required",
        "`{\"regions\":[{\"page\":1,\"left\":2}]}` | /regions/0/left | out-of-range",
        "`{\"regions\":[{\"page\":1,\"left\":1e400}]}` | /regions/0/left | out-of-range",
        "`{\"regions\":[{\"page\":1,\"left\":0.5,\"top\":0,\"right\":0.5,\"bottom\":1}]}` | /regions/0 | region-empty",
        "`{\"region\":\"EU\"}`                  | /region   | malformed",
        "`{\"language\":\"deu\"}`               | /language | malformed",
        "`{\"subject_ref\":\" \"}`              | /subject_ref | malformed",
        "`{\"subject_ref\":7}`                  | /subject_ref | type-wrong",
      })
  void givenWrongRequest_whenRead_thenPlaceAndReasonAreTold(
      String body, String pointer, String reason) {
    LetheException refusal = refusal(body);

    assertThat(refusal.code()).isEqualTo(ProblemCode.REQUEST_MALFORMED);
    assertThat(refusal.details()).contains(new Detail(pointer == null ? "" : pointer, reason));
    assertSilent(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"Zebulon-Canary-4711\":1}`                          | ``",
        "`{\"document_url\":\"https://a\"}`                     | ``",
        "`{\"Purpose\":\"p\"}`                                  | ``",
        "`{\"consent\":{\"Zebulon-Canary-4711\":1}}`            | /consent",
        "`{\"regions\":[{\"Zebulon-Canary-4711\":[1,2]}]}`      | /regions/0",
      })
  void givenUnknownProperty_whenRead_thenItsNameIsNotRepeated(String body, String pointer) {
    LetheException refusal = refusal(body);

    assertThat(refusal.code()).isEqualTo(ProblemCode.PROPERTY_UNKNOWN);
    assertThat(refusal.details()).contains(new Detail(pointer, "property-unknown"));
    assertSilent(refusal);
  }

  @Test
  void givenManyFaults_whenRead_thenAllAreToldAtOnce() {
    LetheException refusal = refusal("{\"purpose\":1,\"output\":2,\"language\":3}");

    assertThat(refusal.details())
        .extracting(Detail::pointer)
        .containsExactlyInAnyOrder("/purpose", "/output", "/language");
  }

  @Test
  void givenEndlessRequest_whenRead_thenReadingStops() {
    InputStream endless =
        new InputStream() {
          private long count;

          @Override
          public int read() throws IOException {
            if (++count > 1_000_000) {
              throw new IOException("read on and on");
            }
            return ' ';
          }
        };

    assertThatThrownBy(() -> JobRequestReader.ofForm(endless))
        .isInstanceOfSatisfying(
            LetheException.class,
            refused ->
                assertThat(refused.details()).containsExactly(new Detail("", "json-too-large")));
  }

  @Test
  void givenManyValues_whenRead_thenItIsTooLarge() {
    assertThat(refusal("{\"pages\":[" + "1,".repeat(3_000) + "1]}").details())
        .containsExactly(new Detail("", "json-too-large"));
    assertThat(refusal("{\"subject_ref\":\"" + "x".repeat(5_000) + "\"}").details())
        .containsExactly(new Detail("", "json-too-large"));
    assertThat(refusal("{\"output\":[" + "\"a\",".repeat(70) + "\"b\"]}").details())
        .contains(new Detail("/output", "too-many"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xFF, 0xC0, 0x80})
  void givenBytesThatAreNotUtf8_whenRead_thenItIsMalformed(int wrong) {
    byte[] body = "{\"subject_ref\":\"_\"}".getBytes(StandardCharsets.UTF_8);
    body[16] = (byte) wrong;

    LetheException refusal =
        catchThrowableOfType(
            LetheException.class, () -> JobRequestReader.ofForm(new ByteArrayInputStream(body)));

    assertThat(refusal.details()).containsExactly(new Detail("", "json-not-utf8"));
  }

  /** Breaks a good request in every way that chance finds; seeds make each failure repeatable. */
  @Test
  void givenRequestsBrokenByChance_whenRead_thenNoneIsEchoedAndNoneEscapes() {
    String good =
        "{\"purpose\":\"C\",\"consent\":{\"basis\":\"C\",\"allow_model_training\":C,"
            + "\"C\":true},\"output\":[\"C\",C],\"regions\":[{\"page\":C,\"left\":\"C\"}],"
            + "\"subject_ref\":C,\"C\":{\"C\":[\"C\"]}}";
    for (int seed = 0; seed < 3_000; seed++) {
      Random chance = new Random(seed);
      String body = good.replace("C", CANARY);
      for (int cut = chance.nextInt(4); cut > 0; cut--) {
        int at = chance.nextInt(body.length());
        char other = "{}[],:\"\\x0e-\u0000\uD800".charAt(chance.nextInt(14));
        body = body.substring(0, at) + other + body.substring(Math.min(at + 1, body.length()));
      }
      LetheException refusal = refusal(body);
      assertThat(Problem.of(refusal.code(), refusal.details()).json())
          .as("seed %d", seed)
          .doesNotContainIgnoringCase("zebulon")
          .doesNotContainIgnoringCase("canary");
    }
  }

  private static void assertSilent(LetheException refusal) {
    assertThat(refusal.toString() + refusal.details()).doesNotContain(CANARY);
    assertThat(refusal.getCause()).isNull();
  }

  private static LetheException refusal(String body) {
    LetheException refusal = catchThrowableOfType(LetheException.class, () -> read(body));
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  private static JobRequest read(String body) {
    return JobRequestReader.ofForm(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
