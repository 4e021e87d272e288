package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticSignaturePage;
import dev.lethe.synthetic.SyntheticSignaturePage.Filling;
import dev.lethe.synthetic.SyntheticSignaturePage.Signed;
import dev.lethe.synthetic.SyntheticSignaturePage.Style;
import dev.lethe.synthetic.SyntheticUrla;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signature pages and known forms through the API. */
class FormsIT {

  private static final String CONSENT =
      "\"consent\":{\"basis\":\"customer_authorized\",\"allow_model_training\":false,"
          + "\"allow_manual_review\":false}";

  private static JsonObject done(String request, byte[] document) {
    HttpResponse<byte[]> answer =
        Call.of("POST", "/ocr/jobs")
            .as("northwind-app")
            .header("Prefer", "wait=60")
            .form(Form.of(request, document))
            .send();
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getString("state")).isEqualTo("done");
    return job;
  }

  private static JsonArray places(JsonObject job) {
    JsonObject field = job.getJsonObject("fields").getJsonObject("signature_present");
    assertThat(field.getBoolean("masked")).isFalse();
    try (JsonReader reader = Json.createReader(new StringReader(field.getString("normalized")))) {
      return reader.readArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"signature_page", "contract"})
  void givenAnAgreementOfSeveralPages_whenItsSignaturesAreAskedFor_thenEachPlaceIsTold(
      String documentClass) {
    Signed page = SyntheticSignaturePage.of(21, Style.LINE_BELOW, 2, Filling.PEN, Filling.NOTHING);
    String request =
        "{\"purpose\":\"contract_management\",\"document_class\":\""
            + documentClass
            + "\","
            + CONSENT
            + ",\"output\":[\"signature_present\"]}";
    for (byte[] document :
        new byte[][] {
          page.document().pdf(), ScanEffects.skewed(1).atDpi(200).tiff(page.document())
        }) {
      JsonArray places = places(done(request, document));

      assertThat(places).hasSize(2);
      for (int i = 0; i < 2; i++) {
        JsonObject place = places.getJsonObject(i);
        assertThat(place.getBoolean("signed")).isEqualTo(page.signed().get(i));
        assertThat(place.getString("label")).isEqualTo(page.roles().get(i));
        assertThat(place.getInt("page")).isEqualTo(3);
        assertThat(place.getJsonArray("polygon")).hasSize(4);
      }
    }
  }

  @Test
  void givenALoanApplication_whenRead_thenTheFormSaysHowAndItsTicksAreAnswered() {
    SyntheticDocument form = SyntheticUrla.of(3, SyntheticUrla.Layout.FORM);
    String request =
        "{\"purpose\":\"loan_processing\",\"document_class\":\"loan_application\","
            + CONSENT
            + ",\"output\":[\"borrower_name\",\"borrower_marital_status\",\"loan_amount\"]}";

    JsonObject job = done(request, form.pdf());

    assertThat(job.toString()).contains("us-urla-2021-borrower:1");
    JsonObject fields = job.getJsonObject("fields");
    assertThat(fields.getJsonObject("borrower_marital_status").getBoolean("masked")).isTrue();
    assertThat(fields.getJsonObject("borrower_name").getBoolean("masked")).isTrue();
    assertThat(job.toString()).doesNotContain(form.answer("borrower_name"));
  }
}
