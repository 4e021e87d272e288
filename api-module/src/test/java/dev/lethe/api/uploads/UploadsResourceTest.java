package dev.lethe.api.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.Api;
import dev.lethe.api.ContentLimitsFixture;
import dev.lethe.api.FakeUploads;
import dev.lethe.api.Samples;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.tenancy.model.Role;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsResourceTest {

  private final FakeUploads uploads = new FakeUploads();
  private final CurrentCaller current = new CurrentCaller();
  private Api api;

  @BeforeEach
  void start() {
    UploadsResource resource = new UploadsResource();
    resource.policy = Samples::policy;
    resource.uploads = uploads;
    resource.current = current;
    resource.addresses = SlotAddressFixture.at("https://lethe.example/");
    resource.limits = ContentLimitsFixture.of(Samples::policy);
    api = new Api(resource);
  }

  @Test
  void givenSubmitter_whenSlotIsOpened_thenItsAddressAndBoundsAreTold() {
    current.set(Samples.caller(Role.SUBMITTER));

    MockHttpResponse answer = api.call(Api.request("POST", "/uploads"));

    assertThat(answer.getStatus()).isEqualTo(201);
    assertThat(Api.body(answer))
        .isEqualTo(
            "{\"url\":\"https://lethe.example/v1/uploads/tokentokentokentokentokentokentokentokentok\","
                + "\"method\":\"PUT\",\"uses\":1,\"expires_at\":\"2026-11-24T10:00:00Z\","
                + "\"max_bytes\":1000000}");
  }

  @Test
  void givenSubmitter_whenSlotAtTheStoreIsOpened_thenRequestAndKeyAreTold() {
    current.set(Samples.caller(Role.SUBMITTER));

    MockHttpResponse answer = api.call(direct("{\"bytes\":1000}"));

    assertThat(answer.getStatus()).isEqualTo(201);
    assertThat(Api.body(answer))
        .isEqualTo(
            "{\"url\":\"https://lethe.example/v1/uploads/tokentokentokentokentokentokentokentokentok\","
                + "\"uses\":1,\"expires_at\":\"2026-11-24T10:00:00Z\","
                + "\"upload\":{\"method\":\"PUT\",\"url\":\"https://store.example/object?signed\","
                + "\"headers\":{\"if-none-match\":\"*\"},\"bytes\":1048},"
                + "\"encryption\":{\"scheme\":\"hpke-x25519-hkdf-sha256-aes-256-gcm\",\"public_key\":\""
                + "A".repeat(43)
                + "=\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"bytes\":0}",
        "{\"bytes\":-1}",
        "{\"bytes\":1.5}",
        "{\"bytes\":99999999999}",
        "{\"bytes\":\"10\"}",
        "{\"bytes\":1,\"name\":\"Zebulon.pdf\"}"
      })
  void givenNoSize_whenSlotAtTheStoreIsOpened_thenItIsRefusedAndNotRepeated(String body) {
    current.set(Samples.caller(Role.SUBMITTER));

    MockHttpResponse answer = api.call(direct(body));

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(Api.body(answer)).doesNotContain("Zebulon");
  }

  @Test
  void givenOtherRoleOrNobody_whenSlotAtTheStoreIsOpened_thenItIsRefused() {
    assertThat(api.call(direct("{\"bytes\":1}")).getStatus()).isEqualTo(401);

    current.set(Samples.caller(Role.REVIEWER));

    assertThat(api.call(direct("{\"bytes\":1}")).getStatus()).isEqualTo(403);
  }

  private static MockHttpRequest direct(String body) {
    MockHttpRequest post = Api.request("POST", "/uploads/direct");
    post.contentType("application/json");
    post.content(body.getBytes(StandardCharsets.UTF_8));
    return post;
  }

  @Test
  void givenOtherRole_whenSlotIsOpened_thenItIsForbidden() {
    current.set(Samples.caller(Role.REVIEWER));

    assertThat(api.call(Api.request("POST", "/uploads")).getStatus()).isEqualTo(403);
  }

  @Test
  void givenNobody_whenSlotIsOpened_thenTheyMustSayWhoTheyAre() {
    MockHttpResponse answer = api.call(Api.request("POST", "/uploads"));

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getOutputHeaders()).containsKey("WWW-Authenticate");
  }

  @Test
  void givenTokenOnly_whenSlotIsFilled_thenContentAndDigestArePassedOn() {
    MockHttpRequest put = put("tokentokentokentokentokentokentokentokentok");
    put.header("Content-Digest", "sha-256=:x:");

    MockHttpResponse answer = api.call(put);

    assertThat(answer.getStatus()).isEqualTo(204);
    assertThat(uploads.filled.orElseThrow()).isEqualTo("%PDF".getBytes(StandardCharsets.UTF_8));
    assertThat(uploads.digest).contains("sha-256=:x:");
  }

  @Test
  void givenTokenOfWrongForm_whenSlotIsFilled_thenNothingIsRead() {
    assertThat(api.call(put("short")).getStatus()).isEqualTo(404);
    assertThat(api.call(put("token%2e%2e%2fttttttttttttttttttttttttttttttttttt")).getStatus())
        .isEqualTo(404);
    assertThat(uploads.filled).isEmpty();
  }

  @Test
  void givenTooLongLength_whenSlotIsFilled_thenNothingIsRead() {
    MockHttpRequest put = put("tokentokentokentokentokentokentokentokentok");
    put.header("Content-Length", "1000001");

    assertThat(api.call(put).getStatus()).isEqualTo(413);
    assertThat(uploads.filled).isEmpty();
  }

  @Test
  void givenSlot_whenSomebodyReadsIt_thenThatIsNoMethod() {
    MockHttpResponse answer =
        api.call(Api.request("GET", "/uploads/tokentokentokentokentokentokentokentokentok"));

    assertThat(answer.getStatus()).isEqualTo(405);
    assertThat(answer.getOutputHeaders().getFirst("Allow").toString()).contains("PUT");
    assertThat(Api.body(answer)).contains("method-not-allowed").doesNotContain("token");
  }

  private static MockHttpRequest put(String token) {
    MockHttpRequest put = Api.request("PUT", "/uploads/" + token);
    put.contentType("application/pdf");
    put.content("%PDF".getBytes(StandardCharsets.UTF_8));
    return put;
  }
}
