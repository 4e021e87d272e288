package dev.lethe.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.policies.ProcessingRecordDto.ActivityDto;
import dev.lethe.api.policies.ProcessingRecordDto.ErasureTimeDto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessingRecordDtoTest {

  @Test
  void givenActivities_whenWrittenAsCsv_thenThereIsALineForEach() {
    assertThat(csv("Paying invoices").lines()).hasSize(2);
    assertThat(csv("Paying invoices"))
        .contains("invoice_processing,Paying invoices,contract,invoice,iban invoice_total,")
        .contains("fields=604800");
  }

  @Test
  void givenCommasQuotesAndFormulas_whenWrittenAsCsv_thenTheyStayTexts() {
    assertThat(csv("Paying, booking and \"more\""))
        .contains("\"Paying, booking and \"\"more\"\"\"");
    assertThat(csv("=HYPERLINK(1)")).contains(",'=HYPERLINK(1),");
  }

  private static String csv(String description) {
    return new ProcessingRecordDto(
            "1.0.0",
            "0".repeat(64),
            "eu-central",
            List.of(
                new ActivityDto(
                    "invoice_processing",
                    description,
                    Map.of("contract", "b"),
                    List.of("invoice"),
                    Map.of("sensitive", List.of("iban"), "internal", List.of("invoice_total")),
                    List.of("submitter"),
                    true,
                    List.of(new ErasureTimeDto("fields", 604_800, 604_800)),
                    List.of("same_tenant"))),
            List.of())
        .csv();
  }
}
