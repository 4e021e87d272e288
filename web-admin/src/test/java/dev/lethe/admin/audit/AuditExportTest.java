package dev.lethe.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.admin.identity.People;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditExportTest {

  private static final Caller ADAM = People.person(Role.AUDITOR).caller().orElseThrow();

  private final FakeTrail trail = new FakeTrail();
  private final AuditExport export = new AuditExport();

  @BeforeEach
  void wire() {
    export.trail = trail;
    export.clock = Clock.fixed(Instant.parse("2026-11-24T23:59:00Z"), ZoneOffset.UTC);
  }

  private String written(EntryFormat format) throws IOException {
    StringWriter out = new StringWriter();
    export.write(ADAM, AuditFilter.ALL, format, out);
    return out.toString();
  }

  @Test
  void givenEntries_whenWrittenAsJsonLines_thenEachLineIsAnObject() throws IOException {
    trail.entries.add(FakeTrail.entry(0, "system", Map.of("fields", "3")));
    trail.entries.add(FakeTrail.entry(1, "f2a1", Map.of()));

    String[] lines = written(EntryFormat.JSONL).split("\n");
    JsonObject first = Json.createReader(new StringReader(lines[0])).readObject();
    JsonObject second = Json.createReader(new StringReader(lines[1])).readObject();

    assertThat(lines).hasSize(2);
    assertThat(first.getString("type")).isEqualTo("consent.verified");
    assertThat(first.getJsonObject("facts").getString("fields")).isEqualTo("3");
    assertThat(second.containsKey("job")).isFalse();
  }

  @Test
  void givenAnExportedLine_whenItsHashIsTakenOut_thenItCanBeComputedAgain() throws Exception {
    trail.entries.add(FakeTrail.entry(0, "system", Map.of("purpose", "x", "fields", "3")));

    JsonObject line =
        Json.createReader(new StringReader(written(EntryFormat.JSONL).strip())).readObject();
    JsonObject leaf = Json.createObjectBuilder(line).remove("leaf_hash").build();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(new JsonCanonicalizer(leaf.toString()).getEncodedUTF8());

    assertThat(line.getString("leaf_hash")).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void givenEntries_whenWrittenAsCsv_thenTheHeaderNamesEachColumn() throws IOException {
    trail.entries.add(FakeTrail.entry(0, "system", Map.of("fields", "3")));

    String[] lines = written(EntryFormat.CSV).split("\r\n");

    assertThat(lines).hasSize(2);
    assertThat(lines[0].split(",")).hasSize(13);
    assertThat(lines[1]).contains("\"{\"\"fields\"\":\"\"3\"\"}\"");
  }

  @Test
  void givenNothing_whenWritten_thenCsvHasItsHeaderAndJsonLinesNothing() throws IOException {
    assertThat(written(EntryFormat.CSV))
        .startsWith("tenant,id,time,type")
        .endsWith("leaf_hash\r\n");
    assertThat(written(EntryFormat.JSONL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void givenAValueThatASpreadsheetWouldRun_whenWritten_thenItIsText(String value) {
    assertThat(EntryFormat.cell(value)).isEqualTo("\"'" + value + "\"");
  }

  @Test
  void givenQuotesAndCommas_whenWritten_thenTheyStayWithinTheCell() {
    assertThat(EntryFormat.cell("a\"b,c")).isEqualTo("\"a\"\"b,c\"");
  }

  @Test
  void givenAnActorThatLooksLikeAFormula_whenWritten_thenItIsText() throws IOException {
    trail.entries.add(FakeTrail.entry(0, "-2", Map.of()));

    assertThat(written(EntryFormat.CSV)).contains(",\"'-2\",");
  }

  @Test
  void givenATenant_thenTheFileIsNamedAfterItAndTheDay() {
    assertThat(export.fileName(ADAM, EntryFormat.CSV))
        .isEqualTo("lethe-audit-northwind-2026-11-24.csv");
  }

  @Test
  void givenAReviewer_whenWritten_thenTheServiceRefusesBeforeAnyEntry() {
    trail.entries.add(FakeTrail.entry(0, "system", Map.of()));
    Caller rex = People.person(Role.REVIEWER).caller().orElseThrow();
    StringWriter out = new StringWriter();

    assertThatThrownBy(() -> export.write(rex, AuditFilter.ALL, EntryFormat.JSONL, out))
        .isInstanceOf(LetheException.class);
    assertThat(out.toString()).doesNotContain("northwind");
  }

  @ParameterizedTest
  @EnumSource(EntryFormat.class)
  void givenAFailureOnTheWay_whenWritten_thenTheFileSaysThatItIsIncomplete(EntryFormat format) {
    trail.entries.add(FakeTrail.entry(0, "system", Map.of()));
    trail.failing = true;
    StringWriter out = new StringWriter();

    assertThatThrownBy(() -> export.write(ADAM, AuditFilter.ALL, format, out))
        .isInstanceOf(IllegalStateException.class);
    assertThat(out.toString()).contains("evt_0").containsPattern("incomplete\"}?\r?\n$");
  }
}
