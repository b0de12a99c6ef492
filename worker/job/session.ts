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
	// 500 ms by default: of who speaks at the same time as the agent a browser's echo canceller leaves shorter pieces.
	interruption: { mode: 'vad', minDuration: 300 },
	endpointing: { minDelay: 300 },
} as const;

/** The model's own: its server hears the voice first, and stops by itself. */
const MODELS_TURNS = { turnDetection: 'realtime_llm', interruption: { mode: 'vad' } } as const;

function modelsOf(spoken: Voice): voice.AgentSessionOptions {
	if (spoken.kind === 'realtime') return { llm: spoken.model, vad: null, turnHandling: MODELS_TURNS };
	const { stt, llm, tts, vad, connOptions } = spoken;
	return {
		...(stt === undefined ? {} : { stt }),
		llm,
		tts,
		vad,
		turnHandling: LOCAL_TURNS,
		...(connOptions === undefined ? {} : { connOptions }),
	};
}

export const makeSession = (spoken: Voice): voice.AgentSession =>
	new voice.AgentSession({
		...modelsOf(spoken),
		// Ours is the grace clock; this one only changes a state.
		userAwayTimeout: null,
	});

/**
 * Connects a session with a room. Not by `session.start({ room })`, which also opens agents' session host: on a topic of
 * its own that tells the visitor's browser of every event, tool calls with arguments and results included, and answers
 * whoever is in the room about the prompt and the history.
 *
 * Before the room is connected, so that nothing is missed; after `session.start` was called, whose agent it asks for.
 */
export function bindToRoom(session: voice.AgentSession, room: Room, visitor: string): voice.RoomIO {
	const roomIO = new voice.RoomIO({
		agentSession: session,
		room,
		// Typed messages are read by us (`streams.ts`): agents drops those of the first 100 ms after a refresh.
		inputOptions: { participantIdentity: visitor, closeOnDisconnect: false, textEnabled: false },
	});
	roomIO.start();
	return roomIO;
}

/** What agents tells the room with each change; a session that was ready before the room has to be caught up. */
export async function showState({ localParticipant }: Room, session: voice.AgentSession): Promise<void> {
	try {
		await localParticipant?.setAttributes({ [LIVEKIT.attribute.agentState]: session.agentState });
	} catch {
		// The room has closed: nobody looks any more.
	}
}

/** Resolves when nothing is being said any more; at once when nothing was, or when it may not be interrupted. */
export async function interruptSession(session: voice.AgentSession): Promise<void> {
	try {
		await session.interrupt().await;
	} catch {
		// Not running any more: then it is silent as well.
	}
}
