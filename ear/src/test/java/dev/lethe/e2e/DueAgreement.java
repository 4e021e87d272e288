package dev.lethe.e2e;

import java.util.UUID;

/** A contract whose fields are kept since eight days, and looked at since yesterday. */
public final class DueAgreement {

  private DueAgreement() {}

  /** Makes one of northwind; its job's id. */
  public static String made() {
    String job = "job_" + UUID.randomUUID().toString().replace("-", "");
    Tables.change(
        "northwind",
        "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
            + " policy_version, policy_sha256, created_at) values ('"
            + job
            + "', 'northwind', 'DONE', 'app-1', 'contract_management',"
            + " '{\"document_class\":\"contract\",\"output\":[\"parties\",\"signer_names\"]}',"
            + " 'eu-central', 'test', '1', repeat('0', 64), now() - interval '8 days')",
        "insert into artefact (tenant_id, job_id, artefact, created_at, delete_at, review_for)"
            + " values ('northwind', '"
            + job
            + "', 'FIELDS', now() - interval '8 days', now() + interval '6 days', interval '7"
            + " days')",
        "insert into disposition (id, tenant_id, job_id, artefact) values ('disp_' ||"
            + " replace(gen_random_uuid()::text, '-', ''), 'northwind', '"
            + job
            + "', 'FIELDS')");
    return job;
  }
}
