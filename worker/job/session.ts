/**
 * agents' session, as Greenroom runs it.
 *
 * @module
 */
import { voice } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import { LIVEKIT } from '../../functions/protocol/call.ts';
import type { Voice } from '../voice/voice.ts';

/**
 * By default turns are detected by LiveKit's cloud, with a laptop's keys too: `vad` keeps sound on the machine. Below
 * 300 ms the delay gains nothing, the VAD's own 250 ms of silence dominate.
 */
const LOCAL_TURNS = {
	turnDetection: 'vad',
	interruption: { mode: 'vad' },
	endpointing: { minDelay: 300 },
} as const;

export const makeSession = ({ stt, llm, tts, vad, turnHandling = LOCAL_TURNS }: Voice): voice.AgentSession =>
	new voice.AgentSession({
		...(stt === undefined ? {} : { stt }),
		llm,
		tts,
		vad,
		turnHandling,
		// Ours is the grace clock; this one only changes a state.
		userAwayTimeout: null,
	});

/**
 * agents answers whoever is in the room about the prompt, the tools and the history on this topic, and runs input for
 * them. Right after `session.start`: it registers the handler at its end.
 */
export const closeSessionHost = (room: Room): void => room.unregisterByteStreamHandler(LIVEKIT.topic.session);

/** Resolves when nothing is being said any more; at once when nothing was, or when it may not be interrupted. */
export async function interruptSession(session: voice.AgentSession): Promise<void> {
	try {
		await session.interrupt().await;
	} catch {
		// Not running any more: then it is silent as well.
	}
}
