package dev.lethe.jobs.service;

import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.model.SubjectErasure;
import dev.lethe.jobs.model.SubjectReport;
import dev.lethe.tenancy.model.Caller;

/** What is kept about a data subject, looked up and erased without opening any of it. */
public interface SubjectService {

  /**
   * Everything that names the data subject. It is recorded that it was asked for. Needs the role
   * compliance-officer or auditor.
   *
   * @param subject by the caller's name for them
   */
  SubjectReport lookUp(Caller caller, DataSubject subject);

  /**
   * Ends the data subject's consents, deletes what was kept under them, and cuts the ledger off
   * from the person if nothing else is kept. Asking again is no error. Needs the role
   * compliance-officer or tenant-admin.
   */
  SubjectErasure erase(Caller caller, DataSubject subject);
}
