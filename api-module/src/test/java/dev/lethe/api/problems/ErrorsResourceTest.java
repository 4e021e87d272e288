package dev.lethe.api.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.Api;
import dev.lethe.problem.model.ProblemCode;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorsResourceTest {

  private final Api api = new Api();

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void givenAnyProblem_whenItsTypeIsFollowed_thenItIsExplained(ProblemCode code) {
    MockHttpResponse answer =
        api.call(Api.request("GET", Problem.path(code).replaceFirst("^/v1", "")));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer))
        .contains("\"code\":\"" + code.code() + "\"")
        .contains("\"status\":" + code.status());
  }

  @Test
  void givenCatalogue_whenRead_thenEveryProblemIsInIt() {
    String catalogue = Api.body(api.call(Api.request("GET", "/errors")));

    for (ProblemCode code : ProblemCode.values()) {
      assertThat(catalogue).contains("\"" + code.code() + "\"");
    }
  }

  @Test
  void givenUnknownCode_whenFollowed_thenItIsNotFoundAndNotRepeated() {
    MockHttpResponse answer = api.call(Api.request("GET", "/errors/Zebulon-Canary-4711"));

    assertThat(answer.getStatus()).isEqualTo(404);
    assertThat(Api.body(answer)).doesNotContain("Zebulon");
  }
}
