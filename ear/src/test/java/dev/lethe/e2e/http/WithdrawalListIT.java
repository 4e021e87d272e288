package dev.lethe.e2e.http;

import static dev.lethe.e2e.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of withdrawals: its pages and filters. */
class WithdrawalListIT {

  private final ConsentCalls calls = new ConsentCalls();
  private final ApiCalls officer = calls.officer;

  @Test
  void givenSeveralWithdrawals_whenListed_thenPagesAndFiltersHoldThem() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(calls.withdraw(201, "consent", calls.record()).getString("id"));
    }
    HttpResponse<byte[]> first = officer.get("/withdrawals?scope=consent&limit=2");
    ConsentCalls.DESCRIPTION.requireDescribed("listWithdrawals", first);
    assertThat(ids(json(first))).containsExactly(made.get(2), made.get(1));
    URI next = URI.create(json(first).getString("next"));
    JsonObject second = json(officer.get(next.getPath().substring(3) + "?" + next.getQuery()));
    assertThat(ids(second)).startsWith(made.get(0)).hasSizeLessThanOrEqualTo(2);

    String target = json(officer.get("/withdrawals/" + made.get(1))).getString("target");
    assertThat(ids(json(officer.get("/withdrawals?state=completed&target=" + target))))
        .containsExactly(made.get(1));
    assertThat(ids(json(officer.get("/withdrawals?state=in_progress&target=" + target)))).isEmpty();
  }

  @Test
  void givenUnknownOrMalformedFilter_whenListed_thenItIsRefusedAndNotPassedOver() {
    for (String query :
        List.of(
            "?stat=completed",
            "?state=done",
            "?scope=tenant",
            "?limit=0",
            "?limit=201",
            "?limit=1&limit=2",
            "?after=x",
            "?target=customer%2017")) {
      HttpResponse<byte[]> answer = officer.get("/withdrawals" + query);
      Problems.require(answer, 400, "request-malformed");
      assertThat(ApiCalls.text(answer)).doesNotContain("customer");
    }
  }

  private static List<String> ids(JsonObject list) {
    return list.getJsonArray("withdrawals").getValuesAs(JsonObject.class).stream()
        .map(one -> one.getString("id"))
        .toList();
  }
}
