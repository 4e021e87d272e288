package dev.lethe.worker;

import java.util.List;

/**
 * Who may sign, as answers call it: a closed list, so that no text of a document can pass as a
 * role. Words that hold another stand before it.
 */
public final class SignatureRoles {

  /** Of a place whose signer none of the words tells. */
  public static final String UNKNOWN = "signer";

  public static final List<String> WORDS =
      List.of(
          "co-borrower",
          "borrower",
          "co-applicant",
          "applicant",
          "sub-contractor",
          "contractor",
          "seller",
          "buyer",
          "purchaser",
          "vendor",
          "supplier",
          "customer",
          "client",
          "landlord",
          "lessor",
          "tenant",
          "lessee",
          "licensor",
          "licensee",
          "employer",
          "employee",
          "patient",
          "guardian",
          "physician",
          "provider",
          "insured",
          "witness",
          "notary",
          "guarantor",
          "lender",
          "trustee",
          "agent",
          "taxpayer",
          "spouse",
          "owner",
          "company",
          "consultant",
          "vermieter",
          "mieter",
          "auftraggeber",
          "auftragnehmer",
          UNKNOWN);

  private SignatureRoles() {}
}
