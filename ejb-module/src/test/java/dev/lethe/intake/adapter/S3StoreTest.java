package dev.lethe.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.WriteOnce;
import dev.lethe.standin.S3StandIn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;

/** The contract and what is the object store's own, before S3Proxy. */
class S3StoreTest extends DocumentStoreContract {

  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
  private static final int PARTS = S3Settings.LEAST_PART;

  @TempDir Path folder;
  private final TransientNio2BlobStore kept = new TransientNio2BlobStore();
  private final TroubledStore service = new TroubledStore(S3StandIn.withBucket(kept));
  private final S3StandIn proxy = S3StandIn.before(service);

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Override
  DocumentStore newStore() {
    return store("a/b/");
  }

  private S3Store store(String prefix) {
    return StoreProducer.s3(settings(proxy.url(), prefix, S3StandIn.credentials(folder), true));
  }

  private static S3Settings settings(
      URI endpoint, String prefix, Path credentials, boolean conditional) {
    return new S3Settings(
        Optional.of(endpoint),
        S3StandIn.REGION,
        S3StandIn.BUCKET,
        prefix,
        credentials,
        Optional.empty(),
        true,
        conditional,
        PARTS,
        Duration.ofSeconds(3),
        Optional.of(endpoint));
  }

  @Test
  void givenBigObject_whenWritten_thenItGoesOutPartByPart() throws IOException {
    newStore()
        .put(
            tenant,
            name,
            stream -> {
              stream.write(new byte[PARTS + 1]);
              assertThat(service.parts()).isEqualTo(1);
              stream.write(new byte[PARTS]);
              assertThat(service.parts()).isEqualTo(2);
            });
    assertThat(service.parts()).isEqualTo(3);
    assertThat(service.mostPartBytes()).isEqualTo(PARTS);
  }

