package llmchat.page;

import com.microsoft.playwright.Browser.NewContextOptions;

/** What one looks at the page on. */
enum Screen {
  DESKTOP(1280, 800, false),
  PHONE(390, 844, true);

  private final int width;
  private final int height;
  private final boolean isTouched;

  Screen(int width, int height, boolean isTouched) {
    this.width = width;
    this.height = height;
    this.isTouched = isTouched;
  }

  /** A browser's window of this kind. */
  NewContextOptions window() {
    return new NewContextOptions()
        .setViewportSize(width, height)
        .setHasTouch(isTouched)
        .setIsMobile(isTouched)
        .setLocale("en-GB");
  }

  /** Whether there is no keyboard, and the chats are in a drawer. */
  boolean isPhone() {
    return isTouched;
  }
}
