package dev.lethe.intake.adapter;

import dev.lethe.keys.adapter.PemTrust;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Makes clients that take nothing from the machine they run on: no profile, no proxy, no
 * credentials but those of the settings; so they connect to the store and to nothing else.
 */
final class S3Clients {

  private static final int ATTEMPTS = 3;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private S3Clients() {}

  static S3Client of(S3Settings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(new S3Credentials(settings.credentials()))
            .forcePathStyle(settings.pathStyle())
            // what is sent has its checksum; stores that are not AWS know no others
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .disableS3ExpressSessionAuth(true)
            .httpClient(http(settings))
            .overrideConfiguration(bounded(settings.timeout()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /**
   * Signs requests that callers send.
   *
   * @param address where they reach the store
   */
  static S3Presigner presigner(S3Settings settings, URI address) {
    return S3Presigner.builder()
        .region(Region.of(settings.region()))
        .endpointOverride(address)
        .credentialsProvider(new S3Credentials(settings.credentials()))
        .serviceConfiguration(
            S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build())
        .build();
  }

  private static ClientOverrideConfiguration bounded(Duration timeout) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build())
        .apiCallAttemptTimeout(timeout)
        .apiCallTimeout(timeout.multipliedBy(ATTEMPTS))
        .defaultProfileFile(ProfileFile.aggregator().build())
        .build();
  }

  private static SdkHttpClient http(S3Settings settings) {
    UrlConnectionHttpClient.Builder builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(settings.timeout())
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariablesValues(false)
                    .build());
    settings
        .authority()
        .ifPresent(
            file ->
                builder.tlsTrustManagersProvider(
                    () -> PemTrust.managers(file, "lethe.store.s3.ca.file")));
    return builder.build();
  }
}
