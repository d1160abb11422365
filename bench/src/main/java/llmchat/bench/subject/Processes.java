package llmchat.bench.subject;

import java.time.Duration;

/** The processes of a subject, children included, as the operating system counts them. */
public interface Processes {
  /** User and system time used so far, all processes added. */
  Duration cpu();

  /** Resident memory, all processes added, in bytes. */
  long residentBytes();

  /** Open file descriptors, all processes added. */
  int openFiles();

  /** Threads, all processes added. */
  int threads();
}
