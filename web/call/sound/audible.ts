/**
 * When the agent's sound can be heard. The agent holds back what it has to say until it is told so; told too early, its
 * first words are lost.
 *
 * @module
 */

/** What there is to hear, in one scan of the room. */
export interface SoundSeen {
	/** Counts the connections: after a full reconnect the same track is heard anew. */
	readonly connection: number;
	/** `null` while no agent is there. `readyFor`: milliseconds since it is ready to talk. */
	readonly agent: { readonly sid: string; readonly readyFor: number } | null;
	/** The agent's audio tracks. */
	readonly tracks: readonly { readonly sid: string; readonly playing: boolean }[];
	/** The browser lets this page play sound. */
	readonly allowed: boolean;
}

/**
 * An agent may say that it is listening before its track is published (agents-js, `RoomIO.start`); one that is ready
 * this long without a track writes only. Milliseconds.
 */
export const SILENT_AFTER = 1_000;

/**
 * Names what can be heard now, `null` while nothing can. A name that was not told to the agent yet is news for it.
 */
export function audible({ connection, agent, tracks, allowed }: SoundSeen): string | null {
	if (agent === null) return null;
	if (tracks.length === 0) return agent.readyFor >= SILENT_AFTER ? `${connection} ${agent.sid} silent` : null;
	const playing = tracks.find((track) => track.playing);
	return playing !== undefined && allowed ? `${connection} ${agent.sid} ${playing.sid}` : null;
}
