package dev.lethe.synthetic;

import java.util.List;
import java.util.Locale;

/** Words from which people, companies and wares of one language are invented. */
record Names(
    String language,
    List<String> given,
    List<String> surnames,
    List<String> companyWords,
    List<String> trades,
    List<String> legalForms,
    List<String> streets,
    List<String> towns,
    List<Ware> wares) {

  /**
   * Something sold.
   *
   * @param cents a usual price
   */
  record Ware(String name, int cents) {}

  private static final Names ENGLISH =
      new Names(
          "en",
          List.of(
              "Alma",
              "Edwin",
              "Harriet",
              "Jasper",
              "Lydia",
              "Morris",
              "Nora",
              "Percy",
              "Rosalind",
              "Silas",
              "Tabitha",
              "Winston"),
          List.of(
              "Ashdown",
              "Brackley",
              "Copperfield",
              "Dunmore",
              "Ellery",
              "Fairweather",
              "Greenhalgh",
              "Hollis",
              "Inglewood",
              "Kettering",
              "Larkspur",
              "Merriweather"),
          List.of(
              "Northlight",
              "Harbour",
              "Willowbrook",
              "Redstone",
              "Silverbirch",
              "Fenwick",
              "Oakhurst",
              "Bluebell",
              "Granary",
              "Lanthorn"),
          List.of(
              "Stationery",
              "Engineering",
              "Catering",
              "Supplies",
              "Timber",
              "Gardens",
              "Logistics",
              "Printing"),
          List.of("Ltd", "Limited", "LLP", "PLC"),
          List.of(
              "Mill Lane",
              "High Street",
              "Quarry Road",
              "Station Approach",
              "Orchard Close",
              "Chapel Row",
              "Weaver Street",
              "Beacon Hill"),
          List.of(
              "Little Marlow",
              "Aldermere",
              "Kingsford",
              "Thornbury",
              "Westbridge",
              "Harrowgate",
              "Eastmoor",
              "Stonehaven"),
          List.of(
              new Ware("Copier paper A4, 5 reams", 2195),
              new Ware("Desk lamp, brass", 5490),
              new Ware("Oak shelf 80 cm", 8950),
              new Ware("Hire of hall, half day", 24000),
              new Ware("Consulting, per hour", 9500),
              new Ware("Delivery and assembly", 4500),
              new Ware("Fountain pen ink, black", 1275),
              new Ware("Filing cabinet, grey", 18900),
              new Ware("Window cleaning", 6800),
              new Ware("Repair of pump", 31250)));

  private static final Names GERMAN =
      new Names(
          "de",
          List.of(
              "Anneliese",
              "Bernd",
              "Dorothea",
              "Ekkehard",
              "Friederike",
              "Günther",
              "Hannelore",
              "Jörg",
              "Käthe",
              "Ludger",
              "Mechthild",
              "Wolfram"),
          List.of(
              "Abendroth",
              "Birkenfeld",
              "Drosselmeyer",
              "Eichwald",
              "Föhrmann",
              "Grünwald",
              "Hagebusch",
              "Kirschbaum",
              "Lindemann",
              "Möllenkamp",
              "Rautenberg",
              "Übersee"),
          List.of(
              "Nordlicht",
              "Schwarzbach",
              "Grünthal",
              "Adlerhorst",
              "Mühlenfeld",
              "Silberpappel",
              "Kranich",
              "Bergkristall",
              "Ostertal",
              "Weidenhof"),
          List.of(
              "Bürobedarf",
              "Maschinenbau",
              "Gartenbau",
              "Handels",
              "Elektrotechnik",
              "Druckerei",
              "Holzbau",
              "Spedition"),
          List.of("GmbH", "AG", "GmbH & Co. KG", "OHG"),
          List.of(
              "Birkenweg",
              "Am Mühlbach",
              "Lindenallee",
              "Gartenstraße",
              "Hauptstraße",
              "Schlossplatz",
              "Uferpromenade",
              "Kastanienweg"),
          List.of(
              "Neustetten",
              "Altenbrück",
              "Musterhausen",
              "Grünberg",
              "Seedorf",
              "Hohenlinden",
              "Wiesental",
              "Königsfeld"),
          List.of(
              new Ware("Kopierpapier A4, 5 Pakete", 2490),
              new Ware("Schreibtischleuchte Messing", 5990),
              new Ware("Regalbrett Eiche 80 cm", 8450),
              new Ware("Saalmiete, halber Tag", 26000),
              new Ware("Beratung je Stunde", 9800),
              new Ware("Lieferung und Aufbau", 4900),
              new Ware("Füllertinte schwarz", 1190),
              new Ware("Aktenschrank grau", 17900),
              new Ware("Fensterreinigung", 7200),
              new Ware("Wartung der Heizung", 32175)));

  private static final Names FRENCH =
      new Names(
          "fr",
          List.of(
              "Aurélie",
              "Bastien",
              "Clémence",
              "Damien",
              "Élodie",
              "Fabrice",
              "Geneviève",
              "Honoré",
              "Léontine",
              "Maxence",
              "Noémie",
              "Thibault"),
          List.of(
              "Aubépine",
              "Beauchêne",
              "Chanterelle",
              "Delacour",
              "Fontanges",
              "Grandpré",
              "Lavandière",
              "Montclair",
              "Peuplier",
              "Rochebrune",
              "Tournesol",
              "Vauclair"),
          List.of(
              "Belleval",
              "Hirondelle",
              "Rivage",
              "Clairbois",
              "Montrose",
              "Tilleul",
              "Grand Large",
              "Pierre Blanche",
              "Val d'Or",
              "Mirabelle"),
          List.of(
              "Papeterie",
              "Menuiserie",
              "Mécanique",
              "Traiteur",
              "Imprimerie",
              "Jardins",
              "Transports",
              "Fournitures"),
          List.of("SARL", "SAS", "SA", "EURL"),
          List.of(
              "rue des Tilleuls",
              "avenue de la Gare",
              "impasse du Moulin",
              "place de l'Église",
              "chemin des Vignes",
              "boulevard du Port",
              "rue de la Fontaine",
              "allée des Cèdres"),
          List.of(
              "Beaumont",
              "Clairvaux",
              "Montferrand",
              "Rivesalte",
              "Saint-Amour",
              "Valfleury",
              "Grandville",
              "Hautefeuille"),
          List.of(
              new Ware("Papier A4, 5 ramettes", 2350),
              new Ware("Lampe de bureau en laiton", 5690),
              new Ware("Étagère en chêne 80 cm", 8790),
              new Ware("Location de salle, demi-journée", 25000),
              new Ware("Conseil, à l'heure", 9200),
              new Ware("Livraison et montage", 4700),
              new Ware("Encre noire pour stylo", 1150),
              new Ware("Armoire à dossiers grise", 18400),
              new Ware("Nettoyage des vitres", 6900),
              new Ware("Entretien de la chaudière", 30980)));

  static Names of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "en" -> ENGLISH;
      case "de" -> GERMAN;
      case "fr" -> FRENCH;
      default -> throw new IllegalArgumentException("no names in this language");
    };
  }
}
