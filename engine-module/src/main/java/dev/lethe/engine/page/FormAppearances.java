package dev.lethe.engine.page;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.fixup.processor.AcroFormDefaultsProcessor;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDVariableText;

/**
 * Draws the values of form fields that were filled in without being drawn. ISO 32000-1, 12.7.3.3
 * leaves it to the viewer to make appearances that are missing or asked for ({@code
 * NeedAppearances}), so a reader of the page sees the value although the file does not show it.
 */
final class FormAppearances {

  /** More fields than any printed form has. */
  private static final int MOST_FIELDS = 4000;

  private FormAppearances() {}

  /** Whatever is wrong with a field leaves it as it is. */
  static void complete(PDDocument document) {
    try {
      PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
      if (form != null) {
        complete(document, form);
      }
    } catch (RuntimeException | StackOverflowError broken) {
      // the page is read as the file shows it
    }
  }

  private static void complete(PDDocument document, PDAcroForm form) {
    boolean all = form.getNeedAppearances();
    boolean prepared = false;
    Set<COSDictionary> seen = new HashSet<>();
    for (PDField field : form.getFieldTree()) {
      if (seen.size() >= MOST_FIELDS || !seen.add(field.getCOSObject())) {
        return;
      }
      if (field instanceof PDVariableText text && (all || isUndrawn(text)) && holdsText(text)) {
        if (!prepared) {
          new AcroFormDefaultsProcessor(document).process();
          prepared = true;
        }
        draw(form, text);
      }
    }
  }

  private static boolean isUndrawn(PDVariableText field) {
    return field.getWidgets().stream().anyMatch(FormAppearances::isUndrawn);
  }

  private static boolean isUndrawn(PDAnnotationWidget widget) {
    return widget.getNormalAppearanceStream() == null;
  }

  private static boolean holdsText(PDVariableText field) {
    return !field.getValueAsString().isBlank()
        && field.getWidgets().stream()
            .allMatch(w -> w.getCOSObject().containsKey(COSName.RECT) && w.getRectangle() != null);
  }

  private static void draw(PDAcroForm form, PDVariableText field) {
    try {
      form.refreshAppearances(List.of(field));
    } catch (IOException | RuntimeException undrawable) {
      // a font that is not there or lacks the letters
    }
  }
}