  @Test
  void givenServerKilledBetweenParts_whenSwept_thenTheUploadIsFoundAndGivenUp() throws IOException {
    S3Store store = store("");
    store.begin(tenant, name);
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.exists(tenant, name)).isTrue();
    assertThat(store.olderThan(tenant, Instant.EPOCH)).isEmpty();
    assertThat(store.olderThan(tenant, FAR)).containsExactly(name);
    assertThat(store.delete(tenant, name)).isTrue();
    assertThat(store.exists(tenant, name)).isFalse();
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
    assertThat(kept.listMultipartUploads(S3StandIn.BUCKET)).isEmpty();
  }

  @Test
  void givenObjects_whenLookedAt_thenTheBucketKnowsTenantAndRandomNameAlone() throws IOException {
    newStore().put(tenant, name, stream -> stream.write(1));
    assertThat(service.lastPut().key()).isEqualTo("a/b/northwind/" + name.value());
    assertThat(service.lastPut().metadata().keySet())
        .filteredOn(key -> !key.startsWith("s3proxy"))
        .containsExactly("put");
    assertThat(service.lastPut().metadata().get("put")).matches("[0-9a-f]{32}");
    assertThat(service.lastPut().contentType()).isEqualTo("application/octet-stream");
    assertThat(service.lastPut().ifNoneMatch()).isEqualTo("*");
  }

  @Test
  void givenTwoPrefixes_whenListed_thenEachSeesItsOwn() throws IOException {
    store("a/").put(tenant, name, stream -> stream.write(1));
    assertThat(store("b/").olderThan(tenant, FAR)).isEmpty();
    assertThat(store("b/").exists(tenant, name)).isFalse();
    assertThat(store("a/").olderThan(tenant, FAR)).containsExactly(name);
  }

  @Test
  void givenObjectThatTheStoreDidNotMake_whenListed_thenItIsLeftAlone() throws IOException {
    service.plant("a/b/northwind/README");
    assertThat(newStore().olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenMoreObjectsThanAPage_whenListedAndDeleted_thenNoneIsForgotten() throws IOException {
    DocumentStore store = newStore();
    List<ObjectName> names =
        java.util.stream.Stream.generate(ObjectName::random).limit(1100).toList();
    names.forEach(one -> service.plant("a/b/northwind/" + one.value()));
    assertThat(store.olderThan(tenant, FAR)).hasSize(1100);
    store.delete(tenant, names);
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenAnswerThatIsLost_whenThePutIsSentAgain_thenItIsFoundToBeOurs() throws IOException {
    service.loseAnswers(1);
    newStore().put(tenant, name, stream -> stream.write(new byte[] {4, 2}));
    assertThat(service.puts()).isGreaterThan(1);
    try (InputStream stream = newStore().open(tenant, name).orElseThrow()) {
      assertThat(stream.readAllBytes()).containsExactly(4, 2);
    }
  }

  @Test
  void givenStoreThatKnowsNoConditions_whenNameIsTaken_thenItIsNotOverwrittenEither()
      throws IOException {
    S3Store store =
        StoreProducer.s3(settings(proxy.url(), "", S3StandIn.credentials(folder), false));
    store.put(tenant, name, stream -> stream.write(1));
    assertThat(service.lastPut().ifNoneMatch()).isNull();
    assertThatThrownBy(() -> store.put(tenant, name, stream -> stream.write(2)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.put(tenant, name, stream -> stream.write(new byte[PARTS + 1])))
        .isInstanceOf(IOException.class);
    try (InputStream stream = store.open(tenant, name).orElseThrow()) {
      assertThat(stream.readAllBytes()).containsExactly(1);
    }
  }

  @Test
  void givenObjectThatCannotBeDeleted_whenDeleted_thenItIsNotClaimed() throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(1));
    service.keepWhatIsDeleted();
    assertThatThrownBy(() -> store.delete(tenant, name))
        .hasMessage("the object store still has what was deleted");
    store.delete(tenant, List.of(name));
    assertThat(store.existing(tenant, List.of(name))).containsExactly(name);
  }

  // what callers may write themselves

  @Test
  void givenSignedRequest_whenSentOnce_thenItIsWrittenAndNothingElseIsAllowed() throws Exception {
    WriteOnce signed = newStore().writeOnce(tenant, name, 4, Duration.ofMinutes(5)).orElseThrow();
    assertThat(signed.toString()).doesNotContain(name.value(), "Signature");
    byte[] right = {1, 2, 3, 4};
    assertThat(send("PUT", signed.url(), signed.headers(), new byte[] {1, 2, 3, 4, 5}))
        .isEqualTo(403);
    assertThat(send("PUT", signed.url(), signed.headers(), new byte[] {1, 2, 3})).isEqualTo(403);
    assertThat(send("PUT", signed.url(), Map.of("if-none-match", "*"), right)).isEqualTo(403);
    assertThat(send("PUT", signed.url(), Map.of("content-type", "text/html"), right))
        .isEqualTo(403);
    String other = ObjectName.random().value();
    assertThat(
            send(
                "PUT",
                URI.create(signed.url().toString().replace(name.value(), other)),
                signed.headers(),
                right))
        .isEqualTo(403);
    assertThat(newStore().exists(tenant, name)).isFalse();
    assertThat(send("PUT", signed.url(), signed.headers(), right)).isEqualTo(200);
    assertThat(send("PUT", signed.url(), signed.headers(), right)).isEqualTo(412);
    for (String method : List.of("GET", "HEAD", "DELETE")) {
      assertThat(send(method, signed.url(), signed.headers(), new byte[0])).isEqualTo(403);
    }
    try (InputStream stream = newStore().open(tenant, name).orElseThrow()) {
      assertThat(stream.readAllBytes()).isEqualTo(right);
    }
    assertThat(newStore().olderThan(tenant, FAR)).containsExactly(name);
  }

  @Test
  void givenSignedRequest_whenItsTimeIsOver_thenItIsRefused() throws Exception {
    WriteOnce signed = newStore().writeOnce(tenant, name, 1, Duration.ofSeconds(1)).orElseThrow();
    Thread.sleep(2100);
    assertThat(send("PUT", signed.url(), signed.headers(), new byte[] {1})).isEqualTo(403);
    assertThat(newStore().exists(tenant, name)).isFalse();
  }

  private static int send(String method, URI to, Map<String, String> headers, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  // what is not known is never said to be gone

  @Test
  void givenStoreThatFails_whenAsked_thenNothingIsSaidToBeMissing() throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(1));
    for (int status : List.of(403, 500)) {
      service.answer(status);
      requireUnknown(store, "the object store answered " + status);
    }
    service.answer(503);
    assertThatThrownBy(() -> store.existing(tenant, List.of(name)))
        .hasMessage("the object store answered 503");
    service.answer(0);
    assertThat(store.exists(tenant, name)).isTrue();
  }

  @Test
  void givenBucketThatIsGone_whenAsked_thenNothingIsSaidToBeMissing() throws IOException {
    DocumentStore store = newStore();
    kept.deleteContainer(S3StandIn.BUCKET);
    requireUnknown(store, "the object store answered 404");
  }

  @Test
  void givenNobodyAtTheAddress_whenAsked_thenNothingIsSaidToBeMissing() {
    DocumentStore store =
        StoreProducer.s3(
            settings(URI.create("http://127.0.0.1:1"), "", S3StandIn.credentials(folder), true));
    requireUnknown(store, "the object store does not answer");
  }

  @Test
  void givenStoreThatHangs_whenAsked_thenTheTimeIsBounded() {
    S3Settings usual = settings(proxy.url(), "", S3StandIn.credentials(folder), true);
    DocumentStore store =
        StoreProducer.s3(
            new S3Settings(
                usual.endpoint(),
                usual.region(),
                usual.bucket(),
                usual.prefix(),
                usual.credentials(),
                usual.authority(),
                usual.pathStyle(),
                usual.conditional(),
                usual.partBytes(),
                Duration.ofMillis(500),
                Optional.empty()));
    service.hang(Duration.ofSeconds(20));
    long begun = System.nanoTime();
    assertThatThrownBy(() -> store.exists(tenant, name)).isInstanceOf(IOException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void givenStoreThatComesBack_whenItsHealthIsAsked_thenItAnswersAgain() throws Exception {
    DocumentStore store = newStore();
    assertThat(store.answers()).isTrue();
    service.answer(403);
    assertThatThrownBy(() -> store.exists(tenant, name)).isInstanceOf(IOException.class);
    assertThat(store.answers()).isFalse();
    service.answer(0);
    long giveUp = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!store.answers() && System.nanoTime() < giveUp) {
      Thread.sleep(200);
    }
    assertThat(store.answers()).isTrue();
  }

  @Test
  void givenStoreBehindTls_whenItsAuthorityIsNamed_thenItIsTrustedAndElseNot() throws IOException {
    try (S3StandIn secure = S3StandIn.secure(folder)) {
      Path credentials = S3StandIn.credentials(folder);
      S3Settings plain = settings(secure.url(), "", credentials, true);
      assertThatThrownBy(() -> StoreProducer.s3(plain).exists(tenant, name))
          .hasMessage("the object store does not answer");
      S3Store store =
          StoreProducer.s3(
              new S3Settings(
                  plain.endpoint(),
                  plain.region(),
                  plain.bucket(),
                  "",
                  credentials,
                  Optional.of(secure.authority()),
                  true,
                  true,
                  PARTS,
                  Duration.ofSeconds(5),
                  Optional.empty()));
      store.put(tenant, name, stream -> stream.write(1));
      assertThat(store.exists(tenant, name)).isTrue();
    }
  }

  @Test
  void givenWrongSecret_whenAsked_thenNeitherSecretNorNamesAreTold() {
    DocumentStore store =
        StoreProducer.s3(
            settings(
                proxy.url(), "secret-prefix/", S3StandIn.credentials(folder, "wrong-word"), true));
    assertThatThrownBy(() -> store.open(tenant, name))
        .hasMessageMatching("the object store answered 403( [A-Za-z]+)?")
        .hasNoCause();
    requireUnknown(store, "the object store answered 403");
  }

  private void requireUnknown(DocumentStore store, String why) {
    assertThatThrownBy(() -> store.exists(tenant, name)).hasMessageStartingWith(why);
    assertThatThrownBy(() -> store.existing(tenant, List.of(name))).hasMessageStartingWith(why);
    assertThatThrownBy(() -> store.open(tenant, name)).hasMessageStartingWith(why);
    assertThatThrownBy(() -> store.olderThan(tenant, FAR)).hasMessageStartingWith(why);
    assertThatThrownBy(() -> store.delete(tenant, name)).hasMessageStartingWith(why);
    assertThatThrownBy(() -> store.delete(tenant, List.of(name)))
        .hasMessageMatching("the object store (answered|does not|refused).{0,30}");
    // an answer that comes before the content was sent may be lost with the connection
    assertThatThrownBy(() -> store.put(tenant, ObjectName.random(), stream -> stream.write(1)))
        .hasMessageMatching("the object store (answered|does not).{0,30}");
  }

  @Test
  void givenConnectionThatBreaks_whenRead_thenItGoesOnWhereItWas() throws IOException {
    byte[] sealed = new byte[1_000_000];
    new java.util.Random(1).nextBytes(sealed);
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(sealed));
    service.breakReads(2, 300_000);
    try (InputStream stream = store.open(tenant, name).orElseThrow()) {
      assertThat(stream.readAllBytes()).isEqualTo(sealed);
    }
    service.breakReads(99, 100_000);
    try (InputStream stream = store.open(tenant, name).orElseThrow()) {
      assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void givenObjectThatIsDeletedWhileItIsRead_whenTheConnectionBreaks_thenReadingFails()
      throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(new byte[1_000_000]));
    service.breakReads(1, 300_000);
    try (InputStream stream = store.open(tenant, name).orElseThrow()) {
      stream.readNBytes(1000);
      store.delete(tenant, name);
      assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  // whether a bucket is fit to forget

  @Test
  void givenGoodBucket_whenTheServerStarts_thenItIsFitAndTheCheckLeavesNothing()
      throws IOException {
    store("a/").requireFit();
    assertThat(service.keys()).isEmpty();
    assertThat(kept.listMultipartUploads(S3StandIn.BUCKET)).isEmpty();
  }

  @Test
  void givenBucketThatKeepsOrKeptVersions_whenTheServerStarts_thenItIsRefused() {
    for (BucketVersioningStatus status :
        List.of(BucketVersioningStatus.ENABLED, BucketVersioningStatus.SUSPENDED)) {
      setVersioning(status);
      assertThatThrownBy(() -> store("").requireFit())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("versions");
    }
  }

  @Test
  void givenVersionsSwitchedOnLater_whenWrittenOrDeleted_thenNothingIsClaimed() throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(1));
    setVersioning(BucketVersioningStatus.ENABLED);
    String why = "the bucket keeps versions of what is deleted";
    assertThatThrownBy(() -> store.delete(tenant, name)).hasMessage(why);
    assertThatThrownBy(() -> store.delete(tenant, List.of(name))).hasMessage(why);
    ObjectName next = ObjectName.random();
    assertThatThrownBy(() -> store.put(tenant, next, stream -> stream.write(1))).hasMessage(why);
    assertThat(service.versions(next.value())).isZero();
  }

  private void setVersioning(BucketVersioningStatus status) {
    kept.putBucketVersioning(
        PutBucketVersioningRequest.builder()
            .bucket(S3StandIn.BUCKET)
            .versioningConfiguration(versioning -> versioning.status(status))
            .build());
  }

  @Test
  void givenBucketThatOverwrites_whenTheServerStarts_thenTheSettingForItIsNamed() {
    service.ignoreConditions();
    assertThatThrownBy(() -> store("").requireFit())
        .hasMessageContaining("lethe.store.s3.conditional=false");
    assertThatCode(
            () ->
                StoreProducer.s3(settings(proxy.url(), "", S3StandIn.credentials(folder), false))
                    .requireFit())
        .doesNotThrowAnyException();
  }

  @Test
  void givenRightThatIsMissing_whenTheServerStarts_thenItIsNamed() {
    service.answer(403);
    assertThatThrownBy(() -> store("").requireFit())
        .hasMessageContaining("s3:GetBucketVersioning")
        .hasMessageContaining("answered 403");
    service.answer(0);
    service.keepWhatIsDeleted();
    assertThatThrownBy(() -> store("").requireFit()).hasMessageContaining("s3:DeleteObject");
  }
}
