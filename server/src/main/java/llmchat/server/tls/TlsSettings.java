package llmchat.server.tls;

import static llmchat.server.config.Group.GATEWAY;

import java.nio.file.Path;
import java.util.Set;
import llmchat.server.config.ConfigError;
import llmchat.server.config.ConfigException;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Problems;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.ValueTypes;

/** The settings of HTTPS. */
public final class TlsSettings {
  public static final Setting<Path> TLS_CERT =
      Setting.of(
          "TLS_CERT",
          ValueTypes.PATH,
          GATEWAY,
          "PEM file with the gateway's certificate chain; the gateway then speaks only HTTPS");
  public static final Setting<Path> TLS_KEY =
      Setting.of(
          "TLS_KEY", ValueTypes.PATH, GATEWAY, "PEM file with the private key of that certificate");

  /** With a check of both files. */
  public static final ConfigSpec SPEC =
      ConfigSpec.of(TLS_CERT, TLS_KEY).withCheck(TlsSettings::check);

  private TlsSettings() {}

  private static void check(Settings settings, Problems problems) {
    if (!settings.role().servesGateway()
        || problems.hasErrorFor(Set.of(TLS_CERT.name(), TLS_KEY.name()))) {
      return;
    }
    if (settings.isSet(TLS_CERT) && settings.isSet(TLS_KEY)) {
      TlsFiles.of(settings).ifPresent(files -> checkFiles(files, settings, problems));
    } else if (settings.isSet(TLS_CERT) || settings.isSet(TLS_KEY)) {
      boolean keyMissing = settings.isSet(TLS_CERT);
      Setting<?> missing = keyMissing ? TLS_KEY : TLS_CERT;
      Setting<?> given = keyMissing ? TLS_CERT : TLS_KEY;
      problems.error(
          missing.name(),
          "",
          "is not set, but " + given.name() + " (" + settings.sourceOf(given) + ") is",
          "set both for HTTPS, or none for HTTP");
    }
  }

  private static void checkFiles(TlsFiles files, Settings settings, Problems problems) {
    try {
      TlsIdentity _ = files.identity(files.read());
    } catch (ConfigException wrong) {
      for (ConfigError error : wrong.errors()) {
        Setting<?> setting = error.setting().equals(TLS_CERT.name()) ? TLS_CERT : TLS_KEY;
        problems.error(
            error.setting(), settings.sourceOf(setting), error.problem(), error.advice());
      }
    }
  }
}
