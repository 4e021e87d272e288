package dev.lethe.keys.adapter;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.KeyProviderHealth;
import dev.lethe.keys.model.MasterKeyRotation;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.problem.model.LetheException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Asks each provider, and keeps the answer a while: health is asked for by whoever wants to. */
@ApplicationScoped
public class AskedProviders implements KeyProviderHealth {

  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  /** What was answered, and when. */
  private record Asked(
      Instant at, Map<String, Boolean> providers, long revoked, String previousMasterKey) {}

  @Inject KeyProviders providers;
  @Inject TenantKeys keys;
  @Inject TenantDirectory directory;
  @Inject MasterKeyRotation rotation;
  @Inject Clock clock;

  private Asked asked = new Asked(Instant.MIN, Map.of(), 0, "unknown");

  @Override
  public Map<String, Boolean> providers() {
    return now().providers();
  }

  @Override
  public long revoked() {
    return now().revoked();
  }

  @Override
  public String previousMasterKey() {
    return now().previousMasterKey();
  }

  private synchronized Asked now() {
    Instant now = clock.instant();
    if (asked.at().isBefore(now.minus(GOOD_FOR))) {
      asked = new Asked(now, ask(), countRevoked(), askForPrevious());
    }
    return asked;
  }

  private Map<String, Boolean> ask() {
    Map<String, Boolean> answers = new TreeMap<>();
    for (KeyProvider provider : providers.all().values()) {
      answers.merge(provider.kind().word(), answers(provider), Boolean::logicalAnd);
    }
    return answers;
  }

  private static boolean answers(KeyProvider provider) {
    try {
      provider.check();
      return true;
    } catch (LetheException e) {
      return false;
    }
  }

  private long countRevoked() {
    try {
      return directory.tenants().stream().filter(t -> keys.revokedAt(t).isPresent()).count();
    } catch (RuntimeException e) {
      // a database that is away is another check's to tell
      return asked.revoked();
    }
  }

  private String askForPrevious() {
    if (!rotation.hasPrevious()) {
      return "none";
    }
    try {
      return rotation.unfinished().isEmpty() ? "unused" : "in_use";
    } catch (RuntimeException e) {
      return "unknown";
    }
  }
}
