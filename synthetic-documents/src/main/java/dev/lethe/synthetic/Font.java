package dev.lethe.synthetic;

/** The typefaces of the documents, all of them embedded. */
enum Font {
  SANS("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"),
  WIDE("/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf"),
  BOLD("/net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed-Bold.ttf"),
  CONDENSED("/net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed.ttf"),
  SERIF("/net/sf/jasperreports/fonts/dejavu/DejaVuSerif.ttf"),
  SERIF_BOLD("/net/sf/jasperreports/fonts/dejavu/DejaVuSerif-Bold.ttf"),
  MONO("/net/sf/jasperreports/fonts/dejavu/DejaVuSansMono.ttf"),
  MONO_BOLD("/net/sf/jasperreports/fonts/dejavu/DejaVuSansMono-Bold.ttf");

  private final String resource;

  Font(String resource) {
    this.resource = resource;
  }

  String resource() {
    return resource;
  }
}
