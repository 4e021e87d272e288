package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sealed content in this server's memory and nowhere else, for callers who wait. Bounded: what is
 * past its time goes first, then there is no room. The bytes are sealed here too, so that a core
 * dump or a swapped page holds no document.
 */
final class MemoryStore implements DocumentStore {

  private record Name(TenantId tenant, ObjectName object) {}

  private static final class Entry {
    private final byte[] sealed;
    private final Instant since;

    Entry(byte[] sealed, Instant since) {
      this.sealed = sealed;
      this.since = since;
    }
  }

  private final Clock clock;
  private final long mostBytes;
  private final Duration life;
  private final Map<Name, Entry> entries = new HashMap<>();
  private long reserved;

  MemoryStore(Clock clock, long mostBytes, Duration life) {
    this.clock = clock;
    this.mostBytes = mostBytes;
    this.life = life;
  }

  @Override
  public void put(TenantId tenant, ObjectName object, Content content) throws IOException {
    Name name = new Name(tenant, object);
    requireFree(name);
    Reservation reservation = new Reservation();
    try {
      content.writeTo(reservation);
      keep(name, reservation);
    } finally {
      reservation.release();
    }
  }

  private synchronized void requireFree(Name name) throws IOException {
    if (entries.containsKey(name)) {
      throw new FileAlreadyExistsException(name.object().value());
    }
  }

  private synchronized void keep(Name name, Reservation reservation) throws IOException {
    requireFree(name);
    entries.put(name, new Entry(reservation.bytes.toByteArray(), clock.instant()));
    reservation.held = 0;
  }

  private synchronized void reserve(long bytes) {
    if (reserved + bytes > mostBytes) {
      evict();
    }
    if (reserved + bytes > mostBytes) {
      throw new LetheException(ProblemCode.CAPACITY);
    }
    reserved += bytes;
  }

  private synchronized void free(long bytes) {
    reserved -= bytes;
  }

  private void evict() {
    Instant limit = clock.instant().minus(life);
    List<Name> past = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (!entry.since.isAfter(limit)) {
            past.add(name);
          }
        });
    past.forEach(this::remove);
  }

  private boolean remove(Name name) {
    Entry entry = entries.remove(name);
    if (entry != null) {
      reserved -= entry.sealed.length;
    }
    return entry != null;
  }

  @Override
  public synchronized Optional<InputStream> open(TenantId tenant, ObjectName object) {
    evict();
    return Optional.ofNullable(entries.get(new Name(tenant, object)))
        .map(entry -> new ByteArrayInputStream(entry.sealed));
  }

  @Override
  public synchronized boolean delete(TenantId tenant, ObjectName object) {
    return remove(new Name(tenant, object));
  }

  @Override
  public synchronized boolean exists(TenantId tenant, ObjectName object) {
    evict();
    return entries.containsKey(new Name(tenant, object));
  }

  @Override
  public synchronized List<ObjectName> olderThan(TenantId tenant, Instant time) {
    List<ObjectName> old = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (name.tenant().equals(tenant) && entry.since.isBefore(time)) {
            old.add(name.object());
          }
        });
    return old;
  }

  /** Room taken as the bytes come; given back unless they are kept. */
  private final class Reservation extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long held;

    @Override
    public void write(int b) {
      take(1);
      bytes.write(b);
    }

    @Override
    public void write(byte[] chunk, int offset, int length) {
      take(length);
      bytes.write(chunk, offset, length);
    }

    private void take(int length) {
      reserve(length);
      held += length;
    }

    /** Gives back what was not kept. */
    void release() {
      free(held);
      held = 0;
    }
  }
}
