package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots take one document, once, for a short time, and give nothing back. */
class UploadsIT {

  private static final Description DESCRIPTION = Description.served();

  @Test
  void givenSubmitter_whenSlotIsOpened_thenItsBoundsAreTold() {
    HttpResponse<byte[]> opened = open();

    assertThat(opened.statusCode()).isEqualTo(201);
    DESCRIPTION.requireDescribed("openUpload", opened);
    JsonObject slot = ApiCalls.json(opened);
    assertThat(slot.getInt("uses")).isEqualTo(1);
    assertThat(Instant.parse(slot.getString("expires_at"))).isAfter(Instant.now());
    assertThat(slot.getJsonNumber("max_bytes").longValue()).isPositive();
  }

  @Test
  void givenFilledSlot_whenFilledAgainOrRead_thenItIsRefused() {
    String slot = slot();
    assertThat(fill(slot, Documents.INVOICE).statusCode()).isEqualTo(204);

    HttpResponse<byte[]> again = fill(slot, Documents.INVOICE);

    Problems.require(again, 409, "slot-used");
    DESCRIPTION.requireDescribed("fillUpload", again);
    Problems.require(Call.to("GET", slot).send(), 405, "method-not-allowed");
    Problems.require(Call.to("DELETE", slot).send(), 405, "method-not-allowed");
  }

  @Test
  void givenEmptySlot_whenSubmitted_thenThereIsNothingToRead() {
    HttpResponse<byte[]> answer = submit(slot());

    Problems.require(answer, 409, "slot-empty");
    DESCRIPTION.requireDescribed("submitJob", answer);
  }

  @Test
  void givenUnknownToken_whenFilledOrSubmitted_thenItIsNotThere() {
    String unknown = RunningSystem.get().api("/uploads/" + "A".repeat(43)).toString();

    Problems.require(fill(unknown, Documents.INVOICE), 404, "not-found");
    Problems.require(submit(unknown), 404, "not-found");
    Problems.require(
        fill(RunningSystem.get().api("/uploads/short").toString(), Documents.INVOICE),
        404,
        "not-found");
  }

  @Test
  void givenExpiredSlot_whenFilledOrSubmitted_thenItIsRefused() throws Exception {
    String empty = slot();
    String full = slot();
    fill(full, Documents.INVOICE);
    expire(empty);
    expire(full);

    HttpResponse<byte[]> filled = fill(empty, Documents.INVOICE);
    HttpResponse<byte[]> submitted = submit(full);

    Problems.require(filled, 410, "slot-expired");
    DESCRIPTION.requireDescribed("fillUpload", filled);
    Problems.require(submitted, 410, "slot-expired");
    DESCRIPTION.requireDescribed("submitJob", submitted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
        "sha-256=:Zebulon:",
        "sha-256=Zebulon",
        "Zebulon-Canary-4711"
      })
  void givenWrongDigest_whenFilled_thenItIsRefusedAndSlotStaysUsable(String digest) {
    String slot = slot();

    HttpResponse<byte[]> answer =
        Call.to("PUT", slot)
            .header("Content-Digest", digest)
            .body("application/pdf", Documents.INVOICE)
            .send();

    assertThat(answer.statusCode()).isEqualTo(400);
    DESCRIPTION.requireDescribed("fillUpload", answer);
    assertThat(ApiCalls.text(answer)).doesNotContain("Zebulon");
  }

  @Test
  void givenBytesOfNoKnownTypeOrTooMany_whenFilled_thenTheyAreRefused() {
    byte[] text = "no document at all".getBytes(StandardCharsets.UTF_8);
    byte[] large = Arrays.copyOf(Documents.INVOICE, 27 * 1024 * 1024);

    Problems.require(fill(slot(), text), 415, "type-unsupported");
    Problems.require(fill(slot(), large), 413, "too-large");
    HttpResponse<byte[]> nothing = fill(slot(), new byte[0]);
    assertThat(nothing.statusCode()).isBetween(400, 415);
    DESCRIPTION.requireDescribed("fillUpload", nothing);
  }

  /** As curl sends it when it is told nothing of the type. */
  @Test
  void givenFormsMediaType_whenFilled_thenBytesAreTakenAsTheyAre() {
    HttpResponse<byte[]> answer =
        Call.to("PUT", slot()).body("application/x-www-form-urlencoded", Documents.INVOICE).send();

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  private static HttpResponse<byte[]> open() {
    return Call.of("POST", "/uploads").as("northwind-app").send();
  }

  private static String slot() {
    return ApiCalls.json(open()).getString("url");
  }

  private static HttpResponse<byte[]> fill(String slot, byte[] content) {
    return Call.to("PUT", slot).body("application/pdf", content).send();
  }

  private static HttpResponse<byte[]> submit(String slot) {
    return Call.of("POST", "/ocr/jobs").as("northwind-app").json(Documents.requestFor(slot)).send();
  }

  /** Sets the slot's clock back in the database, as the owner of the tables. */
  private static void expire(String slot) throws Exception {
    String token = slot.substring(slot.lastIndexOf('/') + 1);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    try (Connection owner = Tables.owner("northwind");
        PreparedStatement update =
            owner.prepareStatement(
                "update upload_slot set expires_at = now() - interval '1 minute'"
                    + " where token_hash = ?")) {
      update.setBytes(1, hash);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }
}
