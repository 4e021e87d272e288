package dev.lethe.synthetic;

import java.awt.Color;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes agreements of some pages whose last carries places for signatures, each filled in or left
 * empty in another way.
 */
public final class SyntheticSignaturePage {

  /** What stands in a place for a signature. */
  public enum Filling {
    NOTHING,
    PEN,
    THIN_PEN,
    LIGHT_INK,
    PRINTED_CROSS,
    TYPED_NAME,
    STAMP,
    STAIN,
    COPIER_LINES
  }

  /** How a place for a signature is drawn. */
  public enum Style {
    /** A line with its words below. */
    LINE_BELOW,
    /** Words, then a line. */
    LINE_BESIDE,
    /** A dotted line with its words below. */
    DOTTED,
    /** A frame with its words inside. */
    FRAME
  }

  /**
   * An agreement and what is true of its places, from top to bottom.
   *
   * @param roles who signs
   * @param fillings what stands there
   */
  public record Signed(SyntheticDocument document, List<String> roles, List<Filling> fillings) {
    public Signed {
      roles = List.copyOf(roles);
      fillings = List.copyOf(fillings);
    }

    /** Whether each place holds a signature of a pen. */
    public List<Boolean> signed() {
      return fillings.stream().map(SyntheticSignaturePage::isPen).toList();
    }
  }

  private static final List<List<String>> PARTIES =
      List.of(
          List.of("Borrower", "Co-Borrower"),
          List.of("Seller", "Buyer"),
          List.of("Landlord", "Tenant"),
          List.of("Employer", "Employee"),
          List.of("Contractor", "Client"));

  private final Invention invent;
  private final Handwriting hand;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> dates = new ArrayList<>();
  private final Sheets sheet;

  private SyntheticSignaturePage(long seed, Sheets sheet) {
    invent = new Invention(seed + 333, Locale.ENGLISH);
    hand = new Handwriting(seed * 31 + 7);
    this.sheet = sheet;
  }

  private static boolean isPen(Filling filling) {
    return filling == Filling.PEN || filling == Filling.THIN_PEN || filling == Filling.LIGHT_INK;
  }

  /**
   * @param pages of text before the last
   * @param fillings of the two places
   */
  public static Signed of(long seed, Style style, int pages, Filling first, Filling second) {
    try (Sheets sheets = new Sheets(seed, PDRectangle.LETTER)) {
      return new SyntheticSignaturePage(seed, sheets).draw(style, pages, List.of(first, second));
    }
  }

  private Signed draw(Style style, int pages, List<Filling> fillings) {
    for (int i = 0; i < pages; i++) {
      prose(60, 40);
      sheet.nextPage();
    }
    float y = prose(60, 16);
    sheet.text(
        60, y + 20, Font.SERIF, 10, "IN WITNESS WHEREOF the parties have signed this agreement.");
    List<String> roles = invent.pick(PARTIES);
    for (int i = 0; i < 2; i++) {
      place(style, y + 110 + 150 * i, roles.get(i), fillings.get(i));
    }
    answers.put("signer_names", String.join("; ", names));
    if (!dates.isEmpty()) {
      answers.put("signature_dates", String.join("; ", dates));
    }
    SyntheticDocument document =
        new SyntheticDocument("signature_page", "en", answers, sheet.toPdf());
    return new Signed(
        document, roles.stream().map(r -> r.toLowerCase(Locale.ROOT)).toList(), fillings);
  }

  private float prose(float y, int lines) {
    String[] words =
        ("the agreement shall remain in force until either side ends it in writing and each part"
                + " of it stands for itself whatever becomes of the others while nothing said"
                + " before it counts any longer")
            .split(" ");
    sheet.text(60, y, Font.SERIF_BOLD, 13, "Agreement on services, part " + invent.between(2, 30));
    float at = y + 24;
    for (int i = 0; i < lines; i++) {
      StringBuilder line = new StringBuilder();
      while (line.length() < 84) {
        line.append(words[invent.between(0, words.length - 1)]).append(' ');
      }
      sheet.text(60, at, Font.SERIF, 10, line.toString().strip());
      at += 15;
    }
    return at;
  }

