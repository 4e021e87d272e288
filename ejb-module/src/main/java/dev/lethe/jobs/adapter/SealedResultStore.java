package dev.lethe.jobs.adapter;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.ResultStore;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Results as ciphertext in the database, under a key that can be destroyed alone. */
@ApplicationScoped
public class SealedResultStore implements ResultStore {

  private static final String ARTEFACT = ArtefactClass.FIELDS.apiName();

  @Inject TenantSession session;
  @Inject DataKeys keys;
  @Inject Clock clock;

  @Override
  public void add(TenantId tenant, JobId id, List<ExtractedField> fields) {
    EntityManager entities = session.enter(tenant);
    JobResultRow row = new JobResultRow();
    row.job = id.value();
    row.tenant = tenant.value();
    FreshKey key = keys.create(tenant, id.value(), ARTEFACT);
    row.key = key.id();
    row.sealed = seal(key, fields);
    row.createdAt = clock.instant();
    entities.persist(row);
    entities.flush();
  }

  private static byte[] seal(FreshKey key, List<ExtractedField> fields) {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      FieldsJson.write(fields, sealing);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.INTERNAL);
    }
    return sealed.toByteArray();
  }

  @Override
  public Optional<List<ExtractedField>> find(TenantId tenant, JobId id) {
    return Optional.ofNullable(session.enter(tenant).find(JobResultRow.class, id.value()))
        .filter(row -> row.tenant.equals(tenant.value()))
        .flatMap(row -> open(tenant, row));
  }

  private Optional<List<ExtractedField>> open(TenantId tenant, JobResultRow row) {
    try (InputStream opening =
        keys.opening(tenant, row.key, new ByteArrayInputStream(row.sealed))) {
      return Optional.of(FieldsJson.read(new ByteArrayInputStream(opening.readAllBytes())));
    } catch (LetheException e) {
      if (e.code() == ProblemCode.JOB_GONE) {
        return Optional.empty();
      }
      throw e;
    } catch (IOException | JsonException e) {
      // what the parser says may hold what it has read
      throw new LetheException(ProblemCode.INTERNAL);
    }
  }
}
