package dev.lethe.synthetic;

import java.util.List;
import java.util.Locale;

/** The printed words of an invoice; several forms of each, of which a seed picks one. */
record Words(
    List<String> title,
    List<String> number,
    List<String> date,
    List<String> due,
    List<String> delivery,
    List<String> order,
    List<String> buyer,
    List<String> vatNumber,
    List<String> description,
    List<String> quantity,
    List<String> unitPrice,
    List<String> lineTotal,
    List<String> subtotal,
    List<String> tax,
    List<String> total,
    List<String> paid,
    List<String> amountDue,
    List<String> payTo,
    List<String> thanks) {

  private static final Words ENGLISH =
      new Words(
          List.of("Invoice", "INVOICE", "Tax Invoice"),
          List.of("Invoice number", "Invoice No.", "Invoice #"),
          List.of("Invoice date", "Date", "Date of issue"),
          List.of("Due date", "Payment due", "Due by"),
          List.of("Delivery date", "Date of supply"),
          List.of("Purchase order", "PO number", "Your order"),
          List.of("Bill to", "Invoice to", "Customer"),
          List.of("VAT No.", "VAT number", "VAT Reg. No."),
          List.of("Description", "Item"),
          List.of("Qty", "Quantity"),
          List.of("Unit price", "Price"),
          List.of("Amount", "Total"),
          List.of("Subtotal", "Net total"),
          List.of("VAT", "Tax"),
          List.of("Total", "Invoice total", "Grand total"),
          List.of("Paid in advance", "Deposit received"),
          List.of("Amount due", "Balance due"),
          List.of("Please pay to", "Payment details"),
          List.of("Thank you for your custom.", "Goods remain ours until paid for."));

  private static final Words GERMAN =
      new Words(
          List.of("Rechnung", "RECHNUNG"),
          List.of("Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr."),
          List.of("Rechnungsdatum", "Datum"),
          List.of("Fällig am", "Zahlbar bis", "Fälligkeitsdatum"),
          List.of("Lieferdatum", "Leistungsdatum"),
          List.of("Bestellnummer", "Ihre Bestellung"),
          List.of("Rechnung an", "Kunde", "Rechnungsempfänger"),
          List.of("USt-IdNr.", "USt-ID"),
          List.of("Bezeichnung", "Beschreibung"),
          List.of("Menge", "Anzahl"),
          List.of("Einzelpreis", "Preis"),
          List.of("Gesamt", "Betrag"),
          List.of("Zwischensumme", "Nettobetrag", "Summe netto"),
          List.of("MwSt.", "USt."),
          List.of("Gesamtbetrag", "Rechnungsbetrag", "Bruttobetrag"),
          List.of("Anzahlung", "Bereits gezahlt"),
          List.of("Zahlbetrag", "Offener Betrag"),
          List.of("Bankverbindung", "Bitte überweisen Sie auf"),
          List.of("Vielen Dank für Ihren Auftrag.", "Ware bleibt bis zur Zahlung unser Eigentum."));

  private static final Words FRENCH =
      new Words(
          List.of("Facture", "FACTURE"),
          List.of("Numéro de facture", "Facture n°", "N° de facture"),
          List.of("Date de facture", "Date d'émission", "Date"),
          List.of("Date d'échéance", "Échéance", "À payer avant le"),
          List.of("Date de livraison", "Livré le"),
          List.of("Bon de commande", "Votre commande"),
          List.of("Facturé à", "Client"),
          List.of("N° TVA", "TVA intracommunautaire"),
          List.of("Désignation", "Description"),
          List.of("Qté", "Quantité"),
          List.of("Prix unitaire", "P.U. HT"),
          List.of("Montant HT", "Total HT"),
          List.of("Total HT", "Sous-total"),
          List.of("TVA"),
          List.of("Total TTC", "Montant TTC"),
          List.of("Acompte versé", "Déjà réglé"),
          List.of("Net à payer", "Reste à payer"),
          List.of("Coordonnées bancaires", "Règlement par virement"),
          List.of("Merci de votre confiance.", "Pas d'escompte pour paiement anticipé."));

  static Words of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "en" -> ENGLISH;
      case "de" -> GERMAN;
      case "fr" -> FRENCH;
      default -> throw new IllegalArgumentException("no words in this language");
    };
  }
}
