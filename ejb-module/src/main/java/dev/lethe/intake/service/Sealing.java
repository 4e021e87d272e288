package dev.lethe.intake.service;

import dev.lethe.intake.model.BoundedDocument;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * Seals what comes, while it comes, under a fresh key. When it fails, neither object nor key is
 * left.
 */
final class Sealing {

  private static final String SOURCE = ArtefactClass.SOURCE.apiName();

  private final DataKeys keys;
  private final DocumentStores stores;

  Sealing(DataKeys keys, DocumentStores stores) {
    this.keys = keys;
    this.stores = stores;
  }

  /**
   * @param owner job or upload slot that the key belongs to
   */
  SealedDocument seal(
      TenantId tenant,
      String owner,
      InputStream document,
      long maxBytes,
      SealedDocument.Place place) {
    try (BoundedDocument bounded = BoundedDocument.of(document, maxBytes)) {
      FreshKey key = key(tenant, owner);
      return orDestroy(tenant, owner, () -> put(tenant, key, bounded, place));
    }
  }

  FreshKey key(TenantId tenant, String owner) {
    return keys.create(tenant, owner, SOURCE);
  }

  /** The same under a key that was made before. */
  SealedDocument seal(
      TenantId tenant,
      String owner,
      FreshKey key,
      InputStream document,
      long maxBytes,
      SealedDocument.Place place) {
    return orDestroy(
        tenant,
        owner,
        () -> {
          try (BoundedDocument bounded = BoundedDocument.of(document, maxBytes)) {
            return put(tenant, key, bounded, place);
          }
        });
  }

  private SealedDocument orDestroy(TenantId tenant, String owner, Supplier<SealedDocument> seal) {
    try {
      return seal.get();
    } catch (RuntimeException | Error e) {
      keys.destroy(tenant, owner, SOURCE);
      throw e;
    }
  }

  private SealedDocument put(
      TenantId tenant, FreshKey key, BoundedDocument document, SealedDocument.Place place) {
    ObjectName object = ObjectName.random();
    try {
      stores
          .of(place)
          .put(
              tenant,
              object,
              store -> {
                try (OutputStream sealing = key.sealing(store)) {
                  document.transferTo(sealing);
                }
              });
    } catch (IOException e) {
      throw new LetheException(ProblemCode.CAPACITY);
    }
    return new SealedDocument(
        object.value(), key.id(), document.bytes(), document.mediaType().text(), place);
  }

  /**
   * The document in clear.
   *
   * @throws LetheException {@code source-gone} if object or key are gone, {@code capacity} if the
   *     store does not answer; the same, and {@code processing-failed} if the ciphertext was
   *     changed, while it is read
   */
  InputStream open(TenantId tenant, SealedDocument document) {
    Sealed sealed = sealed(tenant, document);
    try {
      return new Opened(keys.opening(tenant, document.keyId(), sealed), sealed);
    } catch (LetheException e) {
      close(sealed);
      throw e.code() == ProblemCode.JOB_GONE ? gone() : e;
    } catch (IOException e) {
      close(sealed);
      throw sealed.failure();
    }
  }

  private Sealed sealed(TenantId tenant, SealedDocument document) {
    try {
      return stores
          .of(document.place())
          .open(tenant, new ObjectName(document.object()))
          .map(Sealed::new)
          .orElseThrow(Sealing::gone);
    } catch (IOException e) {
      throw away();
    }
  }

  /** Passes, unlike what is wrong with a document. */
  private static LetheException away() {
    return new LetheException(ProblemCode.CAPACITY);
  }

  private static LetheException gone() {
    return new LetheException(ProblemCode.SOURCE_GONE);
  }

  private static void close(InputStream sealed) {
    try {
      sealed.close();
    } catch (IOException e) {
      throw away();
    }
  }

  /** Removes object and keys; both may be gone already. */
  void discard(TenantId tenant, String owner, SealedDocument document) {
    keys.destroy(tenant, owner, SOURCE);
    remove(tenant, document);
  }

  private void remove(TenantId tenant, SealedDocument document) {
    try {
      stores.of(document.place()).delete(tenant, new ObjectName(document.object()));
    } catch (IOException e) {
      throw new LetheException(ProblemCode.CAPACITY);
    }
  }

  /** Destroys the keys of what never became an object. */
  void discardKeys(TenantId tenant, String owner) {
    keys.destroy(tenant, owner, SOURCE);
  }

  /** What the store gives; remembers whether the store failed, which a library may rename. */
  private static final class Sealed extends FilterInputStream {

    private boolean failed;

    Sealed(InputStream in) {
      super(in);
    }

    LetheException failure() {
      return failed ? away() : new LetheException(ProblemCode.PROCESSING_FAILED);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  /** Says why it cannot be read without the library's text. */
  private static final class Opened extends FilterInputStream {

    private final Sealed sealed;

    Opened(InputStream in, Sealed sealed) {
      super(in);
      this.sealed = sealed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw sealed.failure();
      }
    }
  }
}
