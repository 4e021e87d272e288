package dev.lethe.intake.service;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.tenancy.model.TenantId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that was there a moment ago: what it holds is neither to be had nor known to be gone. */
final class UnreachableStore implements DocumentStore {

  private final DocumentStore store;
  private final long bytesBefore;

  UnreachableStore(DocumentStore store) {
    this(store, -1);
  }

  /**
   * @param bytesBefore how much of an object is given before the store goes away; less than 0 if
   *     none is
   */
  UnreachableStore(DocumentStore store, long bytesBefore) {
    this.store = store;
    this.bytesBefore = bytesBefore;
  }

  private static IOException away() {
    return new IOException("the store is away");
  }

  @Override
  public void put(TenantId tenant, ObjectName object, Content content) throws IOException {
    throw away();
  }

  @Override
  public Optional<InputStream> open(TenantId tenant, ObjectName object) throws IOException {
    if (bytesBefore < 0) {
      throw away();
    }
    return store.open(tenant, object).map(BrokenOff::new);
  }

  @Override
  public boolean delete(TenantId tenant, ObjectName object) throws IOException {
    return store.delete(tenant, object);
  }

  @Override
  public boolean exists(TenantId tenant, ObjectName object) throws IOException {
    throw away();
  }

  @Override
  public List<ObjectName> olderThan(TenantId tenant, Instant time) throws IOException {
    throw away();
  }

  private final class BrokenOff extends FilterInputStream {

    private long left = bytesBefore;

    BrokenOff(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        throw away();
      }
      int count = in.read(buffer, offset, (int) Math.min(left, length));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
