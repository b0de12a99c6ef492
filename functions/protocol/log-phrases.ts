/**
 * Sentences that log filters and alarms are set on: the `message` of a log line. They never change. What an operator does
 * about each is in docs/operations.md.
 *
 * @module
 */
export const PHRASES = {
	/** Worker, alert: a job process could not be started, or died before it served. */
	spawnError: 'AI Agent spawn error',
	/** API, alert: every try to bring an agent into a room was in vain. */
	spawnFailed: 'Failed to spawn AI agent',
	/** Worker, alert: it has been without LiveKit, or an agent without its room, for so long. */
	disconnected: 'Disconnected for >5 minutes',
	/** API and worker, info: the last human was seen to leave. */
	graceStarted: 'All humans left. Starting grace period',
	/** API and worker, info: somebody came back in time. */
	graceCancelled: 'Human rejoined. Cancelling shutdown',
	/** Worker, info: its own grace clock has run out, and it asks for the end of the call. */
	nobodyReturned: 'No humans returned, self-terminating',
	/** API, info: the room is closed, because nobody came back. */
	graceExpired: 'Grace period expired. No humans in room',
	/** Worker, info: LiveKit offers a job. */
	jobReceived: 'Job request received',
	/** Worker, info. */
	jobAccepted: 'Job accepted',
	/** Worker, info: the agent is in the room, and the API knows it. */
	agentJoined: 'Agent joined room',
} as const;
