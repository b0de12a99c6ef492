/**
 * What a good call is. Each limit is that of a person who listens, not of a machine that is busy.
 *
 * @module
 */
export const LIMITS = {
	/** After a second of silence people think that they were not heard, and begin again. */
	typedWaitMs: 1_000,
	/** Beside it the recogniser and the wait for the end of what is said. */
	spokenWaitMs: 1_500,
	/** Three packets: what is missing longer is no longer made up by the listener's jitter buffer but heard as a hole. */
	stutterMs: 60,
	/** More of the sound made up than this is heard as roughness. */
	concealedShare: 0.01,
	/** Half of the 200 ms of sound that agents holds ready: a process that stands still for longer runs out of it. */
	loopDelayMs: 100,
	/** Of questions. */
	unanswered: 0,
	/** Of calls. */
	lost: 0,
} as const;

/** Of a worker's processors: the rest is for calls that begin, each of which costs another process its start. */
export const USABLE_SHARE = 0.7;
