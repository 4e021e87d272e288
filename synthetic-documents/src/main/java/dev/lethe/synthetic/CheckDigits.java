package dev.lethe.synthetic;

/** Right check digits for invented numbers. */
final class CheckDigits {

  private CheckDigits() {}

  /** ISO 13616: country, two check digits, account. */
  static String iban(String country, String account) {
    int rest = mod97(account + country + "00");
    return country + String.format("%02d", 98 - rest) + account;
  }

  /** The remainder by 97 with letters counted as 10 to 35. */
  static int mod97(String text) {
    int rest = 0;
    for (char c : text.toCharArray()) {
      int value = Character.digit(c, 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
  }

  /** The key of a French account: bank, branch and account followed by it divide by 97. */
  static String ribKey(String bankBranchAccount) {
    StringBuilder digits = new StringBuilder();
    for (char c : bankBranchAccount.toCharArray()) {
      digits.append(Character.isDigit(c) ? c : (char) ('0' + ribValue(c)));
    }
    return String.format("%02d", 97 - mod97(digits + "00"));
  }

  private static int ribValue(char letter) {
    int i = letter - 'A';
    return i < 18 ? i % 9 + 1 : (i - 18) % 9 + 2;
  }

  /** The last digit after Luhn. */
  static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int d = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? d * 2 : d;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }

  /** ISO 7064 MOD 11,10, the last digit of a German VAT number. */
  static int mod11And10(String digits) {
    int product = 10;
    for (char c : digits.toCharArray()) {
      int sum = (c - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10;
  }

  /** The last two digits of a British VAT number. */
  static String britishVat(String sevenDigits) {
    int sum = 0;
    for (int i = 0; i < 7; i++) {
      sum += (sevenDigits.charAt(i) - '0') * (8 - i);
    }
    return String.format("%02d", 97 - sum % 97);
  }

  /** ICAO 9303: weights 7, 3, 1; fillers count nothing. */
  static char icao(String text) {
    int[] weights = {7, 3, 1};
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      sum += (c == '<' ? 0 : Character.digit(c, 36)) * weights[i % 3];
    }
    return (char) ('0' + sum % 10);
  }
}
