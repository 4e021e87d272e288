package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the class of a document from words that only such documents have. */
final class DocumentClassifier {

  static final String UNKNOWN = "unknown";

  private static final Map<String, Pattern> SIGNS = signs();

  private DocumentClassifier() {}

  static String classOf(DocumentLayout document) {
    if (document.isEmpty()) {
      return UNKNOWN;
    }
    if (hasZone(document)) {
      return "identity_document";
    }
    StringBuilder words = new StringBuilder();
    document.rows().limit(400).forEach(r -> words.append(Folding.fold(r.text())).append(' '));
    String best = UNKNOWN;
    double bestScore = 0.9;
    for (Map.Entry<String, Pattern> sign : SIGNS.entrySet()) {
      double score =
          sign.getValue().matcher(words).results().map(r -> r.group()).distinct().count();
      if (score > 0 && sign.getKey().equals("receipt")) {
        score += isNarrow(document) ? 1.6 : -1.5;
      }
      if (score > bestScore) {
        best = sign.getKey();
        bestScore = score;
      }
    }
    return best;
  }

  private static boolean hasZone(DocumentLayout document) {
    return document
        .rows()
        .map(TextRun::text)
        .map(t -> t.replace(" ", "").replace("«", "<<"))
        .anyMatch(
            t ->
                t.length() >= 28
                    && t.length() <= 60
                    && t.matches("[A-Z0-9<a-z]+")
                    && t.contains("<<<"));
  }

  /** A till's paper is a strip of few characters' width. */
  private static boolean isNarrow(DocumentLayout document) {
    if (document.pages().size() > 2) {
      return false;
    }
    PageLayout first = document.pages().get(0);
    double[] lefts = first.rows().stream().mapToDouble(r -> r.box().left()).sorted().toArray();
    double[] rights = first.rows().stream().mapToDouble(r -> r.box().right()).sorted().toArray();
    if (lefts.length == 0) {
      return false;
    }
    double width = rights[(int) (rights.length * 0.92)] - lefts[(int) (lefts.length * 0.08)];
    return width < 36 * first.typeHeight();
  }

  private static Map<String, Pattern> signs() {
    Map<String, Pattern> signs = new LinkedHashMap<>();
    signs.put(
        "invoice",
        Pattern.compile(
            "invoice|rechnung|facture|factura|fattura|factuur|creditnote|gutschrift|invoiceno|duedate|vatno|billto|ustid|rechnungsnummer|nettobetrag|totalttc"));
    signs.put(
        "identity_document",
        Pattern.compile(
            "passport|reisepass|passeport|pasaporte|passaporto|identitycard|cartadidentita|personalausweis|cartenationaledidentite|residencepermit|aufenthaltstitel|nationality|nationalite|staatsangehorigkeit|surname|placeofbirth|dateofexpiry|cittadinanza"));
    signs.put(
        "receipt",
        Pattern.compile(
            "receipt|cashier|change|cash|thankyou|total|quittung|kassenbon|gegeben|ruckgeld|bar|tendered|goodssold|comeagain"));
    signs.put(
        "bank_statement",
        Pattern.compile(
            "statementperiod|openingbalance|closingbalance|kontoauszug|alterkontostand|neuerkontostand|accountstatement|bankstatement|relevedecompte|anfangssaldo|endsaldo|statementofaccount|accountsummary|beginningbalance|endingbalance"));
    signs.put(
        "payslip",
        Pattern.compile(
            "payslip|paystub|grosspay|netpay|payperiod|lohnabrechnung|gehaltsabrechnung|bruttolohn|nettolohn|entgeltabrechnung|auszahlungsbetrag|bulletindepaie|bulletindesalaire|salairenet|earningsstatement|payrollperiod|niemployee|gesamtbrutto"));
    signs.put(
        "tax_form",
        Pattern.compile(
            "formw2|formw9|wageandtaxstatement|requestfortaxpayer|form1099|1099nec|1099misc|1099int|employeridentificationnumber|omb?no15450008|socialsecuritywages|federalincometaxwithheld"));
    signs.put(
        "medical_claim",
        Pattern.compile(
            "healthinsuranceclaimform|cms1500|ub04|insuredsid|patientsname|npi|diagnosis|insuredsname|rederringprovider|patientsbirthdate"));
    signs.put(
        "insurance_card",
        Pattern.compile(
            "memberid|rxbin|rxpcn|rxgrp|groupnumber|copay|subscriber|membername|planname|payerid"));
    signs.put(
        "loan_application",
        Pattern.compile(
            "uniformresidentialloanapplication|borrowerinformation|borrower|loanamount|loanpurpose|propertyaddress|fanniemae|freddiemac|mortgage"));
    signs.put(
        "driving_licence",
        Pattern.compile(
            "driverlicense|driverslicense|drivinglicence|fuhrerschein|permisdeconduire|4dlicno|drivingpermit|dlno"));
    signs.put(
        "contract",
        Pattern.compile(
            "thisagreement|agreementbetween|hereinafter|whereof|vertragzwischen|herebyagree|effectivedate|termsandconditions|theparties|parteien|inwitness|governinglaw"));
    return signs;
  }
}
