package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticW2;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A form of which everything but two values was burnt out before it was sent. */
class PreRedactionIT {

  private static final Path WORKER =
      Path.of(System.getProperty("lethe.tree"), "engine-module", "target", "worker");
  private static final SyntheticDocument W2 = SyntheticW2.of(29, SyntheticW2.Layout.TOP);
  private static final List<String> WANTED = List.of("wages", "taxpayer_id");

  private final ApiCalls app = ApiCalls.as("northwind-evaluator");

  @Test
  void givenFormThatWasPreRedacted_whenSent_thenTheFieldsComeBackAndNothingElseWasSent(
      @TempDir Path folder) throws Exception {
    for (byte[] paper : List.of(W2.pdf(), ScanEffects.clean().png(W2))) {
      byte[] sent = preRedacted(folder, paper);

      JsonObject values = revealed(sent);
      for (String name : WANTED) {
        assertThat(values.getJsonObject(name).getString("normalized"))
            .as(name)
            .isEqualTo(W2.answer(name));
      }
      // what anybody could read on what was sent
      String transcript = transcript(sent);
      String bytes = new String(sent, StandardCharsets.ISO_8859_1);
      assertThat(others()).isNotEmpty();
      for (String word : others()) {
        assertThat(transcript).doesNotContainIgnoringCase(word);
        assertThat(bytes).doesNotContainIgnoringCase(word);
      }
    }
  }

  @Test
  void givenWhatWasBurntOut_whenAskedFor_thenItIsBlank(@TempDir Path folder) throws Exception {
    byte[] sent = preRedacted(folder, W2.pdf());
    JsonObject fields =
        ApiCalls.json(app.submitAndWait(request(List.of("wages", "payer_name")), sent))
            .getJsonObject("fields");
    assertThat(fields.getJsonObject("wages").isNull("value")).isFalse();
    assertThat(fields.getJsonObject("payer_name").isNull("value")).isTrue();
    assertThat(fields.getJsonObject("payer_name").getString("absence")).isEqualTo("left-blank");
  }

  /** Run as a caller does, from the folder of the engine alone. */
  private static byte[] preRedacted(Path folder, byte[] paper)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile(folder, "paper", "");
    Files.write(in, paper);
    Path out = folder.resolve(in.getFileName() + ".png");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                WORKER + "/*",
                "dev.lethe.engine.preredaction.Main",
                in.toString(),
                out.toString(),
                "--class",
                "tax_form",
                "--fields",
                String.join(",", WANTED),
                "--natives",
                folder.resolve("natives").toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed).contains("form us-irs-w2:1");
    return Files.readAllBytes(out);
  }

  /** Words of all other values that no form prints. */
  private static List<String> others() {
    List<String> words = new ArrayList<>();
    W2.answers().entrySet().stream()
        .filter(answer -> !WANTED.contains(answer.getKey()))
        .filter(answer -> !List.of("form_type", "tax_year").contains(answer.getKey()))
        .forEach(
            answer ->
                Stream.of(answer.getValue().split("[ ,]+"))
                    .filter(word -> word.length() > 4)
                    .forEach(words::add));
    return words;
  }

  private JsonObject revealed(byte[] sent) {
    HttpResponse<byte[]> done = app.submitAndWait(request(WANTED), sent);
    assertThat(done.statusCode()).as(ApiCalls.text(done)).isEqualTo(201);
    String job = ApiCalls.json(done).getString("id");
    return ApiCalls.json(app.reveal(job, "comparing with the paper", "wages", "taxpayer_id"))
        .getJsonObject("fields");
  }

  private String transcript(byte[] sent) {
    JsonObject request =
        Json.createObjectBuilder(request(List.of("full_text")))
            .add("purpose", "document_transcription")
            .add("document_class", "text")
            .build();
    HttpResponse<byte[]> done = app.submitAndWait(request, sent);
    assertThat(done.statusCode()).as(ApiCalls.text(done)).isEqualTo(201);
    String job = ApiCalls.json(done).getString("id");
    return ApiCalls.json(app.reveal(job, "comparing with the paper", "full_text"))
        .getJsonObject("fields")
        .getJsonObject("full_text")
        .getString("value", "");
  }

  private static JsonObject request(List<String> fields) {
    JsonArrayBuilder output = Json.createArrayBuilder(fields);
    return Json.createObjectBuilder(ApiCalls.invoiceRequest("iban").build())
        .add("purpose", "tax_processing")
        .add("document_class", "tax_form")
        .add("output", output)
        .build();
  }
}
