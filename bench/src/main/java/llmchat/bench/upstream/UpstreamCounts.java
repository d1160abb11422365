package llmchat.bench.upstream;

import java.time.Duration;

/**
 * What an upstream has done since it started, seen at one instant.
 *
 * @param calls plain completions that were answered
 * @param streams that were begun
 * @param chunks numbered events that were written
 * @param ended streams that were written to their {@code [DONE]}
 * @param openStreams begun, neither ended nor left by the peer
 * @param openConnections of any kind
 * @param late writes more than {@link BenchUpstream#LATE} behind their time: more than a few in a
 *     run mean that the upstream was the bottleneck
 * @param worstLateness of all writes
 * @param blocked writes put off by an interval, for the peer did not take in what came before
 */
public record UpstreamCounts(
    long calls,
    long streams,
    long chunks,
    long ended,
    int openStreams,
    int openConnections,
    long late,
    Duration worstLateness,
    long blocked) {}
