package llmchat.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scripted body of a reply: its parts, and ways to cut the same bytes differently. */
record Body(List<Part> parts) {
  Body {
    parts = List.copyOf(parts);
  }

  /** The number of bytes of the whole body, before any chunk framing. */
  long length() {
    return parts.stream().mapToLong(Body::length).sum();
  }

  /** The first {@code limit} bytes, with the waits among them. */
  Body take(long limit) {
    var taken = new ArrayList<Part>();
    long left = limit;
    for (Part part : parts) {
      if (length(part) > left) {
        taken.addAll(head(part, left));
        break;
      }
      taken.add(part);
      left -= length(part);
    }
    return new Body(taken);
  }

  Body plus(Part part) {
    return new Body(Stream.concat(parts.stream(), Stream.of(part)).toList());
  }

  /** Neighbouring bytes become one part; waits stay where they are. */
  Body joined() {
    var whole = new ArrayList<Part>();
    var run = new ArrayList<Bytes>();
    for (Part part : parts) {
      if (part instanceof Bytes bytes) {
        run.add(bytes);
      } else {
        flush(run, whole);
        whole.add(part);
      }
    }
    flush(run, whole);
    return new Body(whole);
  }

  /** The same bytes in pieces that begin exactly at {@code offsets} (and at 0). */
  Body splitAt(int... offsets) {
    int[] sorted = Arrays.stream(offsets).sorted().distinct().toArray();
    var pieces = new ArrayList<Part>();
    int position = 0;
    for (Part part : joined().parts) {
      if (part instanceof Bytes bytes) {
        split(bytes, position, sorted, pieces);
        position += bytes.size();
      } else {
        pieces.add(part);
      }
    }
    return new Body(pieces);
  }

  Body splitEvery(int size) {
    int total = Math.toIntExact(length());
    return splitAt(IntStream.iterate(size, at -> at < total, at -> at + size).toArray());
  }

  /** The body as one gzip member; waits are lost, since the whole has to be known. */
  Body gzip() {
    List<Bytes> all =
        parts.stream().filter(Bytes.class::isInstance).map(Bytes.class::cast).toList();
    return new Body(List.of(Bytes.join(all).gzip()));
  }

  private static long length(Part part) {
    return switch (part) {
      case Bytes bytes -> bytes.size();
      case Part.Repeat repeat -> repeat.times() * repeat.bytes().size();
      case Gate gate -> 0;
      case Part.Pause pause -> 0;
      case Part.Cut cut -> 0;
    };
  }

  private static List<Part> head(Part part, long limit) {
    return switch (part) {
      case Bytes bytes -> List.of(bytes.slice(0, (int) limit));
      case Part.Repeat(Bytes bytes, long times) ->
          List.of(
              new Part.Repeat(bytes, limit / bytes.size()),
              bytes.slice(0, (int) (limit % bytes.size())));
      case Gate gate -> List.of(gate);
      case Part.Pause pause -> List.of(pause);
      case Part.Cut cut -> List.of(cut);
    };
  }

  private static void flush(List<Bytes> run, List<Part> whole) {
    if (!run.isEmpty()) {
      whole.add(Bytes.join(run));
      run.clear();
    }
  }

  private static void split(Bytes bytes, int position, int[] offsets, List<Part> pieces) {
    int from = 0;
    for (int offset : offsets) {
      int at = offset - position;
      if (at > from && at < bytes.size()) {
        pieces.add(bytes.slice(from, at));
        from = at;
      }
    }
    pieces.add(bytes.slice(from, bytes.size()));
  }
}