  private void place(Style style, float y, String role, Filling filling) {
    float left = style == Style.LINE_BESIDE ? 140 : 72;
    float right = left + 210;
    switch (style) {
      case LINE_BELOW -> {
        sheet.line(left, y, right, y, 0.7f);
        sheet.text(left, y + 11, Font.SANS, 8, "Signature of " + role);
      }
      case DOTTED -> {
        sheet.dots(left, right, y, 3, 0.9f);
        sheet.text(left, y + 11, Font.SANS, 8, role + " (signature)");
      }
      case LINE_BESIDE -> {
        sheet.text(72, y - 1, Font.SANS, 10, "Signed by:");
        sheet.line(left, y, right, y, 0.7f);
        sheet.text(left, y + 11, Font.SANS, 8, role);
      }
      case FRAME -> {
        sheet.box(left, y - 48, right - left, 48, 0.7f);
        sheet.text(left + 4, y - 39, Font.SANS, 8, "Signature of " + role);
      }
    }
    fill(filling, left, right, y - (style == Style.FRAME ? 6 : 0));
    details(left, y + 42);
  }

  private void fill(Filling filling, float left, float right, float y) {
    switch (filling) {
      case NOTHING -> {
        // left empty
      }
      case PEN -> pen(new Color(20, 20, 60), left, y, 1.1f);
      case THIN_PEN -> pen(new Color(30, 30, 30), left, y, 0.5f);
      case LIGHT_INK -> pen(new Color(120, 140, 190), left, y, 0.9f);
      case PRINTED_CROSS -> sheet.text(left + 1, y - 2, Font.BOLD, 12, "X");
      case TYPED_NAME -> sheet.text(left + 8, y - 4, Font.SANS, 11, invent.person());
      case STAMP -> stamp(left + 20, y);
      case STAIN -> {
        sheet.ink(new Color(200, 180, 150));
        hand.stain(sheet, left + 90, y - 12, 17);
        sheet.ink(Color.BLACK);
      }
      case COPIER_LINES -> {
        sheet.line(left + 40, 20, left + 40, 780, 0.6f);
        sheet.line(left + 120, 20, left + 120, 780, 0.4f);
      }
    }
  }

  private void pen(Color color, float left, float y, float width) {
    sheet.ink(color);
    hand.sign(sheet, left + invent.between(6, 40), y, invent.between(70, 130), width);
    sheet.ink(Color.BLACK);
  }

  private void stamp(float left, float y) {
    sheet.ink(new Color(60, 60, 150));
    sheet.box(left, y - 27, 130, 25, 1.4f);
    sheet.text(left + 6, y - 17, Font.BOLD, 8, invent.company().toUpperCase(Locale.ROOT));
    sheet.text(left + 6, y - 7, Font.BOLD, 8, "RECEIVED AND APPROVED");
    sheet.ink(Color.BLACK);
  }

  /** Name and date on lines of their own. */
  private void details(float left, float y) {
    String name = invent.person();
    sheet.line(left, y, left + 150, y, 0.7f);
    sheet.text(left + 4, y - 3, Font.SANS, 10, name);
    sheet.text(left, y + 11, Font.SANS, 8, "Printed name");
    names.add(name);
    sheet.line(left + 180, y, left + 260, y, 0.7f);
    sheet.text(left + 180, y + 11, Font.SANS, 8, "Date");
    if (invent.oneIn(2)) {
      LocalDate day = invent.day(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 10, 30));
      sheet.text(
          left + 184,
          y - 3,
          Font.SANS,
          10,
          String.format(
              Locale.ROOT,
              "%02d/%02d/%d",
              day.getMonthValue(),
              day.getDayOfMonth(),
              day.getYear()));
      dates.add(day.toString());
    }
  }
}
