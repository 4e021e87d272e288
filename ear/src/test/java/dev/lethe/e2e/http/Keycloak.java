package dev.lethe.e2e.http;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;

/** Makes clients that the realm does not have, and removes them again. */
final class Keycloak implements AutoCloseable {

  private static final String TOKEN_PATH = "/protocol/openid-connect/token";

  private final String url = RunningSystem.get().keycloakUrl().toString();
  private final String admin;
  private final String client = "test-" + UUID.randomUUID();
  private final String secret = UUID.randomUUID().toString();

  private Keycloak(String mappers, int lifespanSeconds) {
    admin = adminToken();
    HttpResponse<byte[]> made =
        Call.to("POST", url + "/admin/realms/lethe/clients")
            .token(admin)
            .json(
                "{\"clientId\":\""
                    + client
                    + "\",\"secret\":\""
                    + secret
                    + "\",\"serviceAccountsEnabled\":true,\"publicClient\":false,"
                    + "\"attributes\":{\"access.token.lifespan\":\""
                    + lifespanSeconds
                    + "\"},\"protocolMappers\":["
                    + mappers
                    + "]}")
            .send();
    requireSuccess(made);
  }

  /** A client whose tokens carry tenant and role, are for the audience, and live so long. */
  static Keycloak client(String audience, int lifespanSeconds) {
    return new Keycloak(
        hardcoded("tenant_id", "northwind", "String")
            + ","
            + hardcoded("groups", "[\\\"submitter\\\",\\\"privileged-reveal\\\"]", "JSON")
            + ","
            + audience(audience),
        lifespanSeconds);
  }

  /** A client whose tokens carry this as their tenant. */
  static Keycloak clientOfTenant(String tenant) {
    return new Keycloak(
        hardcoded("tenant_id", tenant, "String")
            + ","
            + hardcoded("groups", "[\\\"submitter\\\",\\\"privileged-reveal\\\"]", "JSON")
            + ","
            + audience("lethe-api"),
        300);
  }

  String token() {
    return token(
        "lethe", "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret);
  }

  private String adminToken() {
    return token(
        "master",
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + URLEncoder.encode(password(), StandardCharsets.UTF_8));
  }

  private String token(String realm, String form) {
    HttpResponse<byte[]> answer =
        Call.to("POST", url + "/realms/" + realm + TOKEN_PATH)
            .body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8))
            .send();
    requireSuccess(answer);
    return ApiCalls.json(answer).getString("access_token");
  }

  /** A genuine token of this identity provider, but of a realm that is not ours. */
  String tokenOfOtherRealm() {
    return adminToken();
  }

  @Override
  public void close() {
    HttpResponse<byte[]> found =
        Call.to("GET", url + "/admin/realms/lethe/clients?clientId=" + client)
            .token(adminToken())
            .send();
    String id = ApiCalls.text(found).replaceFirst("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    requireSuccess(
        Call.to("DELETE", url + "/admin/realms/lethe/clients/" + id).token(adminToken()).send());
  }

  private static String hardcoded(String claim, String value, String type) {
    return "{\"name\":\""
        + claim
        + "\",\"protocol\":\"openid-connect\",\"protocolMapper\":\"oidc-hardcoded-claim-mapper\","
        + "\"config\":{\"claim.name\":\""
        + claim
        + "\",\"claim.value\":\""
        + value
        + "\",\"jsonType.label\":\""
        + type
        + "\",\"access.token.claim\":\"true\"}}";
  }

  private static String audience(String audience) {
    return "{\"name\":\"audience\",\"protocol\":\"openid-connect\","
        + "\"protocolMapper\":\"oidc-audience-mapper\",\"config\":{"
        + "\"included.custom.audience\":\""
        + audience
        + "\",\"access.token.claim\":\"true\"}}";
  }

  private static String password() {
    try {
      return Files.readString(RunningSystem.get().stateDir().resolve("secrets/keycloak-admin"))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireSuccess(HttpResponse<byte[]> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException("Keycloak answered " + answer.statusCode());
    }
  }
}
