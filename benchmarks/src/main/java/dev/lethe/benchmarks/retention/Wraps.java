package dev.lethe.benchmarks.retention;

import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import dev.lethe.benchmarks.TempFolder;
import dev.lethe.benchmarks.policy.Beans;
import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.standin.SoftHsm;
import dev.lethe.standin.TransitStandIn;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How fast data keys are wrapped when each asks the tenant's provider for the epoch key anew. */
final class Wraps {

  private static final long NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int THREADS = 8;
  private static final TenantId TENANT = new TenantId(MadeJobs.TENANT);

  private final KeyProvider provider;
  private final RootKey root;
  private final byte[] binding =
      AssociatedData.of("lethe-data-key", TENANT.value(), "job", "source", "key");
  private final byte[] key = AesGcmKey.random();
  private final byte[] epoch;
  private final byte[] wrapped;

  private Wraps(KeyProvider provider) throws GeneralSecurityException {
    this.provider = provider;
    byte[] reference = provider.create(TENANT, 1, "lethe-" + TENANT.value());
    this.root = new RootKey(TENANT, 1, "measured", reference, Instant.EPOCH);
    this.epoch = provider.wrap(root, AesGcmKey.random(), binding);
    this.wrapped = wrap();
  }

  static Table measure() throws IOException {
    Table table =
        new Table(
            "wraps",
            "Data keys wrapped under an epoch key that the provider opens by the tenant's root key each time; without file and row. SoftHSM2 is software; the key service is a stand-in in the same process, reached by TLS over the loopback: what a real one adds is its network and its own work.",
            new Column("provider", "%s"),
            new Column("wraps a second", "%,.0f"),
            new Column("unwraps a second", "%,.0f"),
            new Column("wraps a second by %d threads".formatted(THREADS), "%,.0f"));
    try (TempFolder folder = TempFolder.make();
        TransitStandIn service = new TransitStandIn(folder.path())) {
      Beans beans = new Beans();
      row(table, "local keystore", local(beans));
      row(table, "PKCS #11 (SoftHSM2)", pkcs11(beans));
      row(table, "transit (stand-in)", transit(beans, service));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return table;
  }

  private static KeyProvider local(Beans beans) {
    Object master =
        beans.make(
            "dev.lethe.keys.adapter.MasterKeys",
            new AesGcmKey(AesGcmKey.random()),
            Optional.empty());
    return (KeyProvider) beans.make("dev.lethe.keys.adapter.LocalKeys", master);
  }

  private static KeyProvider pkcs11(Beans beans) {
    SoftHsm hsm = SoftHsm.open();
    return (KeyProvider)
        beans.make("dev.lethe.keys.adapter.Pkcs11Keys", "bench", hsm.library(), 0, hsm.pin());
  }

  private static KeyProvider transit(Beans beans, TransitStandIn service) {
    Object settings =
        beans.make(
            "dev.lethe.keys.adapter.TransitHttp$TransitSettings",
            "bench",
            service.url(),
            "transit",
            service.token(),
            Optional.of(service.authority()),
            "",
            Duration.ofSeconds(5));
    return (KeyProvider)
        beans.make(
            "dev.lethe.keys.adapter.TransitKeys",
            beans.make("dev.lethe.keys.adapter.TransitHttp", settings));
  }

  private static void row(Table table, String name, KeyProvider provider)
      throws GeneralSecurityException {
    Wraps wraps = new Wraps(provider);
    try {
      perSecond(1, wraps::wrap);
      table.row(
          name,
          perSecond(1, wraps::wrap),
          perSecond(1, wraps::unwrap),
          perSecond(THREADS, wraps::wrap));
    } finally {
      provider.destroy(wraps.root);
    }
  }

  private byte[] wrap() throws GeneralSecurityException {
    try (AesGcmKey by = new AesGcmKey(provider.unwrap(root, epoch, binding))) {
      return by.wrap(key, binding);
    }
  }

  private byte[] unwrap() throws GeneralSecurityException {
    try (AesGcmKey by = new AesGcmKey(provider.unwrap(root, epoch, binding))) {
      return by.unwrap(wrapped, binding);
    }
  }

  private static double perSecond(int threads, Callable<byte[]> work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      List<Future<Long>> counted = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counted.add(pool.submit(() -> count(start + NANOS, work)));
      }
      long times = 0;
      for (Future<Long> one : counted) {
        times += one.get();
      }
      return times * 1e9 / (System.nanoTime() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static long count(long end, Callable<byte[]> work) throws Exception {
    long times = 0;
    while (System.nanoTime() < end) {
      if (work.call().length < AesGcmKey.BYTES) {
        throw new IllegalStateException("nothing was made");
      }
      times++;
    }
    return times;
  }
}
